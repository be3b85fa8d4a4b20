import type { Tx } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { type Day, yearOf } from '@/lib/core/time'
import { keptAudience, putAudience } from '@/lib/organisation/audience/audience.commands'
import { audienceOf } from '@/lib/organisation/audience/audience.sql'
import { beginningOf } from '@/lib/organisation/audience/frozen.rules'
import { audienceOutside } from '@/lib/organisation/lookup/audience.queries'
import { beyondAsked } from '@/lib/organisation/lookup/beyond-office.sql'
import { lockedFault } from '@/lib/organisation/lookup/locked-year.sql'
import { nobodyAsked } from '@/lib/organisation/lookup/nobody.sql'
import { addMustLearn, topicIds } from '@/lib/plan/items/topic.commands'
import {
  fittingItem,
  joinOccurrence,
  leaveJoin,
  topicsOfItem,
} from '@/lib/plan/occurrences/occurrence.commands'
import type { Asking } from '@/lib/spreadsheet/doubt.rules'
import type { Cells, Fault, Importer, Judged } from '@/lib/spreadsheet/importer.rules'
import { judgeRows } from '@/lib/spreadsheet/judge.rules'
import { isNothing } from '@/lib/spreadsheet/numbers.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { alterActivity, putActivity } from './activity.commands'
import { statusByTime } from './activity.rules'
import { type Change, changeOfRow, type Facts } from './activity-change.import'
import { type Context, contextFrom, loadContext, type Row } from './activity-context.import'
import { tellDoubles } from './activity-double.import'
import { dueIn, isApartFrom, itemProposed, joins } from './activity-item.import'
import {
  type AudienceRead,
  audienceFault,
  namesRoster,
  type RowRead,
  readCells,
  readTimes,
} from './activity-row.import'
import { countsUnderHeading } from './outreach/heading.rules'
import { entriesOf, type Made, madeContext, madeFrom, madeOf } from './outreach/made-beside.import'
import { putMaterials } from './outreach/material.commands'

type Fresh = {
  before: null
  facts: Facts
  audience: AudienceRead | null
  /** Given by the sheet; undefined where it names none and a matching occurrence is searched for. */
  planItemId: number | undefined
  /** It completes no item, whatever fits. */
  isApart: boolean
  coHosts: string[]
  targets: string[]
  topics: RowRead['topics'] | null
}
type Read = Fresh | ({ before: Row } & Change)
export type LedgerEffect = Read & { made: Made[]; row: number }
type Effect = LedgerEffect

/** 活动台账: each row is an activity; its key is 编号, else 日期 + 名称 + 主办单位. It is linked to its occurrence in the plan. */
export const activitiesImporter: Importer<Effect[]> = {
  kind: 'activities',
  restsOn: [...contextFrom, ...madeFrom],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effect[]>> {
    const context = await loadContext(on, viewer, options, pause)
    const { offers } = context
    const judged: Judged<Effect[]> = { outcomes: [], faults: [], offers, notes: [], effects: [] }
    const newForms = new Set<string>()
    const nobody = nobodyAsked(on, options)
    const beyond = beyondAsked(on, viewer, options, offers)
    const making = await madeContext(on, rows)
    await judgeRows<Effect>(
      rows,
      judged,
      {
        async read(cells, faults) {
          const read = readRow(context, cells, faults)
          const made = read ? madeBy(context, making, read, cells, { faults, options, row: cells.row }) : []
          const effect = read && { ...read, made, row: cells.row }
          if (effect && (effect.before === null || effect.difference || made.length > 0)) {
            const locked = lockedFault(context.locked, options, [effect.facts.day, effect.before?.day])
            if (locked) faults.push({ row: cells.row, field: 'date', ...locked })
          }
          if (effect?.audience) {
            const { day, hostUnitId } = effect.facts
            faults.push(...(await audienceOutside(viewer, on, cells.row, effect.audience, day, hostUnitId)))
            await beyond({ ...effect.audience, day }, { row: cells.row, field: 'audience' })
            if (effect.facts.compulsory && faults.length === 0)
              await nobody(
                { ...effect.audience, day, hostUnitId },
                { row: cells.row, dayField: 'date', faults },
              )
          }
          return effect
        },
        nameOf: ({ before, facts }, { cells }) => ({
          key: before
            ? `#${before.id}`
            : (facts.code ?? [facts.day, matchKey(facts.title), facts.hostUnitId].join()),
          text: JSON.stringify(cells),
          label: `${cells.date} ${facts.title}`,
          field: 'title',
        }),
        take(effect) {
          if (!context.forms.includes(effect.facts.form)) newForms.add(effect.facts.form)
          if (effect.before !== null) {
            const { difference, made } = effect
            if (difference === null && made.length === 0) return { outcome: 'unchanged' }
            judged.effects.push(effect)
            return { outcome: 'changed', ...difference, ...saidOf(made) }
          }
          judged.effects.push(effect)
          const joined = joins(context, effect)
          if (!joined) return { outcome: 'new', ...saidOf(effect.made) }
          context.open.splice(context.open.indexOf(joined), 1)
          return { outcome: 'new', remark: 'joins', places: { item: joined.item.content } }
        },
      },
      pause,
    )
    if (newForms.size > 0)
      judged.notes.push({ reason: 'newForms', places: { forms: [...newForms].join('、') } })
    await tellDoubles(on, viewer, judged, pause)
    judged.notes.push(...uncounted(judged.effects), ...unusedIn(rows), ...madeNote(judged.effects))
    return judged
  },

  async write(tx, viewer, effects, { reason }) {
    for (const effect of effects)
      if (effect.before === null) await writeNew(tx, viewer, effect)
      else {
        if (effect.difference !== null) await writeChange(tx, viewer, effect, reason)
        const { day, hostUnitId: unitId } = effect.facts
        if (effect.made.length > 0)
          await putMaterials(
            tx,
            viewer,
            entriesOf(effect.made, { day, unitId, activityId: effect.before.id }),
          )
      }
  },
}

