import { gt, sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { type Pause, paged } from '@/db/pause'
import { membership, person, personTag, tag } from '@/db/schema/roster'
import { canAdminister, type Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.rules'
import { gathered } from '@/lib/core/gathered'
import { type Day, yearOf } from '@/lib/core/time'
import { type Known, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { isPost, unitAndPost, unitPart } from '@/lib/organisation/lookup/unit-and-post.rules'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import { type Asking, termAsked } from '@/lib/spreadsheet/doubt.rules'
import type { Cells, Fault, ImportOptions, RowOutcome } from '@/lib/spreadsheet/importer.rules'
import { LEFT_OUT, nameAsked } from '@/lib/spreadsheet/names.rules'
import { isNothing, parseCount, parseYesNo } from '@/lib/spreadsheet/numbers.rules'
import { cleanName, cleanText, matchKey } from '@/lib/spreadsheet/text.rules'
import { joinedOf, type LeavingSaid, leavingOf } from './leaving-words.rules'
import type { End, Tagged } from './membership.rules'
import { isOpenEnd, readPrimary, splitTags } from './person.sheet'

type Person = typeof person.$inferSelect

export type Row = {
  row: number
  /** `姓名@单位` as in the sheet: the key under which a choice between people is remembered. */
  word: string
  name: string
  staffNo: string
  unitId: number
  unitName: string
  from: Day | null
  to: Day | null
  /** Whether 任职止 is filled in, empty, or a column that the sheet lacks. */
  end: End
  primary: boolean | undefined
  position: number | undefined
  tags: string[] | undefined
  post: string | undefined
  rankBand: string | undefined
  phone: string | undefined
  /** What the row says of having left where it gives no 任职止. */
  left: (LeavingSaid & { text: string; field: LeavingField }) | null
  /** The day on which it says that somebody came where it gives no 任职起. */
  joined: { day: Day; text: string; field: LeavingField } | null
}

const leavingFields = ['status', 'remark', 'tags', 'post', 'name'] as const
type LeavingField = (typeof leavingFields)[number]

export type There = Awaited<ReturnType<typeof thereNow>>

export async function thereNow(on: On, options: ImportOptions, pause: Pause) {
  const [known, people, memberships, tagRows, tags, administrators] = await Promise.all([
    loadKnown(on, { ...options, kind: 'roster' }, pause),
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
    on.select({ name: tag.name }).from(tag).orderBy(tag.id),
    on.all<{ personId: number }>(sql`
      select a.person_id as personId from account a join "grant" g on g.account_id = a.id join unit u on u.id = g.unit_id
      where g.role = 'administrator' and u.parent_id is null and a.disabled_at is null`),
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
    /** People whose account administers the whole office. */
    administrators: new Set(administrators.map(each => each.personId)),
  }
}

/** The row as a membership; none where it is faulty, asked about or left out. */
export function readRow(
  { known, tagNames }: There,
  viewer: Viewer,
  { row, cells }: Cells,
  options: ImportOptions & { start: Day },
  { faults, outcomes }: { faults: Fault[]; outcomes: RowOutcome[] },
): Row[] {
  const before = faults.length
  const asking = { faults, options, row }
  const cell = (field: string) => cells[field] ?? ''
  const fault = (field: string, more: Omit<Fault, 'row' | 'field'>) => faults.push({ row, field, ...more })
  if (cell('name') === '') fault('name', { reason: 'empty' })
  const name = cell('name') === '' ? '' : nameAsked(asking, cell('name'))
  if (name === LEFT_OUT) {
    outcomes.push({ row, outcome: 'leftOut', label: cell('name'), remark: 'notAName' })
    return []
  }
  const both = unitWithPost(known, cells)
  const unit = both?.unit ?? unitOf(known, cells)
  const unitField = both ? both.field : cells.department === undefined || cell('unit') ? 'unit' : 'department'
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
  const tags =
    cells.tags === undefined
      ? undefined
      : splitTags(cells.tags).flatMap(word => tagMeant({ known, tagNames }, word, asking) ?? [])
  if (faults.length > before || !unit.ok || name === null) return []
  const optional = (field: string) => {
    const text = cells[field]
    return text === undefined || !isNothing(text) ? text && cleanText(text) : ''
  }
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
      end: cells.to === undefined ? 'absent' : cells.to === '' ? 'empty' : 'given',
      primary: primary ?? undefined,
      position: position?.ok ? position.value : undefined,
      tags,
      post: cell('post') === '' && both?.post ? both.post : optional('post'),
      rankBand: optional('rankBand'),
      phone: optional('phone')?.replace(/[\s-]/g, ''),
      left: leftBy(cells, options),
      joined: from === null ? joinedBy(cells, options) : null,
    },
  ]
}

/** The year of days in remarks that have none: that of the sheet, else that from which its people count. */
export function yearOfRemarks({ year, stated, start }: ImportOptions & { start: Day }): number {
  return year ?? yearOf(stated?.day ?? start)
}

/** The key of a question about remarks: where nothing says their year, the answer holds for this one alone. */
export function keyOfRemarks(word: string, options: ImportOptions & { start: Day }): string {
  return options.year === undefined && !options.stated ? `${word} ${yearOfRemarks(options)}` : word
}

/** The first cell that says so; of a name what stands in brackets behind it. */
function leftBy(cells: Cells['cells'], options: ImportOptions & { start: Day }): Row['left'] {
  const of = yearOfRemarks(options)
  for (const field of leavingFields) {
    const text = cells[field] ?? ''
    const said = field === 'name' ? (/[（(【[](.*?)[）)】\]]/.exec(text)?.[1] ?? '') : text
    const found = field === 'status' && parseYesNo(said) === false ? gone : leavingOf(said, of)
    if (found) return { ...found, text, field }
  }
  return null
}

function joinedBy(cells: Cells['cells'], options: ImportOptions & { start: Day }): Row['joined'] {
  const of = yearOfRemarks(options)
  for (const field of ['status', 'remark'] as const) {
    const text = cells[field] ?? ''
    const day = joinedOf(text, of)
    if (day !== null) return { day, text, field }
  }
  return null
}

/** 是否在岗: 否. */
const gone: LeavingSaid = { leaving: '离职', lastDay: null }

/**
 * Unit and post of a row that says both in one cell: that of 单位及职务, or of 单位 where its text is no unit alone. Undefined
 * where the row says its unit otherwise.
 */
function unitWithPost(known: Known, cells: Cells['cells']) {
  const { unit = '', department = '', unitAndPost: text = '' } = cells
  const field = unit || department ? 'unit' : 'unitAndPost'
  const word = cleanText(field === 'unit' ? (department ? '' : unit) : text)
  if (word === '' || (field === 'unit' && known.unitNamed(word, field).ok)) {
    // Beside a column for the unit it says the post, behind the same unit.
    const said = unit || department ? cleanText(text) : ''
    const beside = unitAndPost(said, known.unitNames)
    const post = beside?.post ?? (isPost(said) ? said : '')
    // The title of a part of the table says less than the row.
    const own = beside && cells.section !== undefined ? { ok: true as const, value: beside.unit } : null
    return post || own ? { post, unit: own ?? unitOf(known, cells), field: 'unit' as const } : undefined
  }
  const found = unitAndPost(word, known.unitNames)
  if (found && (field === 'unitAndPost' || isPost(found.post)))
    return { unit: { ok: true as const, value: found.unit }, post: found.post, field }
  return field === 'unit' ? undefined : { unit: known.unitNamed(unitPart(word), field), post: '', field }
}

/**
 * 单位, or a lower unit named by 部门 beside it. 部门 alone is the unit. Of a sheet without these columns it is the unit that
 * the title of its part names, else the one above the table: 一、社区党委 is none, in the sheet of a community.
 */
function unitOf(known: Known, cells: Cells['cells']) {
  const [unit = '', department = '', section = ''] = [cells.unit, cells.department, cells.section].map(text =>
    cleanName(text ?? ''),
  )
  if (section && !department) {
    const named = known.unitNamed(section, 'section')
    const above = known.unitNamed(unit, 'unit')
    // Of a unit with units below it, a part that is none of them is a misspelled one, or one still missing.
    const isWhole = above.ok && known.units.some(each => each.parentId === above.value.id)
    return named.ok || !above.ok || isWhole ? named : above
  }
  const upper = known.unitNamed(unit || department, unit ? 'unit' : 'department')
  if (!upper.ok || !unit || !department) return upper
  const lower = known.unitNamed(department, 'department')
  return lower.ok && isWithin(lower.value.path, upper.value.path) ? lower : upper
}

/** A tag that is none yet is asked about; an office without tags gets those of its first sheet. */
function tagMeant(
  { known, tagNames }: Pick<There, 'known' | 'tagNames'>,
  word: string,
  asking: Asking,
): string | null {
  const meant = known.meaningOf('tag', word, 'tags')
  const same = tagNames.get(matchKey(meant))
  if (same !== undefined || tagNames.size === 0) return same ?? meant
  return termAsked(asking, 'tags', word, {
    reason: 'unknownTag',
    terms: [...tagNames.values()],
    mayBeNew: true,
  })
}
