import type { On } from '@/db/client'
import type { Pause } from '@/db/pause'
import { parseDay, serialDay, serialMoment } from '@/lib/spreadsheet/days.rules'
import type { KindColumns, Lot } from '@/lib/spreadsheet/found-heads.rules'
import { type Columns, isMet } from '@/lib/spreadsheet/heads.rules'
import {
  ask,
  type Cells,
  type Choice,
  type Fault,
  type ImportOptions,
} from '@/lib/spreadsheet/importer.rules'
import { placeOf } from '@/lib/spreadsheet/place.rules'

/** The key of the answer to every number in a column of days that is a day as Excel keeps it. */
const serialKey = (field: string | null) => `serial ${field ?? ''}`

/** 45731 where a day is needed: proposed as the day that the workbook means by it, once for the column. */
export function withSerial(fault: Fault, text: string, since1904: boolean): Fault {
  const day = fault.reason === 'serial' ? serialDay(text, since1904) : null
  if (day === null) return fault
  return {
    ...fault,
    key: serialKey(fault.field),
    places: { text, day },
    isDoubt: true,
    choices: [{ value: 'days', choice: 'serialDay', places: { text, day } }],
  }
}

/** Where a day is needed, 7月 and 7月上旬 are two questions. */
const spans = ['monthOnly', 'partOfMonth'] as const

/** The key of the answer to every month of a column, or to every part of one. */
const spanKey = (reason: string, field: string) => `span ${reason} ${field}`

/** A month, or a part of one, where a day is needed: one answer for all in the column says which of its days counts. */
export function withSpan(fault: Fault): Fault {
  if (!spans.some(each => each === fault.reason)) return fault
  return {
    ...fault,
    key: spanKey(fault.reason, fault.field ?? ''),
    isDoubt: true,
    choices: [
      { value: 'last', choice: 'lastOfSpan' },
      { value: 'first', choice: 'firstOfSpan' },
    ],
  }
}

/** The rows with days in place of months and of Excel's numbers, where that was answered. */
export async function withDays(
  rows: Cells[],
  options: ImportOptions,
  isSince1904: (row: number) => boolean,
  pause: Pause,
): Promise<Cells[]> {
  const said = (start: string) =>
    Object.entries(options.answers ?? {}).flatMap(([key, answer]) =>
      key.startsWith(start) ? [{ field: key.slice(start.length), answer }] : [],
    )
  const answered = spans.flatMap(reason => said(spanKey(reason, '')).map(each => ({ ...each, reason })))
  const serials = said(serialKey(''))
  if (answered.length + serials.length === 0) return rows
  const meant: Cells[] = []
  for (const each of rows) {
    await pause()
    const days = answered.flatMap(({ reason, field, answer }) => {
      const read = parseDay(each.cells[field] ?? '', options.year)
      const span = read.ok || read.reason !== reason ? undefined : read.span
      return span ? [[field, answer === 'first' ? span.fromDay : span.toDay] as const] : []
    })
    const numbers = serials.flatMap(({ field }) => {
      const day = serialMoment(each.cells[field] ?? '', isSince1904(each.row))
      return day ? [[field, day] as const] : []
    })
    meant.push({ ...each, cells: { ...each.cells, ...Object.fromEntries([...days, ...numbers]) } })
  }
  return meant
}

/**
 * Rows that lack what is required and would have it from the cell above, as where a department stands once over its
 * people: asked about, once for each column, and filled where that is the answer.
 */
export async function filledDown(
  rows: Cells[],
  { required }: Columns<string>,
  options: ImportOptions,
  pause: Pause,
): Promise<{ filled: Cells[]; open: Fault[] }> {
  const filled: Cells[] = []
  const open: Fault[] = []
  for (const each of rows) {
    await pause()
    const { row, cells, above = {} } = each
    const lacking = required.filter(one => !isMet(one, field => Boolean(cells[field])))
    const fields = Object.keys(above).filter(
      field =>
        !cells[field] &&
        lacking.some(one => isMet(one, has => Boolean(cells[has] || above[has])) && names(one, field)),
    )
    const answers = fields.map(field =>
      ask(open, options, {
        row,
        field,
        reason: 'asAbove',
        isDoubt: true,
        places: { text: above[field] ?? '' },
        alike: field,
        choices: [{ value: 'above', choice: 'asAbove' }],
      }),
    )
    if (answers.includes(null)) continue
    filled.push({
      ...each,
      cells: { ...cells, ...Object.fromEntries(fields.map(field => [field, above[field] ?? ''])) },
    })
  }
  return { filled, open }
}

