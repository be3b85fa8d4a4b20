import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'

type Props = { say: Say; planId: number; count: number }

/** That activities held for no plan item look like items of this one: the way to join them. */
export function FoundNotice({ say: { t }, planId, count }: Props) {
  if (count === 0) return null
  return (
    <p className="card mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
      <span className="min-w-0 flex-1 basis-60">{t('planFound.notice', { count })}</span>
      <Link href={`/plans/${planId}/found`} className="btn">
        {t('planFound.open')}
      </Link>
    </p>
  )
}
