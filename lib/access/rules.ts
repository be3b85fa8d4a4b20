/** Roles that are granted; a cadre needs no grant and is just 我. */
export const grantedRoles = ['organiser', 'leader', 'administrator'] as const
export type GrantedRole = (typeof grantedRoles)[number]
export type Role = 'cadre' | GrantedRole

export type Grant = { role: GrantedRole; unitId: number; unitPath: string }

/** Who is asking: the first argument of every query and command. */
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
  return viewer.grants.some(grant => roles.includes(grant.role) && unitPath.startsWith(grant.unitPath))
}

/** The paths under which the viewer holds one of the roles. */
export function scopeOf(viewer: Viewer, ...roles: GrantedRole[]): string[] {
  return viewer.grants.filter(grant => roles.includes(grant.role)).map(grant => grant.unitPath)
}

export function holds(viewer: Viewer, ...roles: GrantedRole[]): boolean {
  return viewer.grants.some(grant => roles.includes(grant.role))
}

/** Seeing a unit's people, rates and rows: every granted role of it or above. */
export function canSee(viewer: Viewer, unitPath: string): boolean {
  return covers(viewer, unitPath, ...grantedRoles)
}

/** Planning, scheduling, taking attendance, importing: the organiser's work, which the administrator may do too. */
export function canOrganise(viewer: Viewer, unitPath: string): boolean {
  return covers(viewer, unitPath, 'organiser', 'administrator')
}

/** Issuing plans and approving leave. */
export function canApprove(viewer: Viewer, unitPath: string): boolean {
  return covers(viewer, unitPath, 'leader', 'administrator')
}

export function canAdminister(viewer: Viewer, unitPath: string): boolean {
  return covers(viewer, unitPath, 'administrator')
}

/** What holds for the whole tree, such as the must-learn topics of a year: the organiser's work at the top. */
export function organisesAll(viewer: Viewer): boolean {
  return scopeOf(viewer, 'organiser', 'administrator').some(path => /^\/\d+\/$/.test(path))
}

/** Settings, locks of years, backup: the administrator of the top unit, whose path has one step. */
export function administersAll(viewer: Viewer): boolean {
  return viewer.grants.some(grant => grant.role === 'administrator' && /^\/\d+\/$/.test(grant.unitPath))
}
