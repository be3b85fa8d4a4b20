import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { pointsText, standsAside, type UnitScore } from '@/lib/plan/work-points/work-point.rules'

/** The calculation of one unit's score: work point by work point, then the sum. */
export function UnitSum({ say: { t }, planId, score }: { say: Say; planId: number; score: UnitScore }) {
  const begun = score.lines.filter(line => !standsAside(line))
  return (
    <section className="card" id={`unit-${score.unitId}`} aria-labelledby={`unit-name-${score.unitId}`}>
      <h3 id={`unit-name-${score.unitId}`} className="mb-1 flex justify-between gap-x-4 font-semibold">
        <span>{score.unitName}</span>
        <span>{t('workPoint.fraction', { points: pointsText(score.tenths), full: score.full })}</span>
      </h3>
      <ul className="divide-y divide-line">
        {score.lines.map(line => (
          <li key={line.itemId} className="flex flex-wrap items-center justify-between gap-x-4">
            <Link
              href={`/plans/${planId}/items/${line.itemId}`}
              className="inline-flex min-h-11 min-w-0 items-center"
            >
              {line.content}
            </Link>
            <span className="ml-auto whitespace-nowrap text-ink-2">
              {t(standsAside(line) ? 'workPoint.lineLater' : 'workPoint.line', {
                weight: line.weight,
                done: line.done,
                times: line.times,
                points: pointsText(line.tenths),
              })}
            </span>
          </li>
        ))}
      </ul>
      {begun.length > 1 && (
        <p className="border-line border-t pt-2 text-right">
          {t('workPoint.total', {
            sum: begun.map(line => pointsText(line.tenths)).join(t('workPoint.plus')),
            points: pointsText(score.tenths),
          })}
        </p>
      )}
    </section>
  )
}
