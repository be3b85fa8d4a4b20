import { eq } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import type { Pause } from '@/db/pause'
import { audience } from '@/db/schema/audience'
import { attempt, exam } from '@/db/schema/exam'
import { plan, planItem } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { dayOf, endOfDay, type Instant, instantOf, yearOf } from '@/lib/core/time'
import { putAudience } from '@/lib/organisation/audience/audience.commands'
import { type KnownWord, type Part, understandAudience } from '@/lib/organisation/audience/audience.rules'
import { knownWords } from '@/lib/organisation/audience/audience.sql'
import { audienceFrom, audienceOutside, unknownAudience } from '@/lib/organisation/lookup/audience.queries'
import { type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { joinOccurrence } from '@/lib/plan/occurrences/occurrence.commands'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import type { Cells, Fault, Importer, ImportOptions, Judged } from '@/lib/spreadsheet/importer.rules'
import { judgeRows } from '@/lib/spreadsheet/judge.rules'
import { parseCount, parseNumber } from '@/lib/spreadsheet/numbers.rules'
import { matchKey, nearest } from '@/lib/spreadsheet/text.rules'
import { parseTime } from '@/lib/spreadsheet/times.rules'
import { alterExam, type ExamFacts, putExam } from './exam.commands'
import { readCounting } from './exam.sheet'

type Row = typeof exam.$inferSelect
type Facts = Omit<ExamFacts, 'audienceId' | 'planItemId'>
type Effect = {
  before: Row | null
  facts: Facts
  audience: { words: string; parts: Part[]; personIds: number[] }
  planItemId: number | undefined
  isSame: boolean
}
type Context = {
  known: Known
  words: KnownWord[]
  there: (Row & { words: string })[]
  /** Ids of exams with attempts. */
  sat: Set<number>
  items: { id: number; content: string; year: number }[]
  viewer: Viewer
  options: ImportOptions
}

/** 考试安排: each row is an exam; its key is 名称 + 主办单位. */
export const examsImporter: Importer<Effect[]> = {
  kind: 'exams',
  restsOn: [...knownFrom, ...audienceFrom, 'exam', 'attempt', 'audience', 'plan', 'plan_item'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effect[]>> {
    const context = await loadContext(on, viewer, options, pause)
    const judged: Judged<Effect[]> = { outcomes: [], faults: [], notes: [], effects: [] }
    await judgeRows<Effect>(
      rows,
      judged,
      {
        async read({ row, cells }, faults) {
          const effect = readRow(context, row, cells, faults)
          if (effect) {
            const { closingDay, hostUnitId } = effect.facts
            faults.push(...(await audienceOutside(viewer, on, row, effect.audience, closingDay, hostUnitId)))
          }
          return effect
        },
        nameOf: ({ facts }, { row }) => ({
          key: `${matchKey(facts.title)}/${facts.hostUnitId}`,
          // Two rows of one exam are a fault, even where they say the same.
          text: String(row),
          label: facts.title,
          field: 'title',
        }),
        take(effect) {
          if (!effect.isSame) judged.effects.push(effect)
          const outcome = effect.before === null ? 'new' : effect.isSame ? 'unchanged' : 'changed'
          return { outcome, ...(outcome === 'changed' ? told(effect) : {}) }
        },
      },
      pause,
    )
    return judged
  },

  async write(tx, viewer, effects) {
    for (const effect of effects) await writeOne(tx, viewer, effect)
  },
}

async function loadContext(on: On, viewer: Viewer, options: ImportOptions, pause: Pause): Promise<Context> {
  const [known, words, there, attempts, items] = await Promise.all([
    loadKnown(on, options, pause),
    knownWords(on, options.aliases, pause),
    on
      .select({ exam, words: audience.words })
      .from(exam)
      .leftJoin(audience, eq(audience.id, exam.audienceId)),
    on.selectDistinct({ examId: attempt.examId }).from(attempt),
    on
      .select({ id: planItem.id, content: planItem.content, unitPath: unit.path, year: plan.year })
      .from(planItem)
      .innerJoin(plan, eq(plan.id, planItem.planId))
      .innerJoin(unit, eq(unit.id, planItem.unitId)),
  ])
  return {
    known,
    words,
    there: there.map(each => ({ ...each.exam, words: each.words ?? '' })),
    sat: new Set(attempts.map(each => each.examId)),
    items: items.filter(each => canOrganise(viewer, each.unitPath)),
    viewer,
    options,
  }
}

function readRow(context: Context, row: number, cells: Cells['cells'], faults: Fault[]): Effect | null {
  const { known, options, viewer } = context
  const cell = (field: string) => cells[field] ?? ''
  const fault = (field: string, given: Omit<Fault, 'row' | 'field'>) => {
    faults.push({ row, field, ...given })
    return null
  }
  const moment = (field: string, atEnd: boolean): Instant | null => {
    const day = parseDay(cell(field), options.year)
    if (!day.ok) return fault(field, { reason: day.reason, places: { text: cell(field) } })
    const time = parseTime(timePart(cell(field)))
    // A closing day without a time closes at the end of that day.
    return time.ok ? instantOf(day.day, time.start) : atEnd ? endOfDay(day.day) : instantOf(day.day)
  }
  const number = (field: string) => {
    const read = parseNumber(cell(field))
    return read.ok ? read.value : fault(field, { reason: read.reason, places: { text: cell(field) } })
  }
  const count = (field: string) => {
    if (cell(field) === '' || cell(field) === '不限') return null
    const read = parseCount(cell(field))
    return read.ok ? read.value : fault(field, { reason: read.reason, places: { text: cell(field) } })
  }
  if (!cell('title')) fault('title', { reason: 'empty' })
  const host = cell('host')
    ? known.unitNamed(cell('host'))
    : known.units[0]
      ? ({ ok: true, value: known.units[0] } as const)
      : null
  if (!host) return fault('host', { reason: 'noUnits' })
  if (!host.ok) fault('host', host.fault)
  else if (!canOrganise(viewer, host.value.path))
    fault('host', { reason: 'outsideScope', places: { unit: host.value.name } })
  const opensAt = moment('opens', false)
  const closesAt = moment('closes', true)
  const makeUpClosesAt = cell('makeUpCloses') ? moment('makeUpCloses', true) : null
  if (opensAt !== null && closesAt !== null && closesAt < opensAt) fault('closes', { reason: 'backwards' })
  if (closesAt !== null && makeUpClosesAt !== null && makeUpClosesAt < closesAt)
    fault('makeUpCloses', { reason: 'backwards' })
  const fullMark = number('full')
  const passMark = number('pass')
  if (fullMark !== null && passMark !== null && passMark > fullMark)
    fault('pass', { reason: 'passAboveFull' })
  const counting = readCounting(cell('counting'))
  if (counting === null) fault('counting', { reason: 'unknownCounting', places: { text: cell('counting') } })
  const understood = understandAudience(cell('audience'), context.words)
  if (understood.unknown.length > 0)
    fault('audience', unknownAudience(understood.unknown[0] as string, context.words))
  else if (understood.parts.length === 0 && understood.personIds.length === 0)
    fault('audience', { reason: 'compulsoryNeedsAudience' })
  const attempts = count('attempts')
  const makeUpAttempts = count('makeUpAttempts')
  const item =
    cell('item') && closesAt !== null ? itemNamed(context, cell('item'), yearOf(dayOf(closesAt))) : undefined
  if (item && 'reason' in item) fault('item', item)
  if (
    faults.length > 0 ||
    !host.ok ||
    opensAt === null ||
    closesAt === null ||
    fullMark === null ||
    passMark === null ||
    counting === null
  )
    return null
  const facts: Facts = {
    title: cell('title'),
    hostUnitId: host.value.id,
    opensAt,
    closesAt,
    closingDay: dayOf(closesAt),
    makeUpClosesAt,
    fullMark,
    passMark,
    attempts,
    makeUpAttempts,
    counting,
    status: 'scheduled',
  }
  const before =
    context.there.find(
      each => each.hostUnitId === facts.hostUnitId && matchKey(each.title) === matchKey(facts.title),
    ) ?? null
  // An exam of another year is over or has results: moving it here would move those too.
  if (
    before !== null &&
    yearOf(before.closingDay) !== yearOf(facts.closingDay) &&
    (before.closesAt < now() || context.sat.has(before.id))
  )
    return fault('title', {
      reason: 'examOfOtherYear',
      places: { title: facts.title, year: yearOf(before.closingDay) },
    })
  const planItemId = item && 'id' in item ? item.id : undefined
  const isSame =
    before !== null &&
    before.words === cell('audience') &&
    (planItemId === undefined || planItemId === before.planItemId) &&
    Object.entries(facts).every(([name, value]) => (before[name as keyof Row] ?? null) === (value ?? null))
  return {
    before,
    facts,
    audience: { words: cell('audience'), parts: understood.parts, personIds: understood.personIds },
    planItemId,
    isSame,
  }
}

// The time in `2023-10-09 09:00`, without its day; '' for a cell that has only a day.
function timePart(text: string): string {
  return /[:：时点]/.test(text) ? text.replace(/^.*?[日\d]\s+(?=\S*[:：时点])/, '').replace(/^.*日/, '') : ''
}

function itemNamed(
  { items, known }: Context,
  name: string,
  year: number,
): { id: number } | Omit<Fault, 'row' | 'field'> {
  const word = known.meaningOf('item', name)
  const ofYear = items.filter(each => each.year === year)
  const named = ofYear.filter(each => matchKey(each.content) === matchKey(word))
  if (named.length === 1) return named[0] as { id: number }
  if (named.length > 1) return { reason: 'severalItems', places: { word: name } }
  const likely = nearest(
    word,
    ofYear.map(each => each.content),
  )
  return {
    reason: 'noSuchItem',
    places: { word: name },
    ...(likely ? { likely: { word: name, meaning: likely } } : {}),
  }
}

function told({ before, facts }: Effect): { before: string; after: string } {
  const names = (Object.keys(facts) as (keyof Facts)[]).filter(
    name => (before?.[name] ?? null) !== (facts[name] ?? null),
  )
  return {
    before: names.map(name => String(before?.[name] ?? '')).join(' · '),
    after: names.map(name => String(facts[name] ?? '')).join(' · '),
  }
}

async function writeOne(
  tx: Tx,
  viewer: Viewer,
  { before, facts, audience: due, planItemId }: Effect,
): Promise<void> {
  const audienceId = await putAudience(tx, {
    words: due.words,
    parts: due.parts,
    people: due.personIds.map(personId => ({ personId, how: 'added' })),
  })
  const row = before
    ? await alterExam(tx, viewer, before, { ...facts, audienceId })
    : await putExam(tx, viewer, { ...facts, audienceId })
  const place =
    planItemId === undefined
      ? { day: row.closingDay, form: '网上学法考试', unitId: row.hostUnitId }
      : { planItemId, day: row.closingDay }
  if (row.planItemId === null || planItemId !== undefined) await joinOccurrence(tx, place, { examId: row.id })
}
