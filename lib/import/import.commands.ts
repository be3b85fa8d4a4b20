import { eq } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import { slices } from '@/db/pause'
import { importDraft } from '@/db/schema/import'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { Forbidden } from '@/lib/core/errors'
import { NO_CELLS, textOfSheets } from '@/lib/spreadsheet/draft.rules'
import { type ImportOptions, questionKey } from '@/lib/spreadsheet/importer.rules'
import { type Mending, mendKey } from '@/lib/spreadsheet/preview.rules'
import { sheetsOf, unknownSheet, withSheet } from './file.import'
import type { SettleInput } from './import.input'
import { type Draft, draftOf, faultOf, faultsOf, mayImport } from './import.queries'
import { forgetJudgement, judgementOf } from './judgement.queries'
import { rememberHeads } from './remembered-heads.commands'
import { headMissing, type Upload, writeJudged } from './writing.commands'

/** Reads the file and stores its cells as a draft until the preview is decided. Writes nothing else yet. */
export async function draftImport(viewer: Viewer, { kind, fileName, bytes, sheet, options }: Upload) {
  if (!mayImport(viewer, kind)) throw new Forbidden()
  const pause = slices()
  const read = await sheetsOf(bytes, fileName, pause)
  if (!read.ok) return read
  const unknown = unknownSheet(read.sheets, sheet)
  if (unknown) return unknown
  const table = await textOfSheets(read.sheets, pause)
  return write(async tx => {
    const at = now()
    const [made] = await tx
      .insert(importDraft)
      .values({
        accountId: viewer.accountId,
        kind,
        fileName,
        options: JSON.stringify(withSheet(options, sheet)),
        table,
        createdAt: at,
      })
      .returning({ id: importDraft.id })
    return { ok: true, draftId: (made as { id: number }).id } as const
  })
}

/** Settles one faulty row, as the user decided in the preview. */
export async function settleFault(viewer: Viewer, { draftId, row, field, ...decided }: SettleInput) {
  if (decided.do !== 'aside' && decided.do !== 'mend') await judgeBefore(viewer, draftId)
  return changeDraft(viewer, draftId, (draft, tx) => {
    if (decided.do === 'answer') return answered(viewer, draft, { row, field }, decided.answer, tx)
    if (decided.do === 'aside') return withAside(draft, row, true)
    if (decided.do === 'mend') return mendedWith(draft, row, field, decided.text.trim())
    return meantBy(
      viewer,
      draft,
      { row, field },
      decided.do === 'take' ? decided.likely : decided.candidate,
      tx,
    )
  })
}

/** Includes a row that was set aside. */
export async function takeBack(viewer: Viewer, { draftId, row }: { draftId: number; row: number }) {
  return changeDraft(viewer, draftId, draft => withAside(draft, row, false))
}

/** Sets aside every row that is faulty at present. */
export async function setFaultyAside(viewer: Viewer, { draftId }: { draftId: number }) {
  await judgeBefore(viewer, draftId)
  return changeDraft(viewer, draftId, async (draft, tx) => {
    const judgement = await judgementOf(viewer, draft, tx)
    const faulty = judgement.ok ? judgement.judged.faults.map(each => each.row) : []
    return { mending: { ...draft.mending, aside: [...new Set([...draft.mending.aside, ...faulty])] } }
  })
}

/** Changes the options given with the file. */
export async function changeOptions(
  viewer: Viewer,
  { draftId, options }: { draftId: number; options: Partial<ImportOptions> },
) {
  return changeDraft(viewer, draftId, draft => ({ options: { ...draft.options, ...options } }))
}

export async function dropDraft(viewer: Viewer, { draftId }: { draftId: number }) {
  return write(async tx => {
    const draft = await draftOf(viewer, draftId, tx)
    if (draft.writtenAt === null) await tx.delete(importDraft).where(eq(importDraft.id, draftId))
    forgetJudgement(draftId)
    return { ok: true } as const
  })
}

