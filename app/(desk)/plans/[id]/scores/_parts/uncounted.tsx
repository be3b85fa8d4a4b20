import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { scoresOfPlan } from '@/lib/plan/work-points/work-point.queries'

type Props = { say: Say; planId: number } & Awaited<ReturnType<typeof scoresOfPlan>>['uncounted']

/** The work points that enter no score, and why, so that nothing is left out without notice. */
export function Uncounted({ say: { t }, planId, heads, unweighed }: Props) {
  if (heads.length + unweighed.length === 0) return null
  const link = (item: { id: number; content: string }) => (
    <Link href={`/plans/${planId}/items/${item.id}`} className="inline-flex min-h-11 items-center">
      {item.content}
    </Link>
  )
  return (
    <section aria-labelledby="uncounted">
      <h2 id="uncounted" className="mb-2">
        {t('workPoint.uncounted')}
      </h2>
      {heads.length > 0 && (
        <>
          <p className="text-ink-2">{t('workPoint.heads')}</p>
          <ul className="mb-4">
            {heads.map(head => (
              <li key={head.id} className="flex flex-wrap items-center gap-x-3">
                {link(head)}
                <span className="text-ink-3">
                  {t(head.weight ? 'workPoint.head' : 'workPoint.headPlain', {
                    unit: head.unitName,
                    weight: head.weight ?? 0,
                    done: head.done,
                    due: head.due,
                  })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {unweighed.length > 0 && (
        <>
          <p className="text-ink-2">{t('workPoint.unweighed')}</p>
          <ul>
            {unweighed.map(item => (
              <li key={item.id} className="flex flex-wrap items-center gap-x-3">
                {link(item)}
                <span className="text-ink-3">{item.unitName}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
