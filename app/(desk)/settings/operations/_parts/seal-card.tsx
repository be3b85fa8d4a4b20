import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { SealState } from '@/lib/access/seal.queries'
import { SealNote } from '../../audit/_parts/seal-note'

/** How far the log is sealed, and the way to the line that is kept elsewhere. */
export function SealCard({ say, state }: { say: Say; state: SealState }) {
  const { t } = say
  return (
    <section className="card" aria-labelledby="seal-title">
      <h2 id="seal-title" className="mb-3">
        {t('audit.seal.title')}
      </h2>
      <SealNote say={say} state={state} />
      <Link href="/settings/audit/seal">{t('audit.seal.see')}</Link>
    </section>
  )
}
