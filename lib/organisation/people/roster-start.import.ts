import { type Day, yearOf } from '@/lib/core/time'
import { ask, type ImportOptions, type Judged } from '@/lib/spreadsheet/importer.rules'
import type { Row } from './person-row.import'
import type { RosterEffects } from './roster.commands'

/** 1 January of the year that was given, else of the current one. */
const usual = ({ year }: ImportOptions, today: Day): Day => `${year ?? yearOf(today)}-01-01`

const isOpen = ({ asksStart, year, stated }: ImportOptions) =>
  asksStart === true && year === undefined && !stated

/** The days from which people of a sheet may count, the likeliest first; one alone where nothing is to be asked. */
function starts(options: ImportOptions, today: Day): Day[] {
  const { on, stated } = options
  if (on) return [on]
  const other = usual(options, today)
  // A year that has passed is loaded as often as the current one, and a newcomer counts from now on.
  if (!stated && isOpen(options)) return [...new Set([other, `${yearOf(today) - 1}-01-01`, today])]
  if (!stated) return [other]
  const { day, by } = stated
  if (by === 'fileName' && options.year !== undefined) return [other]
  const first: Day = `${yearOf(day)}-01-01`
  // A list of May, or filled in in May, is of the people of that year.
  if (day === other || (by !== 'asOf' && first === other)) return [other]
  return [...new Set(by === 'filledIn' ? [first, day, other] : [day, first, other])]
}

const keyOf = ([first]: Day[]) => `rosterStart ${first}`

/** From which day those count of whom the sheet does not say it: as was answered, else as it says of itself. */
export function rosterStart(options: ImportOptions, today: Day): Day {
  const days = starts(options, today)
  return days.find(each => each === options.answers?.[keyOf(days)]) ?? (days[0] as Day)
}

function reasonOf(options: ImportOptions): string {
  if (isOpen(options)) return 'rosterStartOpen'
  return options.stated?.by === 'fileName' ? 'rosterStartNamed' : 'rosterStart'
}

/**
 * Asks from which day new people count, once for the sheet, where it says another one than would be taken, or nothing says
 * any. Answers whether that is known.
 */
export function askStart(
  judged: Judged<RosterEffects>,
  rows: readonly Row[],
  { start, options, today }: { start: Day; options: ImportOptions; today: Day },
): boolean {
  const days = starts(options, today)
  if (days.length === 1) return true
  const open = new Set(rows.flatMap(each => (each.from === null ? [each.row] : [])))
  const isAsked = (each: { row: number; before: unknown; fromDay: Day }) =>
    !each.before && each.fromDay === start && open.has(each.row)
  const asked = judged.effects.people.flatMap(each => each.memberships.filter(isAsked))
  const left = new Set<number>()
  for (const { row } of asked) {
    const answer = ask(judged.faults, options, {
      row,
      field: 'from',
      reason: reasonOf(options),
      isDoubt: true,
      places: { day: days[0] as Day, year: yearOf(days[0] as Day) },
      key: keyOf(days),
      isOfColumn: true,
      choices: days.map(day => ({ value: day, choice: 'fromDay', places: { day } })),
    })
    if (answer === null) left.add(row)
  }
  if (left.size === 0) return true
  judged.effects.people = judged.effects.people.filter(
    each => !each.memberships.some(one => left.has(one.row)),
  )
  judged.outcomes = judged.outcomes.filter(each => !left.has(each.row))
  return false
}
