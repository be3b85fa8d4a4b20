import { eq } from 'drizzle-orm'
import { adviser } from '@/db/schema/roster'
import { canAdminister, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import type {
  Cells,
  Fault,
  Importer,
  ImportOptions,
  Judged,
  RowOutcome,
} from '@/lib/spreadsheet/importer.rules'
import { firstRows, tellRepeated } from '@/lib/spreadsheet/judge.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import { cleanName, cleanText, matchKey, splitUnits } from '@/lib/spreadsheet/text.rules'
import { isOpenEnd } from './person.sheet'

type Adviser = typeof adviser.$inferSelect
type Facts = Omit<typeof adviser.$inferInsert, 'id'> & { toDay: string | null }
type Effect = { row: number; before: Adviser | null; facts: Facts; unitName: string }

/** 法律顾问: 姓名 + 服务单位 + 聘期起. A row that names several units is one term at each. */
export const advisersImporter: Importer<Effect[]> = {
  kind: 'advisers',
  restsOn: [...knownFrom, 'adviser'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effect[]>> {
    const [known, there] = await Promise.all([loadKnown(on, options, pause), on.select().from(adviser)])
    const standing = new Map(there.map(each => [keyOf(each), each]))
    const judged: Judged<Effect[]> = { outcomes: [], faults: [], notes: [], effects: [] }
    const earlierOf = firstRows()
    const faulty = new Set<number>()
    for (const cells of rows) {
      await pause()
      const faultsBefore = judged.faults.length
      const outcomes: RowOutcome[] = []
      for (const { facts, unitName, hasTo } of readRow(known, viewer, cells, options, judged.faults)) {
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
          facts: before ? merged(before, facts, hasTo) : facts,
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
    return judged
  },

  async write(tx, viewer, effects) {
    for (const effect of effects.filter(each => !each.before || differenceIn(each))) {
      const { before, facts } = effect
      const [saved] = before
        ? await tx.update(adviser).set(facts).where(eq(adviser.id, before.id)).returning()
        : await tx.insert(adviser).values(facts).returning()
      await recordAudit(tx, viewer, {
        action: before ? 'adviser.change' : 'adviser.add',
        subject: 'adviser',
        subjectId: (saved as Adviser).id,
        before: before ?? undefined,
        after: saved,
      })
    }
  },
}

const weight: RowOutcome['outcome'][] = ['leftOut', 'unchanged', 'changed', 'new']

function keyOf({ name, unitId, fromDay }: Pick<Facts, 'name' | 'unitId' | 'fromDay'>): string {
  return `${matchKey(name)}/${unitId}/${fromDay}`
}

/** An empty cell keeps a value typed before; an empty 聘期止 means that the term is open. */
function merged(before: Adviser, facts: Facts, hasTo: boolean): Facts {
  return {
    ...facts,
    name: before.name,
    toDay: hasTo ? facts.toDay : before.toDay,
    firm: facts.firm ?? before.firm,
    phone: facts.phone ?? before.phone,
  }
}

function differenceIn({ before, facts }: Effect) {
  if (!before) return null
  return differenceOf([
    ['聘期止', before.toDay, facts.toDay],
    ['律所', before.firm, facts.firm],
    ['电话', before.phone, facts.phone],
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
  { year }: ImportOptions,
  faults: Fault[],
) {
  const before = faults.length
  const cell = (field: string) => cells[field] ?? ''
  const fault = (field: string, more: Omit<Fault, 'row' | 'field'>) => faults.push({ row, field, ...more })
  const name = cleanName(cell('name'))
  if (name === '') fault('name', { reason: 'empty' })
  const from = parseDay(cell('from'), year, 'first')
  if (!from.ok) fault('from', { reason: from.reason, places: { text: cell('from') } })
  const to = isOpenEnd(cell('to')) ? null : parseDay(cell('to'), year, 'last')
  if (to && !to.ok) fault('to', { reason: to.reason, places: { text: cell('to') } })
  if (from.ok && to?.ok && to.day < from.day) fault('to', { reason: 'backwards' })
  const whole = known.unitNamed(cell('unit'))
  const words = whole.ok ? [cell('unit')] : splitUnits(cell('unit'))
  if (words.length === 0) fault('unit', { reason: 'empty' })
  const units = words.flatMap(word => {
    const found = known.unitNamed(word)
    if (!found.ok) fault('unit', found.fault)
    else if (!canAdminister(viewer, found.value.path))
      fault('unit', { reason: 'outsideScope', places: { unit: found.value.name } })
    else return [found.value]
    return []
  })
  if (faults.length > before || !from.ok) return []
  return units.map(unit => ({
    unitName: unit.name,
    hasTo: cells.to !== undefined,
    facts: {
      name,
      unitId: unit.id,
      fromDay: from.day,
      toDay: to?.ok ? to.day : null,
      firm: cleanText(cell('firm')) || null,
      phone: cleanText(cell('phone')) || null,
    },
  }))
}
