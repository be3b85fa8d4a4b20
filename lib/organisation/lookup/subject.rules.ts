import { likeliestFirst, NEW_TERM } from '@/lib/spreadsheet/doubt.rules'
import { type Fault, type ImportOptions, questionKey } from '@/lib/spreadsheet/importer.rules'
import { type Subject, subjectSaid } from '@/lib/spreadsheet/new-subject.rules'
import { nearest } from '@/lib/spreadsheet/text.rules'
import type { Known } from './known.sql'

/** What a sheet is about, an exam or a study: how it is named and asked about. */
const about = {
  exam: { field: 'exam', reason: 'noSuchExam', choice: 'newExam' },
  activity: { field: 'title', reason: 'noSuchStudy', choice: 'newStudy' },
} as const
export type SubjectKind = keyof typeof about

/** What a row is about: as its cell says, else as was said of the sheet; null where nothing does. */
export function subjectOf(
  kind: SubjectKind,
  { known, options }: { known: Pick<Known, 'meaningOf'>; options: ImportOptions },
  cell: string,
): Subject | null {
  if (cell === '') return options[kind] ? subjectSaid(options[kind]) : null
  const title = known.meaningOf(kind, cell, about[kind].field)
  const answer = options.answers?.[keyOf(kind, title)]
  if (answer === NEW_TERM) return { title, isNew: true, words: '' }
  return { title: answer ?? title, isNew: false, words: '' }
}

const keyOf = (kind: SubjectKind, title: string) =>
  questionKey({ row: 0, field: about[kind].field, reason: about[kind].reason, alike: title })

/** Asked once for all rows that name it: one of those that are there, or a new one. */
export function subjectAsked(kind: SubjectKind, title: string, there: readonly string[]): Omit<Fault, 'row'> {
  const { field, reason, choice } = about[kind]
  const likely = nearest(title, there)
  return {
    field,
    reason,
    isDoubt: true,
    places: { title },
    alike: title,
    asks: { means: kind, field, word: title },
    ...(likely ? { likely: { word: title, meaning: likely } } : {}),
    choices: [
      ...likeliestFirst(title, likely, there).map(each => ({ value: each, label: each })),
      { value: NEW_TERM, choice, places: { title } },
    ],
  }
}
