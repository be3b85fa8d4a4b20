import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { Link } from '@/app/_ui/link'
import { type OnlyReads, onlyReads } from '@/lib/core/unavailable'
import { when } from './when'

type Props = {
  say: Say
  /** Where it is said what is damaged, for who may see it. */
  href?: string
  /** For a sample. */
  state?: OnlyReads | null
}

/** Says on every page that nothing can be saved, why, since when and what to do. */
export function ReadOnlyBanner({ say, href, state = onlyReads() }: Props) {
  if (!state) return null
  const isDamaged = state.reason === 'damaged'
  return (
    <Alert tone={isDamaged ? 'error' : 'warning'} role="alert" className="mb-4">
      {say.t(`common.readOnly.${state.reason}`, { since: when(state.since) })}
      {isDamaged && href && (
        <Link href={href} className="ml-2 inline-flex min-h-11 items-center">
          {say.t('common.readOnly.see')}
        </Link>
      )}
    </Alert>
  )
}
