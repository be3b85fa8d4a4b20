import type { Say } from '@/app/_i18n/messages'
import { roleTerm } from '@/lib/organisation/accounts/account.rules'
import type { AccountGrant } from '@/lib/organisation/accounts/account.sql'

/** 经办人 · 某单位及以下. */
export function grantWords(say: Say, grant: AccountGrant): string {
  const place = { role: say.term(roleTerm(grant.role, grant.unitKind)), unit: grant.unitName }
  const isWide = grant.unitKind === 'street' || grant.unitKind === 'other'
  return say.t(isWide ? 'access.me.grant' : 'access.me.grantWhole', place)
}
