import type { DraftSheet, Given, SheetFacts } from './folder-draft.sql'
import { REASON, REPLACE } from './folder-questions.rules'

/** The answers of a sheet. Why something confirmed was corrected, and that it may be, is said anew each time. */
export function givenOf({ kind, options, mending, said, file }: DraftSheet): Given | null {
  if (file.key === '' || Object.keys(said).length === 0) return null
  const { [REASON as 'reason']: _, [REPLACE as 'replace']: __, ...again } = options
  const { [REASON]: ___, [REPLACE]: ____, ...others } = said
  return { key: file.key, kind, options: again, isYearSaid: file.isYearSaid, mending, said: others }
}

/** The answers kept with a written folder, in JSON; those of the files beyond are asked once more. */
const MOST_GIVEN = 1_000_000

/** The answers of the sheets of a folder, as many as are kept. */
export function givenWithin(sheets: readonly DraftSheet[], most = MOST_GIVEN): Given[] {
  let size = 0
  return sheets.flatMap(each => {
    const given = givenOf(each)
    size += given ? JSON.stringify(given).length : 0
    return given && size <= most ? [given] : []
  })
}

/**
 * A sheet as it is put into a folder, with the answers of before: they are shown as given, and may be changed. Its year is
 * that of this folder, unless somebody said one for the file.
 */
export function withGiven(
  { kind, options, isYearSaid, mending, said }: Given,
  file: SheetFacts,
  found: { year: number },
) {
  const { kinds: _, why: __, ...facts } = file
  const year = isYearSaid && options.year !== undefined ? options.year : found.year
  return {
    kind,
    options: { ...options, year, said, file: { ...facts, isYearSaid, isLeft: false } },
    mended: JSON.stringify(mending.cells),
    setAside: JSON.stringify(mending.aside),
  }
}
