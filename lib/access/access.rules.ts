import { isWithin } from './unit-path.rules'

/** Roles that are granted; a cadre needs no grant and sees only 我. */
export const grantedRoles = ['organiser', 'leader', 'administrator'] as const
export type GrantedRole = (typeof grantedRoles)[number]

export type Grant = { role: GrantedRole; unitId: number; unitPath: string }

/** The person on whose behalf something runs: the first argument of every query and command. */
export type Viewer = {
  /** null for the command line and the first run, which act as the top unit's administrator. */
  accountId: number | null
  personId: number | null
  name: string
  grants: Grant[]
  /** Paths of the units that the person belongs to today. */
  ownUnitPaths: string[]
  locale: 'zh' | 'en'
}

/** Whether a grant of one of the roles covers the unit of this path. */
export function covers(viewer: Viewer, unitPath: string, ...roles: GrantedRole[]): boolean {
  return viewer.grants.some(grant => roles.includes(grant.role) && isWithin(unitPath, grant.unitPath))
}

/** The paths under which the viewer holds one of the roles. */
export function scopeOf(viewer: Viewer, ...roles: GrantedRole[]): string[] {
  return viewer.grants.filter(grant => roles.includes(grant.role)).map(grant => grant.unitPath)
}

export function holds(viewer: Viewer, ...roles: GrantedRole[]): boolean {
  return viewer.grants.some(grant => roles.includes(grant.role))
}

/** Who may see a unit's people, rates and rows: every granted role of the unit or of one above. */
export function canSee(viewer: Viewer, unitPath: string): boolean {
  return covers(viewer, unitPath, ...grantedRoles)
}

/** Planning, scheduling, taking attendance, importing: the organiser's work, which the administrator may do too. */
export function canOrganise(viewer: Viewer, unitPath: string): boolean {
  return covers(viewer, unitPath, 'organiser', 'administrator')
}

/** 确认考勤, and reopening what was confirmed: the command, the pages and their buttons all ask here. */
export function canConfirm(viewer: Viewer, hostPath: string): boolean {
  return canOrganise(viewer, hostPath)
}

/** Issuing plans and approving leave. */
export function canApprove(viewer: Viewer, unitPath: string): boolean {
  return covers(viewer, unitPath, 'leader', 'administrator')
}

export function canAdminister(viewer: Viewer, unitPath: string): boolean {
  return covers(viewer, unitPath, 'administrator')
}

/** For data of the whole tree, such as the must-learn topics of a year: organisers of the top unit. */
export function organisesAll(viewer: Viewer): boolean {
  return scopeOf(viewer, 'organiser', 'administrator').some(path => /^\/\d+\/$/.test(path))
}

/** Settings, locks of years, backup: administrators of the top unit, whose path has one step. */
export function administersAll(viewer: Viewer): boolean {
  return viewer.grants.some(grant => grant.role === 'administrator' && /^\/\d+\/$/.test(grant.unitPath))
}

// Five free attempts, then a back-off that doubles up to a quarter of an hour.
const FREE_TRIES = 5
const LONGEST_WAIT = 15 * 60_000

/** The wait before the next attempt after this many failures in a row, in milliseconds. */
export function waitAfter(failures: number): number {
  return failures < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT, 1000 * 2 ** (failures - FREE_TRIES))
}

export type PasswordFault = 'tooShort' | 'tooLong' | 'common' | 'ownWords'

// Common passwords of ten or more characters that no pattern below catches, from published lists.
const COMMON = new Set(
  `1qaz2wsx3edc 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 zaq12wsxcde3 qazwsxedcrfv asdfghjkl123 qwertyuiop123 147258369a
  1472583690 0147258369 7894561230 741852963a 159753456852 5201314520 1314520520 woaini1314 woaini520520 woaini1314520
  iloveyou520 iloveyou1314 aini1314520 a1b2c3d4e5 passw0rd123 p@ssw0rd123 p@ssword123 admin@123456 welcome123
  letmein12345 football123 baseball123 superman123 computer123 internet123 changeme123 administrator yanshi2023`.split(
    /\s+/,
  ),
)
const RUNS = [
  '0123456789012345678901234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
]
const GUESSED_FIRST = [
  'password',
  'passw0rd',
  'p@ssw0rd',
  'admin',
  'welcome',
  'iloveyou',
  'woaini',
  'xuefa',
  'mima',
]

/**
 * What is wrong with a new password: fewer than ten characters, among the commonest, or little more than the
 * owner's own words (number, phone, name, unit) and the usual additions to them. Any character is allowed.
 */
export function passwordFault(password: string, ownWords: string[]): PasswordFault | null {
  const length = [...password].length
  if (length < 10) return 'tooShort'
  if (length > 200) return 'tooLong'
  const plain = password.normalize('NFKC').toLowerCase()
  if (COMMON.has(plain) || /^(.{1,5})\1+.{0,3}$/u.test(plain)) return 'common'
  const own = ownWords.map(word => word.normalize('NFKC').toLowerCase()).filter(word => word.length > 1)
  const withoutOwn = without(plain, own)
  const rest = without(withoutOwn.replace(/(19|20)\d\d/g, ''), [...GUESSED_FIRST, ...piecesOfRuns()])
  if ([...rest].length >= 5) return null
  return withoutOwn === plain ? 'common' : 'ownWords'
}

function without(text: string, words: string[]): string {
  return words.sort((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), text)
}

/** Every run of three or more neighbours, forwards and backwards: 123, 4321, qwe … */
function piecesOfRuns(): string[] {
  return RUNS.flatMap(run => [run, [...run].reverse().join('')]).flatMap(run =>
    Array.from(run).flatMap((_, from) =>
      Array.from({ length: Math.max(0, Math.min(12, run.length - from) - 2) }, (_, n) =>
        run.slice(from, from + n + 3),
      ),
    ),
  )
}
