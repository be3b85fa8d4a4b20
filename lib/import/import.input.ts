import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { isDay } from '@/lib/core/time'
import { planKinds } from '@/lib/plan/plan.rules'
import { importKinds } from '@/lib/spreadsheet/importer.rules'
import { withTitle } from '@/lib/spreadsheet/new-subject.rules'
import type { Decision } from './asked.rules'

const id = z.coerce.number('common.form.notAChoice').int().positive('common.form.notAChoice')
const words = (max: number) =>
  typedText()
    .trim()
    .max(max)
    .optional()
    .transform(given => given || undefined)
const tick = typedText()
  .optional()
  .transform(given => given === 'on')

/** Options given with the file; the page asks only for those that the kind needs. */
const said = z.object({
  year: z
    .union(
      [
        z.literal('').transform(() => undefined),
        z.coerce
          .number('import.form.notAYear')
          .int('import.form.notAYear')
          .min(1900, 'import.form.notAYear')
          .max(2199, 'import.form.notAYear'),
      ],
      'import.form.notAYear',
    )
    .optional(),
  on: z
    .union([z.literal('').transform(() => undefined), typedText().refine(isDay, 'common.form.notADay')])
    .optional(),
  endMissing: tick,
  plan: z.enum(planKinds, 'common.form.notAChoice').optional(),
  unit: words(100),
  activity: words(200),
  exam: words(200),
  replace: tick,
  reason: words(300),
  keepOpen: tick,
  clear: tick,
})

/** Without a kind it is recognised by the heads. */
export const uploadInput = said.and(
  z.object({
    kind: z.union([z.literal('').transform(() => undefined), z.enum(importKinds)]).optional(),
    sheet: words(100),
  }),
)

/** Those that are not sent where they are not ticked. */
const ticks = new Set(['endMissing', 'replace', 'keepOpen'])

/** What is made with the sheet, under the name that was typed for it. */
const renamed = (option: string | undefined, title: string | undefined) =>
  option === undefined || title === undefined ? option : withTitle(option, title)

/** The part of the page to return to: the query of its address. */
const back = typedText().max(200).default('')

/** The meaning of a column that a 横表 reads as a meeting, left as it is. */
export const AS_MEETING = '*'

/** Fields of several things: `pick-0`, `typed-0`, for each that has the first of them. */
function numbered(fields: Record<string, unknown>, first: string): string[] {
  return Object.keys(fields).flatMap(name => new RegExp(`^${first}-([\\w-]{1,90})$`).exec(name)?.[1] ?? [])
}

const text = (max: number) => typedText().max(max).catch('')

/** What is picked: of a long list where the button before it is chosen, or no button. */
function pickIn(fields: Record<string, unknown>, at: string): string {
  const pick = text(600).parse(fields[`pick-${at}`] ?? '')
  return pick === '' || pick === 'list' ? text(600).parse(fields[`list-${at}`] ?? '') : pick
}

type Fields = Record<string, unknown>

function decisionsIn(fields: Fields): Decision[] {
  return numbered(fields, 'key').map((at): Decision => {
    const typed = typedText()
      .max(500)
      .safeParse(fields[`typed-${at}`] ?? '')
    return {
      key: text(700).parse(fields[`key-${at}`]),
      // Nothing is decided by what cannot be stored.
      pick: typed.success ? pickIn(fields, at) : '',
      typed: typed.success ? typed.data.trim() : '',
      remember: fields[`remember-${at}`] === 'on',
      alike: text(600).parse(fields[`alike-${text(20).parse(fields[`group-${at}`])}`]),
    }
  })
}

/** Answers to the questions of the page: see `Decision`. */
export const answerInput = z.looseObject({ draftId: id, back }).transform(({ draftId, back, ...fields }) => ({
  draftId,
  back,
  decisions: decisionsIn(fields),
}))
export type AnswerInput = z.infer<typeof answerInput>

function sheetsIn(fields: Fields) {
  return numbered(fields, 'sheet').map(at => ({
    at: Number(at),
    isRead: fields[`read-${at}`] === 'on',
    headRow: Number(fields[`headRow-${at}`]) || null,
  }))
}

