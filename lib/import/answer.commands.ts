import { type Pause, slices } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import type { Reading } from '@/lib/spreadsheet/preview.rules'
import type { SheetRead } from '@/lib/spreadsheet/reading.rules'
import { columnKey, headRowKey, SHEETS, sheetKey } from '@/lib/spreadsheet/said.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import {
  type Asked,
  allAsked,
  byDefault,
  type Decision,
  type DraftSaid,
  decidedIn,
  isRemembered,
  REMEMBER_HEADS,
  rememberable,
  type Said,
  typedBeside,
} from './asked.rules'
import { changeDraft, judgeBefore } from './draft-change.commands'
import { type AnswerInput, AS_MEETING, type ColumnsInput, type SheetsInput } from './import.input'
import type { Draft } from './import.queries'
import { type Judgement, judgementOf } from './judgement.queries'
import { kindOf } from './kinds.import'

/** Answers questions of the preview; an empty pick leaves a question open. */
export async function answerQuestions(
  viewer: Viewer,
  { draftId, back, decisions }: AnswerInput,
  pause: Pause = slices(),
) {
  await judgeBefore(viewer, draftId)
  return changeDraft(viewer, { draftId, back }, async (draft, tx) => {
    const judgement = await judgementOf(viewer, draft, tx, { pause })
    return answeredIn(draft, judgement, decisions, pause)
  })
}

/** The draft with the answers to what is asked of it. */
export async function answeredIn(
  draft: DraftSaid,
  judgement: Judgement,
  decisions: readonly Decision[],
  pause: Pause = slices(),
): Promise<DraftSaid> {
  if (!judgement.ok) return draft
  const cells = new Map(judgement.reading.rows.map(each => [each.row, each.cells]))
  await pause()
  const all = await sliced(
    allAsked(judgement.judged, row => cells.get(row)),
    pause,
  )
  const open = new Map(all.map(each => [each.key, each]))
  let next = draft
  for (const given of decisions) {
    await pause()
    const before = draft.said[given.key]
    const asked = open.get(given.key) ?? before
    const decision = asked ? typedBeside(asked, given, before) : given
    const pick = asked && pickedIn(decision, asked)
    if (asked?.isOffer && !before && pick === byDefault(asked)) continue
    if (asked && before && !open.has(asked.key) && isAsSaid(before, asked, decision, pick, draft)) continue
    if (asked && pick) next = decidedIn(next, asked, { ...decision, pick })
  }
  return next
}

/** Whether a page that shows an answer has sent it back as it is. */
function isAsSaid(
  before: Said,
  asked: Asked,
  { typed, remember }: Decision,
  pick: string | undefined,
  { options }: DraftSaid,
): boolean {
  const isTyped = before.typed === typed || (before.typed === '' && typed === asked.text) || pick !== 'mend'
  const isKept = rememberable(asked) === null || isRemembered(asked, options.answers) === remember
  return before.pick === pick && isTyped && isKept
}

/**
 * What was typed counts without a pick too, as there may be no script to pick it; what is unchanged does not. Where
 * nothing is said of the question itself, what is said of all alike holds that is one of its answers.
 */
function pickedIn({ pick, typed, alike }: Decision, { text, first, isOffer }: Asked): string {
  if (isOffer && first.isTyped) return pick
  const isTyped = typed !== text && first.field !== null && !first.isOfColumn
  const isOne = first.choices?.some(each => `answer:${each.value}` === alike) ?? false
  if (pick === '') return isTyped && typed !== '' ? 'mend' : isOne ? (alike ?? '') : ''
  return pick === 'mend' && !isTyped ? '' : pick
}

/** Says which sheets are read, and which row of each holds the heads. */
export async function chooseSheets(viewer: Viewer, { draftId, back, sheets }: SheetsInput) {
  await judgeBefore(viewer, draftId)
  return changeDraft(viewer, { draftId, back }, async (draft, tx) => {
    const { reading } = await judgementOf(viewer, draft, tx)
    const answers = sheetsIn(draft.options.answers, reading, sheets)
    if (answers === null) return { ok: false, reason: 'noSheetChosen' } as const
    return { options: { ...draft.options, answers } }
  })
}

type Answers = Record<string, string>

/** The answers with which sheets are read; null where none is. */
export function sheetsIn(
  before: Answers | undefined,
  reading: Reading,
  sheets: SheetsInput['sheets'],
): Answers | null {
  const said = sheets.filter(each => each.at < reading.sheets.length)
  if (!said.some(each => each.isRead)) return null
  const answers: Answers = { ...before, [SHEETS]: 'all' }
  for (const { at, isRead, headRow } of said) {
    const { name, headRow: shown } = reading.sheets[at] as SheetRead
    answers[sheetKey(name)] = isRead ? 'read' : 'leave'
    if (headRow === null || headRow === shown) continue
    // What was said of columns was said below other heads.
    for (const key of Object.keys(answers)) if (isColumnOf(key, name)) delete answers[key]
    answers[headRowKey(name)] = String(headRow)
  }
  return answers
}

/** Whether sheets are chosen otherwise than the page showed them. */
export function isOtherChoice(reading: Reading, sheets: SheetsInput['sheets']): boolean {
  return sheets.some(({ at, isRead, headRow }) => {
    const shown = reading.sheets[at]
    return shown && (shown.isRead !== isRead || (headRow !== null && headRow !== shown.headRow))
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
    const answers = columnsIn(draft, reading, { columns, remember })
    return {
      options: { ...draft.options, answers, ...(year === undefined ? {} : { year: year ?? undefined }) },
    }
  })
}

type ColumnsSaid = Pick<ColumnsInput, 'columns' | 'remember'>

/** The answers with what columns mean; a guess that stands as it was proposed is settled only where `confirms`. */
export function columnsIn(
  { kind, options }: Pick<Draft, 'kind' | 'options'>,
  reading: Reading,
  { columns, remember }: ColumnsSaid,
  confirms = true,
): Answers {
  const answers: Answers = { ...options.answers }
  const fields = new Set(
    kindOf(kind)
      .columns(options)
      .columns.columns.map(each => each.field),
  )
  for (const { sheet, at, meaning } of columns) {
    const read = reading.sheets[sheet]
    const column = read?.columns.find(each => each.at === at)
    if (!read || !column) continue
    const key = columnKey(read.name, at)
    if (!/^(?:\*?|= .*)$/s.test(meaning) && !fields.has(meaning)) continue
    const asRead = column.how === 'meeting' ? AS_MEETING : (column.field ?? '')
    if (meaning === asRead && answers[key] === undefined && column.how !== 'guessed') continue
    if (!confirms && meaning === (answers[key] ?? (asRead || (column.guess ?? '')))) continue
    // Columns are counted below these heads.
    answers[headRowKey(read.name)] ??= String(read.headRow)
    if (meaning === AS_MEETING) delete answers[key]
    else answers[key] = meaning
  }
  if (remember) delete answers[REMEMBER_HEADS]
  else answers[REMEMBER_HEADS] = 'no'
  return answers
}

const isColumnOf = (key: string, name: string) => key.startsWith('column ') && key.endsWith(` ${name}`)
