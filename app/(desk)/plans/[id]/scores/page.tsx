import { notFound } from 'next/navigation'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { percentShown } from '@/app/_ui/doubt'
import { Empty } from '@/app/_ui/empty'
import { TableCard } from '@/app/_ui/table'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { scoresOfPlan } from '@/lib/plan/work-points/work-point.queries'
import { FULL_SCORE, pointsText, scoreRate, type UnitScore } from '@/lib/plan/work-points/work-point.rules'
import { PlanHead } from '../_parts/plan-head'
import { Uncounted } from './_parts/uncounted'
import { UnitSum } from './_parts/unit-sum'

export const generateMetadata = titled('workPoint.scores')

/** Each unit's score over its weighted work points: first side by side, then with the calculation. */
export default async function ScoresPage({ params }: PageProps<'/plans/[id]/scores'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const { plan, figures, scores, uncounted } = await orNotFound(
    scoresOfPlan(viewer, idOf((await params).id), dayOf(now())),
  )
  if (plan.kind !== 'workPoints') notFound()
  const notFull = scores.filter(score => score.full !== FULL_SCORE)
  return (
    <>
      <PlanHead say={say} plan={plan} tab="scores" figures={figures} />
      <p className="mb-4 max-w-3xl text-ink-2">{t('workPoint.rule')}</p>
      {notFull.length > 0 && (
        <Alert tone="warning" className="mb-4 max-w-3xl">
          {t('workPoint.notFullLead', {
            units: notFull
              .map(({ unitName, full }) => t('workPoint.unitWeight', { unit: unitName, weight: full }))
              .join(t('workPoint.list')),
          })}
        </Alert>
      )}
      {scores.length === 0 ? (
        <Empty text={t('workPoint.none')} />
      ) : (
        <>
          <div className="mb-6 max-w-3xl">
            <TableCard label={t('workPoint.scores')}>
              <table>
                <caption className="sr-only">{t('workPoint.scores')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('plan.document.unit')}</th>
                    <th scope="col" className="n">
                      {t('workPoint.score')}
                    </th>
                    <th scope="col" className="n">
                      {t('workPoint.share')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {scores.map(score => (
                    <ScoreRow key={score.unitId} say={say} score={score} />
                  ))}
                </tbody>
              </table>
            </TableCard>
          </div>
          <h2 className="mb-3">{t('workPoint.sum')}</h2>
          <div className="mb-6 grid desk:grid-cols-2 items-start gap-4">
            {scores.map(score => (
              <UnitSum key={score.unitId} say={say} planId={plan.id} score={score} />
            ))}
          </div>
        </>
      )}
      <Uncounted say={say} planId={plan.id} {...uncounted} />
    </>
  )
}

function ScoreRow({ say, score }: { say: Say; score: UnitScore }) {
  const { t } = say
  return (
    <tr>
      <th scope="row" className="font-normal text-base text-ink">
        <a href={`#unit-${score.unitId}`} className="inline-flex min-h-11 items-center">
          {score.unitName}
        </a>
      </th>
      <td className="n">
        <a href={`#unit-${score.unitId}`} className="figure">
          <b className="font-semibold">{pointsText(score.tenths)}</b>
          <span className="text-ink-3">/{score.full}</span>
        </a>
        {score.later > 0 && (
          <span className="block text-ink-3 text-sm">{t('workPoint.later', { weight: score.later })}</span>
        )}
      </td>
      <td className="n">{percentShown(say, scoreRate(score))}</td>
    </tr>
  )
}
