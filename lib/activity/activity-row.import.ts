import { canOrganise } from '@/lib/access/access.rules'
import { type Day, daysBetween, type Instant, instantOf, timeOf, yearOf } from '@/lib/core/time'
import type { Part, Understood } from '@/lib/organisation/audience/audience.rules'
import { understandAudience } from '@/lib/organisation/audience/audience.rules'
import { unknownAudience } from '@/lib/organisation/lookup/audience.queries'
import { unitAsked } from '@/lib/organisation/lookup/unit-asked.rules'
import type { Item } from '@/lib/plan/occurrences/open-items.sql'
import { parseDayRange } from '@/lib/spreadsheet/days.rules'
import { isOfItsYear, peopleAsked, termAsked } from '@/lib/spreadsheet/doubt.rules'
import { ask, type Cells, type Fault, type WordKind } from '@/lib/spreadsheet/importer.rules'
import { parseNumber, parseYesNo } from '@/lib/spreadsheet/numbers.rules'
import { matchKey, nearest } from '@/lib/spreadsheet/text.rules'
import { parseTime } from '@/lib/spreadsheet/times.rules'
import type { ActivityStatus } from './activity.rules'
import { readTargets, splitList } from './activity.sheet'
import { type Context, mustLearnKey, type Row, titleKey } from './activity-context.import'
import { attendedAsked, heldAsked, newDayIn, statusAsked } from './activity-held.import'
import { targetsInTitle } from './form-of-title.rules'

export type AudienceRead = { words: string; parts: Part[]; personIds: number[] }

/** What the cells of one row say, each by itself: null where the cell is empty or the sheet lacks the column. */
export type RowRead = {
  row: number
  cells: Cells['cells']
  fromDay: Day
  toDay: Day
  /** 新日期 of a postponed activity. */
  moved: Day | null
  status: ActivityStatus | ''
  hostUnitId: number
  title: string
  form: string
  code: string | null
  isPublic: boolean | null
  compulsory: boolean | null
  audience: Understood
  item: Item | null
  heads: number | null
  consultations: number | null
  hours: number | null
  campaign: string | null
  coHosts: string[]
  targets: string[]
  topics: { name: string; isMustLearn: boolean }[]
  before: Row | null
}

