import { adviser } from '@/db/schema/roster'
import { canAdminister, type Viewer } from '@/lib/access/access.rules'
import { type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import { becomes, type Offering } from '@/lib/spreadsheet/doubt.rules'
import type {
  Cells,
  Fault,
  Importer,
  ImportOptions,
  Judged,
  RowOutcome,
} from '@/lib/spreadsheet/importer.rules'
import { firstRows, tellRepeated } from '@/lib/spreadsheet/judge.rules'
import { LEFT_OUT, nameAsked } from '@/lib/spreadsheet/names.rules'
import { isNothing } from '@/lib/spreadsheet/numbers.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import { cleanText, matchKey, splitUnits } from '@/lib/spreadsheet/text.rules'
import { recordAdvisers } from './adviser.commands'
import { isOpenEnd } from './person.sheet'

type Adviser = typeof adviser.$inferSelect
type Facts = Omit<typeof adviser.$inferInsert, 'id'> & { toDay: string | null }
type Effect = { row: number; before: Adviser | null; facts: Facts; unitName: string }

/** 法律顾问: 姓名 + 服务单位 + 聘期起. A row that names several units is one term at each. */
export const advisersImporter: Importer<Effect[]> = {
  kind: 'advisers',
  restsOn: [...knownFrom, 'adviser'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effect[]>> {
    const [known, there] = await Promise.all([
      loadKnown(on, { ...options, kind: 'advisers' }, pause),
      on.select().from(adviser),
    ])
    const standing = new Map(there.map(each => [keyOf(each), each]))
    const offers: Fault[] = []
    const judged: Judged<Effect[]> = { outcomes: [], faults: [], offers, notes: [], effects: [] }
    const earlierOf = firstRows()
    const faulty = new Set<number>()
    for (const cells of rows) {
      await pause()
      const faultsBefore = judged.faults.length
      const outcomes: RowOutcome[] = []
      for (const { facts, unitName } of readRow(known, viewer, cells, options, judged)) {
        const key = keyOf(facts)
        const base = { row: cells.row, label: `${facts.name} ${unitName}` }
        const earlier = earlierOf(cells.row, { key, text: JSON.stringify(facts) })
        if (earlier) {
          tellRepeated({ outcomes, faults: judged.faults }, cells.row, { ...base, field: 'name' }, earlier)
          continue
        }
        const before = standing.get(key) ?? null
        const effect = {
          row: cells.row,
          before,
          facts: before ? merged(before, facts, cells, { offers, options, row: cells.row }) : facts,
          unitName,
        }
        judged.effects.push(effect)
        outcomes.push({ ...base, ...outcomeOf(effect) })
      }
      const [speaking] = outcomes.sort((a, b) => weight.indexOf(b.outcome) - weight.indexOf(a.outcome))
      if (judged.faults.length > faultsBefore) faulty.add(cells.row)
      else if (speaking) judged.outcomes.push(speaking)
    }
    judged.effects = judged.effects.filter(each => !faulty.has(each.row))
    judged.notes.push(...remarksLeft(rows))
    return judged
  },

  async write(tx, viewer, effects) {
    await recordAdvisers(
      tx,
      viewer,
      effects.filter(each => !each.before || differenceIn(each)),
    )
  },
}

const weight: RowOutcome['outcome'][] = ['leftOut', 'unchanged', 'changed', 'new']

function keyOf({ name, unitId, fromDay }: Pick<Facts, 'name' | 'unitId' | 'fromDay'>): string {
  return `${matchKey(name)}/${unitId}/${fromDay}`
}

/** A column that the sheet lacks leaves its field alone; an empty cell clears where that is confirmed. */
function merged(before: Adviser, facts: Facts, { cells }: Cells, offering: Offering): Facts {
  const keep = <F extends 'toDay' | 'firm' | 'phone' | 'contract'>(name: F, field: string) =>
    becomes<string | null>(offering, cells, field, { is: facts[name] ?? null, was: before[name] })
  return {
    ...facts,
    name: before.name,
    toDay: keep('toDay', 'to'),
    firm: keep('firm', 'firm'),
    phone: keep('phone', 'phone'),
    contract: keep('contract', 'contract'),
    isFullTime: fullTimeIn(cells.kind) ?? before.isFullTime,
  }
}

/** 专职 or 兼职 in words; undefined where neither is said. */
function fullTimeIn(words = ''): boolean | undefined {
  return words.includes('兼职') ? false : words.includes('专职') ? true : undefined
}

function differenceIn({ before, facts }: Effect) {
  if (!before) return null
  return differenceOf([
    ['聘期止', before.toDay, facts.toDay],
    ['律所', before.firm, facts.firm],
    ['电话', before.phone, facts.phone],
    ['合同', before.contract, facts.contract],
    ['专职', before.isFullTime ? '是' : '否', facts.isFullTime ? '是' : '否'],
  ])
}

function outcomeOf(effect: Effect): Pick<RowOutcome, 'outcome' | 'before' | 'after'> {
  if (!effect.before) return { outcome: 'new' }
  const change = differenceIn(effect)
  return change ? { outcome: 'changed', ...change } : { outcome: 'unchanged' }
}

function readRow(
  known: Known,
  viewer: Viewer,
  { row, cells }: Cells,
  options: ImportOptions,
  { faults, outcomes }: Pick<Judged<unknown>, 'faults' | 'outcomes'>,
) {
  const { year } = options
  const before = faults.length
  const cell = (field: string) => cells[field] ?? ''
  const fault = (field: string, more: Omit<Fault, 'row' | 'field'>) => faults.push({ row, field, ...more })
  if (cell('name') === '') fault('name', { reason: 'empty' })
  const name = cell('name') === '' ? '' : nameAsked({ faults, options, row }, cell('name'))
  if (name === LEFT_OUT) {
    outcomes.push({ row, outcome: 'leftOut', label: cell('name'), remark: 'notAName' })
    return []
  }
  const from = parseDay(cell('from'), year, 'first')
  if (!from.ok) fault('from', { reason: from.reason, places: { text: cell('from') } })
  const to = isOpenEnd(cell('to')) ? null : parseDay(cell('to'), year, 'last')
  if (to && !to.ok) fault('to', { reason: to.reason, places: { text: cell('to') } })
  if (from.ok && to?.ok && to.day < from.day) fault('to', { reason: 'backwards' })
  const whole = known.unitNamed(cell('unit'), 'unit')
  const together = whole.ok ? [] : known.unitsNamed(cell('unit'), 'unit').map(each => each.name)
  const words = whole.ok ? [cell('unit')] : together.length > 0 ? together : splitUnits(cell('unit'))
  if (words.length === 0) fault('unit', { reason: 'empty' })
  const units = words.flatMap(word => {
    const found = known.unitNamed(word, 'unit')
    if (!found.ok) fault('unit', found.fault)
    else if (!canAdminister(viewer, found.value.path))
      fault('unit', { reason: 'outsideScope', places: { unit: found.value.name } })
    else return [found.value]
    return []
  })
  if (faults.length > before || !from.ok || name === null) return []
  return units.map(unit => ({
    unitName: unit.name,
    facts: {
      name,
      unitId: unit.id,
      fromDay: from.day,
      toDay: to?.ok ? to.day : null,
      firm: cleanText(cell('firm')) || null,
      phone: cleanText(cell('phone')) || null,
      contract: cleanText(cell('contract')) || null,
      isFullTime: fullTimeIn(cell('kind')) ?? false,
    },
  }))
}

/** Remarks that say nothing of full time are not taken, and said so: 6月起由陶思明接任. */
function remarksLeft(rows: readonly Cells[]): Judged<unknown>['notes'] {
  const texts = rows.flatMap(({ cells: { kind = '' } }) =>
    isNothing(kind) || fullTimeIn(kind) !== undefined ? [] : [kind],
  )
  const [text] = texts
  return text === undefined ? [] : [{ reason: 'remarksUnused', places: { count: texts.length, text } }]
}
