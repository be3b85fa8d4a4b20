import type { Mark } from '@/lib/attendance/attendance.rules'
import type { Line } from './line.sheet'
import { type Book, type By, type Doubt, keyOf, type Named, type Someone, whoIs } from './match.rules'
import {
  type AttendedTime,
  attendedTime,
  type Hours,
  type MeetingLogRule,
  markOf,
  type Outcome,
  outcomeOf,
  type RowNow,
} from './meeting-log.rules'

/** The user's decision about lines without a certain match: skip, a guest, a person, or 名单外参加. */
export type Decision = { do: 'skip' | 'guest' | 'walkIn' } | { do: 'person'; personId: number }

type Together = { rows: number[]; presence: AttendedTime; mark: Mark | null }
/** The effect on one person's row. */
export type Entry = Together & {
  someone: Someone
  by: By
  outcome: Outcome
  was: RowNow | null
  /** Not on the list yet and added to it. */
  isWalkIn: boolean
}
/** Lines with the same name for which the user must choose the person. */
export type Open = Together & { key: string; named: Named; reason: Doubt; candidates: Someone[] }
export type Aside = Together & { key: string; named: Named; as: 'skip' | 'guest' }
export type MeetingLogPreview = {
  entries: Entry[]
  open: Open[]
  aside: Aside[]
  /** Due, but in no line: the row stays as it is. */
  missing: Someone[]
}

export type Given = {
  lines: Line[]
  book: Book
  rows: Map<number, RowNow>
  rule: MeetingLogRule
  hours: Hours
  decisions: Record<string, Decision>
  /** People whose existing mark is overwritten. */
  replace: number[]
}

/** The effect of a file on a roll. The order of its lines makes no difference. */
export function planOf({ lines, book, rows, rule, hours, decisions, replace }: Given): MeetingLogPreview {
  const byId = new Map(book.people.map(each => [each.personId, each]))
  const told = (of: Line[]): Together => {
    const presence = attendedTime(of, hours)
    return {
      rows: of.map(line => line.row).sort((a, b) => a - b),
      presence,
      mark: markOf(presence, rule, hours),
    }
  }
  const found = new Map<number, { lines: Line[]; by: By }>()
  const plan: MeetingLogPreview = { entries: [], open: [], aside: [], missing: [] }
  for (const [key, of] of byWords(lines)) {
    const named = of[0] as Line
    const decision = decisions[key]
    const meant = whoIs(named, book)
    if (decision?.do === 'skip' || (decision?.do === 'guest' && !meant.ok)) {
      plan.aside.push({ key, named, as: decision.do, ...told(of) })
      continue
    }
    const chosen = chosenBy(decision, meant)
    if (chosen === null || !byId.has(chosen.personId)) {
      const { reason = 'unknown', candidates = [] } = meant.ok ? {} : meant
      const someones = candidates.flatMap(id => byId.get(id) ?? [])
      plan.open.push({ key, named, reason, candidates: someones, ...told(of) })
      continue
    }
    const there = found.get(chosen.personId)
    found.set(chosen.personId, { by: there?.by ?? chosen.by, lines: [...(there?.lines ?? []), ...of] })
  }
  for (const someone of book.people) {
    const own = found.get(someone.personId)
    const was = rows.get(someone.personId)
    if (!own) {
      if (someone.isDue && was?.standing === 'required') plan.missing.push(someone)
      continue
    }
    const together = told(own.lines)
    const outcome = outcomeOf(was, together.mark, replace.includes(someone.personId))
    plan.entries.push({
      ...together,
      someone,
      by: own.by,
      outcome,
      was: was ?? null,
      isWalkIn: !someone.isDue,
    })
  }
  return plan
}

function chosenBy(
  decision: Decision | undefined,
  meant: ReturnType<typeof whoIs>,
): { personId: number; by: By } | null {
  if (decision?.do === 'person') return { personId: decision.personId, by: 'chosen' }
  if (meant.ok) return meant
  const [only] = meant.candidates
  const isOne = meant.reason === 'notDue' && meant.candidates.length === 1
  return decision?.do === 'walkIn' && isOne && only !== undefined ? { personId: only, by: 'chosen' } : null
}

/** Groups lines by name, in the order of their rows. */
function byWords(lines: Line[]): Map<string, Line[]> {
  const groups = new Map<string, Line[]>()
  for (const line of [...lines].sort((a, b) => a.row - b.row))
    groups.set(keyOf(line), [...(groups.get(keyOf(line)) ?? []), line])
  return groups
}

/** The entries to be written. */
export function toWrite({ entries }: MeetingLogPreview): Entry[] {
  return entries.filter(({ outcome }) => outcome === 'new' || outcome === 'changed')
}

/** Guests who were there long enough to count as attended. */
export function guestsOf({ aside }: MeetingLogPreview): Aside[] {
  return aside.filter(each => each.as === 'guest' && each.mark !== null)
}

export type MeetingLogCounts = Record<'present' | 'late' | 'leftEarly' | 'guests', number>

export function meetingLogCounts(plan: MeetingLogPreview): MeetingLogCounts {
  const written = toWrite(plan)
  const of = (mark: Mark) => written.filter(each => each.mark === mark).length
  return {
    present: of('present'),
    late: of('late'),
    leftEarly: of('leftEarly'),
    guests: guestsOf(plan).length,
  }
}
