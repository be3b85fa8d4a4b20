import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import type { Viewer } from '@/lib/access/access.rules'
import { ABSENTEES_UNUSED, activitiesImporter, type LedgerEffect } from '@/lib/activity/activity.import'
import type { Day } from '@/lib/core/time'
import { dueOfMeaning, dueOn } from '@/lib/organisation/audience/audience.sql'
import { type Known, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { ask, type Cells, type Fault, type Importer, type Judged } from '@/lib/spreadsheet/importer.rules'
import { isNothing } from '@/lib/spreadsheet/numbers.rules'
import { type Absentee, absenteesIn } from './absentee.rules'
import { type RollRow, recordRoll } from './roll.commands'

type Marked = Omit<Absentee, 'name'> & { personId: number }
type LedgerRoll = { of: LedgerEffect; marked: Marked[]; isRestPresent: boolean }
type Effects = { activities: LedgerEffect[]; rolls: LedgerRoll[] }
type Said = { roll: Omit<LedgerRoll, 'isRestPresent'> | null; unread: string[] }

/**
 * 活动台账 with whoever did not come, 缺席人员 and 请假人员: of compulsory meetings that were held their marks are offered, once
 * for the sheet. A roll is never confirmed by it; who is not found on a list is named.
 */
export const ledgerImporter: Importer<Effects> = {
  kind: 'activities',
  restsOn: activitiesImporter.restsOn,

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effects>> {
    const judged = await activitiesImporter.judge(on, viewer, rows, options, pause)
    const { offers = [], notes } = judged
    const effects: Effects = { activities: judged.effects, rolls: [] }
    const naming = rows.filter(each => textsOf(each).length > 0)
    if (naming.length === 0) return { ...judged, effects }
    const known = await loadKnown(on, { ...options, kind: 'activities' }, pause)
    const byRow = new Map(judged.effects.map(each => [each.row, each]))
    const dueTo = listOnce(on)
    const said: Said[] = []
    for (const each of naming) {
      await pause()
      said.push(await saidOf(each, byRow.get(each.row), { known, viewer, dueTo }))
    }
    const rolls = said.flatMap(each => each.roll ?? [])
    const [first] = rolls
    if (!first) return { ...judged, effects }
    const offered: Fault[] = []
    const people = rolls.reduce((sum, each) => sum + each.marked.length, 0)
    const answer = ask(offered, options, {
      row: first.of.row,
      field: null,
      reason: 'absenteesBeside',
      isDoubt: true,
      places: { count: rolls.length, people },
      key: 'absenteesBeside',
      isOfColumn: true,
      choices: [
        { value: 'none', choice: 'absenteesLeft' },
        { value: 'only', choice: 'absenteesOnly' },
        { value: 'rest', choice: 'absenteesRest' },
      ],
    })
    offers.push(...offered)
    if (answer !== 'only' && answer !== 'rest') return { ...judged, offers, effects }
    effects.rolls = rolls.map(each => ({ ...each, isRestPresent: answer === 'rest' }))
    const unread = said.flatMap(each => each.unread)
    return {
      ...judged,
      offers,
      effects,
      notes: [
        ...notes.filter(each => each.reason !== ABSENTEES_UNUSED),
        { reason: 'absenteesTaken', places: { count: rolls.length, people } },
        ...(unread.length > 0
          ? [{ reason: 'absenteesNotFound', places: { count: unread.length, names: unread.join('、') } }]
          : []),
      ],
    }
  },

  async write(tx, viewer, { activities, rolls }, options) {
    await activitiesImporter.write(tx, viewer, activities, options)
    for (const roll of rolls) await writeRoll(tx, viewer, roll, options.reason)
  },
}

function textsOf({ cells }: Cells): { text: string; by: 'absent' | 'leave' }[] {
  const all = [
    { text: cells.absentees ?? '', by: 'absent' as const },
    { text: cells.onLeave ?? '', by: 'leave' as const },
  ]
  return all.filter(each => !isNothing(each.text))
}

type DueTo = (of: LedgerEffect) => Promise<ReadonlySet<number>>

/** The people found on the list of a row's meeting; what of it names nobody there, or stands for no such meeting. */
async function saidOf(
  cells: Cells,
  of: LedgerEffect | undefined,
  { known, viewer, dueTo }: { known: Known; viewer: Viewer; dueTo: DueTo },
): Promise<Said> {
  const read = textsOf(cells).map(each => absenteesIn(each.text, each.by))
  const people = read.flatMap(each => each.people)
  const unread = read.flatMap(each => each.unread)
  const isRoll =
    of?.facts.status === 'held' &&
    of.facts.compulsory &&
    (of.before === null || of.before.status !== 'closed')
  if (!isRoll) return { roll: null, unread: [...people.map(each => each.name), ...unread] }
  const due = await dueTo(of)
  const marked = new Map<number, Marked>()
  for (const { name, ...mark } of people) {
    const found = known.personMeant(viewer, { staffNo: '', name, unit: '' }, of.facts.day)
    if (found.ok && due.has(found.value)) marked.set(found.value, { ...mark, personId: found.value })
    else unread.push(name)
  }
  return { roll: marked.size === 0 ? null : { of, marked: [...marked.values()] }, unread }
}

/** Who has to come to a meeting on its day. */
function listOnce(on: On): DueTo {
  const lists = new Map<string, Promise<ReadonlySet<number>>>()
  return ({ before, facts, audience }) => {
    const { day, hostUnitId } = facts
    const standing = audience ? null : (before?.audienceId ?? null)
    const key = [standing ?? JSON.stringify([audience?.parts, audience?.personIds]), day, hostUnitId].join()
    const list =
      lists.get(key) ?? peopleOf(on, standing === null ? (audience ?? null) : standing, day, hostUnitId)
    lists.set(key, list)
    return list
  }
}

async function peopleOf(
  on: On,
  audience: number | Pick<NonNullable<LedgerEffect['audience']>, 'parts' | 'personIds'> | null,
  day: Day,
  hostUnitId: number,
): Promise<ReadonlySet<number>> {
  if (audience === null) return new Set()
  const due =
    typeof audience === 'number'
      ? await dueOn(audience, day, hostUnitId, on)
      : await dueOfMeaning(audience, day, hostUnitId, on)
  return new Set(due.filter(each => each.standing === 'required').map(each => each.personId))
}

/** Marks of people without one; the roll stays unconfirmed. */
async function writeRoll(
  tx: Tx,
  viewer: Viewer,
  { of: { before, facts }, marked, isRestPresent }: LedgerRoll,
  reason: string | undefined,
): Promise<void> {
  const { day, title, hostUnitId } = facts
  const isMeant = before
    ? eq(activity.id, before.id)
    : and(
        eq(activity.day, day),
        eq(activity.title, title),
        eq(activity.hostUnitId, hostUnitId),
        isNull(activity.deletedAt),
      )
  const [of] = await tx.select().from(activity).where(isMeant).orderBy(desc(activity.id)).limit(1)
  if (!of || of.status === 'closed') return
  const open = await tx
    .select()
    .from(attendance)
    .where(
      and(
        eq(attendance.activityId, of.id),
        isNull(attendance.mark),
        inArray(attendance.standing, ['required']),
      ),
    )
  const said = new Map(marked.map(each => [each.personId, each]))
  const rows = open.flatMap((row): RollRow[] => {
    const own = said.get(row.personId)
    if (!own && !isRestPresent) return []
    const { personId, unitId, standing, standingByHand: byHand, madeUpOn } = row
    const mark = own?.mark ?? 'present'
    return [
      {
        ...{ personId, unitId, standing, byHand, mark, madeUpOn },
        ...{ reason: own?.reason ?? row.reason, markedAt: null, isNew: false },
      },
    ]
  })
  if (rows.length > 0)
    await recordRoll(tx, viewer, { activity: of, rows }, { keepOpen: true, ...(reason ? { reason } : {}) })
}
