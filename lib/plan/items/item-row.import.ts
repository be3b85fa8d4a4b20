import type { planItem } from '@/db/schema/plan'
import type { unit } from '@/db/schema/roster'
import type { Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.rules'
import { type Part, understandAudience, type WordBook } from '@/lib/organisation/audience/audience.rules'
import { unknownAudience } from '@/lib/organisation/lookup/audience.queries'
import type { Known } from '@/lib/organisation/lookup/known.sql'
import type { LockedYears } from '@/lib/organisation/lookup/locked-year.sql'
import type { ItemTime } from '@/lib/plan/occurrences/occurrence.rules'
import { type Asking, becomes, termAsked } from '@/lib/spreadsheet/doubt.rules'
import type { Cells, Fault, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { parseCount, parseNumber } from '@/lib/spreadsheet/numbers.rules'
import { matchKey, splitUnits } from '@/lib/spreadsheet/text.rules'
import { periodOfTimes, pointTime, withPeriod } from './how-often.rules'
import { inOneLine, meansEveryUnit, readMustLearn, remarkWithUnits } from './item.sheet'
import { faultOfTime, readTime } from './time-words.rules'

type Unit = typeof unit.$inferSelect
export type Item = typeof planItem.$inferSelect & {
  audienceWords: string
  topics: string[]
  unitName: string
  parentContent: string
}
export type Facts = ItemTime & {
  timeWords: string
  content: string
  form: string
  lecturer: string | null
  unitId: number
  mustLearn: boolean
  topics: string[]
  remark: string | null
  weight: number | null
  evidence: string | null
}
export type Effect = {
  row: number
  before: Item | null
  facts: Facts
  unitName: string
  /** The wording of 责任单位 where it is not simply the name of the unit chosen for it. */
  unitWords: string | null
  cells: Cells['cells']
  /** 每季度（12月31日） where the sheet says how often beside the time, or in the content of a point. */
  isTimeMade: boolean
  /** Null where the item names nobody, undefined where its audience stays as it is. */
  audience: { words: string; parts: Part[]; personIds: number[] } | null | undefined
  /** The content of the parent point, with the unit whose point is preferred; undefined where it stays as it is. */
  parent: string | null | undefined
  parentId: number | null
}
export type Context = {
  viewer: Viewer
  known: Known
  words: WordBook
  forms: string[]
  topics: string[]
  of: Unit
  isPoints: boolean
  year: number
  items: Item[]
  /** Questions whose answer may wait. */
  offers: Fault[]
  locked: LockedYears
  options: ImportOptions
}

/** The items of a row: one, or for a point one for each unit that it names. */
export function readRow(context: Context, { row, cells }: Cells, faults: Fault[]): Effect[] {
  const { known, words, of, isPoints, options, year } = context
  const asking = { faults, options, row }
  const before = faults.length
  const cell = (field: string) => inOneLine(field, cells[field] ?? '', words.of(of.id))
  const fault = (field: string, more: Omit<Fault, 'row' | 'field'>) => faults.push({ row, field, ...more })
  if (cell('content') === '') fault('content', { reason: 'empty' })
  const period = periodOfTimes(cell('times'))
  const times = cell('times') && !period ? parseCount(cell('times').replace(/^(?:不少于|至少|≥)/, '')) : null
  const said = { time: cell('time'), times: times?.ok ? times.value : null }
  const often = period
    ? withPeriod({ ...said, period }, year, { isDeadline: isPoints })
    : isPoints
      ? pointTime({ ...said, content: cell('content') }, year)
      : said
  const time = readTime(often.time, year, { isDeadline: isPoints })
  if (!time)
    fault(
      'time',
      cell('time')
        ? { reason: faultOfTime(cell('time'), year), places: { text: cell('time') } }
        : { reason: 'empty' },
    )
  if ((times && (!times.ok || times.value === 0)) || (period && time && time.every !== period.every))
    fault('times', {
      reason: times && !times.ok ? times.reason : 'notANumber',
      places: { text: cell('times') },
    })
  const weight = cell('weight') ? parseNumber(cell('weight').replace(/[%％]$/, '')) : null
  if (weight && !weight.ok) fault('weight', { reason: weight.reason, places: { text: cell('weight') } })
  if (weight?.ok && !Number.isInteger(weight.value))
    fault('weight', { reason: 'notWhole', places: { text: cell('weight') } })
  const form = isPoints ? '' : readForm(context, cell('form'), asking)
  const understood = understandAudience(cell('audience'), words.of(of.id))
  const [unknown] = understood.unknown
  if (unknown !== undefined) fault('audience', unknownAudience(context.viewer, unknown, words.of(of.id)))
  const units = readUnits(context, cell('unit'), more => fault('unit', more))
  for (const each of units)
    if (!isWithin(each.path, of.path)) fault('unit', { reason: 'outsideScope', places: { unit: each.name } })
  const { mustLearn, topics } = readMustLearn(cell('mustLearn'), cell('content'))
  const meant = topics.flatMap(word => readTopic(context, word, cell('content'), asking) ?? [])
  if (faults.length > before || !time || form === null) return []
  // An item of a study plan belongs to one unit, the first one named; a point is broken down to each.
  const taken = isPoints ? units : units.slice(0, 1)
  const isWhole =
    taken.length === units.length &&
    (known.unitsNamed(cell('unit'), 'unit').length > 0 ||
      !splitUnits(cell('unit')).some(word => !known.unitNamed(word, 'unit').ok))
  const unitWords = isWhole || known.unitNamed(cell('unit'), 'unit').ok ? null : cell('unit')
  const facts = {
    timeWords: often.time,
    fromDay: time.fromDay,
    toDay: time.toDay,
    every: time.every,
    times: often.times ?? time.times ?? 1,
    content: cell('content'),
    form,
    lecturer: cell('lecturer') || null,
    mustLearn,
    topics: meant,
    remark: (unitWords === null ? cell('remark') : remarkWithUnits(cell('remark'), unitWords)) || null,
    weight: weight?.ok ? weight.value : null,
    evidence: cell('evidence') || null,
  }
  const due = (unitId: number) => {
    if (cell('audience') === '') return null
    const { parts, personIds } = understandAudience(cell('audience'), words.of(unitId))
    return { words: cell('audience'), parts, personIds }
  }
  return taken.map(({ id: unitId, name: unitName }) => ({
    row,
    before: null,
    facts: { ...facts, unitId },
    unitName,
    unitWords,
    cells,
    isTimeMade: often.time !== cell('time'),
    audience: due(unitId),
    parent: cell('parent') || null,
    parentId: null,
  }))
}

/** The responsible units by name; the plan's own unit where none is named, or where all units of a kind are. */
function readUnits(
  { known, of }: Context,
  text: string,
  fault: (more: Omit<Fault, 'row' | 'field'>) => void,
): Unit[] {
  const whole = text === '' ? null : known.unitNamed(text, 'unit')
  if (whole?.ok) return [whole.value]
  const together = known.unitsNamed(text, 'unit')
  if (together.length > 0) return together
  const units = splitUnits(text).flatMap(word => {
    const found = known.unitNamed(word, 'unit')
    if (found.ok) return [found.value]
    if (!meansEveryUnit(word)) fault(found.fault)
    return []
  })
  return units.length > 0 ? units : [of]
}

/** A form that is none yet is asked about; it never becomes one by itself. */
function readForm({ known, forms }: Context, text: string, asking: Asking): string | null {
  const word = known.meaningOf('form', text, 'form')
  const same = forms.find(each => matchKey(each) === matchKey(word))
  if (same !== undefined || word === '') return same ?? ''
  return termAsked(asking, 'form', text, { reason: 'unknownForm', terms: forms, mayBeNew: true })
}

/** 必学: 是 says itself that the content is a topic, and a first list is the office's own; other new words are asked. */
function readTopic({ known, topics }: Context, word: string, content: string, asking: Asking): string | null {
  const meant = known.meaningOf('topic', word, 'mustLearn')
  const same = topics.find(each => matchKey(each) === matchKey(meant))
  if (same !== undefined) return same
  if (topics.length === 0 || word === content) return meant
  return termAsked(asking, 'mustLearn', word, { reason: 'unknownTopic', terms: topics, mayBeNew: true })
}

/**
 * What a row leaves of an item that stands: a column that the sheet lacks leaves its field alone, an empty cell clears
 * only where that is confirmed.
 */
export function keepStanding({ offers, options }: Context, effect: Effect, before: Item): void {
  const { cells, facts, row } = effect
  const offering = { offers, options, row }
  const keep = <F extends 'lecturer' | 'weight' | 'evidence'>(field: F) => {
    facts[field] = becomes(offering, cells, field, { is: facts[field], was: before[field] })
  }
  keep('lecturer')
  keep('weight')
  keep('evidence')
  // The wording of 责任单位 in it is no remark of the sheet's.
  const said = remarkWithUnits(before.remark ?? '', null)
  facts.remark = becomes(offering, cells, 'remark', { is: facts.remark, was: before.remark, said })
  if (!cells.unit) {
    facts.unitId = before.unitId
    effect.unitName = before.unitName
    effect.unitWords = null
  }
  if (!cells.times && before.timeWords === facts.timeWords) facts.times = before.times
  if (!cells.mustLearn) {
    const was = { mustLearn: before.mustLearn, topics: before.topics }
    const said = before.topics.join('、') || (before.mustLearn ? '是' : '')
    const is = { mustLearn: facts.mustLearn, topics: facts.topics }
    Object.assign(facts, becomes(offering, cells, 'mustLearn', { is, was, said }))
  }
  if (!cells.audience) {
    const is = effect.audience ?? null
    effect.audience = becomes(offering, cells, 'audience', { is, was: undefined, said: before.audienceWords })
  }
  if (!cells.parent) {
    effect.parent = becomes(offering, cells, 'parent', {
      is: null,
      was: undefined,
      said: before.parentContent,
    })
    if (effect.parent === undefined) effect.parentId = before.parentId
  }
  if (effect.unitWords !== null) facts.remark = remarkWithUnits(facts.remark ?? '', effect.unitWords)
}
