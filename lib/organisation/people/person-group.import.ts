import type { Pause } from '@/db/pause'
import type { person } from '@/db/schema/roster'
import { canAdminister, type Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { choiceOfPerson } from '@/lib/core/names'
import { type Day, dayOf } from '@/lib/core/time'
import type { Fault } from '@/lib/spreadsheet/importer.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import { decidingOf } from './person.rules'
import type { Elsewhere } from './person-elsewhere.import'
import type { Row, There } from './person-row.import'
import { type Unclear, whoseRows } from './whose-rows.rules'

type Person = typeof person.$inferSelect
export type Group = { before: Person | null; rows: Row[] }

/** Groups the rows by person; a row that may mean several people is faulty. */
export async function groupsOf(
  there: There,
  { rows, alsoIn }: Elsewhere,
  { viewer, start, faults }: { viewer: Viewer; start: Day; faults: Fault[] },
  pause: Pause,
): Promise<Group[]> {
  const { known } = there
  const today = dayOf(now())
  await pause()
  const people = there.people.map(each => ({
    ...each,
    memberships: [
      ...(there.memberships.get(each.id) ?? []),
      ...(alsoIn.get(each.id) ?? []).map(unitId => ({
        id: 0,
        unitId,
        fromDay: start,
        toDay: null,
        isPrimary: false,
      })),
    ],
  }))
  const { groups, unclear } = await sliced(whoseRows(rows, people, start), pause)
  const words = new Map(rows.map(each => [each.row, each.word]))
  faults.push(...unclear.map(each => faultOfUnclear(there, each, words.get(each.row) ?? '')))
  return groups.filter(({ before, rows: own }) => {
    const held = (before && there.memberships.get(before.id)) ?? []
    const paths = decidingOf(held, today).map(each => known.unitById(each.unitId)?.path ?? '')
    if (paths.length === 0 || paths.some(path => canAdminister(viewer, path))) return true
    faults.push(
      ...own.map(({ row, name }) => ({ row, field: 'name', reason: 'personOutsideScope', places: { name } })),
    )
    return false
  })
}

function faultOfUnclear(
  { known, memberships }: There,
  { row, reason, places, candidates }: Unclear<Person>,
  word: string,
): Fault {
  const unitOfPerson = (id: number) => known.unitById(memberships.get(id)?.at(-1)?.unitId ?? 0)?.name ?? ''
  return {
    row,
    field: 'staffNo',
    reason,
    places,
    ...(candidates ? { asks: { means: 'person', field: 'name', word } } : {}),
    candidates: candidates?.map(each => ({
      value: choiceOfPerson(each),
      label: `${each.name} ${each.staffNo} ${unitOfPerson(each.id)}`,
    })),
  }
}
