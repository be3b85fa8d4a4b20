import type { On } from '@/db/client'
import type { Pause } from '@/db/pause'
import { dayOf, endOfDay, instantOf } from '@/lib/core/time'
import { audienceOf } from '@/lib/organisation/audience/audience.sql'
import { type LockedYears, lockedFault } from '@/lib/organisation/lookup/locked-year.sql'
import { subjectOf } from '@/lib/organisation/lookup/subject.rules'
import { ownHost, whoTakesPart } from '@/lib/organisation/lookup/who-takes-part.sql'
import { yearNamed } from '@/lib/spreadsheet/doubt.rules'
import type { Cells, Fault } from '@/lib/spreadsheet/importer.rules'
import { isOfSheet, type Subject } from '@/lib/spreadsheet/new-subject.rules'
import { spanAsked } from '@/lib/spreadsheet/span-asked.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { type ExamSaid, marksAsked, noteRow, nothingSaid, timesOf } from './exam-facts.rules'
import type { Exams, NewExam, NewExams } from './exam-meant.import'
import type { Exam } from './result-read.rules'

type Context = Omit<Exams, 'made'> & { locked: LockedYears }
type Told = { subject: Subject; row: number; said: ExamSaid }

export const isNewExam = ({ id }: Pick<Exam, 'id'>) => id < 0

/**
 * The exams that are made with a sheet, as somebody said: their days and marks are read or asked. `widened` are those that
 * are there meanwhile, for the people of another such sheet: those of this one have to sit them too.
 */
export async function newExams(
  on: On,
  rows: readonly Cells[],
  context: Context,
  pause: Pause,
): Promise<{ made: NewExams; widened: Set<number> }> {
  const told = new Map<string, Told>()
  for (const { row, cells } of rows) {
    await pause()
    const subject = subjectOf('exam', context, cells.exam ?? '')
    if (!subject?.isNew) continue
    const key = matchKey(subject.title)
    const of = told.get(key) ?? { subject, row, said: nothingSaid() }
    noteRow(of.said, cells, context.options.year)
    told.set(key, of)
  }
  const made: NewExams = new Map()
  const widened = new Set<number>()
  for (const [key, of] of told) {
    const [one, ...others] = context.exams.filter(each => matchKey(each.title) === key)
    if (!one) made.set(key, await newExamOf(on, of, { ...context, id: -made.size - 1 }, pause))
    else if (others.length === 0 && isOfSheet(of.subject) && (await isOfNames(on, one))) widened.add(one.id)
  }
  return { made, widened }
}

/** Whether who has to sit it is said by names alone, as where it was made with a sheet. */
async function isOfNames(on: On, { audienceId, listConfirmedAt, status }: Exam): Promise<boolean> {
  if (audienceId === null || listConfirmedAt !== null || status !== 'scheduled') return false
  const { parts, people } = await audienceOf(audienceId, on)
  return parts.length === 0 && people.length > 0
}

async function newExamOf(
  on: On,
  { subject: { title, words }, row, said }: Told,
  { known, locked, options, viewer, id }: Context & { id: number },
  pause: Pause,
): Promise<NewExam | { questions: Fault[] }> {
  const faults: Fault[] = []
  const asking = { faults, options, row }
  const year = yearNamed(title) ?? options.year
  const times = timesOf(said)
  const span = spanAsked(asking, {
    ...{ field: 'examDays', reason: 'newExamDays', title, above: said.day, year },
    proposed: [
      ...(times ? [{ ...times, choice: 'spanOfTimes' }] : []),
      ...(year ? [{ fromDay: `${year}-12-01`, toDay: `${year}-12-31`, choice: 'spanOfDays' }] : []),
    ],
  })
  const marks = marksAsked(asking, title, said)
  const hostUnitId = ownHost(viewer, known.units)
  if (!span || !marks || hostUnitId === null) return { questions: faults }
  const { fromDay, toDay } = span
  const closed = lockedFault(locked, options, [toDay])
  if (closed) faults.push({ row, field: 'exam', ...closed })
  const asked = { title, words, day: toDay, hostUnitId, row, field: 'exam' }
  const who = await whoTakesPart(on, viewer, asked, { options, kind: 'results' as const, faults }, pause)
  if (faults.length > 0) return { questions: faults }
  const makeUp = said.lastResit !== null && said.lastResit > toDay ? endOfDay(said.lastResit) : null
  const exam: Exam = {
    ...{ id, uid: '', title, hostUnitId, planItemId: null, audienceId: null },
    ...{ opensAt: instantOf(fromDay), closesAt: endOfDay(toDay), closingDay: toDay, makeUpClosesAt: makeUp },
    ...{ fullMark: marks.full, passMark: marks.pass, attempts: null, makeUpAttempts: null },
    ...{ counting: 'best', status: 'scheduled', listConfirmedAt: null },
    ...{ sequence: 0, version: 0, createdAt: 0, changedAt: 0 },
  }
  return { ...who, exam }
}

/** `2024年学法考试（2024-11-01–2024-11-20，满分 100，合格 60）`, as the preview tells it. */
export function textOfExam({ title, opensAt, closingDay, fullMark, passMark }: Exam): string {
  const days = [...new Set([dayOf(opensAt), closingDay])].join('–')
  return `${title}（${days}，满分 ${fullMark}，合格 ${passMark}）`
}
