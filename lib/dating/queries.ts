import type { Viewer } from '../access/rules'
import { clashesOf } from '../clash/queries'
import type { PlanItem } from '../plan/queries'
import { proposalAmong, type Repeat } from '../repeat/rules'
import { dayCorrections } from '../setting/queries'
import { addDays, type Day } from '../time/rules'

type Wished = { repeat: Repeat | null; swappedToo: boolean; isPublic: boolean; today: Day }

/** The times of an item that have no day and are not over, each with the day that the rule gives and what clashes. */
export async function proposalsFor(viewer: Viewer, item: PlanItem, { repeat, today, ...wishes }: Wished) {
  const corrections = await dayCorrections()
  const open = item.occurrences.filter(
    each => (each.state === 'undated' || each.state === 'cancelled') && each.toDay >= today,
  )
  return Promise.all(
    open.map(async occurrence => {
      const proposal = proposalAmong(item.occurrences, occurrence, repeat, {
        ...wishes,
        corrections,
        notBefore: addDays(today, 1),
      })
      const clashes = await clashesOf(viewer, {
        day: proposal.day,
        lastDay: proposal.day,
        startsAt: null,
        endsAt: null,
        place: null,
        lecturer: item.lecturer,
        hostUnitId: item.unitId,
        audienceId: wishes.isPublic ? null : item.audienceId,
        isPublic: wishes.isPublic,
      })
      return { occurrence, proposal, clashes }
    }),
  )
}

export type ProposedRow = Awaited<ReturnType<typeof proposalsFor>>[number]
