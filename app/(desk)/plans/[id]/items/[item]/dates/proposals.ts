import type { Viewer } from '@/lib/access/rules'
import { clashesOf } from '@/lib/clash/queries'
import type { PlanItem } from '@/lib/plan/queries'
import { proposalFor, type Repeat } from '@/lib/repeat/rules'
import { dayCorrections } from '@/lib/setting/queries'
import { addDays, type Day } from '@/lib/time/rules'

type Wished = { repeat: Repeat | null; swappedToo: boolean; isPublic: boolean; today: Day }

/** The times of an item that have no day and are not over, each with the day that the rule gives and what clashes. */
export async function proposalsFor(viewer: Viewer, item: PlanItem, { repeat, today, ...wishes }: Wished) {
  const corrections = await dayCorrections()
  const open = item.occurrences.filter(
    each => (each.state === 'undated' || each.state === 'cancelled') && each.toDay >= today,
  )
  return Promise.all(
    open.map(async occurrence => {
      const ofSpan = item.occurrences.filter(each => each.fromDay === occurrence.fromDay).length
      const proposal = proposalFor(occurrence, ofSpan, repeat, {
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
