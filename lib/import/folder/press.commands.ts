import type { Viewer } from '@/lib/access/access.rules'
import { answeredIn, columnsIn, isOtherChoice, sheetsIn } from '@/lib/import/answer.commands'
import { type Change, changeDraft, judgeBefore, type Refusal } from '@/lib/import/draft-change.commands'
import { dropDraft, setFaultyAside, takeBack } from '@/lib/import/import.commands'
import type { PressInput } from '@/lib/import/import.input'
import type { Draft } from '@/lib/import/import.queries'
import { type Judgement, judgementOf } from '@/lib/import/judgement.queries'
import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { folderOfSheet } from './folder-draft.queries'
import { commitSheet } from './lone-sheet.commands'
import { sheetInPlace } from './sheet-in-turn.queries'

/**
 * Whichever button of the preview is pressed: all that the page says is saved first. Where rows were to be written and
 * something was chosen that the button did not know of, it is saved alone, and the button says its counts anew.
 */
export async function pressPreview(viewer: Viewer, input: PressInput) {
  const { draftId, press } = input
  if (press === 'drop') {
    await dropDraft(viewer, { draftId })
    return { ok: true, draftId, back: '', at: 'gone' } as const
  }
  // Of a sheet of a folder outside of the transaction, as it is judged on what the files before it bring.
  const folderId = await folderOfSheet(viewer, draftId)
  const inFolder = folderId === null ? null : await sheetInPlace(viewer, draftId)
  if (inFolder === null) await judgeBefore(viewer, draftId)
  let isOther = false
  const saved = await changeDraft(
    viewer,
    { draftId, back: input.back },
    async (draft, tx): Promise<Change | Refusal> => {
      const judgement = inFolder ?? (await judgementOf(viewer, draft, tx))
      const next = await saidIn(draft, judgement, input)
      if (next === null) return { ok: false, reason: 'noSheetChosen' } as const
      isOther = factsOf(next) !== factsOf(draft)
      return isOther ? next : {}
    },
  )
  const [what, ...about] = press.split(' ')
  const [first, second] = about.map(Number)
  // Pressed twice, it is written once.
  const isWritten = !saved.ok && saved.reason === 'alreadyWritten' && what === 'write'
  if (isWritten) return { ok: true, draftId, back: '', at: '' } as const
  if (!saved.ok) return saved
  if (what === 'write') {
    if (isOther) return { ...saved, back: withHeld(saved.back), at: 'now' } as const
    const written = await commitSheet(viewer, { draftId, writes: first, leaves: second })
    return written.ok ? ({ ok: true, draftId, back: '', at: '' } as const) : written
  }
  if (what === 'go') {
    const [back = '', at = ''] = about.join(' ').split('#')
    return { ...saved, back, at } as const
  }
  if (what === 'folder' && folderId !== null) return { ...saved, folderId, at: 'folder' } as const
  if (what === 'aside')
    await setFaultyAside(
      viewer,
      { draftId },
      inFolder && ((await sheetInPlace(viewer, draftId)) ?? undefined),
    )
  if (what === 'back' && first !== undefined) await takeBack(viewer, { draftId, row: first })
  return { ...saved, at: what === 'back' ? 'after' : 'now' } as const
}

/** The query that says that choices were saved and nothing was written. */
const withHeld = (back: string) => (back === '' ? 'held=1' : `${back}&held=1`)

type DraftFacts = Pick<Draft, 'options' | 'mending' | 'said'>

/** In one form, so that two drafts of which the same was said are equal. */
function factsOf({
  options: { answers = {}, meanings = {}, ...options },
  mending,
  said,
}: DraftFacts): string {
  return JSON.stringify([Object.entries({ ...options, answers, meanings }).sort(), mending, said])
}

/** The draft with all that the page says of it; null where no sheet would be read. */
async function saidIn(
  draft: Draft,
  judgement: Judgement,
  { press, decisions, sheets, columns, remember, options, dayYear, needs }: PressInput,
): Promise<DraftFacts | null> {
  const { reading } = judgement
  // The questions are those of the sheet as it was read: they are answered before it is read otherwise.
  const answered = await answeredIn(draft, judgement, decisions)
  let answers = answered.options.answers
  if (columns.length > 0) {
    const ofAnswered = { kind: draft.kind, options: answered.options }
    answers = columnsIn(ofAnswered, reading, { columns, remember }, press === 'columns')
  }
  if (press === 'sheets' || isOtherChoice(reading, sheets)) {
    const chosen = sheetsIn(answers, reading, sheets)
    if (chosen === null) return null
    answers = chosen
  }
  const shownYear = draft.options.year ?? (Number(draft.options.answers?.year) || null)
  const isOtherYear = dayYear !== undefined && dayYear !== shownYear
  return {
    ...answered,
    options: {
      ...answered.options,
      ...(answers ? { answers } : {}),
      ...changed(draft.options, ofKind(draft.kind, options)),
      ...changed(draft.options, needs ?? {}),
      ...(isOtherYear ? { year: dayYear ?? undefined } : {}),
    },
  }
}

const ticksOf: Partial<Record<ImportKind, string[]>> = {
  roster: ['endMissing'],
  attendance: ['keepOpen', 'replace'],
  results: ['replace'],
}

/** The options that the page of a kind asks: a tick of another is not one that was taken out. */
function ofKind(kind: ImportKind, options: Partial<ImportOptions>): Partial<ImportOptions> {
  const others = new Set(Object.values(ticksOf).flat())
  for (const each of ticksOf[kind] ?? []) others.delete(each)
  return Object.fromEntries(Object.entries(options).filter(([name]) => !others.has(name)))
}

/** Those that say something else than the page showed. */
function changed(before: ImportOptions, given: Partial<ImportOptions>): Partial<ImportOptions> {
  const shown = before as Record<string, unknown>
  const isSame = (name: string, value: unknown) => (shown[name] || undefined) === (value || undefined)
  return Object.fromEntries(Object.entries(given).filter(([name, value]) => !isSame(name, value)))
}
