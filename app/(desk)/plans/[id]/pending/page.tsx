import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { foundFor } from '@/lib/activity/plan-found.queries'
import { proposalsAmong } from '@/lib/calendar/scheduling/scheduling.queries'
import { now } from '@/lib/core/clock'
import { type Day, dayOf } from '@/lib/core/time'
import { type PlanItem, type PlanOccurrence, planDocument } from '@/lib/plan/plan.queries'
import { isExamForm, type OccurrenceState } from '@/lib/plan/plan.rules'
import { dayWithWeekday, spanWords } from '../../_parts/day-words'
import { FoundNotice } from '../_parts/found-notice'
import { PlanHead } from '../_parts/plan-head'

export const generateMetadata = titled('plan.pending.title')

function isPending(state: OccurrenceState): boolean {
  return state === 'undated' || state === 'missed'
}

type Row = { item: PlanItem; occurrence: PlanOccurrence }

export default async function PendingPage({ params, searchParams }: PageProps<'/plans/[id]/pending'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const today = dayOf(now())
  const { plan, items, ...figures } = await orNotFound(planDocument(viewer, idOf((await params).id), today))
  const found = plan.status === 'closed' ? [] : await foundFor(viewer, plan)
  const proposals = await proposalsAmong(plan.year, items, { today })
  // 办结 counts whatever is not held.
  const all = (await searchParams).show === 'all'
  const rows = items
    .flatMap(item => item.occurrences.map(occurrence => ({ item, occurrence })))
    .filter(({ occurrence: { state } }) => (all ? state !== 'held' : isPending(state)))
    .sort((a, b) => a.occurrence.toDay.localeCompare(b.occurrence.toDay))
  const month = today.slice(0, 7)
  const isPoints = plan.kind === 'workPoints'
  const isMissed = (row: Row) => row.occurrence.state === 'missed'
  const isOther = ({ occurrence }: Row) => !isPending(occurrence.state)
  const isNow = (row: Row) => !isMissed(row) && !isOther(row) && row.occurrence.toDay.startsWith(month)
  const groups = [
    {
      title: isPoints ? t('plan.pending.overduePoints') : t('plan.pending.overdue'),
      rows: rows.filter(isMissed),
    },
    { title: isPoints ? t('plan.pending.nowPoints') : t('plan.pending.now'), rows: rows.filter(isNow) },
    {
      title: t('plan.pending.later'),
      rows: rows.filter(row => !isMissed(row) && !isNow(row) && !isOther(row)),
    },
    { title: t('plan.pending.others'), rows: rows.filter(isOther) },
  ]
  return (
    <>
      <PlanHead say={say} plan={plan} tab="pending" figures={figures} />
      <FoundNotice say={say} planId={plan.id} count={found.length} />
      {rows.length === 0 ? (
        <Empty text={isPoints ? t('plan.pending.nonePoints') : t('plan.pending.none')} />
      ) : (
        <p className="mb-4 text-ink-2">
          {t(isPoints ? 'plan.pending.leadPoints' : 'plan.pending.lead', {
            count: rows.filter(row => !isMissed(row) && !isOther(row)).length,
            now: rows.filter(isNow).length,
            overdue: rows.filter(isMissed).length,
          })}
        </p>
      )}
      {groups
        .filter(group => group.rows.length > 0)
        .map(group => (
          <section key={group.title} className="mb-6">
            <h2 className="mb-2">
              {group.title} <span className="font-normal text-ink-3">{group.rows.length}</span>
            </h2>
            <ul className="card divide-y divide-line px-4 py-0">
              {group.rows.map(row => (
                <PendingRow
                  key={row.occurrence.id}
                  say={say}
                  row={row}
                  planId={plan.id}
                  mayDate={plan.mayChange}
                  proposal={proposals.get(row.occurrence.id)?.day ?? null}
                />
              ))}
            </ul>
          </section>
        ))}
    </>
  )
}

function PendingRow({
  say,
  row: { item, occurrence },
  planId,
  mayDate,
  proposal,
}: {
  say: Say
  row: Row
  planId: number
  mayDate: boolean
  proposal: Day | null
}) {
  const { t } = say
  const period = spanWords(say, occurrence)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
      <div className="min-w-0 desk:flex-1 basis-full desk:basis-0">
        <Link href={`/plans/${planId}/items/${item.id}`} className="font-semibold">
          {item.content}
        </Link>
        <p className="text-ink-3 text-sm">{[item.form, item.unitName].filter(Boolean).join(' · ')}</p>
      </div>
      <p className="desk:w-56 min-w-0 desk:flex-none flex-1 text-ink-2">
        {period}
        {proposal && (
          <span className="block text-ink-3 text-sm">
            {t('plan.pending.proposal', { day: dayWithWeekday(say, proposal) })}
          </span>
        )}
      </p>
      {mayDate && item.form !== '' && isPending(occurrence.state) && (
        <Link
          href={`/plans/${planId}/occurrences/${occurrence.id}`}
          className="btn"
          aria-label={t(isExamForm(item.form) ? 'plan.pending.makeExamOf' : 'plan.pending.dateOf', {
            content: item.content,
            period,
          })}
        >
          {isExamForm(item.form) ? t('plan.pending.makeExam') : t('plan.pending.date')}
        </Link>
      )}
    </li>
  )
}
