import type { Tx } from '@/db/client'
import { slices } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import { isUnnamed } from '@/lib/import/asked.rules'
import { subjectsOf } from '@/lib/import/import.queries'
import type { Judgeable, Judgement } from '@/lib/import/judgement.queries'
import { judge } from '@/lib/import/judgement.queries'
import type { KindChoice } from '@/lib/import/kind.rules'
import { newSubjectChoices } from '@/lib/import/new-subject.sql'
import { rememberHeads } from '@/lib/import/remembered-heads.commands'
import { titlesOfYear } from '@/lib/import/subject-title.rules'
import { writeJudged } from '@/lib/import/writing.commands'
import type { Choice } from '@/lib/spreadsheet/importer.rules'
import type { FileSheet } from '@/lib/spreadsheet/reading.rules'
import { linesAbove } from '@/lib/spreadsheet/title.rules'
import { inFolderOrder, titleMeant } from './folder-file.rules'
import { type SaidOfAll, withSaidOfAll } from './folder-questions.rules'

/** A sheet of a folder; `path` is its place there. */
export type FolderSheet = Judgeable & { path: string; fileName: string; kinds: readonly KindChoice[] }

/** What a sheet is about where its rows do not name it: the exams or studies there are, with those of the folder. */
export type Subject = {
  field: 'exam' | 'activity'
  meant: string | null
  titles: string[]
  /** What may be made with the sheet instead. */
  fresh: Choice[]
}

export type InTurn<F extends FolderSheet> = { file: F; judgement: Judgement; subject: Subject | null }

/**
 * Judges one file after the other, in the order in which they rest on one another, and writes what is not at fault before
 * it judges the next. Whoever asks for them decides whether the next one comes.
 */
export async function* judgedInTurn<F extends FolderSheet>(
  tx: Tx,
  viewer: Viewer,
  files: readonly F[],
  said?: SaidOfAll,
): AsyncGenerator<InTurn<F>> {
  const pause = slices()
  for (const file of inFolderOrder(files)) {
    const plain = await judge(viewer, withSaidOfAll(file, said), tx, pause)
    const subject = await subjectOf(tx, viewer, file, plain)
    const named = subject?.meant ? withSubject(file, subject) : file
    const judgement = named === file ? plain : await judge(viewer, withSaidOfAll(named, said), tx, pause)
    yield { file: named, judgement, subject }
    // As long as its kind is asked, nothing rests on it.
    if (!judgement.ok || file.kinds.length > 0) continue
    await writeJudged(tx, viewer, named, judgement.judged.effects, judgement.counts)
    await rememberHeads(tx, viewer, named, judgement.reading)
  }
}

function withSubject<F extends FolderSheet>(file: F, { field, meant }: Subject): F {
  return { ...file, options: { ...file.options, [field]: meant ?? undefined } }
}

/** The exam or study of a sheet whose rows do not name it: as its file's name says, else to be asked. */
async function subjectOf(
  tx: Tx,
  viewer: Viewer,
  file: FolderSheet,
  judgement: Judgement,
): Promise<Subject | null> {
  const { kind, path } = file
  if (kind !== 'results' && kind !== 'study') return null
  if (!judgement.ok || !judgement.judged.faults.some(isUnnamed)) return null
  const titles = await subjectsOf(viewer, kind, tx)
  const lines = linesOver(judgement, await file.readSheets(tx, slices()))
  const meant = titleMeant(path, lines, titlesOfYear(titles, file.options.year))
  const fresh = meant === null ? await newSubjectChoices(file, judgement, tx) : []
  return { field: kind === 'results' ? 'exam' : 'activity', meant, titles, fresh }
}

/** The lines above the heads of the sheets that are read. */
function linesOver({ reading }: Judgement, sheets: FileSheet[]): string[] {
  return reading.sheets.flatMap(({ isRead, headRow }, at) => {
    const table = sheets[at]?.table
    return isRead && headRow !== null && table ? linesAbove(table, table.rowNumbers.indexOf(headRow)) : []
  })
}
