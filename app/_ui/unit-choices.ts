import type { Choice } from '@/app/_forms/field.client'
import type { UnitOption } from '@/lib/organisation/people/person.queries'

/** Units for a select, indented as the tree is; an ideographic space keeps its width in every browser. */
export function unitChoices(units: UnitOption[]): Choice[] {
  return units.map(unit => ({ value: String(unit.id), label: `${'\u3000'.repeat(unit.depth)}${unit.name}` }))
}
