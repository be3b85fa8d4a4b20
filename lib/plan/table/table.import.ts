import type { On } from '@/db/client'
import { type Known, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { periodOfTimes, withPeriod } from '@/lib/plan/items/how-often.rules'
import type { Standing } from '@/lib/plan/items/item.rules'
import { meansEveryUnit, readMustLearn, remarkWithUnits } from '@/lib/plan/items/item.sheet'
import { readTime } from '@/lib/plan/items/time-words.rules'
import { readTimes, timesKept } from '@/lib/plan/occurrences/occurrence.rules'
import type { PlanItem, planOf, unitsUnder } from '@/lib/plan/plan.queries'
import { matchKey } from '@/lib/spreadsheet/match.rules'
import { nearest, splitUnits } from '@/lib/spreadsheet/text.rules'
import type { Fault } from './table.rules'
import type { Cells, Field } from './table.sheet'

/** The context in which the texts of a row are read. */
export type Reading = {
  head: Awaited<ReturnType<typeof planOf>>
  /** The items as they are after each operation. */
  standing: Standing[]
  units: Awaited<ReturnType<typeof unitsUnder>>
  forms: string[]
  known: () => Promise<Known>
}

/** The names that a sheet may use, loaded lazily and once, for the first name that is none of the plan's own units. */
export function lazyKnown(on: On): () => Promise<Known> {
  let known: Promise<Known> | undefined
  return () => {
    known ??= loadKnown(on, { aliases: {} })
    return known
  }
}

/** Quotes a name in a message: wrong text may be a whole page, so only its beginning is shown. */
function quoted(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

export type Refuse = (field: Field, reason: string, places?: Fault['places']) => null

/** Notes a cell interpreted in a way the user may not have meant; the row is saved all the same. */
export type Remark = (field: Field, reason: string, places: Fault['places']) => void

/** The input of the item form: from the typed texts, and for the other fields from the existing item. */
export async function inputOf(
  place: Reading,
  cells: Cells,
  before: PlanItem | undefined,
  { refuse, note }: { refuse: Refuse; note: Remark },
) {
  const text = (field: Field, kept: string | null | undefined) => (cells[field] ?? kept ?? '').trim()
  const weight = (cells.weight ?? String(before?.weight ?? '')).normalize('NFKC').replace(/%$|\s/g, '')
  if (!/^\d*$/.test(weight)) refuse('weight', 'common.form.notANumber')
  const content = text('content', before?.content)
  const unitId =
    before && cells.unit === undefined ? before.unitId : await unitIdIn(place, text('unit', ''), refuse)
  const { mustLearn, topics } =
    before && cells.mustLearn === undefined
      ? { mustLearn: before.mustLearn, topics: before.topics.map(topic => topic.name) }
      : readMustLearn(text('mustLearn', ''), content)
  const typedTimes = cells.times ?? ''
  // 次数 each quarter beside a time that names no period: the time says so from now on.
  const { time } = withPeriod(
    { time: text('time', before?.timeWords), times: null, period: periodOfTimes(typedTimes) },
    place.head.year,
    { isDeadline: place.head.kind === 'workPoints' },
  )
  return {
    time,
    times: timesIn(place, time, cells.times, before, refuse),
    content,
    form: cells.form === undefined ? (before?.form ?? '') : formIn(place, text('form', ''), refuse),
    audience: text('audience', before?.audienceWords),
    lecturer: text('lecturer', before?.lecturer),
    unitId,
    mustLearn: mustLearn ? 'on' : undefined,
    topics: topics.join('、'),
    remark: remarkIn(place, text('remark', before?.remark), cells, note),
    parentId:
      cells.parent === undefined
        ? (before?.parentId ?? '')
        : parentIn(place, text('parent', ''), unitId, refuse),
    weight,
    evidence: text('evidence', before?.evidence),
  }
}

/** 次数 as typed; otherwise the old value, converted where the period is now another. */
function timesIn(
  { head }: Reading,
  time: string,
  typed: string | undefined,
  before: PlanItem | undefined,
  refuse: Refuse,
): number | '' | null {
  const read = readTime(time, head.year, { isDeadline: head.kind === 'workPoints' })
  // A time that cannot be read is reported on its own cell.
  if (!read || typed?.trim() === '') return ''
  if (typed !== undefined)
    return readTimes(typed, read) ?? refuse('times', 'planTable.refused.timesUnreadable')
  return before ? timesKept(before, read) : ''
}

/** 备注, with the wording of 责任单位 where that names no unit (各社区) and the plan's own unit is used. */
function remarkIn({ head }: Reading, remark: string, { unit, remark: typed }: Cells, note: Remark): string {
  if (unit === undefined) return remark
  if (!meansEveryUnit(unit)) return typed === undefined ? remarkWithUnits(remark, null) : remark
  note('unit', 'planTable.note.unitOfPlan', { word: quoted(unit.trim()), unit: head.unitName })
  return remarkWithUnits(remark, unit)
}

/** The responsible unit by name; the plan's own unit where none is named, or where all units of a kind are. */
async function unitIdIn(
  { head, units, known }: Reading,
  text: string,
  refuse: Refuse,
): Promise<number | null> {
  const plain = matchKey(text)
  const same = units.find(each => matchKey(each.name) === plain)
  if (same) return same.id
  if (text === '' || meansEveryUnit(text)) return head.unitId
  const { unitNamed } = await known()
  const whole = unitNamed(text, 'unit')
  const named = whole.ok ? [whole] : splitUnits(text).map(word => unitNamed(word, 'unit'))
  const [first, second] = named
  if (!first?.ok) {
    const likely = first?.fault.likely?.meaning
    if (!likely) return refuse('unit', 'import.fault.noSuchUnit', { word: quoted(text) })
    return refuse('unit', 'planTable.refused.likelyUnit', { word: quoted(text), likely })
  }
  if (second) return refuse('unit', 'planTable.refused.oneUnit')
  if (units.some(each => each.id === first.value.id)) return first.value.id
  return refuse('unit', 'import.fault.outsideScope', { unit: first.value.name })
}

/** A form of activity unknown here is accepted; one very similar to a known form is more likely a typing error. */
function formIn({ forms }: Reading, text: string, refuse: Refuse): string {
  const same = forms.find(each => matchKey(each) === matchKey(text))
  if (same !== undefined || text === '') return same ?? ''
  const likely = nearest(text, forms)
  if (likely) refuse('form', 'planTable.refused.likelyForm', { word: quoted(text), likely })
  return text
}

function parentIn(
  { standing }: Reading,
  text: string,
  unitId: number | null,
  refuse: Refuse,
): number | '' | null {
  if (text === '') return ''
  const above = standing.filter(each => each.parentId === null && matchKey(each.content) === matchKey(text))
  const own = above.find(each => each.unitId === unitId) ?? above[0]
  return own ? own.id : refuse('parent', 'import.fault.noSuchPoint', { word: quoted(text) })
}

const columns: Record<string, Field> = { unitId: 'unit', topics: 'mustLearn', parentId: 'parent' }

export function fieldOf(name: string): Field {
  return columns[name] ?? (name as Field)
}
