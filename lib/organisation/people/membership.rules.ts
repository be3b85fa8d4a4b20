import type { Interval } from '@/lib/core/interval'
import { addDays, type Day } from '@/lib/core/time'

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
