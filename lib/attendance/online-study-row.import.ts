import { canOrganise } from '@/lib/access/access.rules'
import { type Day, yearOf } from '@/lib/core/time'
import { type LockedYears, lockedFault } from '@/lib/organisation/lookup/locked-year.sql'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import { ask, type Cells, type Fault, type ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { isNothing, parseNumber } from '@/lib/spreadsheet/numbers.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import type { Standing } from './attendance.rules'
import { type CompletionRefusal, completionRefusal, readDone } from './online-study.rules'
import { type Studies, type Study, studyMeant } from './study-meant.import'

export type Completion = { personId: number; completedOn: Day | null }
export type Context = Studies & {
  rows: Map<string, There>
  /** Studies for whom their sheets name. */
  widened: ReadonlySet<number>
  locked: LockedYears
  today: Day
}

export type There = Completion & { standing: Standing }
/** `said` is null where the row says nothing: neither 是否完成 nor 完成日期 is filled in. */
export type Read = {
  study: Study
  personId: number
  said: { completedOn: Day | null } | null
  there: There | undefined
  /** It has to be completed by this person because the sheet of a new study says so. */
  isListed: boolean
}

/** Whether a study that is made with the sheet, or with another one of its kind, is for whom it names. */
function isForSheet({ made, widened }: Context, study: Study, personId: number): boolean {
  if (study.id >= 0) return widened.has(study.id)
  const of = made.get(matchKey(study.title))
  return of !== undefined && 'study' in of && (of.words === '' || of.due.has(personId))
}

export function readRow(
  context: Context,
  { row, cells: given }: Cells,
  faults: Fault[],
): Read | { fault: Omit<Fault, 'row'> } | null {
  const { known, options, today, viewer } = context
  const said = withDone(given, options)
  if (said.cells === null) return { fault: said.fault }
  const { cells } = said
  const cell = (field: string) => cells[field] ?? ''
  const study = studyMeant(context, { row, cell: cell('title') }, faults)
  if (study === null) return null
  const host = known.unitById(study.hostUnitId)
  if (!host || !canOrganise(viewer, host.path))
    return { fault: { field: 'title', reason: 'outsideScope', places: { unit: host?.name ?? '' } } }
  const person = known.personMeant(
    viewer,
    { staffNo: cell('staffNo'), name: cell('name'), unit: cell('unit') },
    study.day,
  )
  if (!person.ok)
    return {
      fault: {
        field: cell('staffNo') ? 'staffNo' : person.fault.reason === 'noSuchUnit' ? 'unit' : 'name',
        ...person.fault,
      },
    }
  const found = context.rows.get(`${study.id}/${person.value}`)
  const isListed = (!found || found.standing === 'withdrawn') && isForSheet(context, study, person.value)
  const there = isListed
    ? { personId: person.value, completedOn: null, standing: 'required' as const }
    : found
  const read = { study, personId: person.value, there, isListed }
  const completed = cell('completedOn')
  const day = isNothing(completed) ? null : parseDay(completed, options.year ?? yearOf(study.day))
  if (day && !day.ok)
    return { fault: { field: 'completedOn', reason: day.reason, places: { text: completed } } }
  // An empty cell is no 否: it never takes a completion away.
  const written = isNothing(cell('done')) ? '' : cell('done')
  if (written === '' && day === null) return { ...read, said: null }
  const done = written === '' ? true : readDone(written)
  if (done === null || done === 'overWhole')
    return { fault: { field: 'done', reason: done ?? 'notYesNo', places: { text: cell('done') } } }
  if (!done && day) return { fault: { field: 'completedOn', reason: 'completedOnThoughNot' } }
  const completedOn = done ? (day?.ok ? day.day : (there?.completedOn ?? study.lastDay)) : null
  if (there && there.standing !== 'withdrawn' && there.completedOn !== completedOn) {
    const fault = ruleOf(study, there, completedOn, { today, options, isListed })
    if (fault) return { fault }
    const locked = lockedFault(context.locked, options, [study.lastDay, completedOn, there.completedOn])
    if (locked) return { fault: { field: 'completedOn', ...locked } }
  }
  return { ...read, said: { completedOn } }
}

/** Of a list of points alone it is asked, once for the sheet, whom they make somebody who has completed the study. */
function withDone(
  cells: Cells['cells'],
  options: ImportOptions,
): { cells: Cells['cells'] } | { cells: null; fault: Omit<Fault, 'row'> } {
  const { done, completedOn, credits = '' } = cells
  if (done !== undefined || completedOn !== undefined || isNothing(credits)) return { cells }
  const faults: Fault[] = []
  const answer = ask(faults, options, {
    row: 0,
    field: 'credits',
    reason: 'creditsOnly',
    isDoubt: true,
    isOfColumn: true,
    key: 'creditsOnly',
    choices: [
      { value: 'some', choice: 'creditsDone' },
      { value: 'none', choice: 'creditsSayNothing' },
    ],
  })
  if (answer === null) {
    const { row: _, ...fault } = faults[0] as Fault
    return { cells: null, fault }
  }
  const read = parseNumber(credits)
  const isDone = answer === 'some' && read.ok && read.value > 0
  return { cells: { ...cells, done: isDone ? '是' : '' } }
}

/** What 登记完成 on the page of the study would refuse; a confirmed study is corrected with a reason. */
function ruleOf(
  study: Study,
  there: There,
  completedOn: Day | null,
  { today, options, isListed }: { today: Day; options: ImportOptions; isListed: boolean },
): Omit<Fault, 'row'> | null {
  // Whom another sheet of a new study names was not confirmed yet.
  const isCorrection = study.status === 'closed' && (isListed || Boolean(options.reason))
  const of = isCorrection ? { ...study, status: 'held' as const } : study
  const refusal = completionRefusal(of, there, completedOn, today)
  if (refusal === null) return null
  const field = refusal === 'rollClosed' ? (completedOn === null ? 'done' : 'completedOn') : 'completedOn'
  return { field, reason: refusals[refusal], places: { title: study.title, day: completedOn ?? '' } }
}

const refusals: Record<CompletionRefusal, string> = {
  rollClosed: 'closedNeedsReason',
  cancelled: 'activityCancelled',
  notRecorded: 'notRecorded',
  notScheduled: 'activityWithoutDay',
  notRequired: 'notRequired',
  beforeStudy: 'beforeStudy',
  inFuture: 'inFuture',
}
