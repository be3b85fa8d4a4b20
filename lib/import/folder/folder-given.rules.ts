import type { DraftSheet, Given, SheetFacts } from './folder-draft.sql'
import { REASON, REPLACE } from './folder-questions.rules'

/** The answers of a sheet. Why something confirmed was corrected, and that it may be, is said anew each time. */
export function givenOf({ kind, options, mending, said, file }: DraftSheet): Given | null {
  if (file.key === '' || Object.keys(said).length === 0) return null
  const { [REASON as 'reason']: _, [REPLACE as 'replace']: __, ...again } = options
  const { [REASON]: ___, [REPLACE]: ____, ...others } = said
  return { key: file.key, kind, options: again, isYearSaid: file.isYearSaid, mending, said: others }
}

/** A sheet as it is put into a folder, with the answers of before: they are shown as given, and may be changed. */
export function withGiven({ kind, options, isYearSaid, mending, said }: Given, file: SheetFacts) {
  const { kinds: _, why: __, ...facts } = file
  return {
    kind,
    options: { ...options, said, file: { ...facts, isYearSaid, isLeft: false } },
    mended: JSON.stringify(mending.cells),
    setAside: JSON.stringify(mending.aside),
  }
}
