import type { On } from '@/db/client'
import type { Pause } from '@/db/pause'
import { DEFAULT_MAKE_UP_DAYS } from '@/db/schema/plan'
import { type Day, yearOf } from '@/lib/core/time'
import { audienceOf } from '@/lib/organisation/audience/audience.sql'
import { type LockedYears, lockedFault } from '@/lib/organisation/lookup/locked-year.sql'
import { subjectOf } from '@/lib/organisation/lookup/subject.rules'
import { ownHost, whoTakesPart } from '@/lib/organisation/lookup/who-takes-part.sql'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import { yearNamed } from '@/lib/spreadsheet/doubt.rules'
import type { Cells, Fault } from '@/lib/spreadsheet/importer.rules'
import { isOfSheet, type Subject } from '@/lib/spreadsheet/new-subject.rules'
import { type Span, spanAsked } from '@/lib/spreadsheet/span-asked.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { newMeeting } from './new-meeting.rules'
import type { NewStudies, NewStudy, Studies, Study } from './study-meant.import'

type Context = Omit<Studies, 'made'> & { locked: LockedYears; today: Day }
type Told = { subject: Subject; row: number; above: string; until: string; completed: Span | null }

/** Form of what is made with a sheet of completions. */
const FORM = '网上学法'

/**
 * The studies that are made with a sheet, as somebody said: their days are read or asked. `widened` are those that are
 * there meanwhile, for the people of another such sheet: those of this one have to complete them too.
 */
export async function newStudies(
  on: On,
  rows: readonly Cells[],
  context: Context,
  pause: Pause,
): Promise<{ made: NewStudies; widened: Set<number> }> {
  const told = new Map<string, Told>()
  for (const { row, cells } of rows) {
    await pause()
    const subject = subjectOf('activity', context, cells.title ?? '')
    if (!subject?.isNew) continue
    const key = matchKey(subject.title)
    const of = told.get(key) ?? { subject, row, above: '', until: '', completed: null }
    noteRow(of, cells, yearNamed(subject.title) ?? context.options.year)
    told.set(key, of)
  }
  const made: NewStudies = new Map()
  const widened = new Set<number>()
  for (const [key, of] of told) {
    const there = context.studies.filter(each => matchKey(each.title) === key && each.status !== 'cancelled')
    const [one, ...others] = there
    if (!one) made.set(key, await newStudyOf(on, of, { ...context, id: -made.size - 1 }, pause))
    else if (others.length === 0 && isOfSheet(of.subject) && (await isOfNames(on, one))) widened.add(one.id)
  }
  return { made, widened }
}

function noteRow(of: Told, cells: Record<string, string>, year: number | undefined): void {
  of.above ||= cells.aboveDay ?? ''
  of.until ||= cells.aboveUntil ?? ''
  const read = parseDay(cells.completedOn ?? '', year)
  if (!read.ok) return
  const { fromDay, toDay } = of.completed ?? { fromDay: read.day, toDay: read.day }
  of.completed = {
    fromDay: read.day < fromDay ? read.day : fromDay,
    toDay: read.day > toDay ? read.day : toDay,
  }
}

/** The year up to the day until which it was to be done. */
export function spanUntil(text: string, year: number | undefined): (Span & { choice: string })[] {
  const read = parseDay(text, year)
  if (!read.ok) return []
  return [{ fromDay: `${yearOf(read.day)}-01-01`, toDay: read.day, choice: 'spanOfDays' }]
}

async function isOfNames(on: On, { audienceId }: Study): Promise<boolean> {
  if (audienceId === null) return false
  const { parts, people } = await audienceOf(audienceId, on)
  return parts.length === 0 && people.length > 0
}

async function newStudyOf(
  on: On,
  { subject: { title, words }, row, above, until, completed }: Told,
  { known, locked, options, today, viewer, id }: Context & { id: number },
  pause: Pause,
): Promise<NewStudy | { questions: Fault[] }> {
  const faults: Fault[] = []
  const year = yearNamed(title) ?? options.year
  const span = spanAsked(
    { faults, options, row },
    {
      ...{ field: 'studyDays', reason: 'newStudyDays', title, above, year },
      proposed: [
        ...spanUntil(until, year),
        ...(year ? [{ fromDay: `${year}-01-01`, toDay: `${year}-12-31`, choice: 'spanOfDays' }] : []),
        ...(completed ? [{ ...completed, choice: 'spanOfCompletions' }] : []),
      ],
    },
  )
  const hostUnitId = ownHost(viewer, known.units)
  if (!span || hostUnitId === null) return { questions: faults }
  const { fromDay, toDay } = span
  const closed = lockedFault(locked, options, [toDay])
  if (closed) faults.push({ row, field: 'title', ...closed })
  const asked = { title, words, day: fromDay, hostUnitId, row, field: 'title' }
  const who = await whoTakesPart(on, viewer, asked, { options, kind: 'study' as const, faults }, pause)
  if (faults.length > 0) return { questions: faults }
  const said = { day: fromDay, name: title, headline: '', form: FORM, hostUnitId }
  const status = toDay < today ? ('held' as const) : ('scheduled' as const)
  const study = { ...newMeeting(id, { ...said, makeUpDays: DEFAULT_MAKE_UP_DAYS }), lastDay: toDay, status }
  return { ...who, study }
}

/** `2024年网上学法（2024-01-01–2024-12-31）`, as the preview tells it. */
export function textOfStudy({ title, day, lastDay }: Study): string {
  return `${title}（${[...new Set([day, lastDay])].join('–')}）`
}