/**
 * Rows of a sheet without a required column, or of one for which the lines above only propose something: asked about
 * once, and filled where that was answered.
 */
export async function withColumns(
  rows: Cells[],
  { columns: { required, columns }, askable = [], lots = {} }: KindColumns,
  options: ImportOptions,
  {
    answersOf,
    on,
    pause,
  }: { answersOf: Record<string, (on: On) => Promise<string[]>>; on: On; pause: Pause },
): Promise<{ filled: Cells[]; open: Fault[]; offers: Fault[]; either: [Cells[], Cells[]] }> {
  const filled: Cells[] = []
  const open: Fault[] = []
  const offers: Fault[] = []
  const either: [Cells[], Cells[]] = [[], []]
  const choices = new Map<string, Choice[]>()
  const headOf = (field: string) => columns.find(each => each.field === field)?.heads[0] ?? field
  const likeOthers = await lotsIn(rows, lots, pause)
  for (const each of rows) {
    await pause()
    const { row, cells, proposed = {} } = each
    const lacking = required.filter(one => !isMet(one, field => cells[field] !== undefined))
    const fields = askable.filter(
      field =>
        cells[field] === undefined &&
        (proposed[field] !== undefined || lacking.some(one => names(one, field))),
    )
    const given: Record<string, string> = {}
    const [one, another]: Record<string, string>[] = [{}, {}]
    for (const field of fields) {
      const all =
        choices.get(field) ?? (await answersOf[field]?.(on))?.map(value => ({ value, label: value })) ?? []
      choices.set(field, all)
      const lot = likeOthers(each, field)
      // Units of a sheet without 上级单位 stand below the only one that there is.
      const isOnly = field === 'parent' && all.length === 1
      const answer = ask(isOnly ? offers : open, options, {
        row,
        field,
        reason: lot?.isOfSeveral ? 'noColumnLike' : 'noColumn',
        isDoubt: true,
        places: { head: headOf(field), ...(lot?.isOfSeveral ? { text: lot.text } : {}) },
        // Whose rows a sheet has is said of that sheet alone.
        alike: ofUnits.has(field)
          ? `column @${placeOf(row).sheet}`
          : ['column', lot?.isOfSeveral && lot.lot].filter(Boolean).join(' '),
        choices: likelyFirst(all, proposed[field] ?? lot?.likely.find(isAmong(all)), field),
      })
      const value = answer ?? (isOnly ? all[0]?.value : undefined)
      if (value !== undefined) given[field] = value
      Object.assign(one as object, { [field]: value ?? all[0]?.value ?? '' })
      Object.assign(another as object, { [field]: value ?? all.at(-1)?.value ?? '' })
    }
    if (Object.keys(given).length === fields.length) filled.push({ ...each, cells: { ...cells, ...given } })
    else
      for (const [at, guess] of [one, another].entries())
        either[at]?.push({ ...each, cells: { ...cells, ...guess } })
  }
  return { filled, open, offers, either }
}

const isAmong = (choices: Choice[]) => (word: string) => choices.some(each => each.value === word)

/** The lot of each row in a field, and whether the rows are of several; where none has one, there are no lots. */
async function lotsIn(rows: readonly Cells[], lots: KindColumns['lots'] & object, pause: Pause) {
  const found = new Map<string, Map<Cells, Lot>>()
  const several = new Set<string>()
  for (const [field, lotOf] of Object.entries(lots)) {
    const of = new Map<Cells, Lot>()
    for (const each of rows) {
      await pause()
      if (each.cells[field] === undefined) of.set(each, lotOf(each.cells))
    }
    found.set(field, of)
    if (new Set([...of.values()].map(each => each.lot)).size > 1) several.add(field)
  }
  return (row: Cells, field: string): (Lot & { isOfSeveral: boolean }) | null => {
    const lot = found.get(field)?.get(row)
    return lot ? { ...lot, isOfSeveral: several.has(field) } : null
  }
}

const ofUnits = new Set(['unit', 'host', 'parent', 'date'])

/** What the lines above propose stands first; of days it need not be among the usual ones. */
function likelyFirst(choices: Choice[], likely: string | undefined, field: string): Choice[] {
  const found = choices.filter(each => each.value === likely)
  const first = found.length > 0 || !likely || field !== 'date' ? found : [{ value: likely, label: likely }]
  return first.length === 0 ? choices : [...first, ...choices.filter(each => each.value !== likely)]
}

const names = (requirement: string | string[][], field: string) => [requirement].flat(2).includes(field)
