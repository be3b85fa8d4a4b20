import { canAdminister, type GrantedRole, type Viewer } from '@/lib/access/access.rules'
import type { Term } from '@/lib/core/glossary'
import type { Instant } from '@/lib/core/time'
import type { UnitKind } from '@/lib/organisation/people/person.rules'

export const accountStates = ['none', 'waiting', 'lapsed', 'active', 'disabled'] as const

/** Days within which a first password from a slip must be used. */
export const FIRST_PASSWORD_DAYS = 7

/** 未开通 · 待首次登录 · 初始密码已过期 · 已启用 · 已停用. */
export type AccountState = (typeof accountStates)[number]

type Kept = {
  accountId: number | null
  mustChange: boolean | null
  firstPasswordUntil: Instant | null
  disabledAt: Instant | null
}

export function accountState(kept: Kept, now: Instant): AccountState {
  if (kept.accountId === null) return 'none'
  if (kept.disabledAt !== null) return 'disabled'
  if (!kept.mustChange) return 'active'
  return kept.firstPasswordUntil !== null && kept.firstPasswordUntil < now ? 'lapsed' : 'waiting'
}

type Granted = { role: GrantedRole; unitPath: string }

/**
 * Whether the viewer may reset, disable and change the grants of an account: the person and every grant of the
 * account lie within the scope (otherwise a reset password would give the viewer higher rights).
 */
export function mayCommand(viewer: Viewer, unitPaths: string[], grants: Granted[]): boolean {
  return (
    unitPaths.some(path => canAdminister(viewer, path)) &&
    grants.every(each => canAdminister(viewer, each.unitPath))
  )
}

/** The administrator of a whole tree: of a root unit. */
export function isTopAdministrator({ role, unitPath }: Granted): boolean {
  return role === 'administrator' && /^\/\d+\/$/.test(unitPath)
}

/** The 经办人 of a community is called 普法联络员. */
export function roleTerm(role: GrantedRole, unitKind: UnitKind): Term {
  return role === 'organiser' && unitKind === 'community' ? 'role.communityOrganiser' : `role.${role}`
}
