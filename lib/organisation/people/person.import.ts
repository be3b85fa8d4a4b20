import type { person } from '@/db/schema/roster'
import { now } from '@/lib/core/clock'
import { addDays, type Day, dayOf } from '@/lib/core/time'
import { knownFrom } from '@/lib/organisation/lookup/known.sql'
import { becomes, clears } from '@/lib/spreadsheet/doubt.rules'
import type { Importer, ImportOptions, Judged } from '@/lib/spreadsheet/importer.rules'
import { firstRows, tellRepeated } from '@/lib/spreadsheet/judge.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { type Settled, settleMemberships, settleTags, type Tagged } from './membership.rules'
import { peopleElsewhere } from './person-elsewhere.import'
import { type Group, groupsOf } from './person-group.import'
import { isHereSooner, withJoined } from './person-joined.import'
import { refuseLastAdministrator, withoutLastAdministrator } from './person-leaving.import'
import { remarksUnused, withoutLeft } from './person-left.import'
import { type Row, readRow, type There, thereNow, yearOfRemarks } from './person-row.import'
import { type RosterEffects, type RosterEntry, recordRoster } from './roster.commands'
import { notesOf } from './roster-note.import'
import { askStart, rosterStart } from './roster-start.import'
import { judgeSignInNames } from './sign-in-name.import'

type Person = typeof person.$inferSelect
type Facts = RosterEntry['facts']

/** 花名册: a row is one membership; a person who moved has two rows. */
export const rosterImporter: Importer<RosterEffects> = {
  kind: 'roster',
  restsOn: [...knownFrom, 'tag', 'person_tag', 'activity', 'account', 'grant'],

  async judge(on, viewer, given, options, pause) {
    const there = await thereNow(on, options, pause)
    const judged: Judged<RosterEffects> = {
      outcomes: [],
      faults: [],
      offers: [],
      notes: [],
      effects: { people: [], ending: [] },
    }
    const today = dayOf(now())
    const start = rosterStart(options, today)
    const rows: Row[] = []
    for (const each of given) {
      await pause()
      rows.push(...readRow(there, viewer, each, { ...options, start }, judged))
    }
    const came = await withJoined(there, rows, { start, options, judged }, pause)
    const staying = await withoutLeft(there, came, { start, options, judged }, pause)
    const elsewhere = await peopleElsewhere(
      there,
      staying,
      { viewer, start, options, faults: judged.faults },
      pause,
    )
    const groups = await groupsOf(there, elsewhere, { viewer, start, faults: judged.faults }, pause)
    await pause()
    const positions = positionsOf(there, elsewhere.rows, groups)
    await pause()
    const phones = new Map(
      there.people.flatMap(each => (each.phone ? [[each.phone, each.id as number | Group] as const] : [])),
    )
    const kept = new Set<number>()
    for (const group of groups) {
      await pause()
      judgeGroup(there, group, start, { judged, positions, phones, kept, options })
    }
    await pause()
    const isStartKnown = askStart(judged, rows, { start, options, today })
    judgeSignInNames(there, judged)
    await pause()
    judged.outcomes.sort((a, b) => a.row - b.row)
    const inFile = new Set(rows.map(each => each.unitId))
    // Nobody leaves a unit by a row that is not taken.
    const taken = new Set(judged.effects.people.map(each => each.before?.id))
    judged.effects.ending = elsewhere.ending.filter(each => taken.has(each.personId))
    for (const outcome of judged.outcomes) Object.assign(outcome, elsewhere.remarks.get(outcome.row))
    if (options.endMissing && isStartKnown) {
      const moved = new Set(elsewhere.ending.map(each => each.id))
      const missing = endingOf(there, inFile, kept, start).filter(each => !moved.has(each.id))
      judged.effects.ending.push(...withoutLastAdministrator(there, missing, judged))
    }
    refuseLastAdministrator(there, judged)
    await pause()
    judged.notes.push(...(await notesOf(on, there, judged.effects, start, rows)))
    const sooner = rows.filter(each => isHereSooner(there, each, start))
    judged.notes.push(...remarksUnused(given, sooner, yearOfRemarks({ ...options, start })))
    return judged
  },

  async write(tx, viewer, { people, ending }) {
    await recordRoster(tx, viewer, people.filter(isChange), ending)
  },
}

