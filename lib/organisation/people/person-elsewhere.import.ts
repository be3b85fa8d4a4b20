import type { Pause } from '@/db/pause'
import type { person } from '@/db/schema/roster'
import { canAdminister, type Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { gatherInto } from '@/lib/core/gathered'
import { byStaffNo } from '@/lib/core/names'
import { addDays, type Day, dayOf } from '@/lib/core/time'
import {
  ask,
  type Choice,
  type Fault,
  type ImportOptions,
  type RowOutcome,
} from '@/lib/spreadsheet/importer.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { follows, type Held, overlap } from './membership.rules'
import { decideMove, decidingOf } from './person.rules'
import type { Row, There } from './person-row.import'
import type { EndingMembership } from './roster.commands'

type Person = typeof person.$inferSelect

/** What was found of people whom the sheet has in another unit than the roster. */
export type Elsewhere = {
  rows: Row[]
  /** Units in which a person is besides those of the roster: there a row of this name is that person. */
  alsoIn: Map<number, number[]>
  /** Memberships that a transfer ends. */
  ending: EndingMembership[]
  remarks: Map<number, Pick<RowOutcome, 'remark' | 'places'>>
}

type About = { viewer: Viewer; start: Day; options: ImportOptions; faults: Fault[] }

/** Numbers given by the product, where the office had none. */
const given = /^X\d+$/i

/**
 * Somebody with the same number or phone, or the only one of the name in another unit, is asked about: a transfer from
 * the day, a second post, or another person. The first administrator, who so far belongs to the office alone, is
 * recognised.
 */
export async function peopleElsewhere(
  there: There,
  read: Row[],
  about: About,
  pause: Pause,
): Promise<Elsewhere> {
  const found: Elsewhere = { rows: [], alsoIn: new Map(), ending: [], remarks: new Map() }
  const rows: Row[] = []
  const rowsOf = new Map<string, Row[]>()
  for (const each of read) {
    await pause()
    const row = { ...each, staffNo: each.staffNo || numberChosen(there, each) }
    rows.push(row)
    gatherInto(rowsOf, matchKey(row.name), row)
  }
  const byNumber = byStaffNo(there.people)
  const byName = new Map<string, Person[]>()
  for (const each of there.people) {
    await pause()
    gatherInto(byName, matchKey(each.name), each)
  }
  for (const row of rows) {
    await pause()
    const named = byName.get(matchKey(row.name)) ?? []
    const numbered = row.staffNo ? byNumber(row.staffNo) : undefined
    const same = numbered ?? personMeant(there, row, named)
    const own = (rowsOf.get(matchKey(row.name)) ?? []).filter(
      each => !numbered || each.staffNo.toUpperCase() === row.staffNo.toUpperCase(),
    )
    // Nothing is told of people whom the viewer does not administer.
    const settled =
      same &&
      isOwn(there, same, about.viewer) &&
      rowOf(there, { row, same, own, isNumbered: numbered !== undefined }, about, found)
    if (settled === null) continue
    found.rows.push(settled || row)
  }
  return found
}

function numberChosen({ known }: There, { word, staffNo }: Row): string {
  const meant = known.meaningOf('person', word, 'name')
  return meant === word ? staffNo : meant
}

/** Of the people of this name: the one with the same phone, else the only one; none where one is in the unit already. */
function personMeant({ memberships }: There, row: Row, named: Person[]): Person | undefined {
  const isHere = (each: Person) => (memberships.get(each.id) ?? []).some(one => one.unitId === row.unitId)
  if (named.some(isHere)) return undefined
  const byPhone = row.phone ? named.find(each => each.phone === row.phone) : undefined
  if (byPhone) return byPhone
  const [only] = named
  if (!only || named.length > 1) return undefined
  // Two numbers of the office are two people.
  return row.staffNo && !given.test(only.staffNo) ? undefined : only
}

type Case = { row: Row; same: Person; own: Row[]; isNumbered: boolean }

/** The row as it is to be judged; undefined where nothing was to be asked, null where it was asked. */
function rowOf(
  there: There,
  { row, same, own, isNumbered }: Case,
  about: About,
  found: Elsewhere,
): Row | null | undefined {
  const held = there.memberships.get(same.id) ?? []
  const { start, options, faults } = about
  const span = { fromDay: row.from ?? start, toDay: row.to }
  if (held.some(each => each.unitId === row.unitId)) return undefined
  const isHere = (each: Held) => own.some(one => one !== row && one.unitId === each.unitId)
  // The sheet names the other unit too, or says itself how both go together: whoseRows reads that.
  if (held.some(isHere) || row.primary === false) return undefined
  if (held.some(each => follows(each, span) || follows(span, each))) return undefined
  const open = held.filter(each => each.isPrimary && overlap(each, span))
  if (isNumbered && open.length === 0) return undefined
  if (isFirstAdministrator(there, same, held) && own.length === 1) {
    found.remarks.set(row.row, { remark: 'firstAdministrator' })
    return moved(there, { row, same, held }, { day: dayOf(now()), isProvisional: true }, found)
  }
  const day = dayOfMove(row, open, start)
  const unit = there.known.unitById((open[0] ?? held.at(-1))?.unitId ?? 0)?.name ?? ''
  const choices: Choice[] =
    open.length > 0
      ? [
          ...(decideMove(held, row.unitId, day).ok
            ? [{ value: 'transfer', choice: 'transfer', places: { day } }]
            : []),
          { value: 'stays', choice: 'stays', places: { unit } },
          { value: 'also', choice: 'alsoHere' },
        ]
      : [{ value: 'also', choice: 'samePerson' }]
  if (!isNumbered) choices.push({ value: 'other', choice: 'otherPerson' })
  const answer = ask(faults, options, {
    row: row.row,
    field: row.staffNo ? 'staffNo' : 'name',
    reason: 'isTransfer',
    isDoubt: true,
    places: { unit, name: same.name },
    choices,
  })
  if (answer === null) return null
  if (answer === 'other') return row
  const [home] = open
  if (answer === 'stays' && home) return staying(there, row, same, home, found)
  if (answer === 'transfer') return moved(there, { row, same, held }, { day, isProvisional: false }, found)
  return joined({ ...row, primary: open.length > 0 ? false : row.primary }, same, found)
}

/** The day of a transfer: of the row, else the day from which people count, else today where that is too early. */
function dayOfMove(row: Row, open: Held[], start: Day): Day {
  if (row.from !== null) return row.from
  return open.every(each => each.fromDay < start) ? start : dayOf(now())
}

/** The sheet writes the unit otherwise, or is of another day: the person stays where the roster has them. */
function staying(there: There, row: Row, same: Person, { unitId }: Held, found: Elsewhere): Row {
  const unitName = there.known.unitById(unitId)?.name ?? row.unitName
  return joined({ ...row, unitId, unitName, from: null, primary: undefined }, same, found)
}

/** The same person in the unit of the row: found there by name, and with the number that they have. */
function joined(row: Row, same: Person, found: Elsewhere): Row {
  found.alsoIn.set(same.id, [...(found.alsoIn.get(same.id) ?? []), row.unitId])
  return row.staffNo && !given.test(same.staffNo) ? { ...row, staffNo: same.staffNo } : row
}

function moved(
  there: There,
  { row, same, held }: { row: Row; same: Person; held: Held[] },
  { day, isProvisional }: { day: Day; isProvisional: boolean },
  found: Elsewhere,
): Row {
  const from = isProvisional ? row.from : day
  const decision = decideMove(held, row.unitId, day)
  // The office alone was only the place of the first sign-in: that ends with its first day at the latest.
  const ending = decision.ok ? decision.ending : isProvisional ? held : []
  for (const each of ending) {
    const before = addDays(day, -1)
    const lastDay = before < each.fromDay ? each.fromDay : before
    found.ending.push({ id: each.id, personId: same.id, lastDay })
    const unit = there.known.unitById(each.unitId)?.name ?? ''
    if (!isProvisional) found.remarks.set(row.row, { remark: 'transferred', places: { unit, day: lastDay } })
  }
  return joined({ ...row, from, primary: row.primary ?? true }, same, found)
}

function isOwn({ known, memberships }: There, { id }: Person, viewer: Viewer): boolean {
  const deciding = decidingOf(memberships.get(id) ?? [], dayOf(now()))
  return deciding.some(each => canAdminister(viewer, known.unitById(each.unitId)?.path ?? ''))
}

function isFirstAdministrator({ administrators, known }: There, { id }: Person, held: Held[]): boolean {
  return (
    administrators.has(id) && held.length === 1 && known.unitById(held[0]?.unitId ?? 0)?.parentId === null
  )
}
