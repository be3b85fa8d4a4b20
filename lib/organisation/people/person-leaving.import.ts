import { now } from '@/lib/core/clock'
import { type Day, dayOf } from '@/lib/core/time'
import type { Judged } from '@/lib/spreadsheet/importer.rules'
import type { There } from './person-row.import'
import type { EndingMembership, RosterEffects } from './roster.commands'

/** People whose memberships all end by what the sheet does. */
function leaversOf(there: There, { people, ending }: RosterEffects): Set<number> {
  const today = dayOf(now())
  const ends = new Map(ending.map(each => [each.id, each.lastDay]))
  const stays = (toDay: Day | null) => toDay === null || toDay >= today
  const changed = new Map(people.flatMap(each => (each.before ? [[each.before.id, each] as const] : [])))
  const concerned = new Set([...changed.keys(), ...ending.map(each => each.personId)])
  return new Set(
    [...concerned].filter(id => {
      const settled = changed.get(id)?.memberships ?? []
      const touched = new Set(settled.map(each => each.before?.id))
      const held = (there.memberships.get(id) ?? []).filter(each => !touched.has(each.id))
      return ![...held.map(each => ends.get(each.id) ?? each.toDay), ...settled.map(each => each.toDay)].some(
        stays,
      )
    }),
  )
}

/** The last administrator who stays: an office never locks itself out by a sheet. */
function staysWithout(there: There, leavers: Set<number>): boolean {
  const { administrators } = there
  return administrators.size === 0 || [...administrators].some(id => !leavers.has(id))
}

export function withoutLastAdministrator(
  there: There,
  missing: EndingMembership[],
  { effects }: Judged<RosterEffects>,
): EndingMembership[] {
  const ending = [...effects.ending, ...missing]
  if (staysWithout(there, leaversOf(there, { ...effects, ending }))) return missing
  return missing.filter(each => !there.administrators.has(each.personId))
}

export function refuseLastAdministrator(there: There, judged: Judged<RosterEffects>): void {
  const leavers = leaversOf(there, judged.effects)
  if (staysWithout(there, leavers)) return
  for (const { before, memberships } of judged.effects.people) {
    if (!before || !leavers.has(before.id) || !there.administrators.has(before.id)) continue
    const [{ row } = { row: 0 }] = memberships
    judged.faults.push({ row, field: 'to', reason: 'lastAdministrator', places: { name: before.name } })
    judged.outcomes = judged.outcomes.filter(each => !memberships.some(one => one.row === each.row))
    judged.effects.people = judged.effects.people.filter(each => each.before?.id !== before.id)
  }
}