/** What a held activity brings to the 宣传台账. */
function madeBy(
  { known }: Context,
  making: Awaited<ReturnType<typeof madeContext>>,
  { before, facts }: Read,
  { cells }: Cells,
  asking: Asking,
): Made[] {
  if (making === null || facts.status !== 'held') return []
  const { day, hostUnitId: unitId, place } = facts
  const isThere = (there: string) => {
    const named = known.unitNamed(there, 'place')
    return named.ok ? named.value.id === unitId : place !== null && matchKey(there) === matchKey(place ?? '')
  }
  return madeOf(making, cells, { id: before?.id ?? null, day, unitId, isThere }, asking)
}

function saidOf(made: Made[]) {
  if (made.length === 0) return {}
  return { remark: 'withOutputs', places: { text: made.map(each => each.text).join('、') } }
}

function madeNote(effects: Effect[]): Judged<unknown>['notes'] {
  const count = effects.reduce((sum, each) => sum + each.made.length, 0)
  return count === 0 ? [] : [{ reason: 'outputsToo', places: { count } }]
}

function readRow(context: Context, cells: Cells, faults: Fault[]): Read | null {
  const read = readCells(context, cells, faults)
  if (!read) return null
  if (read.before === null) return freshOf(context, read, faults)
  const change = changeOfRow(context, read, read.before, faults)
  return change && { before: read.before, ...change }
}

/** A new activity: here an empty cell has the meanings of import-formats.md. */
function freshOf(context: Context, read: RowRead, faults: Fault[]): Fresh | null {
  const { row, cells, moved, status } = read
  const fault = (field: string, given: Omit<Fault, 'row' | 'field'>) => {
    faults.push({ row, field, ...given })
    return null
  }
  const day = moved ?? read.fromDay
  const lastDay = moved ?? read.toDay
  const times = readTimes(context, read, { day, lastDay }, faults)
  if (!times) return null
  const stands = status === '' || moved !== null ? statusByTime({ lastDay, ...times }, now()) : status
  // A draft is made by hand; of a list that was exported it says nothing new.
  if (stands === 'draft')
    return fault('status', { reason: 'unknownStatus', places: { text: cells.status ?? '' } })
  if (stands === 'held' && beginningOf({ day, startsAt: times.startsAt }) > now())
    return fault('status', { reason: 'heldAhead' })
  if (read.item?.isClosed) return fault('item', { reason: 'planClosed' })
  const isPublic = read.isPublic ?? context.publicForms.includes(read.form)
  const place = { day, form: read.form, hostUnitId: read.hostUnitId, status: stands }
  const isApart = isApartFrom(context, read, place)
  const item = read.item ?? (isApart ? null : itemProposed(context, read, place))
  const due = dueIn(context, { ...read, item }, { isPublic, isApart, place }, faults)
  if (due === null) return null
  const { words, understood, isOfItem } = due
  const isNamed = namesRoster(understood)
  const compulsory = read.compulsory ?? (isNamed && !isPublic)
  const unclear = isOfItem ? null : audienceFault(context, understood, read.hostUnitId)
  if (unclear && (compulsory || !isPublic)) return fault('audience', unclear)
  if (compulsory && !isNamed) return fault('audience', { reason: 'compulsoryNeedsAudience' })
  const invited = isPublic && !compulsory
  return {
    before: null,
    facts: {
      code: read.code,
      hostUnitId: read.hostUnitId,
      title: read.title,
      form: read.form,
      day,
      lastDay,
      originalDay: moved === null ? null : read.fromDay,
      ...times,
      place: cells.place || null,
      lecturer: cells.lecturer || null,
      lecturerRank: cells.lecturerRank || null,
      hours: read.hours,
      compulsory,
      isPublic,
      campaign: read.campaign,
      status: stands,
      heads: read.heads,
      consultations: read.consultations,
      remark: cells.remark || null,
    },
    audience:
      words === ''
        ? null
        : {
            words,
            parts: invited ? [] : understood.parts,
            personIds: invited ? [] : understood.personIds,
          },
    planItemId: item?.id,
    isApart,
    coHosts: read.coHosts,
    targets: read.targets,
    topics: cells.topics ? read.topics : null,
  }
}

