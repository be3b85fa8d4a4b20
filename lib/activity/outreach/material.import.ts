import { and, gt, sql } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import { inParts, type Pause, paged } from '@/db/pause'
import { activity } from '@/db/schema/activity'
import { output } from '@/db/schema/output'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import type { Day } from '@/lib/core/time'
import { gathered, type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { channels as allChannels, type Channel } from '@/lib/organisation/settings/setting.queries'
import { parseDayRange } from '@/lib/spreadsheet/days.rules'
import type { Cells, Fault, Importer, ImportOptions, Judged } from '@/lib/spreadsheet/importer.rules'
import { parseCount } from '@/lib/spreadsheet/numbers.rules'
import { matchKey, nearest } from '@/lib/spreadsheet/text.rules'
import { channelNamed } from './material.sheet'

type Facts = Pick<
  typeof output.$inferSelect,
  'day' | 'channelId' | 'quantity' | 'unitWord' | 'topic' | 'unitId' | 'activityId' | 'place' | 'reads'
>
type Effect = { row: number; facts: Facts; copy: number }
type Activity = Pick<
  typeof activity.$inferSelect,
  'id' | 'code' | 'title' | 'day' | 'lastDay' | 'originalDay' | 'hostUnitId' | 'status'
>
type Context = {
  viewer: Viewer
  known: Known
  channels: Channel[]
  activities: Activity[]
  byTitle: Map<string, Activity[]>
  options: ImportOptions
}

/** 宣传台账: all columns together are the key of an entry; of two equal rows the second is a second fact. */
export const materialsImporter: Importer<Effect[]> = {
  kind: 'outputs',
  restsOn: [...knownFrom, 'channel', 'activity', 'output'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effect[]>> {
    const context = await loadContext(on, viewer, options, pause)
    const standing = new Map<string, number>()
    for (const each of await factsThere(on, pause)) {
      await pause()
      standing.set(keyOf(each), (standing.get(keyOf(each)) ?? 0) + 1)
    }
    const judged: Judged<Effect[]> = { outcomes: [], faults: [], notes: [], effects: [] }
    const seen = new Map<string, number>()
    for (const { row, cells } of rows) {
      await pause()
      const read = readRow(context, row, cells, judged.faults)
      if (!read) continue
      const key = keyOf(read.facts)
      const copy = (seen.get(key) ?? 0) + 1
      seen.set(key, copy)
      const isThere = copy <= (standing.get(key) ?? 0)
      judged.outcomes.push({
        row,
        outcome: isThere ? 'unchanged' : 'new',
        label: read.label,
        ...(copy > 1 ? { remark: 'secondFact', places: { copy } } : {}),
      })
      if (!isThere) judged.effects.push({ row, facts: read.facts, copy })
    }
    return judged
  },

  async write(tx, viewer, effects) {
    const made = await putAll(tx, effects)
    await recordAudit(
      tx,
      viewer,
      ...made.map(row => ({ action: 'output.add', subject: 'output', subjectId: row.id, after: row })),
    )
  },
}

async function putAll(tx: Tx, effects: Effect[]): Promise<(typeof output.$inferSelect)[]> {
  const at = now()
  const made: (typeof output.$inferSelect)[] = []
  await inParts(effects, async part => {
    const values = part.map(({ facts, copy }) => ({ ...facts, copy, createdAt: at }))
    made.push(...(await tx.insert(output).values(values).returning()))
  })
  return made
}

async function loadContext(on: On, viewer: Viewer, options: ImportOptions, pause: Pause): Promise<Context> {
  const [known, channels, activities] = await Promise.all([
    loadKnown(on, options, pause),
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
    channels,
    activities,
    byTitle: gathered(activities, each => matchKey(each.title)),
    options,
  }
}

function factsThere(on: On, pause: Pause): Promise<Facts[]> {
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

function readRow(context: Context, row: number, cells: Cells['cells'], faults: Fault[]) {
  const { viewer, known, channels, options } = context
  const before = faults.length
  const cell = (field: string) => cells[field] ?? ''
  const fault = (field: string, more: Omit<Fault, 'row' | 'field'>) => {
    faults.push({ row, field, ...more })
    return null
  }
  const days = parseDayRange(cell('date'), options.year)
  if (!days.ok) fault('date', { reason: days.reason, places: { text: cell('date') } })
  const channel = channelNamed(known.meaningOf('channel', cell('channel')), channels)
  if (!channel) fault('channel', unknownChannel(cell('channel'), channels))
  const quantity = parseCount(cell('quantity'))
  if (!quantity.ok) fault('quantity', { reason: quantity.reason, places: { text: cell('quantity') } })
  const reads = cell('reads') ? parseCount(cell('reads')) : null
  if (reads && !reads.ok && reads.reason !== 'empty')
    fault('reads', { reason: reads.reason, places: { text: cell('reads') } })
  const of = days.ok ? activityMeant(context, cells, days.fromDay) : null
  if (of && 'reason' in of) fault(cell('activity') ? 'activity' : 'code', of)
  const joined = of && !('reason' in of) ? of : null
  const unit = unitMeant(context, cells, joined)
  if (!unit.ok) fault(cell('unit') ? 'unit' : 'host', unit.fault)
  else if (!canOrganise(viewer, unit.value.path))
    fault('unit', { reason: 'outsideScope', places: { unit: unit.value.name } })
  if (faults.length > before || !days.ok || !channel || !quantity.ok || !unit.ok) return null
  const ownWord = unit.isInUnitWord ? '' : cell('unitWord')
  const unitWord = ownWord || quantity.unitWord
  const facts: Facts = {
    day: days.fromDay,
    channelId: channel.id,
    quantity: quantity.value,
    unitWord: unitWord === '' || unitWord === channel.unitWord ? null : unitWord,
    topic: cell('topic') || null,
    unitId: unit.value.id,
    activityId: joined?.id ?? null,
    place: cell('place') || null,
    reads: reads?.ok ? reads.value : null,
  }
  return { facts, label: `${facts.day} ${channel.name} ${facts.quantity}${unitWord || channel.unitWord}` }
}

function unknownChannel(word: string, channels: Channel[]): Omit<Fault, 'row' | 'field'> {
  if (word === '') return { reason: 'empty' }
  const likely = nearest(
    word,
    channels.map(each => each.name),
  )
  return {
    reason: 'unknownChannel',
    places: { word },
    candidates: channels.map(({ name }) => ({ value: name, label: name })),
    ...(likely ? { likely: { word, meaning: likely } } : {}),
  }
}

/** 责任单位, else the host of the activity, else 主办单位, else the topmost unit of the person importing. */
function unitMeant({ known, viewer }: Context, cells: Cells['cells'], of: Activity | null) {
  if (cells.unit) return { ...known.unitNamed(cells.unit), isInUnitWord: false }
  // The head 单位 usually means 量词; where its cell names a unit and no other column does, it means that unit.
  const inUnitWord = cells.unitWord ? known.unitNamed(cells.unitWord) : null
  if (inUnitWord?.ok) return { ...inUnitWord, isInUnitWord: true }
  const host = of && known.unitById(of.hostUnitId)
  if (host) return { ok: true as const, value: host, isInUnitWord: false }
  if (cells.host) return { ...known.unitNamed(cells.host), isInUnitWord: false }
  const own = known.units.find(each => canOrganise(viewer, each.path))
  if (!own) return { ok: false as const, fault: { reason: 'noUnits' }, isInUnitWord: false }
  return { ok: true as const, value: own, isInUnitWord: false }
}

/** The activity by 编号, else by name: on that day, else the only one of that name; 主办单位 separates namesakes. */
function activityMeant(
  { activities, byTitle, known }: Context,
  cells: Cells['cells'],
  day: Day,
): Activity | Omit<Fault, 'row' | 'field'> | null {
  const { activity: title = '', code = '' } = cells
  if (code) {
    const byCode = activities.find(each => each.code === code)
    if (byCode) return byCode
    if (!title) return { reason: 'noSuchCode', places: { code } }
  }
  if (!title) return null
  const word = known.meaningOf('activity', title)
  const host = cells.host ? known.unitNamed(cells.host) : null
  const named = (byTitle.get(matchKey(word)) ?? []).filter(
    each => !host?.ok || each.hostUnitId === host.value.id,
  )
  const onDay = named.filter(each => each.originalDay === day || (each.day <= day && day <= each.lastDay))
  const fitting = onDay.length > 0 ? onDay : named
  const live = fitting.filter(each => each.status !== 'cancelled')
  const [only] = live.length > 0 ? live : fitting
  if (only && (live.length > 0 ? live : fitting).length === 1) return only
  if (only) return { reason: 'severalActivities' }
  const near = activities.filter(each => each.day <= day && day <= each.lastDay)
  const likely = nearest(
    word,
    near.map(each => each.title),
  )
  return {
    reason: 'noSuchActivity',
    places: { day, title },
    ...(likely ? { likely: { word: title, meaning: likely } } : {}),
  }
}
