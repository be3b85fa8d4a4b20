import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { Tag, type Tone } from '@/app/_ui/tag'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { planDocument, revisionsOf } from '@/lib/plan/plan.queries'
import { snapshotsOf } from '@/lib/plan/revision.queries'
import { changesBetween, type SnapshotChange } from '@/lib/plan/revision.rules'
import { fullDay } from '../../_parts/day-words'
import { PlanHead } from '../_parts/plan-head'

export const generateMetadata = titled('plan.revisions.title')

// Revisions that are listed with their changes. A snapshot is as long as the plan and each burst of the table
// editor makes one; older changes can be seen under 对比.
const WITH_CHANGES = 5

const tones: Record<SnapshotChange['change'], Tone> = { added: 'done', changed: 'soon', removed: 'owed' }

export default async function RevisionsPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const id = idOf((await params).id)
  const [{ plan, ...figures }, { revisions }] = await Promise.all([
    orNotFound(planDocument(viewer, id, dayOf(now()))),
    orNotFound(revisionsOf(viewer, id)),
  ])
  const newest = revisions.slice(0, WITH_CHANGES + 1).map(each => each.revision)
  const texts = await snapshotsOf(viewer, id, newest)
  return (
    <>
      <PlanHead say={say} plan={plan} tab="revisions" figures={figures} />
      {revisions.length > 1 && (
        <p className="mb-4">
          <Link href={`/plans/${plan.id}/revisions/compare`} className="btn">
            {t('paper.compare.open')}
          </Link>
        </p>
      )}
      {revisions.length === 0 && <Empty text={t('plan.revisions.none')} />}
      <ol className="space-y-4">
        {revisions.map((each, n) => {
          const before = revisions[n + 1]
          const [was, is] = [texts.get(before?.revision ?? 0), texts.get(each.revision)]
          const changes = was && is ? changesBetween(was, is) : []
          return (
            <li key={each.revision} className="card">
              <div className="flex flex-wrap items-baseline gap-x-3">
                <h2>{t('plan.revisions.revision', { revision: each.revision })}</h2>
                <p className="text-ink-3">
                  {t('plan.revisions.by', {
                    name: each.by ?? t('plan.revisions.system'),
                    day: fullDay(say, dayOf(each.at)),
                  })}
                </p>
                <span className="desk:ml-auto flex flex-wrap gap-x-4">
                  {before && (
                    <Link
                      href={`/plans/${plan.id}/revisions/compare?from=${before.revision}&to=${each.revision}`}
                      className="inline-flex min-h-11 items-center"
                    >
                      {t('paper.compare.with')}
                    </Link>
                  )}
                  <Link
                    href={`/plans/${plan.id}/revisions/${each.revision}`}
                    className="inline-flex min-h-11 items-center"
                  >
                    {t('plan.revisions.asThen', { revision: each.revision })}
                  </Link>
                  <Link
                    href={`/plans/${plan.id}/paper?revision=${each.revision}`}
                    className="inline-flex min-h-11 items-center"
                  >
                    {t('paper.open')}
                  </Link>
                </span>
              </div>
              <p>{before ? each.reason : t('plan.revisions.first')}</p>
              {was && is && changes.length === 0 && (
                <p className="text-ink-3">{t('plan.revisions.noChange')}</p>
              )}
              {changes.length > 0 && (
                <ul className="mt-2 space-y-1">
                  {changes.map(({ change, item }) => (
                    <li key={item.id} className="flex gap-2">
                      <Tag tone={tones[change]}>{t(`plan.revisions.${change}`)}</Tag>
                      <span>
                        {item.time} · {item.content}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          )
        })}
      </ol>
    </>
  )
}
