import type { Say } from '@/app/_i18n/messages'
import { Tag, type Tone } from '@/app/_ui/tag'
import type { AccountState } from '@/lib/organisation/accounts/account.rules'

const tones: Record<AccountState, Tone> = {
  none: 'quiet',
  waiting: 'go',
  lapsed: 'soon',
  active: 'done',
  disabled: 'owed',
}

export function StateTag({ say, state }: { say: Say; state: AccountState }) {
  return <Tag tone={tones[state]}>{say.t(`access.accountState.${state}`)}</Tag>
}