/** Writes what the preview shows: all rows not set aside, or none. Idempotent. */
export async function commitDraft(viewer: Viewer, { draftId }: { draftId: number }) {
  await judgeBefore(viewer, draftId)
  const answer = await write(async tx => {
    const draft = await draftOf(viewer, draftId, tx)
    if (draft.writtenAt !== null) return { ok: true, draftId } as const
    const judgement = await judgementOf(viewer, draft, tx)
    if (!judgement.ok) return headMissing(judgement)
    if (judgement.judged.faults.length > 0) {
      return {
        ok: false,
        reason: 'faultsLeft',
        places: { count: judgement.counts.faulty + judgement.counts.doubtful },
      } as const
    }
    await writeJudged(tx, viewer, draft, judgement.judged.effects, judgement.counts)
    await rememberHeads(tx, viewer, draft, judgement.reading)
    await tx
      .update(importDraft)
      // The rows are in the tables now; the copy of the sheet is deleted.
      .set({
        writtenAt: now(),
        outcome: JSON.stringify(judgement.counts),
        table: NO_CELLS,
        mended: '{}',
      })
      .where(eq(importDraft.id, draftId))
    return { ok: true, draftId } as const
  })
  if (answer.ok) forgetJudgement(draftId)
  return answer
}

/** Judges before the transaction, in which it is then made anew only where something has changed since. */
async function judgeBefore(viewer: Viewer, draftId: number): Promise<void> {
  const draft = await draftOf(viewer, draftId)
  if (draft.writtenAt === null) await judgementOf(viewer, draft)
}

/**
 * Resolves a name to the suggestion or a candidate: in the whole sheet at once, and remembered when the sheet
 * is committed.
 */
async function meantBy(
  viewer: Viewer,
  draft: Draft,
  place: { row: number; field: string },
  meaning: string,
  on: On,
): Promise<Change> {
  const found = await faultOf(viewer, draft, place, on)
  const { fault, cells = {} } = found ?? {}
  const isPerson = ['staffNo', 'name'].includes(place.field) && cells.name && 'unit' in cells
  const word =
    fault?.likely?.meaning === meaning
      ? fault.likely.word
      : isPerson && fault?.candidates?.some(each => each.value === meaning)
        ? `${cells.name}@${cells.unit}`
        : null
  if (word === null) return mendedWith(draft, place.row, place.field, meaning)
  return { options: { ...draft.options, aliases: { ...draft.options.aliases, [word]: meaning } } }
}

/** Answers the questions of this row and field that have this answer to choose. */
async function answered(
  viewer: Viewer,
  draft: Draft,
  place: { row: number; field: string },
  answer: string,
  on: On,
): Promise<Change> {
  const questions = await faultsOf(viewer, draft, place, on)
  const meant = questions.filter(each => each.choices?.some(choice => choice.value === answer))
  const answers = Object.fromEntries(meant.map(each => [questionKey(each), answer]))
  return { options: { ...draft.options, answers: { ...draft.options.answers, ...answers } } }
}

function mendedWith({ mending }: Draft, row: number, field: string, text: string): Change {
  return { mending: { ...mending, cells: { ...mending.cells, [mendKey(row, field)]: text } } }
}

function withAside({ mending }: Draft, row: number, aside: boolean): Change {
  const others = mending.aside.filter(each => each !== row)
  return { mending: { ...mending, aside: aside ? [...others, row] : others } }
}

type Change = { mending?: Mending; options?: ImportOptions }

async function changeDraft(
  viewer: Viewer,
  draftId: number,
  change: (draft: Draft, tx: Tx) => Change | Promise<Change>,
) {
  return write(async tx => {
    const draft = await draftOf(viewer, draftId, tx)
    if (draft.writtenAt !== null) return { ok: false, reason: 'alreadyWritten' } as const
    const { mending = draft.mending, options = draft.options } = await change(draft, tx)
    await tx
      .update(importDraft)
      .set({
        mended: JSON.stringify(mending.cells),
        setAside: JSON.stringify(mending.aside),
        options: JSON.stringify(options),
      })
      .where(eq(importDraft.id, draftId))
    return { ok: true, draftId } as const
  })
}
