import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import type { Known } from '@/lib/organisation/lookup/known.sql'
import { subjectAsked, subjectOf } from '@/lib/organisation/lookup/subject.rules'
import type { WhoTakesPart } from '@/lib/organisation/lookup/who-takes-part.sql'
import type { Fault, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import type { Exam } from './result-read.rules'

/** An exam that stands in a sheet alone, until it is written; its id is below 0. */
export type NewExam = WhoTakesPart & { exam: Exam }
/** By the title as it is matched: the exam, or what is asked of it first. */
export type NewExams = Map<string, NewExam | { questions: Fault[] }>

export type Exams = {
  known: Known
  exams: Exam[]
  /** Those that are made with the sheet, or what is asked of them first. */
  made: NewExams
  viewer: Viewer
  options: ImportOptions
}

/** The exam of a row; null where it is asked which one it is, or how a new one is held. */
export function examMeant(
  context: Exams,
  { row, cell }: { row: number; cell: string },
  faults: Fault[],
): Exam | null {
  const { exams, known, made, viewer } = context
  const fault = (...given: Omit<Fault, 'row'>[]) => {
    faults.push(...given.map(each => ({ ...each, row })))
    return null
  }
  const subject = subjectOf('exam', context, cell)
  if (!subject) return fault({ field: 'exam', reason: 'examNotNamed' })
  const { title, isNew } = subject
  const key = matchKey(title)
  const [one, ...others] = exams.filter(each => matchKey(each.title) === key)
  if (others.length > 0) return fault({ field: 'exam', reason: 'severalExams', places: { title } })
  if (one) return one
  const fresh = isNew ? made.get(key) : undefined
  if (fresh) return 'exam' in fresh ? fresh.exam : fault(...fresh.questions)
  const own = exams.filter(each => canOrganise(viewer, known.unitById(each.hostUnitId)?.path ?? ''))
  return fault(
    subjectAsked(
      'exam',
      title,
      own.map(each => each.title),
    ),
  )
}
