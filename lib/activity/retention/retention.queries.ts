import { type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { slices } from '@/db/pause'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { logFolder, requestLogs } from '@/lib/core/request-logs'
import { addDays, dayOf, type Instant } from '@/lib/core/time'
import { settingOf, settingsNow } from '@/lib/organisation/settings/setting.queries'
import { retentionNames } from '@/lib/organisation/settings/setting.rules'
import { holdNow, LAST_PURGE, type LastPurge, noticeFromOf } from './purge-state.sql'
import {
  type Limits,
  limitsOf,
  NOTICE_DAYS,
  type PurgeCounts,
  type PurgeKind,
  purgeKinds,
} from './retention.rules'
import { byAge, ENTRIES_IN_WINDOW, lastEntryBefore, ofYears, oldEntriesByYear } from './retention.sql'

/** `unlocked`: 年度未锁定; `explains`: entries of the log that explain what may still stand. */
export type Stays = { reason: 'unlocked' | 'explains'; count: number }
/** What the next purge removes of a kind and year, and what is as old and stays; `log`: entries that all stay. */
export type Due = { kind: PurgeKind | 'log'; year: number | null; due: number; stays: Stays | null }

/** 保存期限: the periods, what the next purge would remove, why it waits, and the last ones. */
export async function retentionOf(viewer: Viewer) {
  if (!administersAll(viewer)) throw new NotFound()
  const at = now()
  const [periods, noticeFrom] = await Promise.all([settingsNow(retentionNames), noticeFromOf(at)])
  const limits = limitsOf(periods, at)
  const files = requestLogs(logFolder())
  const [due, hold, last, runs] = await Promise.all([
    dueOf(limits),
    holdNow(at),
    settingOf<LastPurge | null>(LAST_PURGE, null),
    lastRuns(),
  ])
  return {
    periods,
    limits,
    due,
    hold,
    /** The first day on which a purge may be, where the page has to be seen first. */
    firstOn: addDays(dayOf(noticeFrom ?? at), NOTICE_DAYS),
    last,
    runs,
    logBytes: files.reduce((sum, file) => sum + file.bytes, 0),
  }
}
export type Retention = Awaited<ReturnType<typeof retentionOf>>

/** Read from the log itself, newest first: a purge is one entry. */
async function lastRuns(): Promise<{ id: number; at: Instant; counts: PurgeCounts }[]> {
  const rows = await db.all<{ id: number; at: Instant; after: string }>(sql`
    select id, at, after from audit where subject = 'purge' and action = 'purge.done' order by id desc limit 10`)
  return rows.map(({ id, at, after }) => ({ id, at, counts: JSON.parse(after) as PurgeCounts }))
}

const order: Due['kind'][] = [...purgeKinds, 'log']

/** By kind in the order of the page, then by year. */
async function dueOf(limits: Limits): Promise<Due[]> {
  const found: Due[] = []
  for (const [kind, rows] of Object.entries(ofYears))
    found.push(...(await dueOfYears(kind as PurgeKind, rows, limits)))
  for (const [kind, rows] of Object.entries(byAge)) {
    const { from, where } = rows(limits)
    const [counted] = await db.all<{ due: number }>(sql`select count(*) as due from ${from} where ${where}`)
    found.push({ kind: kind as PurgeKind, year: null, due: counted?.due ?? 0, stays: null })
  }
  found.push(...(await dueOfLog(limits)))
  const files = requestLogs(logFolder()).filter(file => file.day < dayOf(limits.requestLog))
  found.push({ kind: 'requestLog', year: null, due: files.length, stays: null })
  return found
    .filter(({ due, stays }) => due > 0 || stays !== null)
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.year ?? 0) - (b.year ?? 0))
}

async function dueOfYears(kind: PurgeKind, rows: (upTo: number) => SQL, { year }: Limits): Promise<Due[]> {
  if (year === null) return []
  const found = await db.all<{ year: number; due: number; unlocked: number }>(sql`
    select year, sum(is_locked) as due, sum(not is_locked) as unlocked from ${rows(year)} group by year`)
  return found.map(({ year, due, unlocked }) => ({
    kind,
    year,
    due,
    stays: unlocked > 0 ? { reason: 'unlocked', count: unlocked } : null,
  }))
}

async function dueOfLog({ signInLog }: Limits): Promise<Due[]> {
  const pause = slices()
  const [last] = await db.all<{ id: number }>(lastEntryBefore(signInLog))
  const byYear = new Map<number, { due: number; stays: number }>()
  for (let after = 0; after < (last?.id ?? 0); after += ENTRIES_IN_WINDOW) {
    await pause()
    const rows = await db.all<{ year: number; due: number; stays: number }>(
      oldEntriesByYear(after, signInLog),
    )
    for (const { year, due, stays } of rows) {
      const sum = byYear.get(year) ?? { due: 0, stays: 0 }
      byYear.set(year, { due: sum.due + due, stays: sum.stays + stays })
    }
  }
  return [...byYear].flatMap(([year, { due, stays }]): Due[] => [
    { kind: 'signInLog', year, due, stays: null },
    { kind: 'log', year, due: 0, stays: stays > 0 ? { reason: 'explains', count: stays } : null },
  ])
}
