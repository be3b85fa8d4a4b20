import { db, type Tx } from '@/db/client'
import { slices } from '@/db/pause'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { correctFor } from '@/lib/core/correction'
import { Forbidden } from '@/lib/core/errors'
import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import type { Reading } from '@/lib/spreadsheet/preview.rules'
import { type Counts, nothingMended } from '@/lib/spreadsheet/preview.rules'
import { sheetsOf, unknownSheet, withSheet } from './file.import'
import { type Draft, mayImport } from './import.queries'
import { type Judgement, judgementOf, type Shelf } from './judgement.queries'
import { kindOf } from './kinds.import'
import { withNames } from './path-facts.rules'
import { rememberHeads } from './remembered-heads.commands'
import { rememberWords } from './remembered-words.commands'
import { recordRun } from './run.commands'
import { unreadOf } from './run.rules'

export type Upload = {
  kind: ImportKind
  fileName: string
  bytes: Uint8Array
  sheet?: string
  options: ImportOptions
}

export type Direct = Upload & { setAside?: boolean; dryRun?: boolean }

/** Reads, judges and writes in one step, for the command line. */
export async function importFile(
  viewer: Viewer,
  { kind, fileName, bytes, sheet, options, setAside, dryRun }: Direct,
) {
  if (!mayImport(viewer, kind)) throw new Forbidden()
  const file = await sheetsOf(bytes, fileName, slices())
  if (!file.ok) return file
  const read = { ...file, sheets: withNames(file.sheets, fileName) }
  const unknown = unknownSheet(read.sheets, sheet)
  if (unknown) return unknown
  const readSheets = async () => read.sheets
  const draft = {
    id: 0,
    kind,
    fileName,
    readSheets,
    options: withSheet(options, sheet),
    mending: nothingMended,
  }
  const shelf: Shelf = { kept: [] }
  const { columns } = kindOf(kind).columns(options)
  const fields = columns.columns.map(({ field, heads }) => ({ field, head: heads[0] ?? field }))
  const unread = ({ reading }: Judgement) => ({ read: reading.sheets, sheets: read.sheets, fields })
  // Judged before the transaction, which judges again only where something has changed since.
  const judgement = await judgementOf(viewer, draft, db, { shelf })
  if (!judgement.ok) return { ...headMissing(judgement), ...unread(judgement) }
  if (dryRun) return { ...judgement, isWritten: false }
  return write(async tx => {
    const judgement = await judgementOf(viewer, draft, tx, { shelf })
    if (!judgement.ok) return { ...headMissing(judgement), ...unread(judgement) }
    const isWritten = setAside === true || judgement.judged.faults.length === 0
    if (!isWritten) return { ...judgement, isWritten }
    const { counts, judged, reading } = judgement
    const { runId } = await recordRun(tx, viewer, async add => {
      await writeJudged(tx, viewer, draft, judged.effects, counts)
      await rememberHeads(tx, viewer, draft, reading)
      add({ kind, fileName, counts, unread: unreadOf(judgement) })
    })
    return { ...judgement, isWritten, runId }
  })
}

export function headMissing({ missing, reading }: { missing: string[]; reading: Pick<Reading, 'sheets'> }) {
  const isTurned = reading.sheets.some(each => each.isRead && each.isTurned)
  const places = { heads: missing.join('、') }
  return { ok: false, reason: isTurned ? 'turned' : 'headMissing', places } as const
}

/** Writes the effects of a sheet, and remembers the meanings given to its words. */
export async function writeJudged(
  tx: Tx,
  viewer: Viewer,
  { kind, fileName, options }: Pick<Draft, 'kind' | 'fileName' | 'options'>,
  effects: unknown,
  counts: Counts,
) {
  await kindOf(kind).importer.write(tx, viewer, effects, options)
  correctFor(tx, options.reason)
  await rememberWords(tx, kind, options)
  // A sheet without changes leaves no trace, not even in the log.
  if (counts.new + counts.changed === 0) return
  await recordAudit(tx, viewer, {
    action: 'import.write',
    subject: 'import',
    subjectId: kind,
    after: { kind, fileName, ...counts, options },
  })
}
