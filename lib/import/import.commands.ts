import { eq } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { slices } from '@/db/pause'
import { importDraft } from '@/db/schema/import'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { Forbidden } from '@/lib/core/errors'
import { dayOf, yearOf } from '@/lib/core/time'
import { NO_CELLS, textOfSheets } from '@/lib/spreadsheet/draft.rules'
import { noDraftRoom } from '@/lib/spreadsheet/draft-room.sql'
import { type ImportKind, type ImportOptions, importKinds } from '@/lib/spreadsheet/importer.rules'
import { withoutNotKept } from '@/lib/spreadsheet/not-kept.rules'
import { nothingMended } from '@/lib/spreadsheet/preview.rules'
import type { FileSheet } from '@/lib/spreadsheet/reading.rules'
import { statedDay } from '@/lib/spreadsheet/stated-day.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import { changeDraft, judgeBefore } from './draft-change.commands'
import { sheetsOf, unknownSheet, withSheet } from './file.import'
import type { CommitInput, KindInput } from './import.input'
import { type Draft, draftOf, type KeptOptions, mayImport } from './import.queries'
import { forgetJudgement, type Judgement, judgementOf } from './judgement.queries'
import { type KindChoice, kindFound } from './kind.rules'
import { stemOf, withNames } from './path-facts.rules'
import { yearOfPath } from './path-year.rules'
import { looksOf, titledYear } from './recognise.queries'
import { rememberHeads } from './remembered-heads.commands'
import { recordRun } from './run.commands'
import { unreadOf } from './run.rules'
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
  const noRoom = (size: number, on: On) => noDraftRoom(viewer.accountId, { kept: 'sheets', bytes: size }, on)
  // Before its cells are read, and again with what they take.
  const full = await noRoom(bytes.length, db)
  if (full) return full
  const pause = slices()
  const file = await sheetsOf(bytes, fileName, pause)
  if (!file.ok) return file
  const read = { ...file, sheets: withNames(file.sheets, fileName) }
  const unknown = unknownSheet(read.sheets, sheet)
  if (unknown) return unknown
  const found = chosen ? null : await kindIn(viewer, fileName, read.sheets)
  if (found?.is === 'other') {
    const { sort, detail } = found
    return {
      ok: false,
      reason: sort === null ? ('kindUnknown' as const) : (`seems.${sort}` as const),
      places: { detail },
    } as const
  }
  const kindsOpen = found?.is === 'asked' ? found.kinds.map(({ kind, plan }) => ({ kind, plan })) : undefined
  const likely = found?.is === 'kind' ? found.seems : kindsOpen?.[0]
  const kind = chosen ?? (likely as KindChoice).kind
  const plan = likely?.plan ?? given.plan
  // A plan is of one year: that of its title, else this one.
  const year = given.year ?? (kind === 'plan' ? await planYear(read.sheets, plan) : undefined)
  const start = kind === 'roster' && !given.year && !given.on ? await rosterStart(read.sheets, fileName) : {}
  const options =
    kind === 'plan'
      ? { ...given, plan, year }
      : kind === 'roster'
        ? { ...given, asksStart: true, ...start }
        : given
  const table = await textOfSheets(await sliced(withoutNotKept(read.sheets), pause), pause)
  return write(async tx => {
    const full = await noRoom(Buffer.byteLength(table), tx)
    if (full) return full
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
          kindsOpen,
        } satisfies KeptOptions),
        table,
        createdAt: at,
      })
      .returning({ id: importDraft.id })
    return { ok: true, draftId: (made as { id: number }).id } as const
  })
}

async function kindIn(viewer: Viewer, fileName: string, sheets: FileSheet[]) {
  const looks = await looksOf(viewer, sheets, db, slices())
  return kindFound(
    { stem: stemOf(fileName), sheets: looks },
    { today: dayOf(now()), year: yearOfPath(fileName) },
  )
}

const planYear = async (sheets: FileSheet[], plan: ImportOptions['plan']) =>
  (await sliced(titledYear(sheets, { kind: 'plan', plan }), slices())) ?? yearOf(dayOf(now()))

/**
 * From when people count: 1 January of the year that a title gives, or the day in the name of the file, which is said in
 * the preview and can be changed. A day that the sheet states, or the year in the name of the file, is asked about instead.
 */
async function rosterStart(
  sheets: FileSheet[],
  fileName: string,
): Promise<Pick<ImportOptions, 'on' | 'stated'>> {
  const ends = sheets.flatMap(({ table: { rows } }) => [...rows.slice(0, STATED), ...rows.slice(-STATED)])
  if (statedDay(ends.flat())) return {}
  const year = await sliced(titledYear(sheets, { kind: 'roster' }), slices())
  if (year !== null) return { on: `${year}-01-01` }
  const on = statedDay([fileName])?.day
  if (on) return { on }
  const named = yearOfPath(fileName)
  return named === null ? {} : { stated: { day: `${named}-01-01`, by: 'fileName' } }
}

/** Rows at both ends of a sheet among which it may state its day. */
const STATED = 8

/** Reads the file as another kind of sheet; what was said of its columns and cells was said of the other kind. */
export async function changeKind(viewer: Viewer, { draftId, kind, plan }: KindInput) {
  if (!mayImport(viewer, kind)) throw new Forbidden()
  return changeDraft(
    viewer,
    { draftId },
    async ({ fileName, options: { year, answers = {} }, readSheets }, tx) => ({
      kind,
      options: {
        ...(year === undefined ? {} : { year }),
        ...(kind === 'plan'
          ? {
              plan: plan ?? 'officials',
              year: year ?? (await planYear(await readSheets(tx, slices()), plan ?? 'officials')),
            }
          : kind === 'roster' && year === undefined
            ? { asksStart: true, ...(await rosterStart(await readSheets(tx, slices()), fileName)) }
            : {}),
        aliases: {},
        answers: Object.fromEntries(
          Object.entries(answers).filter(([key]) => /^(?:sheets?|heads)\b/.test(key)),
        ),
      },
      mending: nothingMended,
      said: {},
    }),
  )
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
export async function setFaultyAside(
  viewer: Viewer,
  { draftId }: { draftId: number },
  given: Judgement | null = null,
) {
  if (given === null) await judgeBefore(viewer, draftId)
  return changeDraft(viewer, { draftId }, async (draft, tx) => {
    const faulty = openRowsOf(given ?? (await judgementOf(viewer, draft, tx)))
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
    if (draft.kindsOpen) return { ok: false, reason: 'kindOpen' } as const
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
      add({ kind: draft.kind, fileName: draft.fileName, counts, draftId, unread: unreadOf(judgement) })
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

/** The rows of which something is asked or faulty, those of the file as a whole apart. */
function openRowsOf(judgement: Judgement): number[] {
  if (!judgement.ok) return []
  return [...new Set(judgement.judged.faults.map(each => each.row))].filter(row => row !== 0)
}

function withAside({ mending }: Draft, row: number, aside: boolean) {
  const others = mending.aside.filter(each => each !== row)
  return { mending: { ...mending, aside: aside ? [...others, row] : others } }
}
