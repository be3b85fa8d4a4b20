import { and, gt, sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { type Pause, paged } from '@/db/pause'
import { activity } from '@/db/schema/activity'
import { output } from '@/db/schema/output'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { gathered } from '@/lib/core/gathered'
import { type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { type LockedYears, lockedFault, lockedYears } from '@/lib/organisation/lookup/locked-year.sql'
import { channels as allChannels, type Channel } from '@/lib/organisation/settings/setting.queries'
import { parseDayRange } from '@/lib/spreadsheet/days.rules'
import { figureAsked } from '@/lib/spreadsheet/doubt.rules'
import {
  ask,
  type Cells,
  type Fault,
  type Importer,
  type ImportOptions,
  type Judged,
} from '@/lib/spreadsheet/importer.rules'
import { isNothing } from '@/lib/spreadsheet/numbers.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { putMaterials } from './material.commands'
import { areUnitsAlike } from './material.rules'
import { channelNamed } from './material.sheet'
import { channelMeant, channelOfItem, topicOf } from './material-channel.import'
import { countsNoMaterial } from './material-crossed.sheet'
import { type Activity, activityMeant, unitMeant } from './material-meant.import'
import { remarksLeft, usedAsked } from './not-used.import'

type Facts = Pick<
  typeof output.$inferSelect,
  'day' | 'channelId' | 'quantity' | 'unitWord' | 'topic' | 'unitId' | 'activityId' | 'place' | 'reads'
>
type Effect = { row: number; facts: Facts; copy: number }
/** A row read: its facts, and the columns that the sheet does not have and that therefore identify nothing. */
type Read = { row: number; facts: Facts; absent: (keyof Facts)[]; label: string; isUsed: boolean }
type Context = {
  viewer: Viewer
  known: Known
  locked: LockedYears
  channels: Channel[]
  activities: Activity[]
  byTitle: Map<string, Activity[]>
  options: ImportOptions
}

/** 宣传台账: all columns together are the key of an entry; of two equal rows the second is a second fact. */
export const materialsImporter: Importer<Effect[]> = {
  kind: 'outputs',
  restsOn: [...knownFrom, 'channel', 'activity', 'output', 'locked_year'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effect[]>> {
    const context = await loadContext(on, viewer, options, pause)
    const judged: Judged<Effect[]> = { outcomes: [], faults: [], notes: remarksLeft(rows), effects: [] }
    const reads: Read[] = []
    for (const cells of rows) {
      await pause()
      const faults: Fault[] = []
      if (isNoMaterial(context, cells)) {
        const { unit = '', channel = '', quantity = '', unitWord = '' } = cells.cells
        const label = [unit, channel, `${quantity}${unitWord}`].filter(Boolean).join(' ')
        judged.outcomes.push({ row: cells.row, outcome: 'leftOut', label, remark: 'countsNoMaterial' })
        continue
      }
      const read = readRow(context, cells, faults)
      judged.faults.push(...faults)
      if (!read || faults.length > 0) continue
      if (read.isUsed) reads.push(read)
      else judged.outcomes.push({ row: read.row, outcome: 'leftOut', label: read.label, remark: 'notUsed' })
    }
    const standing = standingOf(await entriesThere(on, pause))
    await pause()
    // A row that says the same of everything takes its entry before one that lacks a column could.
    const same = new Map<Read, Facts>()
    for (const isWhole of [true, false])
      for (const read of reads) {
        await pause()
        const entry = same.get(read) ?? standing.take(read, isWhole ? [] : read.absent)
        if (entry) same.set(read, entry)
      }
    const seen = new Map<string, number>()
    const made = new Map<string, number>()
    for (const read of reads) {
      await pause()
      const { row, facts, label } = read
      const key = keyOf(facts)
      const copy = (seen.get(key) ?? 0) + 1
      seen.set(key, copy)
      const isThere = same.has(read) || sameAsked(context, judged.faults, read, standing)
      if (isThere === null) continue
      const locked = isThere ? null : lockedFault(context.locked, options, [facts.day])
      if (locked) {
        judged.faults.push({ row, field: 'date', ...locked })
        continue
      }
      judged.outcomes.push({
        row,
        outcome: isThere ? 'unchanged' : 'new',
        label,
        ...(isThere && !same.has(read) ? { remark: 'sameEntry' } : {}),
        ...(copy > 1 ? { remark: 'secondFact', places: { copy } } : {}),
      })
      if (isThere) continue
      const fresh = (made.get(key) ?? 0) + 1
      made.set(key, fresh)
      judged.effects.push({ row, facts, copy: standing.count(key) + fresh })
    }
    return judged
  },

  async write(tx, viewer, effects) {
    await putMaterials(
      tx,
      viewer,
      effects.map(({ facts, copy }) => ({ ...facts, copy })),
    )
  },
}

/** What counts people or occasions, and is no channel of the office's by name. */
function isNoMaterial({ known, channels }: Context, { cells }: Cells): boolean {
  const word = cells.channel ?? ''
  const own = word !== '' && channelNamed(known.meaningOf('channel', word, 'channel'), channels)
  return !own && countsNoMaterial(cells)
}

/** The entries there, each of which answers for one row of the sheet. */
function standingOf(entries: Facts[]) {
  const free = gathered(entries, coreOf)
  const counts = new Map<string, number>()
  for (const each of entries) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1)
  const takeWhere = (facts: Facts, fits: (entry: Facts) => boolean): Facts | undefined => {
    const some = free.get(coreOf(facts)) ?? []
    const at = some.findIndex(fits)
    return at < 0 ? undefined : some.splice(at, 1)[0]
  }
  return {
    count: (key: string) => counts.get(key) ?? 0,
    take: ({ facts }: Read, absent: (keyof Facts)[]) =>
      takeWhere(facts, entry => keyOf({ ...entry, ...only(facts, absent) }) === keyOf(facts)),
    /** One that contradicts nothing in the row: where they differ, one of them says nothing. */
    near: ({ facts, absent }: Read) =>
      (free.get(coreOf(facts)) ?? []).find(entry =>
        told.filter(name => !absent.includes(name)).every(name => areAlike(facts, entry, name)),
      ),
    drop: (entry: Facts) => takeWhere(entry, each => each === entry),
  }
}

const told = ['unitWord', 'topic', 'unitId', 'activityId', 'place', 'reads'] as const

function areAlike(facts: Facts, entry: Facts, name: (typeof told)[number]): boolean {
  const [one, other] = [spoken(facts[name]), spoken(entry[name])]
  if (one === null || other === null || one === other) return true
  return name === 'unitWord' && areUnitsAlike(String(one), String(other))
}

function only(facts: Facts, names: (keyof Facts)[]): Partial<Facts> {
  return Object.fromEntries(names.map(name => [name, facts[name]])) as Partial<Facts>
}

function coreOf({ day, channelId, quantity }: Facts): string {
  return [day, channelId, quantity].join(' ')
}

function spoken(value: string | number | null): string | number | null {
  return typeof value === 'string' ? matchKey(value) : value
}

/**
 * Asks where an entry of the same day, channel and quantity stands, which differs only in what one of both does not
 * say: leaflets are easily counted twice. One answer holds for all that differ in the same; null where it was asked.
 */
function sameAsked(
  { channels, options }: Context,
  faults: Fault[],
  read: Read,
  standing: ReturnType<typeof standingOf>,
): boolean | null {
  const near = standing.near(read)
  if (!near) return false
  const channel = channels.find(each => each.id === near.channelId)
  const differing = told.filter(name => spoken(read.facts[name]) !== spoken(near[name]))
  const text = [channel?.name, `${near.quantity}${near.unitWord ?? channel?.unitWord ?? ''}`, near.topic]
  const answer = ask(faults, options, {
    row: read.row,
    field: null,
    reason: 'sameAsStanding',
    isDoubt: true,
    places: { day: near.day, text: text.filter(Boolean).join(' ') },
    alike: ['entry', ...differing].join(' '),
    choices: [
      { value: 'same', choice: 'sameOutput' },
      { value: 'other', choice: 'otherOutput' },
    ],
  })
  if (answer === 'same') standing.drop(near)
  return answer === null ? null : answer === 'same'
}

async function loadContext(on: On, viewer: Viewer, options: ImportOptions, pause: Pause): Promise<Context> {
  const [known, locked, channels, activities] = await Promise.all([
    loadKnown(on, { ...options, kind: 'outputs' }, pause),
    lockedYears(on),
    allChannels(on),
    paged<Activity>(pause, (last, limit) =>
      on
        .select({
          id: activity.id,
          code: activity.code,
          title: activity.title,
          day: activity.day,
          lastDay: activity.lastDay,
          originalDay: activity.originalDay,
          hostUnitId: activity.hostUnitId,
          status: activity.status,
        })
        .from(activity)
        .where(
          and(
            sql`${activity.status} <> 'draft' and ${activity.deletedAt} is null`,
            gt(activity.id, last?.id ?? 0),
          ),
        )
        .orderBy(activity.id)
        .limit(limit),
    ),
  ])
  return {
    viewer,
    known,
    locked,
    channels,
    activities,
    byTitle: gathered(activities, each => matchKey(each.title)),
    options,
  }
}

function entriesThere(on: On, pause: Pause): Promise<Facts[]> {
  return paged<typeof output.$inferSelect>(pause, (last, limit) =>
    on
      .select()
      .from(output)
      .where(gt(output.id, last?.id ?? 0))
      .orderBy(output.id)
      .limit(limit),
  )
}

function keyOf(facts: Facts): string {
  const { day, channelId, quantity, unitWord, topic, unitId, activityId, place, reads } = facts
  return JSON.stringify([
    day,
    channelId,
    quantity,
    unitWord,
    topic && matchKey(topic),
    unitId,
    activityId,
    place && matchKey(place),
    reads,
  ])
}

function readRow(context: Context, { row, cells }: Cells, faults: Fault[]): Read | null {
  const { viewer, options } = context
  const asking = { faults, options, row }
  const cell = (field: string) => cells[field] ?? ''
  const fault = (field: string, more: Omit<Fault, 'row' | 'field'>) => {
    faults.push({ row, field, ...more })
    return null
  }
  const days = parseDayRange(cell('date'), options.year)
  if (!days.ok) fault('date', { reason: days.reason, places: { text: cell('date') } })
  const item = cell('item')
  const channel = channelMeant(context, cell('channel'), asking) ?? channelOfItem(context, cells, asking)
  if (cell('channel') === '' && item === '')
    fault(cells.channel === undefined && cells.item !== undefined ? 'item' : 'channel', { reason: 'empty' })
  if (isNothing(cell('quantity'))) fault('quantity', { reason: 'empty' })
  const quantity = figureAsked(asking, 'quantity', cell('quantity'))
  const reads = isNothing(cell('reads')) ? null : figureAsked(asking, 'reads', cell('reads'))
  const of = days.ok ? activityMeant(context, cells, days.fromDay) : null
  if (of && 'reason' in of) fault(cell('activity') ? 'activity' : 'code', of)
  const joined = of && !('reason' in of) ? of : null
  const unit = unitMeant(context, cells, joined, asking)
  if (unit && !canOrganise(viewer, unit.value.path))
    fault('unit', { reason: 'outsideScope', places: { unit: unit.value.name } })
  if (faults.length > 0 || !days.ok || !channel || quantity === null || !unit) return null
  const used = usedAsked(asking, cells, quantity.value, channel.name)
  if (used === null) return null
  const ownWord = unit.isInUnitWord ? '' : cell('unitWord')
  const unitWord = ownWord || quantity.unitWord
  const facts: Facts = {
    day: days.fromDay,
    channelId: channel.id,
    quantity: used,
    unitWord: unitWord === '' || unitWord === channel.unitWord ? null : unitWord,
    topic: topicOf(channel, cell('topic'), item),
    unitId: unit.value.id,
    activityId: joined?.id ?? null,
    place: cell('place') || null,
    reads: reads?.value ?? null,
  }
  const has = (...fields: string[]) => fields.some(field => cells[field] !== undefined)
  const said: Partial<Record<keyof Facts, boolean>> = {
    unitWord: has('unitWord') || unitWord !== '',
    topic: has('topic', 'item'),
    unitId: Boolean(cell('unit') || unit.isInUnitWord || (joined === null && cell('host'))),
    activityId: has('activity', 'code'),
    place: has('place'),
    reads: has('reads'),
  }
  return {
    row,
    facts,
    isUsed: used > 0 || quantity.value === 0,
    absent: told.filter(name => said[name] === false),
    label: [facts.day, channel.name, item, `${used || quantity.value}${unitWord || channel.unitWord}`]
      .filter(Boolean)
      .join(' '),
  }
}
