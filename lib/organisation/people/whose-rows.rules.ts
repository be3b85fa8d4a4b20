import type { Interval } from '@/lib/core/interval'
import { chosenPerson } from '@/lib/core/names'
import type { Day } from '@/lib/core/time'
import type { Steps } from '@/lib/spreadsheet/steps.rules'
import { follows, type Held, overlap, type Wanted } from './membership.rules'

/** How a row identifies a person: by 工号, else by 姓名 in the unit. */
type Naming = Wanted & { name: string; staffNo: string }
type Someone = { id: number; staffNo: string; name: string; memberships: Held[] }
export type Unclear<P> = {
  row: number
  reason: 'otherName' | 'severalPeople'
  places: Record<string, string | number>
  candidates?: P[]
}
type Whose<R, P> = { before: P | null; rows: R[] }

/** Numbers assigned by the product where the office had none; the office's own numbers replace them. */
const given = /^X\d+$/

/**
 * Finds the people of the rows. With 工号 it is that person; without, the one of this name in the unit. The same
 * name in another unit is another person, except for a move (one ends on the day before the other begins) and
 * for 兼 beside it.
 */
export function* whoseRows<R extends Naming, P extends Someone>(
  rows: R[],
  people: P[],
  on: Day,
): Steps<{ groups: Whose<R, P>[]; unclear: Unclear<P>[] }> {
  const personWith = chosenPerson(people)
  const numbers = new Set(people.map(each => each.staffNo.toUpperCase()))
  const byName = new Map<string, P[]>()
  for (const each of people) {
    putUnder(byName, nameKey(each.name), each)
    yield
  }
  const groups = new Set<Whose<R, P>>()
  const ofPerson = new Map<number, Whose<R, P>>()
  const ofNumber = new Map<string, Whose<R, P>>()
  const unclear: Unclear<P>[] = []
  const inUnit = (each: P, unitId: number) => each.memberships.some(one => one.unitId === unitId)
  const groupOf = (before: P): Whose<R, P> => {
    const group = ofPerson.get(before.id) ?? { before, rows: [] }
    ofPerson.set(before.id, group)
    groups.add(group)
    return group
  }

  for (const row of rows.filter(each => each.staffNo !== '')) {
    yield
    const number = row.staffNo.toUpperCase()
    const named = byName.get(nameKey(row.name)) ?? []
    const waiting = named.filter(each => given.test(each.staffNo) && inUnit(each, row.unitId))
    const numbered = personWith(row.staffNo)
    if (!numbered && numbers.has(number)) {
      unclear.push({ row: row.row, reason: 'severalPeople', places: { name: row.staffNo } })
      continue
    }
    const before = numbered ?? (waiting.length === 1 && !given.test(number) ? waiting[0] : undefined)
    const key = numbered?.staffNo ?? number
    const group = ofNumber.get(key) ?? (before ? groupOf(before) : { before: null, rows: [] })
    const [first] = group.rows
    if (first && nameKey(first.name) !== nameKey(row.name)) {
      unclear.push({
        row: row.row,
        reason: 'otherName',
        places: { staffNo: row.staffNo, name: first.name, row: first.row },
      })
      continue
    }
    ofNumber.set(key, group)
    groups.add(group)
    group.rows.push(row)
  }

  // The groups of a name and of a name in a unit, so that a row asks those of its own name alone.
  const numberedIn = new Map<string, Whose<R, P>[]>()
  for (const group of groups) {
    yield
    for (const key of new Set(group.rows.map(inUnitKey))) putUnder(numberedIn, key, group)
  }
  const ofName = new Map<string, Whose<R, P>>()
  for (const row of rows.filter(each => each.staffNo === '')) {
    yield
    const name = nameKey(row.name)
    const there = (byName.get(name) ?? []).filter(each => inUnit(each, row.unitId))
    if (there.length > 1) {
      unclear.push({ row: row.row, reason: 'severalPeople', places: { name: row.name }, candidates: there })
      continue
    }
    const key = inUnitKey(row)
    const numbered = numberedIn.get(key) ?? []
    const group = (there[0] && groupOf(there[0])) ??
      (numbered.length === 1 ? numbered[0] : undefined) ??
      ofName.get(key) ?? { before: null, rows: [] }
    if (!group.before && !numbered.includes(group)) ofName.set(key, group)
    groups.add(group)
    group.rows.push(row)
  }

  const intervals = ({ before, rows: own }: Whose<R, P>): Interval[] => [
    ...own.map(each => spanOf(each, on)),
    ...(before?.memberships ?? []),
  ]
  const named = new Map<string, Whose<R, P>[]>()
  for (const group of groups) {
    yield
    for (const name of new Set(group.rows.map(each => nameKey(each.name)))) putUnder(named, name, group)
  }
  for (const group of ofName.values()) {
    yield
    const [first] = group.rows as [R, ...R[]]
    const name = nameKey(first.name)
    const others = (named.get(name) ?? []).filter(each => each !== group && groups.has(each))
    const absent = (byName.get(name) ?? []).filter(each => !ofPerson.has(each.id))
    const belongs = (spans: Interval[]) =>
      group.rows.some(row => {
        const own = spanOf(row, on)
        return spans.some(
          each => follows(each, own) || follows(own, each) || (row.primary === false && overlap(each, own)),
        )
      })
    const fitting = [
      ...others.filter(each => belongs(intervals(each))),
      ...absent.filter(each => belongs(each.memberships)),
    ]
    const [only] = fitting
    if (!only || fitting.length > 1) continue
    const into = 'rows' in only ? only : groupOf(only)
    into.rows = [...into.rows, ...group.rows].sort((a, b) => a.row - b.row)
    groups.delete(group)
    if (!(named.get(name) ?? []).includes(into)) putUnder(named, name, into)
  }
  return { groups: [...groups], unclear }
}

function inUnitKey({ name, unitId }: Pick<Naming, 'name' | 'unitId'>): string {
  return `${nameKey(name)}@${unitId}`
}

function putUnder<T>(byKey: Map<string, T[]>, key: string, value: T): void {
  const there = byKey.get(key)
  if (there) there.push(value)
  else byKey.set(key, [value])
}

function spanOf({ from, to }: Wanted, on: Day): Interval {
  return { fromDay: from ?? on, toDay: to }
}

function nameKey(name: string): string {
  return name.replace(/\s+/g, '').toLowerCase()
}
