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
  /** Signed in while nothing could be written (lib/access/unwritten.ts): writes nothing, also once there is room. */
  readsOnly?: true
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