/** Which sheets are read, by their index in the file, and the number of the row of heads. */
export const sheetsInput = z.looseObject({ draftId: id, back }).transform(({ draftId, back, ...fields }) => ({
  draftId,
  back,
  sheets: sheetsIn(fields),
}))
export type SheetsInput = z.infer<typeof sheetsInput>

/** The meaning of columns by sheet and index: a field, '' for none, `= 7月9日 中心组学习` for another head. */
export const columnsInput = z
  .looseObject({
    draftId: id,
    back,
    remember: tick,
    // Empty: the year is asked again.
    year: z.union([z.literal('').transform(() => null), said.shape.year]).optional(),
  })
  .transform(({ draftId, back, year, remember, ...fields }) => ({
    ...{ draftId, back, year, remember },
    columns: columnsIn(fields),
  }))
export type ColumnsInput = z.infer<typeof columnsInput>

function columnsIn(fields: Fields) {
  return Object.keys(fields).flatMap(name => {
    const [, sheet, at] = /^column-(\d{1,4})-(\d{1,5})$/.exec(name) ?? []
    if (sheet === undefined) return []
    const written = text(200)
      .parse(fields[`head-${sheet}-${at}`] ?? '')
      .trim()
    const meaning = written === '' ? text(300).parse(fields[name]) : `= ${written}`
    return [{ sheet: Number(sheet), at: Number(at), meaning }]
  })
}

/** The buttons of the preview beside plain saving, each with what it is about. */
const presses =
  /^(?:sheets|columns|aside|drop|folder|back \d{1,12}|go [\w=&-]{0,150}#(?:words|cells|after)|write \d{1,9} \d{1,9})?$/

const beside = said.and(
  z.object({
    freshTitle: words(60),
    dayYear: z.union([z.literal('').transform(() => null), said.shape.year]).optional(),
    needReason: words(300),
    needReplace: tick,
  }),
)

/** All that the page of a preview says at once: whichever button is pressed, nothing chosen beside it is lost. */
export const pressInput = z
  .looseObject({ draftId: id, back, press: typedText().regex(presses).catch('') })
  .transform(({ draftId, back, press, ...fields }, context) => {
    const given = beside.safeParse(fields)
    if (!given.success) {
      for (const { message, path } of given.error.issues) context.addIssue({ code: 'custom', message, path })
      return z.NEVER
    }
    const { freshTitle, dayYear, needReason, needReplace, activity, exam, ...others } = given.data
    const options = { ...others, activity: renamed(activity, freshTitle), exam: renamed(exam, freshTitle) }
    // A list without an empty choice shows its first where nothing was said.
    const isThere = (name: string) =>
      'options' in fields && (ticks.has(name) || (name in fields && fields[name] !== fields[`first-${name}`]))
    return {
      ...{ draftId, back, press, dayYear },
      // What the page does not ask is not taken for empty.
      options: Object.fromEntries(Object.entries(options).filter(([name]) => isThere(name))),
      needs: 'needs' in fields ? { reason: needReason, replace: needReplace } : null,
      sheets: sheetsIn(fields),
      columns: columnsIn(fields),
      remember: fields.rememberHeads === 'on',
      decisions: decisionsIn(fields),
    }
  })
export type PressInput = z.infer<typeof pressInput>

export const kindInput = z.object({
  draftId: id,
  kind: z.enum(importKinds, 'common.form.notAChoice'),
  plan: said.shape.plan,
})
export type KindInput = z.infer<typeof kindInput>

const count = z.coerce.number('common.form.notAChoice').int().min(0).optional()
/** What the button said it writes and leaves. */
export const commitInput = z.object({ draftId: id, writes: count, leaves: count })
export type CommitInput = z.infer<typeof commitInput>

/** A remembered head. */
export const headInput = z.object({ headId: id })
/** A written import; the reason is asked where something was confirmed, locked or issued. */
export const runInput = z.object({ runId: id, reason: words(300) })
export const draftInput = z.object({ draftId: id })
