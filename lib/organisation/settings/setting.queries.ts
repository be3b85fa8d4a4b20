import { eq, inArray, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { channel } from '@/db/schema/output'
import { unit, unitAlias } from '@/db/schema/roster'
import { holiday, setting, termAlias } from '@/db/schema/setting'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import type { Day } from '@/lib/core/time'
import { defaults, type Medium, type NotHere, type ReviewedKind, type SettingName } from './setting.rules'
import type { LeaveKind } from './study.rules'

/** A setting's value, or the default where the office has not changed it. */
export async function settingOf<T>(name: string, otherwise: T, on: On = db): Promise<T> {
  const [found] = await on.select({ value: setting.value }).from(setting).where(eq(setting.name, name))
  return found ? (JSON.parse(found.value) as T) : otherwise
}

/** Whether this database holds the demonstration year; every page says so. */
export function isDemo(on: On = db): Promise<boolean> {
  return settingOf('demo', false, on)
}

export type DemoAccount = { role: string; name: string; staffNo: string; password: string }

/** The public accounts of the demo, shown on the sign-in page; none in a real database. */
export async function demoAccounts(on: On = db): Promise<DemoAccount[]> {
  return (await isDemo(on)) ? settingOf<DemoAccount[]>('demoAccounts', [], on) : []
}

/** 学习形式, in the office's order. */
export function formsOf(on: On = db): Promise<string[]> {
  return chosen('forms', on)
}

/** Forms whose activities are public by default. */
export function publicFormsOf(on: On = db): Promise<string[]> {
  return chosen('publicForms', on)
}

/** 法律“八进”. */
export function targetsOf(on: On = db): Promise<string[]> {
  return chosen('targets', on)
}

/** Targets that are 本辖区不适用, with the reason. */
export function targetsNotHere(on: On = db): Promise<NotHere[]> {
  return chosen('targetsNotHere', on)
}

/** 专项宣传. */
export function campaignsOf(on: On = db): Promise<string[]> {
  return chosen('campaigns', on)
}

/** Which 合格率 the report states: 按应考 or 按实考. */
export function reportPassRateOf(on: On = db): Promise<'passRate' | 'passRateOfSat'> {
  return chosen('reportPassRate', on)
}

/** Which kinds of entries wait for the street's review. */
export function reviewKindsOf(on: On = db): Promise<ReviewedKind[]> {
  return chosen('reviewKinds', on)
}

/** 请假事由 with their rules, in the office's order. */
export function leaveKindsOf(on: On = db): Promise<LeaveKind[]> {
  return chosen('leaveKinds', on)
}

/** Days after which an open roll is confirmed automatically; null: never. */
export function autoCloseDaysOf(on: On = db): Promise<number | null> {
  return chosen('autoCloseDays', on)
}

/** Minutes without use after which organisers and above are signed out. */
export function idleMinutesOf(on: On = db): Promise<number> {
  return chosen('idleMinutes', on)
}

/**
 * The values of a form of settings with one version for all of them: the sum of theirs, since a value that was never
 * changed has no row.
 */
export async function settingsNow<N extends SettingName>(names: readonly N[], on: On = db) {
  const rows = await rowsOf(names, on)
  return { ...valuesOf(names, rows), version: rows.reduce((sum, row) => sum + row.version, 0) }
}

/** The values of several settings. */
export async function settingsOf<N extends SettingName>(names: readonly N[], on: On = db) {
  return valuesOf(names, await rowsOf(names, on))
}

function rowsOf(names: readonly SettingName[], on: On) {
  return on
    .select()
    .from(setting)
    .where(inArray(setting.name, [...names]))
}

function valuesOf<N extends SettingName>(names: readonly N[], rows: { name: string; value: string }[]) {
  const pairs = names.map(name => {
    const there = rows.find(row => row.name === name)
    return [name, there ? JSON.parse(there.value) : defaults[name]]
  })
  return Object.fromEntries(pairs) as Pick<typeof defaults, N>
}

export type Channel = { id: number; name: string; medium: Medium; unitWord: string }

/** The ways to reach people, in the office's order. */
export function channels(on: On = db): Promise<Channel[]> {
  return on
    .select({ id: channel.id, name: channel.name, medium: channel.medium, unitWord: channel.unitWord })
    .from(channel)
    .orderBy(channel.position, channel.id)
}

/** Channels for the settings page, each with the number of entries that use it, for the administrator of the top unit. */
export async function channelsInUse(
  viewer: Viewer,
): Promise<(Channel & { version: number; used: number })[]> {
  if (!administersAll(viewer)) throw new NotFound()
  return db
    .select({
      id: channel.id,
      name: channel.name,
      medium: channel.medium,
      unitWord: channel.unitWord,
      version: channel.version,
      used: sql<number>`(select count(*) from output o where o.channel_id = "channel"."id")`,
    })
    .from(channel)
    .orderBy(channel.position, channel.id)
}

export type DayCorrection = { day: Day; name: string; kind: 'off' | 'work'; version: number }

/** The office's corrections to the published calendar of holidays, or its entries for a year without one. */
export function dayCorrections(on: On = db): Promise<DayCorrection[]> {
  return on.select().from(holiday).orderBy(holiday.day)
}

/** The meanings of words in sheets, remembered from imports or typed. For the administrator of the top unit. */
export async function rememberedWords(viewer: Viewer) {
  if (!administersAll(viewer)) throw new NotFound()
  const [units, terms] = await Promise.all([
    db
      .select({ word: unitAlias.word, meaning: unit.name })
      .from(unitAlias)
      .innerJoin(unit, eq(unit.id, unitAlias.unitId))
      .orderBy(unit.treeOrder, unitAlias.word),
    db.select().from(termAlias).orderBy(termAlias.kind, termAlias.word),
  ])
  return { units, terms }
}

function chosen<N extends SettingName>(name: N, on: On): Promise<(typeof defaults)[N]> {
  return settingOf(name, defaults[name], on)
}