/** Reads the cells of a row; null where one of them is faulty or asked about. */
export function readCells(context: Context, { row, cells }: Cells, faults: Fault[]): RowRead | null {
  const { known, options, viewer } = context
  const asking = { faults, options, row }
  const cell = (field: string) => cells[field] ?? ''
  const fault = (field: string, given: Omit<Fault, 'row' | 'field'>) => {
    faults.push({ row, field, ...given })
    return null
  }
  const range = parseDayRange(cell('date'), options.year)
  if (!range.ok) fault('date', { reason: range.reason, places: { text: cell('date') } })
  if (!cell('title')) fault('title', { reason: 'empty' })
  const host = unitAsked(known, asking, 'host', cell('host'), 'hostOfSeveral')
  if (host && !canOrganise(viewer, host.unit.path))
    fault('host', { reason: 'outsideScope', places: { unit: host.unit.name } })
  const term = (
    kind: WordKind,
    word: string,
    about: Omit<Parameters<typeof termAsked>[3], 'mayBeNew'> & { field: string },
  ): string | null => {
    const meant = known.meaningOf(kind, word, about.field)
    const same = about.terms.find(each => matchKey(each) === matchKey(meant))
    return same ?? termAsked(asking, about.field, word, { ...about, mayBeNew: true })
  }
  const form =
    cell('form') === ''
      ? fault('form', { reason: 'empty' })
      : term('form', cell('form'), { field: 'form', reason: 'unknownForm', terms: context.forms })
  const status = statusAsked(asking, cell('status'), range.ok ? range.fromDay : null)
  const newDay = cell('newDay') && range.ok ? newDayIn(cell('newDay'), range.fromDay, options.year) : null
  if (newDay && !newDay.ok) fault('newDay', { reason: newDay.reason, places: { text: cell('newDay') } })
  const yesNo = (field: string) => {
    const value = cell(field) === '' ? null : parseYesNo(cell(field))
    if (cell(field) !== '' && value === null)
      fault(field, { reason: 'notYesNo', places: { text: cell(field) } })
    return value
  }
  const isPublic = yesNo('public')
  const compulsory = yesNo('compulsory')
  const hours = cell('hours') === '' ? null : parseNumber(cell('hours'))
  if (hours && !hours.ok) fault('hours', { reason: hours.reason, places: { text: cell('hours') } })
  const counted = peopleAsked(asking, 'heads', cell('heads'))
  const isForPublic = isPublic ?? (form !== null && context.publicForms.includes(form))
  const heads = counted ?? attendedAsked({ ...asking, offers: context.offers }, cells, isForPublic) ?? null
  const consultations = peopleAsked(asking, 'consultations', cell('consultations'))
  const campaign = cell('campaign')
    ? term('campaign', cell('campaign'), {
        field: 'campaign',
        reason: 'unknownCampaign',
        terms: context.campaigns,
      })
    : null
  const targets = readTargets(cell('targets'), context.targets).flatMap(
    word => term('target', word, { field: 'targets', reason: 'unknownTarget', terms: context.targets }) ?? [],
  )
  const moved = status?.status === 'postponed' && newDay?.ok ? newDay.day : (status?.moved ?? null)
  const day = moved ?? (range.ok ? range.fromDay : null)
  const topics = day === null ? [] : readTopics(context, asking, splitList(cell('topics')), yearOf(day), term)
  if (range.ok && cell('title')) isOfItsYear(asking, cell('title'), yearOf(range.fromDay))
  if (faults.length > 0 || !range.ok || !host || form === null || status === null || day === null) return null
  const item = cell('item') === '' ? null : itemNamed(context, cell('item'), form, host.unit.id, yearOf(day))
  if (item && 'reason' in item) return fault('item', item)
  const code = cell('code') || null
  const named = { code, hostUnitId: host.unit.id, title: cell('title') }
  const before = existing(context, named, [day, range.fromDay])
  if (before === 'several') return fault('title', { reason: 'severalActivities' })
  const standing = before && known.unitById(before.hostUnitId)
  if (standing && !canOrganise(viewer, standing.path))
    return fault('code', { reason: 'outsideScope', places: { unit: standing.name } })
  const stands = heldAsked(asking, cells, { status: status.status, moved }, range.fromDay, before)
  if (stands === null) return null
  return {
    row,
    cells,
    fromDay: range.fromDay,
    toDay: range.toDay,
    ...stands,
    ...named,
    form,
    isPublic,
    compulsory,
    audience: understandAudience(cell('audience'), context.words.of(host.unit.id)),
    item,
    heads,
    consultations,
    hours: hours?.ok ? hours.value : null,
    campaign,
    coHosts: [...splitList(cell('coHosts')), ...host.others.map(each => each.name)],
    targets:
      cells.targets === undefined && before === null ? targetsTitled(context, row, named.title) : targets,
    topics,
    before,
  }
}

/** 八进 of a new activity that its title says, where the sheet has no column for them: recorded unless it is said otherwise. */
function targetsTitled({ targets, offers, options }: Context, row: number, title: string): string[] {
  const said = targetsInTitle(title, targets)
  if (said.length === 0) return []
  const offered: Fault[] = []
  const answer = ask(offered, options, {
    row,
    field: 'title',
    reason: 'targetsInTitle',
    isDoubt: true,
    places: { title, targets: said.join('、') },
    alike: 'targets',
    choices: [
      { value: 'add', choice: 'addTargets' },
      { value: 'leave', choice: 'noTargets' },
    ],
  })
  offers.push(...offered)
  return answer === 'leave' ? [] : said
}

/** 开始 and 结束 on the days of the activity; an end before its start is asked about. */
export function readTimes(
  { options }: Context,
  { row, cells }: Cells,
  { day, lastDay }: { day: Day; lastDay: Day },
  faults: Fault[],
): { startsAt: Instant | null; endsAt: Instant | null } | null {
  const before = faults.length
  const time = (field: string) => {
    const text = cells[field] ?? ''
    if (text === '') return null
    const read = parseTime(text)
    if (read.ok) return read
    faults.push({ row, field, reason: read.reason, places: { text } })
    return null
  }
  const starts = time('start')
  const ends = time('end')
  if (faults.length > before) return null
  const start = starts?.start ?? null
  const end = ends?.start ?? starts?.end ?? null
  const at = (from: string | null, until: string | null) => ({
    startsAt: from === null ? null : instantOf(day, from),
    endsAt: until === null ? null : instantOf(lastDay, until),
  })
  if (start === null || end === null || day !== lastDay || end > start) return at(start, end)
  const answer = ask(faults, options, {
    row,
    field: 'end',
    reason: 'endBeforeStart',
    isDoubt: true,
    places: { start, end },
    choices: [
      ...(end === start ? [] : [{ value: 'swap', choice: 'swapTimes', places: { start: end, end: start } }]),
      { value: 'noEnd', choice: 'noEnd' },
    ],
  })
  if (answer === null) return null
  return answer === 'swap' ? at(end, start) : at(start, null)
}

