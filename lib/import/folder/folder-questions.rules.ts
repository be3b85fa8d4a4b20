import type { Asked, Decision } from '@/lib/import/asked.rules'
import type { Choice, Fault, ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { ANY_FIELD, wordKey } from '@/lib/spreadsheet/meaning.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { isLikeUnit } from '@/lib/spreadsheet/unit-name.rules'
import { openColumnsOf } from '@/lib/spreadsheet/unused-columns.rules'
import { LEAVE } from './folder-kind.rules'

/** A question of one file, with its key and answers. */
type Question = { key: string; text: string; rows: number[]; choices: { value: string; text: string }[] }
export type FolderQuestion = Omit<Question, 'rows'> & { files: { path: string; rows: number }[] }

const ofOneFile =
  /(?: @\d+$)|^(?:sheets|kind|exam|activity|year|fileYear|photoOf|reason|replace)$|^(?:sheet|sheetYear|heads|column|noColumn|noColumnLike|asAbove|emptyClears) /

/**
 * The key under which an answer holds for all files of a kind that ask the same of the same word in the same field; null
 * for what is of a row, a sheet, a column or the file as a whole, and holds for its file alone.
 */
export function sharedKey(kind: ImportKind, key: string): string | null {
  if (key === COLUMNS_LEFT || key === NEW_UNITS) return key
  return ofOneFile.test(key) ? null : `${kind} ${key}`
}

/** The key under which a word for a unit is asked once over all files, whatever their kind and column; null for others. */
export function unitKey({ first: { reason, asks } }: Pick<Asked, 'first'>): string | null {
  return reason === 'noSuchUnit' && asks?.means === 'unit' ? `unit ${matchKey(asks.word)}` : null
}

/** The key of a question over all files that ask it alike; null for what is of its file alone. */
export const keyOverFiles = (kind: ImportKind, asked: Pick<Asked, 'key' | 'first'>) =>
  unitKey(asked) ?? sharedKey(kind, asked.key)

/** What was answered for a folder: it holds in each of its files that asks the same, those that come later too. */
export type SaidOfAll = {
  /** The units that words mean. */
  units: Readonly<Record<string, string>>
  /** By the key over files. */
  answers: Readonly<Record<string, string>>
}

/** A file as it is judged: what was said of it alone goes before what was said of all. */
export function withSaidOfAll<F extends { kind: ImportKind; options: ImportOptions }>(
  file: F,
  { units, answers }: SaidOfAll = { units: {}, answers: {} },
): F {
  const { kind, options } = file
  const words = Object.entries(units)
  const ofAll = answersFor(kind, answers)
  if (words.length + Object.keys(ofAll).length === 0) return file
  const meanings = Object.fromEntries(
    words.map(([word, meaning]) => [wordKey({ means: 'unit', field: ANY_FIELD, word }), meaning]),
  )
  return {
    ...file,
    options: {
      ...options,
      meanings: { ...meanings, ...options.meanings },
      answers: { ...ofAll, ...options.answers },
    },
  }
}

/** The answers for all files, after one more: taken back, or given file by file, it holds nowhere else. */
export function answersAfter(
  answers: Readonly<Record<string, string>>,
  { shared, isSplit }: { shared: string | null; isSplit: boolean },
  { pick }: Pick<Decision, 'pick'>,
): Record<string, string> {
  const { [shared ?? '']: _, ...others } = answers
  const isForAll = shared !== null && !isSplit && shared !== COLUMNS_LEFT && shared !== NEW_UNITS
  return isForAll && pick.startsWith('answer:')
    ? { ...others, [shared]: pick.slice('answer:'.length) }
    : others
}

/** The units said, after one more answer: taken back it holds nowhere, and rows set aside say nothing of the word. */
export function unitsAfter(
  units: Readonly<Record<string, string>>,
  { first: { asks } }: Pick<Asked, 'first'>,
  { pick, typed }: Pick<Decision, 'pick' | 'typed'>,
): Record<string, string> {
  const { [asks?.word ?? '']: _, ...others } = units
  const meaning = pick === '' || pick === 'mend' ? typed : pick.startsWith('as:') ? pick.slice(3) : ''
  return asks && meaning !== '' ? { ...others, [asks.word]: meaning } : others
}

/** The answers for all files that hold for those of a kind. */
export function answersFor(kind: ImportKind, answers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([key, answer]) =>
      key === COLUMNS_LEFT || (key === NEW_UNITS && answer === LEAVE)
        ? [[key, answer]]
        : key.startsWith(`${kind} `)
          ? [[key.slice(kind.length + 1), answer]]
          : [],
    ),
  )
}

/** What is asked over all files, each question once, those that most files ask first. */
export function questionsOverFiles(
  files: readonly { path: string; kind: ImportKind; questions: Question[] }[],
): FolderQuestion[] {
  const by = new Map<string, FolderQuestion>()
  for (const { path, kind, questions } of files)
    for (const { rows, ...question } of questions) {
      const shared = sharedKey(kind, question.key)
      const key = shared ?? `${path} ${question.key}`
      const before = by.get(key) ?? { ...question, key: shared ?? question.key, choices: [], files: [] }
      const known = new Set(before.choices.map(each => each.value))
      before.choices = [...before.choices, ...question.choices.filter(each => !known.has(each.value))]
      before.files.push({ path, rows: rows.length })
      by.set(key, before)
    }
  return [...by.values()].sort((a, b) => b.files.length - a.files.length)
}