function uncounted(effects: Effect[]): Judged<unknown>['notes'] {
  const out = effects.filter(({ facts }) => facts.status !== 'cancelled' && !countsUnderHeading(facts.form))
  if (out.length === 0) return []
  const forms = [...new Set(out.map(each => each.facts.form))].join('、')
  return [{ reason: 'uncounted', places: { count: out.length, forms } }]
}

/** The note that nothing of whoever did not come is taken. */
export const ABSENTEES_UNUSED = 'absenteesUnused'

/** Who came and who did not is recorded by a sign-in sheet; a ledger that says it too is told so. */
function unusedIn(rows: Cells[]): Judged<unknown>['notes'] {
  const fills = (...fields: string[]) =>
    rows.filter(({ cells }) => fields.some(field => !isNothing(cells[field] ?? ''))).length
  const [absentees, attended] = [fills('absentees', 'onLeave'), fills('attended')]
  const isBeside = rows.some(({ cells }) => cells.heads !== undefined)
  return [
    ...(absentees > 0 ? [{ reason: ABSENTEES_UNUSED, places: { count: absentees } }] : []),
    ...(attended > 0 && isBeside ? [{ reason: 'attendedUnused', places: { count: attended } }] : []),
  ]
}

async function writeNew(
  tx: Tx,
  viewer: Viewer,
  { facts, made, ...effect }: Fresh & { made: Made[] },
): Promise<void> {
  const topics = effect.topics && (await topicIdsOf(tx, facts.day, effect.topics))
  const isJoining = facts.status !== 'cancelled' && facts.status !== 'postponed'
  const fitting =
    isJoining && effect.planItemId === undefined && !effect.isApart
      ? await fittingItem(tx, { day: facts.day, form: facts.form, unitId: facts.hostUnitId })
      : null
  const planItemId = effect.planItemId ?? fitting
  const inherited = topics ?? (planItemId === null ? [] : await topicsOfItem(tx, planItemId))
  const audienceId = effect.audience && (await putAudience(tx, audienceGiven(effect.audience)))
  const { coHosts, targets } = effect
  const row = await putActivity(
    tx,
    viewer,
    { ...facts, audienceId, planItemId },
    { coHosts, targets, topicIds: inherited },
  )
  if (isJoining && planItemId !== null)
    await joinOccurrence(tx, { planItemId, day: facts.day }, { activityId: row.id })
  const of = { day: facts.day, unitId: facts.hostUnitId, activityId: row.id }
  if (made.length > 0) await putMaterials(tx, viewer, entriesOf(made, of))
}

async function writeChange(
  tx: Tx,
  viewer: Viewer,
  { before, facts, audience, planItemId, coHosts, targets, topics }: { before: Row } & Change,
  reason: string | undefined,
): Promise<void> {
  const audienceId =
    audience === undefined ? before.audienceId : audience && (await audienceKept(tx, before, audience))
  const beside = { coHosts, targets, topicIds: topics && (await topicIdsOf(tx, facts.day, topics)) }
  await alterActivity(tx, viewer, before, { ...facts, audienceId }, reason, beside)
  const joined = planItemId ?? before.planItemId
  if (facts.status === 'cancelled') await leaveJoin(tx, { activityId: before.id })
  // A cancelled activity has released its occurrence, so it takes one again.
  else if (joined !== null && (planItemId !== undefined || before.status === 'cancelled'))
    await joinOccurrence(tx, { planItemId: joined, day: facts.day }, { activityId: before.id })
}

/** Whom an organiser invited or excused by name stays so under the new words. */
async function audienceKept(tx: Tx, { audienceId }: Row, audience: AudienceRead): Promise<number> {
  const given = audienceGiven(audience)
  const byHand =
    audienceId === null
      ? []
      : (await audienceOf(audienceId, tx)).people.filter(
          each => each.how !== 'added' && !audience.personIds.includes(each.personId),
        )
  return keptAudience(tx, audienceId, { ...given, people: [...given.people, ...byHand] })
}

function audienceGiven({ words, parts, personIds }: AudienceRead) {
  return { words, parts, people: personIds.map(personId => ({ personId, how: 'added' as const })) }
}

async function topicIdsOf(tx: Tx, day: Day, topics: RowRead['topics']): Promise<number[]> {
  const listed = topics.filter(each => each.isMustLearn).map(each => each.name)
  await addMustLearn(tx, yearOf(day), await topicIds(tx, listed))
  return topicIds(
    tx,
    topics.map(each => each.name),
  )
}
