import { eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { slices } from '@/db/pause'
import { importDraft } from '@/db/schema/import'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { Forbidden } from '@/lib/core/errors'
import { dayOf, yearOf } from '@/lib/core/time'
import { NO_CELLS, textOfSheets } from '@/lib/spreadsheet/draft.rules'
import { type ImportKind, type ImportOptions, importKinds } from '@/lib/spreadsheet/importer.rules'
import { nothingMended } from '@/lib/spreadsheet/preview.rules'
import type { SheetRead } from '@/lib/spreadsheet/reading.rules'
import { columnKey, headRowKey, SHEETS, sheetKey } from '@/lib/spreadsheet/said.rules'
import { type Asked, askedOf, type Decision, type DraftSaid, decidedIn, REMEMBER_HEADS } from './asked.rules'
import { changeDraft } from './draft-change.commands'
import { sheetsOf, unknownSheet, withSheet } from './file.import'
import {
  type AnswerInput,
  AS_MEETING,
  type ColumnsInput,
  type CommitInput,
  type KindInput,
  type SheetsInput,
} from './import.input'
import { type Draft, draftOf, type KeptOptions, mayImport } from './import.queries'
import { forgetJudgement, type Judgement, judgementOf } from './judgement.queries'
import { kindOf } from './kinds.import'
import { likeliestOf, seemingOf } from './recognise.queries'
import { rememberHeads } from './remembered-heads.commands'
import { recordRun } from './run.commands'
import { headMissing, type Upload, writeJudged } from './writing.commands'

/**
 * Reads the file and stores its cells as a draft until the preview is decided. Writes nothing else yet. Without a kind
 * it is recognised by its heads, to be confirmed in the preview.
 */
export async function draftImport(
  viewer: Viewer,
  { kind: chosen, fileName, bytes, sheet, options: given }: Omit<Upload, 'kind'> & { kind?: ImportKind },
) {
  if (!(chosen ? [chosen] : importKinds).some(kind => mayImport(viewer, kind))) throw new Forbidden()
  const pause = slices()
  const read = await sheetsOf(bytes, fileName, pause)
  if (!read.ok) return read
  const unknown = unknownSheet(read.sheets, sheet)
  if (unknown) return unknown
  const likely = chosen ? null : likeliestOf(await seemingOf(viewer, read.sheets, db))
  const kind = chosen ?? likely?.kind
  if (!kind) return { ok: false, reason: 'kindUnknown', places: { detail: '' } } as const
  const year = given.year ?? (kind === 'plan' ? yearOf(dayOf(now())) : undefined)
  const options = likely?.plan ? { ...given, plan: likely.plan, year } : given
  const table = await textOfSheets(read.sheets, pause)
  return write(async tx => {
    const at = now()
    const [made] = await tx
      .insert(importDraft)
      .values({
        accountId: viewer.accountId,
        kind,
        fileName,
        options: JSON.stringify({
          ...withSheet(options, sheet),
          isKindGuessed: !chosen,
        } satisfies KeptOptions),
        table,
        createdAt: at,
      })
      .returning({ id: importDraft.id })
    return { ok: true, draftId: (made as { id: number }).id } as const
  })
}

/** Answers questions of the preview; an empty pick leaves a question open. */
export async function answerQuestions(viewer: Viewer, { draftId, back, decisions }: AnswerInput) {
  await judgeBefore(viewer, draftId)
  return changeDraft(viewer, { draftId, back }, async (draft, tx) => {
    const judgement = await judgementOf(viewer, draft, tx)
    if (!judgement.ok) return {}
    const cells = new Map(judgement.reading.rows.map(each => [each.row, each.cells]))
    const open = new Map(
      askedOf(judgement.judged.faults, row => cells.get(row)).map(each => [each.key, each]),
    )
    let next: DraftSaid = draft
    for (const decision of decisions) {
      const before = draft.said[decision.key]
      const asked = open.get(decision.key) ?? before
      const pick = asked && pickedIn(decision, asked)
      const isSame =
        before?.pick === pick && before?.typed === decision.typed && !open.has(decision.key) && !asked?.word
      if (asked && pick && !isSame) next = decidedIn(next, asked, { ...decision, pick })
    }
    return next
  })
}

/** What was typed counts without a pick too, as there may be no script to pick it; what is unchanged does not. */
function pickedIn({ pick, typed }: Decision, { text, first }: Asked): string {
  const isTyped = typed !== text && first.field !== null
  if (pick === '') return isTyped && typed !== '' ? 'mend' : ''
  return pick === 'mend' && !isTyped ? '' : pick
}

/** Says which sheets are read, and which row of each holds the heads. */
export async function chooseSheets(viewer: Viewer, { draftId, back, sheets }: SheetsInput) {
  await judgeBefore(viewer, draftId)
  return changeDraft(viewer, { draftId, back }, async (draft, tx) => {
    const { reading } = await judgementOf(viewer, draft, tx)
    const said = sheets.filter(each => each.at < reading.sheets.length)
    if (!said.some(each => each.isRead)) return { ok: false, reason: 'noSheetChosen' } as const
    const answers: Record<string, string> = { ...draft.options.answers, [SHEETS]: 'all' }
    for (const { at, isRead, headRow } of said) {
      const { name, headRow: before } = reading.sheets[at] as SheetRead
      answers[sheetKey(name)] = isRead ? 'read' : 'leave'
      if (headRow === null || headRow === before) continue
      // What was said of columns was said below other heads.
      for (const key of Object.keys(answers)) if (isColumnOf(key, name)) delete answers[key]
      answers[headRowKey(name)] = String(headRow)
    }
    return { options: { ...draft.options, answers } }
  })
}

/** Says what the columns mean, and the year of days without one. */
export async function chooseColumns(
  viewer: Viewer,
  { draftId, back, columns, year, remember }: ColumnsInput,
) {
  await judgeBefore(viewer, draftId)
  return changeDraft(viewer, { draftId, back }, async (draft, tx) => {
    const { reading } = await judgementOf(viewer, draft, tx)
    const answers: Record<string, string> = { ...draft.options.answers }
    const fields = new Set(
      kindOf(draft.kind)
        .columns(draft.options)
        .columns.columns.map(each => each.field),
    )
    for (const { sheet, at, meaning } of columns) {
      const read = reading.sheets[sheet]
      const column = read?.columns.find(each => each.at === at)
      if (!read || !column) continue
      const key = columnKey(read.name, at)
      if (!/^(?:\*?|= .*)$/s.test(meaning) && !fields.has(meaning)) continue
      const isAsRead = meaning === (column.how === 'meeting' ? AS_MEETING : (column.field ?? ''))
      if (isAsRead && answers[key] === undefined && column.how !== 'guessed') continue
      // Columns are counted below these heads.
      answers[headRowKey(read.name)] ??= String(read.headRow)
      if (meaning === AS_MEETING) delete answers[key]
      else answers[key] = meaning
    }
    if (remember) delete answers[REMEMBER_HEADS]
    else answers[REMEMBER_HEADS] = 'no'
    return {
      options: { ...draft.options, answers, ...(year === undefined ? {} : { year: year ?? undefined }) },
    }
  })
}

const isColumnOf = (key: string, name: string) => key.startsWith('column ') && key.endsWith(` ${name}`)

/** Reads the file as another kind of sheet; what was said of its columns and cells was said of the other kind. */
export async function changeKind(viewer: Viewer, { draftId, kind, plan }: KindInput) {
  if (!mayImport(viewer, kind)) throw new Forbidden()
  return changeDraft(viewer, { draftId }, ({ options: { year, answers = {} } }) => ({
    kind,
    options: {
      ...(year === undefined ? {} : { year }),
      ...(kind === 'plan' ? { plan: plan ?? 'officials', year: year ?? yearOf(dayOf(now())) } : {}),
      aliases: {},
      answers: Object.fromEntries(
        Object.entries(answers).filter(([key]) => /^(?:sheets?|heads)\b/.test(key)),
      ),
    },
    mending: nothingMended,
    said: {},
  }))
}

/** Sets one row aside. */
export async function setAside(viewer: Viewer, { draftId, row }: { draftId: number; row: number }) {
  return changeDraft(viewer, { draftId }, draft => withAside(draft, row, true))
}

/** Includes a row that was set aside. */
export async function takeBack(viewer: Viewer, { draftId, row }: { draftId: number; row: number }) {
  return changeDraft(viewer, { draftId }, draft => withAside(draft, row, false))
}

/** Sets aside every row of which something is asked or faulty at present. */
export async function setFaultyAside(viewer: Viewer, { draftId }: { draftId: number }) {
  await judgeBefore(viewer, draftId)
  return changeDraft(viewer, { draftId }, async (draft, tx) => {
    const judgement = await judgementOf(viewer, draft, tx)
    const faulty = openRowsOf(judgement)
    return { mending: { ...draft.mending, aside: [...new Set([...draft.mending.aside, ...faulty])] } }
  })
}

/** Changes the options given with the file. */
export async function changeOptions(
  viewer: Viewer,
  { draftId, options }: { draftId: number; options: Partial<ImportOptions> },
) {
  return changeDraft(viewer, { draftId }, draft => ({ options: { ...draft.options, ...options } }))
}

export async function dropDraft(viewer: Viewer, { draftId }: { draftId: number }) {
  return write(async tx => {
    const draft = await draftOf(viewer, draftId, tx)
    if (draft.writtenAt === null) await tx.delete(importDraft).where(eq(importDraft.id, draftId))
    forgetJudgement(draftId)
    return { ok: true } as const
  })
}

/**
 * Writes what the preview shows: all rows not set aside, or none. With `leaves` the rows that are still open are left:
 * exactly as many as the button said, so that nothing else is left or written than its reader saw. Idempotent.
 */
export async function commitDraft(viewer: Viewer, { draftId, leaves, writes }: CommitInput) {
  await judgeBefore(viewer, draftId)
  const answer = await write(async tx => {
    const draft = await draftOf(viewer, draftId, tx)
    if (draft.writtenAt !== null) return { ok: true, draftId } as const
    const judgement = await judgementOf(viewer, draft, tx)
    if (!judgement.ok) return headMissing(judgement)
    const { counts, judged, reading } = judgement
    const open = openRowsOf(judgement)
    const places = { count: counts.faulty + counts.doubtful }
    if (judged.faults.some(each => each.row === 0)) return { ok: false, reason: 'sheetsOpen' } as const
    if (leaves === undefined && open.length > 0) return { ok: false, reason: 'faultsLeft', places } as const
    const isAsSeen =
      leaves === undefined || (leaves === open.length && writes === counts.new + counts.changed)
    if (!isAsSeen) return { ok: false, reason: 'countsChanged' } as const
    await recordRun(tx, viewer, async add => {
      await writeJudged(tx, viewer, draft, judged.effects, counts)
      await rememberHeads(tx, viewer, draft, reading)
      add({ kind: draft.kind, fileName: draft.fileName, counts, draftId })
    })
    const left = [...new Set([...draft.mending.aside, ...open])]
    await tx
      .update(importDraft)
      .set({
        writtenAt: now(),
        outcome: JSON.stringify(counts),
        setAside: JSON.stringify(left),
        // The rows are in the tables now; the copy of the sheet is deleted, but for rows that were left.
        ...(left.length === 0 ? { table: NO_CELLS, mended: '{}' } : {}),
      })
      .where(eq(importDraft.id, draftId))
    return { ok: true, draftId } as const
  })
  if (answer.ok) forgetJudgement(draftId)
  return answer
}

/** The preview of the rows that an import left: the same file and answers, with what was written unchanged. */
export async function continueDraft(viewer: Viewer, { draftId }: { draftId: number }) {
  return write(async tx => {
    const draft = await draftOf(viewer, draftId, tx)
    const [row] = await tx.select().from(importDraft).where(eq(importDraft.id, draftId))
    if (!row || draft.writtenAt === null || row.table === NO_CELLS)
      return { ok: false, reason: 'nothingLeft' } as const
    const { id: _, ...facts } = row
    const said = Object.fromEntries(Object.entries(draft.said).filter(([, each]) => each.pick !== 'aside'))
    const options = JSON.stringify({ ...draft.options, said } satisfies KeptOptions)
    const [made] = await tx
      .insert(importDraft)
      .values({
        ...facts,
        options,
        setAside: '[]',
        createdAt: now(),
        writtenAt: null,
        outcome: null,
        runId: null,
      })
      .returning({ id: importDraft.id })
    await tx.update(importDraft).set({ table: NO_CELLS }).where(eq(importDraft.id, draftId))
    return { ok: true, draftId: (made as { id: number }).id } as const
  })
}

/** Judges before the transaction, in which it is then made anew only where something has changed since. */
async function judgeBefore(viewer: Viewer, draftId: number): Promise<void> {
  const draft = await draftOf(viewer, draftId)
  if (draft.writtenAt === null) await judgementOf(viewer, draft)
}

/** The rows of which something is asked or faulty, those of the file as a whole apart. */
function openRowsOf(judgement: Judgement): number[] {
  if (!judgement.ok) return []
  return [...new Set(judgement.judged.faults.map(each => each.row))].filter(row => row !== 0)
}

function withAside({ mending }: Draft, row: number, aside: boolean) {
  const others = mending.aside.filter(each => each !== row)
  return { mending: { ...mending, aside: aside ? [...others, row] : others } }
}
