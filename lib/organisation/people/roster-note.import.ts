import { sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import type { Day } from '@/lib/core/time'
import type { Judged } from '@/lib/spreadsheet/importer.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import type { Row, There } from './person-row.import'
import type { RosterEffects } from './roster.commands'

/** What is said of a roster as a whole: from when people count, numbers given, new tags, who ends by it. */
export async function notesOf(
  on: On,
  there: There,
  { people, ending }: RosterEffects,
  start: Day,
  rows: Row[],
) {
  const notes: Judged<RosterEffects>['notes'] = []
  const byDay = new Map<Day, number>()
  for (const { fromDay } of people.flatMap(each => each.memberships.filter(one => !one.before)))
    byDay.set(fromDay, (byDay.get(fromDay) ?? 0) + 1)
  const atStart = byDay.get(start) ?? 0
  if (atStart > 0) {
    notes.push({ reason: 'countsFrom', places: { day: start, count: atStart } })
    const [earlier] = await on.all<{ count: number }>(
      sql`select count(*) as count from activity where audience_id is not null and day < ${start} and status <> 'cancelled'`,
    )
    if (earlier && earlier.count > 0)
      notes.push({ reason: 'activitiesBefore', places: { day: start, count: earlier.count } })
  }
  const nameless = people.filter(each => each.facts.staffNo === null).length
  if (nameless > 0) notes.push({ reason: 'numbersGiven', places: { count: nameless } })
  const fresh = new Set(
    rows.flatMap(each => each.tags ?? []).filter(each => !there.tagNames.has(matchKey(each))),
  )
  if (fresh.size > 0) notes.push({ reason: 'newTags', places: { tags: [...fresh].join('、') } })
  for (const [day, names] of leaving(there, people, ending))
    notes.push({ reason: 'ending', places: { count: names.length, day, names: names.join('、') } })
  return notes
}

/** Who leaves on which day; who goes on in another unit, as the first administrator does, does not leave. */
function leaving(
  { known }: Pick<There, 'known'>,
  people: RosterEffects['people'],
  ending: RosterEffects['ending'],
): Map<Day, string[]> {
  const staying = new Set(
    people.flatMap(({ before, memberships }) =>
      before && memberships.some(each => each.toDay === null) ? [before.id] : [],
    ),
  )
  const names = new Map<Day, string[]>()
  for (const { personId, lastDay } of ending)
    if (!staying.has(personId)) names.set(lastDay, [...(names.get(lastDay) ?? []), known.nameOf(personId)])
  return names
}
