import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { isWithin, pathOfUnit } from '@/lib/access/unit-path.sql'
import { scheduleConflictsOf } from '@/lib/activity/conflicts/conflict.queries'
import { stopsStudies } from '@/lib/activity/conflicts/conflict.rules'
import type { Day } from '@/lib/core/time'
import { dayCorrections, publicFormsOf } from '@/lib/organisation/settings/setting.queries'
import { campaignDaysOf } from '@/lib/plan/campaigns/campaign.queries'
import { type PlanItem, planDocument } from '@/lib/plan/plan.queries'
import type { Dated, Recurrence } from './recurrence.rules'
import { isOpenTime, type ProposedBy, proposedDays } from './scheduling.rules'

type Asking = Pick<ProposedBy, 'today' | 'asked'>

/** The day proposed for each open occurrence of a year's plan, by the id of the occurrence. */
export async function proposalsAmong(
  year: number,
  items: PlanItem[],
  asking: Asking,
): Promise<Map<number, Dated>> {
  const [corrections, publicForms, campaigns] = await Promise.all([
    dayCorrections(),
    publicFormsOf(),
    campaignDaysOf(year),
  ])
  const campaignDays = campaigns.filter(stopsStudies).map(each => each.fromDay)
  return proposedDays(items, { ...asking, corrections, publicForms, campaignDays })
}

/** The day proposed for one occurrence; null where it is over, an exam, or linked already. */
export async function proposalOf(viewer: Viewer, item: PlanItem, occurrenceId: number, asking: Asking) {
  const { plan, items } = await planDocument(viewer, item.planId, asking.today)
  return (await proposalsAmong(plan.year, items, asking)).get(occurrenceId) ?? null
}

/**
 * 待定 occurrences due between `from` and `to` that the viewer can schedule: in issued plans, of one unit and its
 * subtree where one is given. Past ones are left out; 逾期 are on the home page.
 */
export function undatedTimes(
  viewer: Viewer,
  { from, to }: { from: Day; to: Day },
  unitId: number | null,
  today: Day,
  on: On = db,
) {
  return on.all<{
    id: number
    planId: number
    content: string
    unitName: string
    fromDay: Day
    toDay: Day
  }>(sql`
    select o.id, p.id as planId, i.content, u.name as unitName, o.from_day as fromDay, o.to_day as toDay
    from occurrence o join plan_item i on i.id = o.plan_item_id join plan p on p.id = i.plan_id join unit u on u.id = i.unit_id
      left join activity a on a.id = o.activity_id left join exam e on e.id = o.exam_id
    where (${inScope(viewer, sql`u.path`, 'organiser', 'administrator')}) and p.status = 'issued' and p.kind <> 'workPoints'
      and o.to_day between ${from} and ${to} and o.to_day >= ${today}
      and coalesce(a.status, e.status, 'cancelled') = 'cancelled'
      and ${unitId === null ? sql`1` : isWithin(sql`u.path`, pathOfUnit(unitId))}
    order by o.to_day, o.id`)
}

type Wished = { repeat: Recurrence | null; swappedToo: boolean; isPublic: boolean; today: Day }

/**
 * The occurrences of an item that have no day and are not over, each with the day proposed by the rule and its
 * conflicts.
 */
export async function proposalsFor(viewer: Viewer, item: PlanItem, wished: Wished) {
  const { today, isPublic, repeat, swappedToo } = wished
  const { plan, items } = await planDocument(viewer, item.planId, today)
  const proposals = await proposalsAmong(plan.year, items, {
    today,
    asked: { itemId: item.id, repeat, swappedToo },
  })
  return Promise.all(
    item.occurrences
      .filter(each => isOpenTime(item, each, today))
      .flatMap(occurrence => {
        const proposal = proposals.get(occurrence.id)
        return proposal ? [{ occurrence, proposal }] : []
      })
      .map(async ({ occurrence, proposal }) => ({
        occurrence,
        proposal,
        conflicts: await scheduleConflictsOf(viewer, {
          day: proposal.day,
          lastDay: proposal.day,
          startsAt: null,
          endsAt: null,
          place: null,
          lecturer: item.lecturer,
          hostUnitId: item.unitId,
          audienceId: isPublic ? null : item.audienceId,
          isPublic,
          occurrenceId: occurrence.id,
        }),
      })),
  )
}

export type ProposedRow = Awaited<ReturnType<typeof proposalsFor>>[number]
