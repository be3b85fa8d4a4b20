import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { reachOf } from '@/lib/calendar/feeds/feed.rules'

/** Before slips are made: their address opens on this machine alone. */
export function OnlyHere({ say, address }: { say: Say; address: string }) {
  if (reachOf(address) !== 'loopback') return null
  return (
    <Alert tone="warning" role="note" className="mb-3 print:hidden">
      <p className="font-semibold">{say.t('access.accounts.onlyHereTitle')}</p>
      <p>{say.t('access.accounts.onlyHere', { address })}</p>
    </Alert>
  )
}
