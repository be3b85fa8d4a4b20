/** A question of one file, with its key and answers. */
type Question = { key: string; text: string; rows: number[]; choices: { value: string; text: string }[] }
export type FolderQuestion = Omit<Question, 'rows'> & { files: { path: string; rows: number }[] }

/**
 * Whether an answer holds for all files that ask the same. One of a row, a sheet, a column or the file as a whole holds
 * for its file alone.
 */
export function isForAllFiles(key: string): boolean {
  return !/(?: @\d+$)|^(?:sheets|exam|activity|fileYear|photoOf|reason|replace)$|^(?:sheet|heads|column) /.test(
    key,
  )
}

/** What is asked over all files, each question once, those that most files ask first. */
export function questionsOverFiles(
  files: readonly { path: string; questions: Question[] }[],
): FolderQuestion[] {
  const by = new Map<string, FolderQuestion>()
  for (const { path, questions } of files)
    for (const { rows, ...question } of questions) {
      const key = isForAllFiles(question.key) ? question.key : `${path} ${question.key}`
      const before = by.get(key) ?? { ...question, choices: [], files: [] }
      const known = new Set(before.choices.map(each => each.value))
      before.choices = [...before.choices, ...question.choices.filter(each => !known.has(each.value))]
      before.files.push({ path, rows: rows.length })
      by.set(key, before)
    }
  return [...by.values()].sort((a, b) => b.files.length - a.files.length)
}
