import type { Viewer } from '../access/rules'
import { campaignDaysOf } from '../campaign/queries'
import { clashesOf } from '../clash/queries'
import { type PlanItem, planDocument } from '../plan/queries'
import type { Dated, Repeat } from '../repeat/rules'
import { dayCorrections, publicFormsOf } from '../setting/queries'
import { type Day, yearOf } from '../time/rules'
import { isOpenTime, type ProposedBy, proposedDays } from './rules'

type Asking = Pick<ProposedBy, 'today' | 'asked'>

/** The day proposed for each open time of a plan's items, by the id of the time. */
export async function proposalsAmong(items: PlanItem[], asking: Asking): Promise<Map<number, Dated>> {
  const year = yearOf(items[0]?.occurrences[0]?.toDay ?? asking.today)
  const [corrections, publicForms, campaigns] = await Promise.all([
    dayCorrections(),
    publicFormsOf(),
    campaignDaysOf(year),
  ])
  const campaignDays = campaigns
    .filter(each => each.isSure && each.fromDay === each.toDay)
    .map(each => each.fromDay)
  return proposedDays(items, { ...asking, corrections, publicForms, campaignDays })
}

/** The day proposed for one time; null where none is proposed: it is over, an exam, or stands already. */
export async function proposalOf(viewer: Viewer, item: PlanItem, occurrenceId: number, asking: Asking) {
  const { items } = await planDocument(viewer, item.planId, asking.today)
  return (await proposalsAmong(items, asking)).get(occurrenceId) ?? null
}

type Wished = { repeat: Repeat | null; swappedToo: boolean; isPublic: boolean; today: Day }

/** The times of an item that have no day and are not over, each with the day that the rule gives and what clashes. */
export async function proposalsFor(viewer: Viewer, item: PlanItem, wished: Wished) {
  const { today, isPublic, repeat, swappedToo } = wished
  const { items } = await planDocument(viewer, item.planId, today)
  const proposals = await proposalsAmong(items, { today, asked: { itemId: item.id, repeat, swappedToo } })
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
        clashes: await clashesOf(viewer, {
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
