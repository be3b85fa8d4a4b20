import type { Asking } from '@/lib/spreadsheet/doubt.rules'
import { ask } from '@/lib/spreadsheet/importer.rules'
import type { Known } from './known.sql'

type Unit = Known['units'][number]
/** The unit of a cell, and others that it names beside. */
type Found = { unit: Unit; others: Unit[] }

/**
 * The unit that a cell names. Of several that it names together, 清河、永泰社区, it is asked which is meant, once for all
 * that say the same: a row belongs to one. Null where it is faulty or asked.
 */
export function unitAsked(
  { unitNamed, unitsNamed }: Pick<Known, 'unitNamed' | 'unitsNamed'>,
  { faults, options, row }: Asking,
  field: string,
  text: string,
  choice: 'hostOfSeveral' | 'unitOfSeveral',
): Found | null {
  const whole = unitNamed(text, field)
  if (whole.ok) return { unit: whole.value, others: [] }
  const units = unitsNamed(text, field)
  if (units.length === 0) {
    faults.push({ row, field, ...whole.fault })
    return null
  }
  const answer = ask(faults, options, {
    row,
    field,
    reason: 'unitsTogether',
    isDoubt: true,
    places: { text },
    alike: text,
    choices: units.map(({ name }) => ({ value: name, choice, places: { unit: name } })),
  })
  const unit = units.find(each => each.name === answer)
  return unit ? { unit, others: units.filter(each => each !== unit) } : null
}
