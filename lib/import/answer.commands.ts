import { type Pause, slices } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
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
  REMEMBER_HEADS,
} from './asked.rules'
import { changeDraft, judgeBefore } from './draft-change.commands'
import { type AnswerInput, AS_MEETING, type ColumnsInput, type SheetsInput } from './import.input'
import { judgementOf } from './judgement.queries'
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
    if (!judgement.ok) return {}
    const cells = new Map(judgement.reading.rows.map(each => [each.row, each.cells]))
    await pause()
    const all = await sliced(
      allAsked(judgement.judged, row => cells.get(row)),
      pause,
    )
    const open = new Map(all.map(each => [each.key, each]))
    let next: DraftSaid = draft
    for (const decision of decisions) {
      await pause()
      const before = draft.said[decision.key]
      const asked = open.get(decision.key) ?? before
      const pick = asked && pickedIn(decision, asked)
      if (asked?.isOffer && !before && pick === byDefault(asked)) continue
      const isSame =
        before?.pick === pick && before?.typed === decision.typed && !open.has(decision.key) && !asked?.word
      if (asked && pick && !isSame) next = decidedIn(next, asked, { ...decision, pick })
    }
    return next
  })
}

/**
 * What was typed counts without a pick too, as there may be no script to pick it; what is unchanged does not. Where
 * nothing is said of the question itself, what is said of all alike holds that is one of its answers.
 */
function pickedIn({ pick, typed, alike }: Decision, { text, first }: Asked): string {
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