type Term = (
  kind: WordKind,
  word: string,
  about: { field: string; reason: 'unknownTopic'; terms: string[] },
) => string | null

/** 必学内容: a topic that is none yet, or that is not on the list of the year, becomes one only where that is said. */
function readTopics(
  { topics, mustLearn, options }: Context,
  asking: { faults: Fault[]; options: Context['options']; row: number },
  words: string[],
  year: number,
  term: Term,
): RowRead['topics'] {
  const isListed = [...mustLearn].some(key => key.startsWith(`${year} `))
  return words.flatMap(word => {
    // The first list of an office is its own: there is nothing yet that a word could be compared with.
    const name =
      topics.length === 0
        ? word
        : term('topic', word, { field: 'topics', reason: 'unknownTopic', terms: topics })
    if (name === null) return []
    if (mustLearn.has(mustLearnKey(year, name)) || !isListed) return [{ name, isMustLearn: true }]
    const answer = ask(asking.faults, options, {
      row: asking.row,
      field: 'topics',
      reason: 'newMustLearn',
      isDoubt: true,
      places: { topic: name, year },
      alike: `${year} ${name}`,
      choices: [
        { value: 'only', choice: 'onlyTopic' },
        { value: 'list', choice: 'addMustLearn', places: { year } },
      ],
    })
    return answer === null ? [] : [{ name, isMustLearn: answer === 'list' }]
  })
}

function itemNamed(
  context: Context,
  name: string,
  form: string,
  unitId: number,
  year: number,
): Item | Omit<Fault, 'row' | 'field'> {
  const word = context.known.meaningOf('item', name, 'item')
  const ofYear = context.items.filter(each => each.year === year)
  let named = ofYear.filter(each => matchKey(each.content) === matchKey(word))
  if (named.length > 1 && named.some(each => each.form === form))
    named = named.filter(each => each.form === form)
  if (named.length > 1 && named.some(each => each.unitId === unitId))
    named = named.filter(each => each.unitId === unitId)
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

function existing(
  context: Context,
  named: { code: string | null; hostUnitId: number; title: string },
  days: Day[],
): Row | null | 'several' {
  if (named.code) {
    const byCode = context.byCode.get(named.code)
    if (byCode) return byCode
  }
  const same = (context.byTitle.get(titleKey(named)) ?? []).filter(
    each =>
      (days.includes(each.day) || (each.originalDay !== null && days.includes(each.originalDay))) &&
      (each.code === null || named.code === null || each.code === named.code),
  )
  return same.length > 1 ? 'several' : (same[0] ?? null)
}

/** The fault of an audience in words that is needed and not understood. */
export function audienceFault(
  { viewer, words }: Context,
  { unknown }: Understood,
  hostUnitId: number,
): Omit<Fault, 'row' | 'field'> | null {
  return unknown.length > 0 ? unknownAudience(viewer, unknown[0] as string, words.of(hostUnitId)) : null
}

export function namesRoster({ parts, personIds }: Pick<Understood, 'parts' | 'personIds'>): boolean {
  return parts.length > 0 || personIds.length > 0
}

/** `9:00–11:00` of a row, for its differences. */
export function spokenTime(at: Instant | null): string {
  return at === null ? '' : timeOf(at)
}

/** `2023-03-01` or `2023-03-01–2023-03-05`. */
export function spokenDays({ day, lastDay }: { day: Day; lastDay: Day }): string {
  return day === lastDay ? day : `${day}–${lastDay}`
}

const DAY = 86_400_000

/** The hours of an activity that keeps them, on its new days. */
export function movedHours(before: Row, { day, lastDay }: { day: Day; lastDay: Day }) {
  const { startsAt, endsAt } = before
  return {
    startsAt: startsAt === null ? null : startsAt + daysBetween(before.day, day) * DAY,
    endsAt: endsAt === null ? null : endsAt + daysBetween(before.lastDay, lastDay) * DAY,
  }
}
