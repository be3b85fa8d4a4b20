import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { planDocument, revisionsOf } from '@/lib/plan/plan.queries'
import { snapshotsOf } from '@/lib/plan/revision.queries'
import { compare } from '@/lib/plan/revision.rules'
import { fullDay } from '../../../_parts/day-words'
import { PlanHead } from '../../_parts/plan-head'
import { DifferenceList } from './_parts/difference-list'

export const generateMetadata = titled('paper.compare.title')

/** 对比: any two revisions side by side; by default the last two. */
export default async function ComparePage({
  params,
  searchParams,
}: PageProps<'/plans/[id]/revisions/compare'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const id = idOf((await params).id)
  const asked = await searchParams
  const [{ plan, ...figures }, { revisions }] = await Promise.all([
    orNotFound(planDocument(viewer, id, dayOf(now()))),
    orNotFound(revisionsOf(viewer, id)),
  ])
  const [last, lastButOne] = revisions
  const named = (text: unknown) => revisions.find(each => String(each.revision) === text)
  const to = named(asked.to) ?? last
  const from = named(asked.from) ?? revisions.find(each => to && each.revision < to.revision) ?? lastButOne
  const texts = from && to ? await snapshotsOf(viewer, id, [from.revision, to.revision]) : new Map()
  const [before, after] = [texts.get(from?.revision), texts.get(to?.revision)]
  const choices = revisions.map(each => ({
    value: each.revision,
    label: `${t('plan.revisions.revision', { revision: each.revision })} · ${fullDay(say, dayOf(each.at))}`,
  }))
  return (
    <>
      <PlanHead say={say} plan={plan} tab="revisions" figures={figures} />
      <h2 className="mb-3">{t('paper.compare.title')}</h2>
      {from && to && before && after ? (
        <>
          <form
            action={`/plans/${id}/revisions/compare`}
            className="mb-4 flex flex-wrap items-end gap-3 print:hidden"
          >
            {(['from', 'to'] as const).map(name => (
              <label key={name} className="basis-full desk:basis-auto">
                <span className="mb-1 block font-semibold">{t(`paper.compare.${name}`)}</span>
                <select
                  name={name}
                  defaultValue={(name === 'from' ? from : to).revision}
                  className="field desk:w-64"
                >
                  {choices.map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </select>
              </label>
            ))}
            <button type="submit" className="btn btn-main">
              {t('paper.compare.show')}
            </button>
          </form>
          <DifferenceList
            say={say}
            from={from.revision}
            to={to.revision}
            comparison={compare(before, after)}
          />
        </>
      ) : (
        <Empty text={t('paper.compare.one')}>
          <Link href={`/plans/${id}/revisions`} className="btn">
            {t('paper.revisions')}
          </Link>
        </Empty>
      )}
    </>
  )
}