function isChange({ before, facts, memberships, tags }: RosterEntry): boolean {
  return (
    before === null ||
    Object.entries(facts).some(([name, value]) => before[name as keyof Person] !== value) ||
    memberships.some(
      each => !each.before || each.before.toDay !== each.toDay || each.before.isPrimary !== each.isPrimary,
    ) ||
    tags.put.length + tags.drop.length > 0
  )
}

/**
 * 排序 as the sheet gives it. Without it, existing people keep their position; a new one follows the person
 * before it in the sheet, and in a first import the order of the rows counts.
 */
function positionsOf({ people }: There, rows: Row[], groups: Group[]): Map<Group, number> {
  const groupOf = new Map(groups.flatMap(group => group.rows.map(each => [each.row, group] as const)))
  const last = people.reduce((most, each) => Math.max(most, each.position), 0)
  const positions = new Map<Group, number>()
  const previous = new Map<number, number>()
  for (const [at, row] of rows.entries()) {
    const group = groupOf.get(row.row)
    if (!group) continue
    const own = row.position ?? positions.get(group) ?? group.before?.position
    const position = own ?? previous.get(row.unitId) ?? last + at + 1
    if (!positions.has(group) || row.position !== undefined) positions.set(group, position)
    if (group.before) previous.set(row.unitId, position)
  }
  return positions
}

type Context = {
  judged: Judged<RosterEffects>
  positions: Map<Group, number>
  phones: Map<string, number | Group>
  /** Memberships that the sheet names. */
  kept: Set<number>
  options: ImportOptions
}

function judgeGroup(
  there: There,
  group: Group,
  start: Day,
  { judged, positions, phones, kept, options }: Context,
) {
  const { before } = group
  const rows = withoutTwins(group, judged)
  const held = before ? (there.memberships.get(before.id) ?? []) : []
  const offering = (row: number) => ({ offers: judged.offers ?? [], options, row })
  const { settled, refused } = settleMemberships(held, rows, start, ({ row }, standing) =>
    clears(offering(row), 'to', standing),
  )
  for (const { row, reason, places } of refused) {
    const unit = rows.find(each => each.row === row)?.unitName ?? ''
    judged.faults.push({
      row,
      field: reason === 'overlaps' ? 'from' : 'to',
      reason,
      places: { ...places, unit },
    })
  }
  for (const each of settled) if (each.before) kept.add(each.before.id)
  // A faulty row still protects a person's membership from being ended.
  for (const each of held)
    if (refused.some(one => rows.some(row => row.row === one.row && row.unitId === each.unitId)))
      kept.add(each.id)
  if (settled.length === 0) return
  const byRow = new Map(rows.map(each => [each.row, each]))
  const ofRow = (each: Settled) => byRow.get(each.row) as Row
  const [latest] = [...settled].sort(
    (a, b) =>
      Number(b.toDay === null) - Number(a.toDay === null) ||
      Number(b.isPrimary) - Number(a.isPrimary) ||
      b.fromDay.localeCompare(a.fromDay),
  )
  const decisive = ofRow(latest as Settled)
  const said = (field: 'post' | 'rankBand' | 'phone'): string | null => {
    if (!before) return decisive[field] || rows.find(each => each[field])?.[field] || null
    const cells: Record<string, string> = decisive[field] === undefined ? {} : { [field]: decisive[field] }
    return becomes(offering(decisive.row), cells, field, { is: decisive[field] || null, was: before[field] })
  }
  const phone = said('phone')
  const owner = phone === null ? undefined : phones.get(phone)
  const isTaken = owner !== undefined && owner !== group && owner !== before?.id
  if (phone !== null && !isTaken) phones.set(phone, group)
  const facts: Facts = {
    staffNo:
      before && before.staffNo.toUpperCase() === decisive.staffNo.toUpperCase()
        ? before.staffNo
        : decisive.staffNo || before?.staffNo || null,
    name: before && matchKey(before.name) === matchKey(decisive.name) ? before.name : decisive.name,
    post: said('post'),
    rankBand: said('rankBand'),
    phone: isTaken ? (before?.phone ?? null) : phone,
    position: positions.get(group) ?? before?.position ?? 0,
  }
  const heldTags = before ? (there.tags.get(before.id) ?? []) : []
  // An empty cell takes no tags away unless that is confirmed.
  const tagsOfRow = (each: Settled): string[] | undefined => {
    const { row, tags: words } = ofRow(each)
    if (words === undefined || words.length > 0 || each.before === null) return words
    const { fromDay, toDay } = each.before
    const own = heldTags.filter(one => one.fromDay === fromDay && one.toDay === toDay).map(one => one.tag)
    return own.length === 0 || clears(offering(row), 'tags', own.join('、')) ? words : undefined
  }
  const tags = settleTags(
    heldTags,
    settled.flatMap(each => {
      const words = tagsOfRow(each)
      return words ? [{ interval: each, before: each.before, tags: words }] : []
    }),
  )
  judged.effects.people.push({ before, facts, memberships: settled, tags })
  const facing = before && [
    ['工号', before.staffNo, facts.staffNo] as const,
    ['姓名', before.name, facts.name] as const,
    ['职务', before.post, facts.post] as const,
    ['职级', before.rankBand, facts.rankBand] as const,
    ['手机', before.phone, facts.phone] as const,
    ['排序', before.position, facts.position] as const,
  ]
  for (const each of settled) {
    const row = ofRow(each)
    const change = differenceOf([
      ...(facing && row === decisive
        ? facing.map(([head, a, b]): [string, typeof a, typeof b] => [head, a, b])
        : []),
      ['任职止', each.before?.toDay, each.toDay],
      ['主兼职', each.before && (each.before.isPrimary ? '主' : '兼'), each.isPrimary ? '主' : '兼'],
      ['标签', ...tagsBeforeAndAfter(heldTags, tags, each)],
    ])
    judged.outcomes.push({
      row: row.row,
      label: `${row.name} ${row.unitName}`,
      ...(each.before === null
        ? { outcome: 'new' }
        : change
          ? { outcome: 'changed', ...change }
          : { outcome: 'unchanged' }),
      ...(isTaken && row === decisive ? { remark: 'phoneTaken', places: { phone: phone ?? '' } } : {}),
    })
  }
}

