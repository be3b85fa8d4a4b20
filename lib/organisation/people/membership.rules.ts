import type { Interval } from '@/lib/core/interval'
import { byStaffNo } from '@/lib/core/names'
import { addDays, type Day } from '@/lib/core/time'
import type { Steps } from '@/lib/spreadsheet/steps.rules'

export type Held = Interval & { id: number; unitId: number; isPrimary: boolean }
/** How a sheet gives the end of a membership; where it does not, one that stands keeps its own. */
export type End = 'given' | 'empty' | 'absent'
/** A row of a 花名册: one membership of one person, as the sheet gives it. */
export type Wanted = {
  row: number
  unitId: number
  from: Day | null
  to: Day | null
  end?: End
  primary: boolean | undefined
}
export type Settled = Interval & { row: number; unitId: number; isPrimary: boolean; before: Held | null }
export type RefusedRow = {
  row: number
  reason: 'endsBeforeStart' | 'endsBeforeOn' | 'overlaps'
  places: Record<string, string | number>
}

/**
 * Matches the rows of one person to memberships. A row with 任职起 is the membership of that unit and day;
 * without, the open one of that unit, else one that covers the row's end or `on`, else a new one from `on`. An end that
 * the sheet does not give stays, unless an empty cell clears it.
 */
export function settleMemberships<W extends Wanted>(
  held: Held[],
  wanted: W[],
  on: Day,
  clearsEnd: (row: W, standing: Day) => boolean = () => false,
) {
  const free = new Set(held)
  const take = (fits: (each: Held) => boolean): Held | null => {
    const found = [...free].find(fits)
    if (found) free.delete(found)
    return found ?? null
  }
  const settled: Settled[] = []
  const refused: RefusedRow[] = []
  // Rows with a start day are matched first.
  for (const row of [...wanted].sort((a, b) => Number(a.from === null) - Number(b.from === null))) {
    const inUnit = (each: Held) => each.unitId === row.unitId
    const { from } = row
    const before =
      from !== null
        ? take(each => inUnit(each) && each.fromDay === from)
        : (take(each => inUnit(each) && each.toDay === null) ??
          take(each => inUnit(each) && row.to !== null && each.toDay === row.to) ??
          take(each => inUnit(each) && (each.fromDay === on || (each.toDay ?? on) >= on)))
    const fromDay = before?.fromDay ?? from ?? on
    const standing = before?.toDay ?? null
    const isKept =
      standing !== null && (row.end === 'absent' || (row.end === 'empty' && !clearsEnd(row, standing)))
    if (row.to !== null && row.to < fromDay) {
      const reason = before === null && from === null ? 'endsBeforeOn' : 'endsBeforeStart'
      refused.push({ row: row.row, reason, places: { from: fromDay, to: row.to } })
      continue
    }
    settled.push({
      row: row.row,
      unitId: row.unitId,
      fromDay,
      toDay: isKept ? standing : row.to,
      isPrimary: row.primary ?? before?.isPrimary ?? false,
      before,
    })
  }
  settled.sort((a, b) => a.row - b.row)
  const kept: Settled[] = []
  for (const each of settled) {
    const other = [...kept, ...free].find(one => one.unitId === each.unitId && overlap(one, each))
    if (other) refused.push({ row: each.row, reason: 'overlaps', places: { from: other.fromDay } })
    else kept.push(each)
  }
  return { settled: withPrimary(kept, wanted, [...free]), refused, untouched: [...free] }
}

/** The primary membership is the row marked 主, else the first of simultaneous rows; existing ones stay as they are. */
function withPrimary(settled: Settled[], wanted: Wanted[], untouched: Held[]): Settled[] {
  const said = new Map(wanted.map(each => [each.row, each.primary]))
  const open = (each: Settled) => said.get(each.row) === undefined && each.before === null
  const primaries: Interval[] = [...untouched, ...settled.filter(each => !open(each))].filter(
    each => each.isPrimary,
  )
  return settled.map(each => {
    if (!open(each)) return each
    const isPrimary = !primaries.some(one => overlap(one, each))
    if (isPrimary) primaries.push(each)
    return { ...each, isPrimary }
  })
}

export function overlap(a: Interval, b: Interval): boolean {
  return (a.toDay === null || b.fromDay <= a.toDay) && (b.toDay === null || a.fromDay <= b.toDay)
}

/** 调动: one interval ends on the day before the other begins. */
export function follows(earlier: Interval, later: Interval): boolean {
  return earlier.toDay !== null && addDays(earlier.toDay, 1) === later.fromDay
}

export type Tagged = Interval & { id: number; tag: string }
export type TagChange = { id: number | null; tag: string; fromDay: Day; toDay: Day | null }

/**
 * Tags hold for the row's interval. `rows` are those of one person whose sheet has the column 标签; an existing
 * tag of a row's interval that the row no longer names ends there.
 */
export function settleTags(
  held: Tagged[],
  rows: { interval: Interval; before: Interval | null; tags: string[] }[],
) {
  const wanted = new Map<string, TagChange>()
  for (const { interval, tags } of rows) {
    for (const tag of tags) {
      const key = `${tag}/${interval.fromDay}`
      const other = wanted.get(key)
      const toDay =
        other && (other.toDay === null || interval.toDay === null)
          ? null
          : later(other?.toDay, interval.toDay)
      wanted.set(key, { id: null, tag, fromDay: interval.fromDay, toDay })
    }
  }
  const put: TagChange[] = []
  for (const [key, each] of wanted) {
    const same = held.find(one => `${one.tag}/${one.fromDay}` === key)
    if (same && same.toDay === each.toDay) continue
    const covered = held.some(one => one.tag === each.tag && one !== same && covers(one, each))
    if (same) put.push({ ...each, id: same.id })
    else if (!covered) put.push(each)
  }
  const drop = held.filter(
    one =>
      rows.some(
        ({ before, tags }) =>
          before && one.fromDay === before.fromDay && one.toDay === before.toDay && !tags.includes(one.tag),
      ) && !wanted.has(`${one.tag}/${one.fromDay}`),
  )
  return { put, drop }
}

function later(a: Day | null | undefined, b: Day | null): Day | null {
  return a !== null && a !== undefined && b !== null && a > b ? a : b
}

function covers(a: Interval, b: Interval): boolean {
  return a.fromDay <= b.fromDay && (a.toDay === null || (b.toDay !== null && b.toDay <= a.toDay))
}

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
  const personWith = byStaffNo(people)
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
