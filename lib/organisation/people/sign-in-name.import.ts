import type { Judged } from '@/lib/spreadsheet/importer.rules'
import type { There } from './person-row.import'
import type { RosterEffects, RosterEntry } from './roster.commands'

/** Both a staff number and a phone sign in: one person's number that is another's phone is faulty. */
export function judgeSignInNames(
  { people }: There,
  { effects, faults, outcomes }: Judged<RosterEffects>,
): void {
  const changed = new Set(effects.people.map(each => each.before?.id))
  const whoHas = (field: 'staffNo' | 'phone') =>
    new Map<string | null, number | RosterEntry>([
      ...people.filter(each => !changed.has(each.id)).map(each => [each[field], each.id] as const),
      ...effects.people.map(each => [each.facts[field], each.before?.id ?? each] as const),
    ])
  const isOthers =
    (field: 'staffNo' | 'phone', holders: ReturnType<typeof whoHas>) => (effect: RosterEntry) => {
      const { before, facts } = effect
      const holder = holders.get(facts[field])
      const isNew = facts[field] !== null && facts[field] !== (before?.[field] ?? null)
      return isNew && holder !== undefined && holder !== (before?.id ?? effect)
    }
  const phones = effects.people.filter(isOthers('phone', whoHas('staffNo')))
  const told = new Set(phones.map(each => each.facts.phone))
  const numbers = effects.people
    .filter(isOthers('staffNo', whoHas('phone')))
    // Between two rows of the sheet it is told once, at the phone.
    .filter(each => !phones.includes(each) && !told.has(each.facts.staffNo))
  const fault = (field: 'staffNo' | 'phone', reason: string) => (effect: RosterEntry) => {
    const places = { number: effect.facts[field] ?? '' }
    faults.push({ row: effect.memberships[0]?.row ?? 0, field, reason, places })
  }
  phones.forEach(fault('phone', 'phoneIsStaffNo'))
  numbers.forEach(fault('staffNo', 'staffNoIsPhone'))
  const wrong = [...phones, ...numbers]
  const rows = new Set(wrong.flatMap(each => each.memberships.map(one => one.row)))
  effects.people = effects.people.filter(each => !wrong.includes(each))
  outcomes.splice(0, outcomes.length, ...outcomes.filter(each => !rows.has(each.row)))
}
