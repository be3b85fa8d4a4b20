import { sql } from 'drizzle-orm'
import { stateOf } from '@/db/changes'
import { databaseFile, db, type On } from '@/db/client'
import { isWithin } from '@/lib/access/unit-path.rules'
import { isWithin as isWithinSql } from '@/lib/access/unit-path.sql'
import { type Day, yearOf } from '@/lib/core/time'
import type { Filter } from './counting.sql'
import { type Cells, cellKey } from './kept.rules'

/** 锁定年度数据: of a unit with all below it, as of a day. */
export type Lock = { year: number; unitId: number; path: string; asOf: Day; at: number }

const tables = ['locked_year', 'unit']
let known: { state: string; locks: Promise<Lock[]> } | undefined

/** All locks. Read once until one is made or taken back, as every write asks for them. */
export async function allLocks(on: On = db): Promise<Lock[]> {
  // Another process may write a shared database, and a transaction may have made one itself.
  if (on !== db || databaseFile() === null) return readLocks(on)
  const state = `${databaseFile()} ${stateOf(tables)}`
  if (known?.state !== state) {
    const locks = readLocks(on)
    known = { state, locks }
    locks.catch(() => {
      known = undefined
    })
  }
  return known.locks
}

async function readLocks(on: On): Promise<Lock[]> {
  return on.all<Lock>(sql`
    select l.year, l.unit_id as unitId, u.path, coalesce(l.as_of, l.year || '-12-31') as asOf, l.locked_at as at
    from locked_year l join unit u on u.id = l.unit_id order by l.year, u.path`)
}

/** The lock that holds for the unit and span; of several that of the highest unit, so that every page tells one figure. */
export async function lockOver(
  { unitPath, from, to }: Pick<Filter, 'unitPath' | 'from' | 'to'>,
  on: On = db,
): Promise<Lock | null> {
  const year = yearOf(from)
  if (yearOf(to) !== year) return null
  const over = (await allLocks(on)).filter(each => each.year === year && isWithin(unitPath, each.path))
  return over.sort((a, b) => a.path.length - b.path.length)[0] ?? null
}

/** What is kept of the units and months under a filter; null where its figures are those of now. */
export async function keptUnder(filter: Filter, on: On = db): Promise<Cells | null> {
  if (filter.isLive || narrowings.some(name => filter[name] !== undefined)) return null
  const lock = await lockOver(filter, on)
  if (!lock || lock.asOf !== filter.asOf) return null
  const rows = await on.all<{ unitId: number; month: string; isAlone: number; figures: string }>(sql`
    select f.unit_id as unitId, f.month, f.is_alone as isAlone, f.figures from locked_figure f join unit u on u.id = f.unit_id
    where f.year = ${lock.year} and f.lock_unit_id = ${lock.unitId}
      ${filter.unitPath === lock.path ? sql`` : sql`and ${isWithinSql(sql`u.path`, filter.unitPath)}`}`)
  // A lock of an earlier release kept the figures of the annex alone.
  if (rows.length === 0) return null
  return new Map(
    rows.map(({ unitId, month, isAlone, figures }) => [
      cellKey(unitId, month, isAlone === 1),
      JSON.parse(figures),
    ]),
  )
}

type Whole = 'unitPath' | 'from' | 'to' | 'asOf' | 'alone' | 'month' | 'isLive'
/** A filter that has any of these asks for less than what a lock keeps. */
const narrowed: Record<Exclude<Extract<keyof Filter, string>, Whole>, true> = {
  form: true,
  personId: true,
  examId: true,
  activityId: true,
  tagId: true,
  withoutTagId: true,
  topicId: true,
}
const narrowings = Object.keys(narrowed) as (keyof typeof narrowed)[]