/** Keys of what is asked of a file as a whole: its answer is one of its options. */
export const EXAM = 'exam'
export const ACTIVITY = 'activity'
export const FILE_YEAR = 'fileYear'
export const REASON = 'reason'
export const REPLACE = 'replace'

/** The key of what is asked once for all files: whether the columns that nothing takes are left. */
export const COLUMNS_LEFT = 'columnsLeft'

/** The columns with content of a file that nothing takes, until somebody has said that they are left. */
export function columnsOpen(
  reading: Parameters<typeof openColumnsOf>[0],
  { answers }: Pick<ImportOptions, 'answers'>,
): string[] {
  if (answers?.[COLUMNS_LEFT] === LEAVE) return []
  return [...new Set(openColumnsOf(reading).map(each => each.head))]
}

/** Whether the columns are left that nothing takes: one answer for all files. */
export function columnsQuestion(heads: readonly string[]): Asked {
  const choices = [{ value: LEAVE, choice: 'leaveColumns' }]
  const first = { row: 0, field: null, reason: COLUMNS_LEFT, places: { count: heads.length }, choices }
  // Each column is one place.
  return {
    ...ofTheFile,
    rows: heads.map(() => 0),
    key: COLUMNS_LEFT,
    text: heads[0] ?? '',
    texts: [...heads],
    first,
  }
}

/** The key of what is asked once for all files: whether the units are made that they name and that are not there. */
export const NEW_UNITS = 'newUnits'
export const MAKE = 'make'

/** The names in a file that read as those of units and are none yet; one like a unit that is there is asked by itself. */
export function unitsMissing(
  faults: readonly Fault[],
  { answers }: Pick<ImportOptions, 'answers'>,
): string[] {
  if (answers?.[NEW_UNITS] !== undefined) return []
  const words = faults.flatMap(({ reason, asks, likely }) =>
    reason === 'noSuchUnit' && asks && !likely && isLikeUnit(asks.word) ? [asks.word.trim()] : [],
  )
  return [...new Set(words)]
}

/** Whether they are made, all at once. */
export function unitsQuestion(names: readonly string[]): Asked {
  const choices = [
    { value: MAKE, choice: 'makeUnits' },
    { value: LEAVE, choice: 'makeNoUnits' },
  ]
  const first = { row: 0, field: null, reason: NEW_UNITS, places: { units: names.join('、') }, choices }
  const of = { rows: names.map(() => 0), text: names[0] ?? '', texts: [...names], word: null }
  return { ...of, key: NEW_UNITS, first }
}

type SubjectOpen = { field: 'exam' | 'activity'; titles: string[]; fresh: Choice[] }
const ofTheFile = { rows: [], text: '', word: null }

/** Which year holds, where a file says another one than its folder. */
export function yearQuestion(named: number, year: number): Asked {
  const choices = [named, year].map(each => ({ value: String(each), label: String(each) }))
  const first = { row: 0, field: null, reason: 'otherYear', places: { named, year }, choices }
  return { ...ofTheFile, key: FILE_YEAR, first }
}

/** Which exam or study a sheet is about; it may be made with the sheet, and the file may be left out. */
export function subjectQuestion({ field, titles, fresh }: SubjectOpen): Asked {
  const there = titles.map(value => ({ value, label: value }))
  const choices = [...there, ...fresh, { value: LEAVE, choice: 'kind.leave' }]
  const reason = titles.length > 0 ? `${field}NotNamed` : `${field}NotThere`
  return { ...ofTheFile, key: field, first: { row: 0, field: null, reason, choices } }
}

const ofFile = new Set([EXAM, ACTIVITY, FILE_YEAR, REASON, REPLACE])
export const isOfFile = (key: string) => ofFile.has(key)

/** The options of a sheet without the answer to a question of the file as a whole; its year is then that of its name. */
export function withoutOption(options: ImportOptions, key: string, year: number): ImportOptions {
  const { [key as typeof REPLACE]: _, ...others } = options
  return key === FILE_YEAR ? { ...others, year } : others
}

/** What was chosen for a question of the file as a whole, as an option of its sheet. */
export function optionSaid(key: string, value: string): Partial<ImportOptions> | null {
  if (value === '') return null
  if (key === EXAM || key === ACTIVITY || key === REASON) return { [key]: value }
  if (key === FILE_YEAR) return { year: Number(value) }
  return key === REPLACE ? { replace: true } : null
}

/** A file of which no exam or study is to be had is not imported. */
export const isLeft = (key: string, pick: string) =>
  (key === EXAM || key === ACTIVITY) && pick === `answer:${LEAVE}`

/** Whether an answer makes units, which is done at once and kept with no file. */
export const isMaking = (key: string, pick: string) => key === NEW_UNITS && pick === `answer:${MAKE}`