/** Rows of one person with the same unit and day: equal ones count once, different ones are faulty. */
function withoutTwins({ rows }: Group, judged: Judged<RosterEffects>): Row[] {
  const earlierOf = firstRows()
  return rows.filter(each => {
    const { row, position, ...said } = each
    const key = `${each.unitId}/${each.from ?? ''}`
    const earlier = earlierOf(row, { key, text: JSON.stringify(said) })
    if (!earlier) return true
    const twin = {
      label: `${each.name} ${each.unitName}`,
      field: 'staffNo',
      reason: each.staffNo ? 'keyTwice' : 'sameNameNoNumber',
      places: { name: each.name, unit: each.unitName },
    }
    tellRepeated(judged, row, twin, earlier)
    return false
  })
}

function tagsBeforeAndAfter(
  held: Tagged[],
  { put, drop }: RosterEntry['tags'],
  each: Settled,
): [string, string] {
  const from = each.before?.fromDay ?? each.fromDay
  const before = held
    .filter(one => one.fromDay === from)
    .map(one => `${one.tag}${one.toDay ? `（至${one.toDay}）` : ''}`)
  const gone = new Set(drop.map(one => one.tag))
  const changed = put.filter(one => one.fromDay === each.fromDay)
  const after = [
    ...held
      .filter(one => one.fromDay === from && !gone.has(one.tag) && !changed.some(two => two.tag === one.tag))
      .map(one => `${one.tag}${one.toDay ? `（至${one.toDay}）` : ''}`),
    ...changed.map(one => `${one.tag}${one.toDay ? `（至${one.toDay}）` : ''}`),
  ]
  return [before.sort().join('、'), after.sort().join('、')]
}

/**
 * --end-missing: memberships of the units in the file that began before the day and that the file does not
 * contain.
 */
function endingOf(there: There, inFile: Set<number>, kept: Set<number>, start: Day): RosterEffects['ending'] {
  return [...there.memberships.values()]
    .flat()
    .filter(
      each =>
        inFile.has(each.unitId) &&
        !kept.has(each.id) &&
        each.fromDay < start &&
        (each.toDay === null || each.toDay >= start),
    )
    .map(({ id, personId }) => ({ id, personId, lastDay: addDays(start, -1) }))
}
