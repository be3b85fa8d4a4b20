import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { type OnlyReads, onlyReads } from '@/lib/core/unavailable'
import { when } from './when'

/** Says on every page that nothing can be saved, why, since when and what to do; `state` for a sample. */
export function ReadOnlyBanner({ say, state = onlyReads() }: { say: Say; state?: OnlyReads | null }) {
  if (!state) return null
  const tone = state.reason === 'damaged' ? 'error' : 'warning'
  return (
    <Alert tone={tone} role="alert" className="mb-4">
      {say.t(`common.readOnly.${state.reason}`, { since: when(state.since) })}
    </Alert>
  )
}
