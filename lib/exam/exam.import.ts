import type { Tx } from '@/db/client'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { dayOf, endOfDay, type Instant, instantOf, timeOf, yearOf } from '@/lib/core/time'
import { keptAudience } from '@/lib/organisation/audience/audience.commands'
import { type KnownWord, type Part, understandAudience } from '@/lib/organisation/audience/audience.rules'
import { isListFrozen } from '@/lib/organisation/audience/frozen.rules'
import { audienceFrom, audienceOutside, unknownAudience } from '@/lib/organisation/lookup/audience.queries'
import { beyondAsked } from '@/lib/organisation/lookup/beyond-office.sql'
import { knownFrom } from '@/lib/organisation/lookup/known.sql'
import { lockedFault } from '@/lib/organisation/lookup/locked-year.sql'
import { nobodyAsked } from '@/lib/organisation/lookup/nobody.sql'
import { unitAsked } from '@/lib/organisation/lookup/unit-asked.rules'
import { joinOccurrence } from '@/lib/plan/occurrences/occurrence.commands'
import { becomes, isOfItsYear, type Offering, yearNamed } from '@/lib/spreadsheet/doubt.rules'
import type { Cells, Fault, Importer, Judged } from '@/lib/spreadsheet/importer.rules'
import { judgeRows } from '@/lib/spreadsheet/judge.rules'
import { parseMoment } from '@/lib/spreadsheet/moments.rules'
import { parseCount, parseNumber } from '@/lib/spreadsheet/numbers.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import { matchKey, nearest } from '@/lib/spreadsheet/text.rules'
import { alterExam, type ExamFacts, putExam } from './exam.commands'
import { readCounting } from './exam.sheet'
import {
  type Context,
  type Item,
  loadContext,
  type Row,
  type Sat,
  type Standing,
} from './exam-context.import'

