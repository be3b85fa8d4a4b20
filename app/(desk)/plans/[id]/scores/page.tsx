import Link from 'next/link'
import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/_form/or-not-found'
import { Empty } from '@/app/_ui/empty'
import { TableCard } from '@/app/_ui/table'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { scoresOfPlan } from '@/lib/breakdown/queries'
import { pointsText, type UnitScore } from '@/lib/breakdown/rules'
import { now } from '@/lib/clock'
import type { Say } from '@/lib/i18n/rules'
import { saying } from '@/lib/i18n/say'
import { dayOf } from '@/lib/time/rules'
import { PlanHead } from '../plan-head'

export const generateMetadata = titled('breakdown.scores')

/** What each unit has reached of its weighed points, with the sum written out. */
export default async function ScoresPage({ params }: PageProps<'/plans/[id]/scores'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const { plan, figures, scores } = await orNotFound(
    scoresOfPlan(viewer, Number((await params).id), dayOf(now())),
  )
  if (plan.kind !== 'workPoints') notFound()
  return (
    <>
      <PlanHead say={say} plan={plan} tab="scores" figures={figures} />
      <p className="mb-4 text-ink-2">{t('breakdown.rule')}</p>
      {scores.length === 0 ? (
        <Empty text={t('breakdown.none')} />
      ) : (
        <TableCard label={t('breakdown.scores')}>
          <table>
            <caption className="sr-only">{t('breakdown.scores')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('plan.document.unit')}</th>
                <th scope="col" className="n">
                  {t('breakdown.score')}
                </th>
                <th scope="col">{t('breakdown.sum')}</th>
              </tr>
            </thead>
            <tbody>
              {scores.map(score => (
                <ScoreRow key={score.unitId} say={say} planId={plan.id} score={score} />
              ))}
            </tbody>
          </table>
        </TableCard>
      )}
    </>
  )
}

function ScoreRow({ say: { t }, planId, score }: { say: Say; planId: number; score: UnitScore }) {
  return (
    <tr>
      <th scope="row" className="min-w-28 font-normal text-base text-ink">
        {score.unitName}
      </th>
      <td className="n">
        <b className="font-semibold">{pointsText(score.points)}</b>
        <span className="text-ink-3">/{score.full}</span>
        {score.later > 0 && (
          <span className="block text-ink-3 text-sm">{t('breakdown.later', { weight: score.later })}</span>
        )}
      </td>
      <td>
        <ul>
          {score.lines.map(line => (
            <li key={line.itemId} className="flex flex-wrap gap-x-3">
              <Link href={`/plans/${planId}/items/${line.itemId}`} prefetch={false}>
                {line.content}
              </Link>
              <span className="text-ink-3">
                {t(line.isDue || line.done > 0 ? 'breakdown.line' : 'breakdown.lineLater', {
                  weight: line.weight,
                  done: line.done,
                  times: line.times,
                  points: pointsText(line.points),
                })}
              </span>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  )
}
