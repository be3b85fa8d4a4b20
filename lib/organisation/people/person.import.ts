import { gt, sql } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import { inParts, type Pause, paged, slices } from '@/db/pause'
import { membership, person, personTag, tag } from '@/db/schema/roster'
import { canAdminister, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { endSessionsOfLeavers } from '@/lib/access/session.commands'
import { isWithin } from '@/lib/access/unit-path.rules'
import { now } from '@/lib/core/clock'
import { initialsOf } from '@/lib/core/names'
import { addDays, type Day, dayOf, yearOf } from '@/lib/core/time'
import { syncAudiences } from '@/lib/organisation/audience/audience.commands'
import { gathered, type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import type { Cells, Fault, Importer, ImportOptions, Judged } from '@/lib/spreadsheet/importer.rules'
import { firstRows, tellRepeated } from '@/lib/spreadsheet/judge.rules'
import { parseCount } from '@/lib/spreadsheet/numbers.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import { cleanName, cleanText, matchKey } from '@/lib/spreadsheet/text.rules'
import { endMemberships, putMemberships, putTags } from './membership.commands'
import {
  type Settled,
  settleMemberships,
  settleTags,
  type TagChange,
  type Tagged,
  type Unclear,
  whoseRows,
} from './membership.rules'
import { decidingOf, staffNosAfter } from './person.rules'
import { isOpenEnd, readPrimary, splitTags } from './person.sheet'

type Person = typeof person.$inferSelect
type Facts = Pick<Person, 'name' | 'post' | 'rankBand' | 'phone' | 'position'> & { staffNo: string | null }
type Effect = {
  before: Person | null
  facts: Facts
  memberships: Settled[]
  tags: { put: TagChange[]; drop: Tagged[] }
}
type Effects = { people: Effect[]; ending: { id: number; personId: number; lastDay: Day }[] }

type Row = {
  row: number
  /** `姓名@单位` as in the sheet: the key under which a choice between people is remembered. */
  word: string
  name: string
  staffNo: string
  unitId: number
  unitName: string
  from: Day | null
  to: Day | null
  primary: boolean | undefined
  position: number | undefined
  tags: string[] | undefined
  post: string
  rankBand: string
  phone: string
}
type Group = { before: Person | null; rows: Row[] }

/** 花名册: a row is one membership; a person who moved has two rows. */
export const rosterImporter: Importer<Effects> = {
  kind: 'roster',
  restsOn: [...knownFrom, 'tag', 'person_tag', 'activity'],

  async judge(on, viewer, given, options, pause) {
    const there = await thereNow(on, options, pause)
    const judged: Judged<Effects> = {
      outcomes: [],
      faults: [],
      notes: [],
      effects: { people: [], ending: [] },
    }
    const start = startOf(options)
    const rows: Row[] = []
    for (const each of given) {
      await pause()
      rows.push(...readRow(there, viewer, each, options, judged.faults))
    }
    const groups = await groupsOf(there, rows, viewer, start, judged.faults, pause)
    await pause()
    const positions = positionsOf(there, rows, groups)
    await pause()
    const phones = new Map(
      there.people.flatMap(each => (each.phone ? [[each.phone, each.id as number | Group] as const] : [])),
    )
    const kept = new Set<number>()
    for (const group of groups) {
      await pause()
      judgeGroup(there, group, start, { judged, positions, phones, kept })
    }
    await pause()
    judgeSignInNames(there, judged)
    await pause()
    judged.outcomes.sort((a, b) => a.row - b.row)
    const inFile = new Set(rows.map(each => each.unitId))
    if (options.endMissing) judged.effects.ending = endingOf(there, inFile, kept, start)
    await pause()
    judged.notes.push(...(await notesOf(on, there, judged.effects, start, rows)))
    return judged
  },

  async write(tx, viewer, { people, ending }) {
    const changing = people.filter(isChange)
    const ids = await putPeople(tx, changing)
    await putMemberships(
      tx,
      changing.flatMap((effect, at) =>
        effect.memberships.map(({ before, row, ...each }) => ({
          ...each,
          id: before?.id ?? null,
          personId: ids[at] as number,
        })),
      ),
    )
    await putTags(
      tx,
      changing.flatMap((effect, at) =>
        effect.tags.put.map(each => ({ ...each, personId: ids[at] as number })),
      ),
      changing.flatMap(effect => effect.tags.drop.map(each => each.id)),
    )
    await endMemberships(tx, ending)
    await recordAudit(tx, viewer, ...changing.map((effect, at) => entryOf(effect, ids[at] as number)))
    await recordAudit(
      tx,
      viewer,
      ...ending.map(each => ({
        action: 'person.leave',
        subject: 'person',
        subjectId: each.personId,
        after: each,
      })),
    )
    await endSessionsOfLeavers(tx, [...ids, ...ending.map(each => each.personId)])
    if (changing.length + ending.length > 0) await syncAudiences(tx)
  },
}

function isChange({ before, facts, memberships, tags }: Effect): boolean {
  return (
    before === null ||
    Object.entries(facts).some(([name, value]) => before[name as keyof Person] !== value) ||
    memberships.some(
      each => !each.before || each.before.toDay !== each.toDay || each.before.isPrimary !== each.isPrimary,
    ) ||
    tags.put.length + tags.drop.length > 0
  )
}

function entryOf({ before, facts, memberships, tags }: Effect, personId: number) {
  return {
    action: before ? 'person.change' : 'person.add',
    subject: 'person',
    subjectId: personId,
    before: before ?? undefined,
    after: {
      ...facts,
      memberships: memberships.map(({ before: _, row, ...each }) => each),
      tags: tags.put,
      tagsEnded: tags.drop,
    },
  }
}

/** Inserts new people and updates changed ones; returns the ids in the same order. */
async function putPeople(tx: Tx, effects: Effect[]): Promise<number[]> {
  const taken = await staffNosIn(tx)
  const given = effects.flatMap(each => each.facts.staffNo ?? [])
  const nameless = effects.filter(each => each.facts.staffNo === null)
  const numbers = staffNosAfter([...taken.map(each => each.staffNo), ...given], nameless.length)
  const pause = slices()
  const values: (Facts & { id: number | null; staffNo: string; initials: string })[] = []
  for (const { before, facts } of effects) {
    await pause()
    values.push({
      ...facts,
      id: before?.id ?? null,
      staffNo: facts.staffNo ?? (numbers.shift() as string),
      initials: initialsOf(facts.name),
    })
  }
  await inParts(values, async part => {
    const list = JSON.stringify(part)
    await tx.run(sql`
    update person set staff_no = p.value ->> 'staffNo', name = p.value ->> 'name', initials = p.value ->> 'initials',
      post = p.value ->> 'post', rank_band = p.value ->> 'rankBand', position = p.value ->> 'position', phone = p.value ->> 'phone',
      version = version + 1
    from json_each(${list}) p where person.id = p.value ->> 'id'`)
    await tx.run(sql`
    insert into person (staff_no, name, initials, post, rank_band, position, phone)
    select value ->> 'staffNo', value ->> 'name', value ->> 'initials', value ->> 'post', value ->> 'rankBand', value ->> 'position',
      value ->> 'phone' from json_each(${list}) where value ->> 'id' is null order by key`)
  })
  const ids = await staffNosIn(tx)
  const byStaffNo = new Map(ids.map(each => [each.staffNo, each.id]))
  return values.map(each => each.id ?? (byStaffNo.get(each.staffNo) as number))
}

function staffNosIn(on: On): Promise<{ id: number; staffNo: string }[]> {
  return paged<{ id: number; staffNo: string }>(slices(), (last, limit) =>
    on
      .select({ id: person.id, staffNo: person.staffNo })
      .from(person)
      .where(gt(person.id, last?.id ?? 0))
      .orderBy(person.id)
      .limit(limit),
  )
}

function startOf({ on, year }: ImportOptions): Day {
  return on ?? `${year ?? yearOf(dayOf(now()))}-01-01`
}

type There = Awaited<ReturnType<typeof thereNow>>

async function thereNow(on: On, options: ImportOptions, pause: Pause) {
  const [known, people, memberships, tagRows, tags] = await Promise.all([
    loadKnown(on, options, pause),
    paged<Person>(pause, (last, limit) =>
      on
        .select()
        .from(person)
        .where(gt(person.id, last?.id ?? 0))
        .orderBy(person.id)
        .limit(limit),
    ),
    paged<typeof membership.$inferSelect>(pause, (last, limit) =>
      on
        .select()
        .from(membership)
        .where(gt(membership.id, last?.id ?? 0))
        .orderBy(membership.id)
        .limit(limit),
    ),
    paged<Tagged & { personId: number }>(pause, (last, limit) =>
      on
        .select({
          id: personTag.id,
          personId: personTag.personId,
          tag: tag.name,
          fromDay: personTag.fromDay,
          toDay: personTag.toDay,
        })
        .from(personTag)
        .innerJoin(tag, sql`${tag.id} = ${personTag.tagId}`)
        .where(gt(personTag.id, last?.id ?? 0))
        .orderBy(personTag.id)
        .limit(limit),
    ),
    on.select({ name: tag.name }).from(tag),
  ])
  await pause()
  const heldBy = gathered(memberships, each => each.personId)
  await pause()
  const taggedBy = gathered(tagRows, each => each.personId)
  await pause()
  return {
    known,
    people,
    memberships: heldBy,
    tags: taggedBy,
    tagNames: new Map(tags.map(each => [matchKey(each.name), each.name])),
  }
}

function readRow(
  { known, tagNames }: There,
  viewer: Viewer,
  { row, cells }: Cells,
  options: ImportOptions,
  faults: Fault[],
): Row[] {
  const before = faults.length
  const cell = (field: string) => cells[field] ?? ''
  const fault = (field: string, more: Omit<Fault, 'row' | 'field'>) => faults.push({ row, field, ...more })
  const name = cleanName(cell('name'))
  if (name === '') fault('name', { reason: 'empty' })
  const unit = unitOf(known, cleanName(cell('unit')), cleanName(cell('department')))
  const unitField = cell('unit') ? 'unit' : cells.department === undefined ? 'unit' : 'department'
  if (!unit.ok) fault(unitField, unit.fault)
  else if (!canAdminister(viewer, unit.value.path))
    fault(unitField, { reason: 'outsideScope', places: { unit: unit.value.name } })
  const day = (field: 'from' | 'to') => {
    if (isOpenEnd(cell(field))) return null
    const parsed = parseDay(cell(field), options.year, field === 'from' ? 'first' : 'last')
    if (parsed.ok) return parsed.day
    fault(field, { reason: parsed.reason, places: { text: cell(field) } })
    return null
  }
  const primary = readPrimary(cell('primary'))
  if (primary === null)
    fault('primary', {
      reason: 'unknownPrimary',
      places: { text: cell('primary') },
      candidates: ['主', '兼'].map(value => ({ value, label: value })),
    })
  const position = cell('position') ? parseCount(cell('position')) : null
  if (position && !position.ok)
    fault('position', { reason: position.reason, places: { text: cell('position') } })
  const [from, to] = [day('from'), day('to')]
  if (from && to && to < from) fault('to', { reason: 'endsBeforeStart', places: { from, to } })
  if (faults.length > before || !unit.ok) return []
  return [
    {
      row,
      word: `${cell('name')}@${cell('unit')}`,
      name,
      staffNo: cleanText(cell('staffNo')).replace(/\s/g, ''),
      unitId: unit.value.id,
      unitName: unit.value.name,
      from,
      to,
      primary: primary ?? undefined,
      position: position?.ok ? position.value : undefined,
      tags:
        cells.tags === undefined
          ? undefined
          : splitTags(cells.tags).map(word => {
              const meant = known.meaningOf('tag', word)
              return tagNames.get(matchKey(meant)) ?? meant
            }),
      post: cleanText(cell('post')),
      rankBand: cleanText(cell('rankBand')),
      phone: cleanText(cell('phone')).replace(/[\s-]/g, ''),
    },
  ]
}

/** 单位, or a lower unit named by 部门 beside it. 部门 alone is the unit. */
function unitOf(known: Known, unit: string, department: string) {
  const upper = known.unitNamed(unit || department)
  if (!upper.ok || !unit || !department) return upper
  const lower = known.unitNamed(department)
  return lower.ok && isWithin(lower.value.path, upper.value.path) ? lower : upper
}

/** Groups the rows by person; a row that may mean several people is faulty. */
async function groupsOf(
  there: There,
  rows: Row[],
  viewer: Viewer,
  start: Day,
  faults: Fault[],
  pause: Pause,
): Promise<Group[]> {
  const { known } = there
  const today = dayOf(now())
  await pause()
  const people = there.people.map(each => ({ ...each, memberships: there.memberships.get(each.id) ?? [] }))
  const chosen = (row: Row) => {
    const meant = known.meaningOf('person', row.word)
    return meant === row.word ? row.staffNo : meant
  }
  const numbered: Row[] = []
  for (const row of rows) {
    await pause()
    numbered.push({ ...row, staffNo: row.staffNo || chosen(row) })
  }
  const { groups, unclear } = await sliced(whoseRows(numbered, people, start), pause)
  faults.push(...unclear.map(each => faultOfUnclear(there, each)))
  return groups.filter(({ before, rows: own }) => {
    const held = (before && there.memberships.get(before.id)) ?? []
    const paths = decidingOf(held, today).map(each => known.unitById(each.unitId)?.path ?? '')
    if (paths.length === 0 || paths.some(path => canAdminister(viewer, path))) return true
    faults.push(
      ...own.map(({ row, name }) => ({ row, field: 'name', reason: 'personOutsideScope', places: { name } })),
    )
    return false
  })
}

function faultOfUnclear(
  { known, memberships }: There,
  { row, reason, places, candidates }: Unclear<Person>,
): Fault {
  const unitOfPerson = (id: number) => known.unitById(memberships.get(id)?.at(-1)?.unitId ?? 0)?.name ?? ''
  return {
    row,
    field: 'staffNo',
    reason,
    places,
    candidates: candidates?.map(each => ({
      value: each.staffNo,
      label: `${each.name} ${each.staffNo} ${unitOfPerson(each.id)}`,
    })),
  }
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
  judged: Judged<Effects>
  positions: Map<Group, number>
  phones: Map<string, number | Group>
  /** Memberships that the sheet names. */
  kept: Set<number>
}

function judgeGroup(there: There, group: Group, start: Day, { judged, positions, phones, kept }: Context) {
  const { before } = group
  const rows = withoutTwins(group, judged)
  const held = before ? (there.memberships.get(before.id) ?? []) : []
  const { settled, refused } = settleMemberships(held, rows, start)
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
  const said = (field: 'post' | 'rankBand' | 'phone') =>
    decisive[field] || (before ? before[field] : rows.find(each => each[field])?.[field]) || null
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
  const tags = settleTags(
    heldTags,
    settled.flatMap(each => {
      const { tags: words } = ofRow(each)
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

/** Both a staff number and a phone sign in: one person's number that is another's phone is faulty. */
function judgeSignInNames({ people }: There, { effects, faults, outcomes }: Judged<Effects>): void {
  const changed = new Set(effects.people.map(each => each.before?.id))
  const whoHas = (field: 'staffNo' | 'phone') =>
    new Map<string | null, number | Effect>([
      ...people.filter(each => !changed.has(each.id)).map(each => [each[field], each.id] as const),
      ...effects.people.map(each => [each.facts[field], each.before?.id ?? each] as const),
    ])
  const isOthers = (field: 'staffNo' | 'phone', holders: ReturnType<typeof whoHas>) => (effect: Effect) => {
    const { before, facts } = effect
    const holder = holders.get(facts[field])
    const isNew = facts[field] !== null && facts[field] !== (before?.[field] ?? null)
    return isNew && holder !== undefined && holder !== (before?.id ?? effect)
  }
  const phones = effects.people.filter(isOthers('phone', whoHas('staffNo')))
  const told = new Set(phones.map(each => each.facts.phone))
  const numbers = effects.people
    .filter(isOthers('staffNo', whoHas('phone')))
    // Between two rows of the sheet it is told once, at the phone.
    .filter(each => !phones.includes(each) && !told.has(each.facts.staffNo))
  const fault = (field: 'staffNo' | 'phone', reason: string) => (effect: Effect) => {
    const places = { number: effect.facts[field] ?? '' }
    faults.push({ row: effect.memberships[0]?.row ?? 0, field, reason, places })
  }
  phones.forEach(fault('phone', 'phoneIsStaffNo'))
  numbers.forEach(fault('staffNo', 'staffNoIsPhone'))
  const wrong = [...phones, ...numbers]
  const rows = new Set(wrong.flatMap(each => each.memberships.map(one => one.row)))
  effects.people = effects.people.filter(each => !wrong.includes(each))
  outcomes.splice(0, outcomes.length, ...outcomes.filter(each => !rows.has(each.row)))
}

/** Rows of one person with the same unit and day: equal ones count once, different ones are faulty. */
function withoutTwins({ rows }: Group, judged: Judged<Effects>): Row[] {
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

function tagsBeforeAndAfter(held: Tagged[], { put, drop }: Effect['tags'], each: Settled): [string, string] {
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
function endingOf(there: There, inFile: Set<number>, kept: Set<number>, start: Day): Effects['ending'] {
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

async function notesOf(on: On, there: There, { people, ending }: Effects, start: Day, rows: Row[]) {
  const notes: Judged<Effects>['notes'] = []
  const byDay = new Map<Day, number>()
  for (const { fromDay } of people.flatMap(each => each.memberships.filter(one => !one.before)))
    byDay.set(fromDay, (byDay.get(fromDay) ?? 0) + 1)
  const atStart = byDay.get(start) ?? 0
  if (atStart > 0) {
    notes.push({ reason: 'countsFrom', places: { day: start, count: atStart } })
    const [earlier] = await on.all<{ count: number }>(
      sql`select count(*) as count from activity where audience_id is not null and day < ${start} and status <> 'cancelled'`,
    )
    if (earlier && earlier.count > 0)
      notes.push({ reason: 'activitiesBefore', places: { day: start, count: earlier.count } })
  }
  const nameless = people.filter(each => each.facts.staffNo === null).length
  if (nameless > 0) notes.push({ reason: 'numbersGiven', places: { count: nameless } })
  const fresh = new Set(
    rows.flatMap(each => each.tags ?? []).filter(each => !there.tagNames.has(matchKey(each))),
  )
  if (fresh.size > 0) notes.push({ reason: 'newTags', places: { tags: [...fresh].join('、') } })
  if (ending.length > 0) {
    const names = ending.slice(0, 20).map(each => there.known.nameOf(each.personId))
    notes.push({
      reason: 'ending',
      places: { count: ending.length, day: addDays(start, -1), names: names.join('、') },
    })
  }
  return notes
}