type Facts = Omit<ExamFacts, 'audienceId' | 'planItemId'>
type Due = { words: string; parts: Part[]; personIds: number[] }
type Effect = {
  before: Row | null
  facts: Facts
  /** Undefined where it stays as it is. */
  audience: Due | undefined
  planItemId: number | undefined
  /** Null for a new exam, and where the row changes nothing. */
  difference: { before: string; after: string } | null
}
/** 考试安排: each row is an exam; its key is 名称 + 主办单位. */
export const examsImporter: Importer<Effect[]> = {
  kind: 'exams',
  restsOn: [...knownFrom, ...audienceFrom, 'exam', 'attempt', 'audience', 'plan', 'plan_item', 'locked_year'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effect[]>> {
    const context = await loadContext(on, viewer, options, pause)
    const { offers } = context
    const judged: Judged<Effect[]> = { outcomes: [], faults: [], offers, notes: [], effects: [] }
    const nobody = nobodyAsked(on, options)
    const beyond = beyondAsked(on, viewer, options, offers)
    await judgeRows<Effect>(
      rows,
      judged,
      {
        async read({ row, cells }, faults) {
          const effect = readRow(context, row, cells, faults)
          if (effect?.audience) {
            const { audience: due } = effect
            const { closingDay, hostUnitId } = effect.facts
            faults.push(...(await audienceOutside(viewer, on, row, due, closingDay, hostUnitId)))
            await beyond({ ...due, day: closingDay }, { row, field: 'audience' })
            const place = { row, dayField: 'closes', faults }
            if (faults.length === 0) await nobody({ ...due, day: closingDay, hostUnitId }, place)
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
          if (effect.before && !effect.difference) return { outcome: 'unchanged' }
          judged.effects.push(effect)
          return effect.difference ? { outcome: 'changed', ...effect.difference } : { outcome: 'new' }
        },
      },
      pause,
    )
    return judged
  },

  async write(tx, viewer, effects, { reason }) {
    for (const effect of effects) await writeOne(tx, viewer, effect, reason)
  },
}

function readRow(context: Context, row: number, cells: Cells['cells'], faults: Fault[]): Effect | null {
  const { options, viewer } = context
  const asking = { faults, options, row }
  const cell = (field: string) => cells[field] ?? ''
  const fault = (field: string, given: Omit<Fault, 'row' | 'field'>) => {
    faults.push({ row, field, ...given })
    return null
  }
  const moment = (field: string, atEnd: boolean): Instant | null => {
    const read = parseMoment(cell(field), options.year)
    if (!read.ok) return fault(field, { reason: read.reason, places: { text: cell(field) } })
    // A closing day without a time closes at the end of that day.
    if (read.time === null && atEnd) return endOfDay(read.day)
    return instantOf(read.day, read.time ?? '00:00')
  }
  const number = (field: string) => {
    // A pass mark of 80分及以上 is 80.
    const text =
      field === 'pass'
        ? cell(field).replace(/\s*(?:及|（含）|\(含\))?以上(?:为?[合及]格)?$/, '')
        : cell(field)
    const read = parseNumber(text)
    return read.ok ? read.value : fault(field, { reason: read.reason, places: { text: cell(field) } })
  }
  const count = (field: string) => {
    if (cell(field) === '' || cell(field) === '不限') return null
    const read = parseCount(cell(field))
    return read.ok ? read.value : fault(field, { reason: read.reason, places: { text: cell(field) } })
  }
  if (!cell('title')) fault('title', { reason: 'empty' })
  const named = cell('host')
  const host = named
    ? unitAsked(context.known, asking, 'host', named, 'unitOfSeveral')?.unit
    : hostThere(context, cell('title'))
  if (!host && !named) return fault('host', { reason: 'noUnits' })
  if (host && !canOrganise(viewer, host.path))
    fault('host', { reason: 'outsideScope', places: { unit: host.name } })
  const before = host ? examThere(context, cell('title'), host.id) : null
  const opensAt = moment('opens', false)
  const closesAt = moment('closes', true)
  const makeUp = cell('makeUpCloses') ? moment('makeUpCloses', true) : null
  if (opensAt !== null && closesAt !== null && closesAt < opensAt) fault('closes', { reason: 'backwards' })
  const fullMark = number('full')
  const passMark = number('pass')
  if (fullMark !== null && passMark !== null && passMark > fullMark)
    fault('pass', { reason: 'passAboveFull' })
  const counting = readCounting(cell('counting'))
  if (counting === null) fault('counting', { reason: 'unknownCounting', places: { text: cell('counting') } })
  const [attempts, makeUpAttempts] = [count('attempts'), count('makeUpAttempts')]
  const ofHost = host ? context.words.of(host.id) : context.words.words
  const audience = audienceRead(context, cell('audience'), { before, ofHost }, given =>
    fault('audience', given),
  )
  if (opensAt !== null && closesAt !== null && !isOfYearBefore(cell('title'), opensAt, closesAt))
    isOfItsYear(asking, cell('title'), yearOf(dayOf(closesAt)))
  if (faults.length > 0 || !host || opensAt === null || closesAt === null) return null
  const closingDay = dayOf(closesAt)
  const item = cell('item') ? itemNamed(context, cell('item'), yearOf(closingDay)) : null
  if (item && 'reason' in item) return fault('item', item)
  const facts: Facts = {
    title: before?.title ?? cell('title'),
    hostUnitId: host.id,
    opensAt,
    closesAt,
    closingDay,
    makeUpClosesAt: makeUp,
    fullMark: fullMark as number,
    passMark: passMark as number,
    attempts,
    makeUpAttempts,
    counting: counting as Facts['counting'],
    status: before?.status ?? 'scheduled',
  }
  if (before) keepStanding({ offers: context.offers, options, row }, cells, facts, before)
  if (facts.makeUpClosesAt && facts.makeUpClosesAt < closesAt) fault('makeUpCloses', { reason: 'backwards' })
  const planItemId = item === null || item.id === before?.planItemId ? undefined : item.id
  if (planItemId !== undefined && before?.planItemId)
    fault('item', { reason: 'joinedElsewhere', places: { title: facts.title } })
  else if (planItemId !== undefined && item?.isClosed) fault('item', { reason: 'planClosed' })
  if (before) ruleOfExam(context, before, { facts, audience }, fault)
  if (faults.length > 0) return null
  const effect = { before, facts, audience, planItemId }
  const difference = before && differenceIn(context, { ...effect, before })
  const closed = before === null || difference ? [closingDay, before?.closingDay] : []
  const locked = lockedFault(context.locked, options, closed)
  if (locked) return fault('closes', locked)
  return { ...effect, difference }
}

/** The exam of a year may be sat into the next one: it opens in its year, or ends in the first months after it. */
function isOfYearBefore(title: string, opensAt: Instant, closesAt: Instant): boolean {
  const named = yearNamed(title)
  const end = dayOf(closesAt)
  return named === yearOf(dayOf(opensAt)) || (named === yearOf(end) - 1 && end.slice(5, 7) <= '03')
}

function examThere({ there }: Context, title: string, hostUnitId: number): Standing | null {
  return (
    there.find(each => each.hostUnitId === hostUnitId && matchKey(each.title) === matchKey(title)) ?? null
  )
}

/** Where a sheet names no 主办单位: the host of the only exam of this name, else the topmost unit. */
function hostThere({ known, there, viewer }: Context, title: string) {
  const named = there.filter(each => matchKey(each.title) === matchKey(title))
  const own = named.length === 1 ? known.unitById(named[0]?.hostUnitId ?? 0) : undefined
  return own && canOrganise(viewer, own.path) ? own : known.units[0]
}

/** A column that the sheet lacks leaves its field alone; an empty cell clears where that is confirmed. */
function keepStanding(offering: Offering, cells: Cells['cells'], facts: Facts, before: Standing): void {
  const keep = <F extends 'makeUpClosesAt' | 'attempts' | 'makeUpAttempts'>(field: F, cell: string) => {
    const was = before[field]
    const said = field === 'makeUpClosesAt' ? spokenMoment(was) : was
    facts[field] = becomes(offering, cells, cell, { is: facts[field] ?? null, was, said })
  }
  keep('makeUpClosesAt', 'makeUpCloses')
  keep('attempts', 'attempts')
  keep('makeUpAttempts', 'makeUpAttempts')
  if (!cells.counting) facts.counting = before.counting
}

function audienceRead(
  context: Context,
  words: string,
  { before, ofHost }: { before: Standing | null; ofHost: KnownWord[] },
  fault: (given: Omit<Fault, 'row' | 'field'>) => null,
): Due | undefined {
  if (before && (words === '' || words === before.words)) return undefined
  const { unknown, parts, personIds } = understandAudience(words, ofHost)
  if (unknown.length > 0) fault(unknownAudience(context.viewer, unknown[0] as string, ofHost))
  else if (parts.length === 0 && personIds.length === 0) fault({ reason: 'compulsoryNeedsAudience' })
  return { words, parts, personIds }
}

/** What is part of the record once somebody sat, or the list is fixed (rates.md, "Exams"). */
function ruleOfExam(
  { sat, options }: Context,
  before: Standing,
  { facts, audience }: { facts: Facts; audience: Due | undefined },
  fault: (field: string, given: Omit<Fault, 'row' | 'field'>) => null,
): void {
  const handedIn = sat.get(before.id)
  // An exam of another year is over or has results: moving it here would move those too.
  if (
    yearOf(before.closingDay) !== yearOf(facts.closingDay) &&
    (before.closesAt < now() || handedIn !== undefined)
  ) {
    const places = { title: facts.title, year: yearOf(before.closingDay) }
    fault('title', { reason: 'examOfOtherYear', places })
    return
  }
  const end = facts.makeUpClosesAt ?? facts.closesAt
  if (facts.fullMark !== before.fullMark && handedIn?.most && handedIn.most > facts.fullMark)
    fault('full', { reason: 'aboveFull', places: { score: handedIn.most, full: facts.fullMark } })
  const against = facts.passMark === before.passMark ? null : againstMark(handedIn, facts.passMark)
  if (against !== null) fault('pass', { reason: 'againstScores', places: { score: against } })
  if (handedIn?.first && before.opensAt <= handedIn.first && handedIn.first < facts.opensAt)
    fault('opens', { reason: 'windowLeavesOut', places: { at: spokenMoment(handedIn.first) } })
  if (handedIn?.last && end < handedIn.last && handedIn.last <= (before.makeUpClosesAt ?? before.closesAt))
    fault('closes', { reason: 'windowLeavesOut', places: { at: spokenMoment(handedIn.last) } })
  const isFrozen = isListFrozen(before, now(), handedIn !== undefined)
  if (!isFrozen || options.reason) return
  if (audience) fault('audience', { reason: 'listNeedsReason' })
  else if (facts.closingDay !== before.closingDay) fault('closes', { reason: 'listNeedsReason' })
}

/** A recorded score that this pass mark would judge otherwise than its paper did. */
function againstMark(handedIn: Sat | undefined, passMark: number): number | null {
  const { leastPassed = null, mostFailed = null } = handedIn ?? {}
  if (leastPassed !== null && leastPassed < passMark) return leastPassed
  return mostFailed !== null && mostFailed >= passMark ? mostFailed : null
}

function itemNamed(
  { items, known }: Context,
  name: string,
  year: number,
): Item | Omit<Fault, 'row' | 'field'> {
  const word = known.meaningOf('item', name, 'item')
  const ofYear = items.filter(each => each.year === year)
  const named = ofYear.filter(each => matchKey(each.content) === matchKey(word))
  if (named.length === 1) return named[0] as Item
  if (named.length > 1) return { reason: 'severalItems', places: { word: name } }
  const likely = nearest(
    word,
    ofYear.map(each => each.content),
  )
  return {
    reason: 'noSuchItem',
    places: { word: name },
    asks: { means: 'item', field: 'item', word: name },
    ...(likely ? { likely: { word: name, meaning: likely } } : {}),
  }
}

const COUNTINGS = { best: '最高', last: '最后', first: '首次' } as const

function spokenMoment(at: Instant | null | undefined): string {
  return at === null || at === undefined ? '' : `${dayOf(at)} ${timeOf(at)}`
}

function differenceIn(
  { items }: Context,
  { before, facts, audience, planItemId }: Omit<Effect, 'difference' | 'before'> & { before: Standing },
) {
  const itemName = (id: number | null) => items.find(each => each.id === id)?.content ?? ''
  return differenceOf([
    ['开始', spokenMoment(before.opensAt), spokenMoment(facts.opensAt)],
    ['截止', spokenMoment(before.closesAt), spokenMoment(facts.closesAt)],
    ['补考截止', spokenMoment(before.makeUpClosesAt), spokenMoment(facts.makeUpClosesAt)],
    ['满分', before.fullMark, facts.fullMark],
    ['合格分', before.passMark, facts.passMark],
    ['可考次数', before.attempts, facts.attempts],
    ['补考次数', before.makeUpAttempts, facts.makeUpAttempts],
    ['计分方式', COUNTINGS[before.counting], COUNTINGS[facts.counting ?? before.counting]],
    ['对象', before.words, audience?.words ?? before.words],
    ['计划项', itemName(before.planItemId), itemName(planItemId ?? before.planItemId)],
  ])
}

async function writeOne(
  tx: Tx,
  viewer: Viewer,
  { before, facts, audience: due, planItemId }: Effect,
  reason: string | undefined,
): Promise<void> {
  const audienceId = due
    ? await keptAudience(tx, before?.audienceId ?? null, {
        words: due.words,
        parts: due.parts,
        people: due.personIds.map(personId => ({ personId, how: 'added' })),
      })
    : (before?.audienceId ?? null)
  const row = before
    ? await alterExam(tx, viewer, before, { ...facts, audienceId }, reason)
    : await putExam(tx, viewer, { ...facts, audienceId })
  const place =
    planItemId === undefined
      ? { day: row.closingDay, form: '网上学法考试', unitId: row.hostUnitId }
      : { planItemId, day: row.closingDay }
  if (row.planItemId === null || planItemId !== undefined) await joinOccurrence(tx, place, { examId: row.id })
}
