import type { Choice } from '@/app/_forms/versioned.client'
import type { UnitOption } from '@/lib/organisation/people/person.queries'

/** Options for a select of units, indented as in the tree with ideographic spaces, which no browser collapses. */
export function unitChoices(units: UnitOption[]): Choice[] {
  return units.map(unit => ({ value: String(unit.id), label: `${'\u3000'.repeat(unit.depth)}${unit.name}` }))
}
