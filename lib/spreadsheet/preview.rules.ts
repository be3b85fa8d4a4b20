import type { Pause } from '@/db/pause'
import { gathered } from '@/lib/core/gathered'
import { glossary, type Term } from '@/lib/core/glossary'
import type { Say } from '@/lib/core/i18n/say'
import type { KindColumns } from './found-heads.rules'
import {
  type Cells,
  type Choice,
  type Fault,
  type ImportKind,
  type Judged,
  questionKey,
  type RowOutcome,
} from './importer.rules'
import { placeOf } from './place.rules'
import { type FileReading, type FileSheet, fileIn } from './reading.rules'
import type { SaidOfFile } from './said.rules'
import { sliced } from './steps.rules'
import { unreadHeadsOf } from './unused-columns.rules'

/** What the user changed in the preview: cells by `row.field`, and rows set aside (暂不导入). */
export type Mending = { cells: Record<string, string>; aside: number[] }
export const nothingMended: Mending = { cells: {}, aside: [] }

/** A file as it is read, with the user's corrections; rows set aside are left out. */
export type Reading = Omit<FileReading, 'rows'> & { rows: Cells[] }

export async function readSheets(
  sheets: FileSheet[],
  kind: KindColumns,
  mending: Mending,
  said: SaidOfFile,
  pause: Pause,
): Promise<Reading> {
  const read = await sliced(fileIn(sheets, kind, said), pause)
  const aside = new Set(mending.aside)
  const ofRow = mendedCells(mending)
  const rows: Cells[] = []
  for (const { row, cells, troubles, above, proposed } of read.rows) {
    await pause()
    if (aside.has(row)) continue
    const mended = ofRow.get(row) ?? {}
    const left = Object.entries(troubles ?? {}).filter(([field]) => !(field in mended))
    rows.push({
      row,
      cells: { ...cells, ...mended },
      ...(left.length > 0 ? { troubles: Object.fromEntries(left) } : {}),
      ...(above ? { above } : {}),
      ...(proposed ? { proposed } : {}),
    })
  }
  return { ...read, rows }
}

export function mendKey(row: number, field: string): string {
  return `${row}.${field}`
}

function mendedCells({ cells }: Mending): Map<number, Record<string, string>> {
  const ofRow = new Map<number, Record<string, string>>()
  for (const [key, text] of Object.entries(cells)) {
    const at = key.indexOf('.')
    const row = Number(key.slice(0, at))
    ofRow.set(row, { ...ofRow.get(row), [key.slice(at + 1)]: text })
  }
  return ofRow
}

export type Counts = Record<'new' | 'changed' | 'unchanged' | 'leftOut' | 'faulty' | 'doubtful', number>

/** The row of what is asked of the file as a whole. */
const OF_THE_FILE = 0

/** Counts of rows; a row with several faults counts once, and as doubtful where it has doubts alone. */
export function countsOf(reading: Reading, judged: Judged<unknown>): Counts {
  const faults = judged.faults.filter(each => each.row !== OF_THE_FILE)
  const faulty = new Set(faults.filter(each => !each.isDoubt).map(each => each.row))
  const doubtful = new Set(faults.map(each => each.row).filter(row => !faulty.has(row)))
  const count = (outcome: RowOutcome['outcome']) =>
    judged.outcomes.filter(each => each.outcome === outcome).length
  return {
    new: count('new'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    leftOut: count('leftOut') + reading.leftOut.filter(each => each.why !== 'blank').length,
    faulty: faulty.size,
    doubtful: doubtful.size,
  }
}

/** A question with all rows that ask it: one answer settles them. */
export type Question = { key: string; first: Fault; rows: number[] }

/** The questions among the faults, those that most rows ask first. */
export function questionsOf(faults: readonly Fault[]): Question[] {
  const byKey = new Map<string, Question>()
  for (const fault of faults) {
    if (!fault.choices) continue
    const key = questionKey(fault)
    const before = byKey.get(key)
    if (before) before.rows.push(fault.row)
    else byKey.set(key, { key, first: fault, rows: [fault.row] })
  }
  return [...byKey.values()].sort((a, b) => b.rows.length - a.rows.length)
}

/** An answer in words: `仍按出席`. */
export function textOfChoice(say: Say, choice: Choice): string {
  if ('label' in choice) return choice.label
  return say.said(`import.choice.${choice.choice}`, choice.places) ?? say.t('import.choice.other')
}

type Value = string | number | boolean | null | undefined

/** `职务 科员` → `职务 副主任`: the values that differ, before and after, with their heads; null where none do. */
export function differenceOf(
  values: [head: string, before: Value, after: Value][],
): { before: string; after: string } | null {
  const differing = values.filter(([, before, after]) => (before ?? '') !== (after ?? ''))
  if (differing.length === 0) return null
  const said = (value: Value) => (value === null || value === undefined || value === '' ? '—' : String(value))
  return {
    before: differing.map(([head, before]) => `${head} ${said(before)}`).join('；'),
    after: differing.map(([head, , after]) => `${head} ${said(after)}`).join('；'),
  }
}

/** A word and its meaning from `X=Y`; null where one side is missing. */
export function readAlias(text: string): [word: string, meaning: string] | null {
  const at = text.search(/[=＝]/)
  const [word, meaning] = at < 0 ? ['', ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()]
  return word && meaning ? [word, meaning] : null
}

export function inRowOrder(faults: Fault[]): Fault[] {
  return [...faults].sort((a, b) => a.row - b.row)
}

/** Replaces code words of the glossary in a value: `present` → 出席. */
export function spokenCodes(say: Say, text: string): string {
  return text
    .split(' ')
    .map(word => {
      const found = (['mark', 'standing', 'examStanding'] as const).find(
        group => `${group}.${word}` in glossary,
      )
      return found ? say.term(`${found}.${word}` as Term) : word
    })
    .join(' ')
}

/** `没有“东铺社区”，是“东埔社区”吗？` */
export function textOfFault(say: Say, { reason, places, likely }: Fault): string {
  // Before a proposal the word alone is enough: 没有“东铺社区”，是“东埔社区”吗？
  const unit = reason === 'noSuchUnit' && !likely ? 'noSuchUnitAtAll' : reason
  const text = say.said(`import.fault.${unit}`, spokenRows(say, places)) ?? say.t('import.fault.other')
  return likely ? say.t('import.fault.likely', { text, meaning: likely.meaning }) : text
}

/** A row that a text names is the number that the sheet shows, not where it stands in the file. */
function spokenRows(say: Say, places: Fault['places']): Fault['places'] {
  if (typeof places?.row === 'number') return { ...places, row: wordsOfRows(say, [places.row]) }
  // Several stand as one text.
  if (typeof places?.rows !== 'string') return places
  return { ...places, rows: wordsOfRows(say, places.rows.split('、').map(Number)) }
}

/** `第 5、7 行`; `第 2 张表第 5 行` of a later sheet, as its number alone would be that of a row of the first. */
export function wordsOfRows(say: Say, numbers: readonly number[]): string {
  return [...gathered(numbers.map(placeOf), each => each.sheet)]
    .map(([sheet, places]) => {
      const rows = [...new Set(places.map(each => each.row))]
      const row = rows.length > 1 ? rows.join('、') : String(rows[0])
      const key = rows.length > 1 ? 'several' : 'one'
      return sheet === 0
        ? say.t(`import.row.${key}`, { row })
        : say.t(`import.row.${key}OfSheet`, { sheet: sheet + 1, row })
    })
    .join('、')
}

/** `手机 13800000000 已属于别人，未写入` */
export function textOfRemark(say: Say, remark: string, places?: Fault['places']): string {
  return say.said(`import.remark.${remark}`, spokenRows(say, places)) ?? say.t('import.remark.other')
}

/** The rows of a question as their readers see them, and the sheets in which they stand. */
function shownIn(reading: Pick<Reading, 'sheets'>, rows: readonly number[]) {
  const shown = rows.map(row => shownAt(reading, row))
  return { sheets: [...new Set(shown.flatMap(each => each.sheet ?? []))], rows: shown.map(each => each.row) }
}

type Faulty = Omit<Fault, 'choices'> & {
  sheet: string | null
  head: string | null
  text: string
  key?: string
}

/** The sheet and the row that its reader sees; row 0 and no sheet where the file as a whole is meant. */
function shownAt({ sheets }: Pick<Reading, 'sheets'>, number: number): { sheet: string | null; row: number } {
  const { sheet, row } = placeOf(number)
  return { sheet: row === 0 ? null : (sheets[sheet]?.name ?? null), row }
}

/** The result of an import as JSON for scripts. */
export async function reportOf(
  say: Say,
  { kind, fileName }: { kind: ImportKind; fileName: string },
  { reading, judged, counts }: { reading: Reading; judged: Judged<unknown>; counts: Counts },
  written: boolean,
  pause: Pause,
) {
  const faulty: Faulty[] = []
  for (const fault of judged.faults) {
    await pause()
    faulty.push({
      ...shownAt(reading, fault.row),
      field: fault.field,
      head: fault.field === null ? null : (reading.heads[fault.field] ?? null),
      reason: fault.reason,
      text: textOfFault(say, fault),
      ...(fault.likely ? { likely: fault.likely } : {}),
      ...(fault.candidates ? { candidates: fault.candidates } : {}),
      ...(fault.choices ? { key: questionKey(fault) } : {}),
    })
  }
  return {
    kind,
    file: fileName,
    new: counts.new,
    changed: counts.changed,
    unchanged: counts.unchanged,
    leftOut: [
      ...reading.leftOut.map(({ row, lastRow, why, text }) => ({
        place: row,
        lastRow: placeOf(lastRow).row,
        reason: why as string,
        text: text || say.t(`import.leftOut.${why}`),
      })),
      ...judged.outcomes
        .filter(each => each.outcome === 'leftOut')
        .map(({ row, label, remark, places }) => ({
          place: row,
          lastRow: placeOf(row).row,
          reason: remark ?? '',
          text: [label, remark && textOfRemark(say, remark, places)].filter(Boolean).join('：'),
        })),
    ]
      .sort((a, b) => a.place - b.place)
      .map(({ place, ...each }) => ({ ...shownAt(reading, place), ...each })),
    faulty,
    questions: questionsOf([...judged.faults, ...(judged.offers ?? [])]).map(({ key, first, rows }) => ({
      key,
      field: first.field,
      reason: first.reason,
      text: textOfFault(say, first),
      ...shownIn(reading, rows),
      ...(first.isTyped ? { typed: true } : {}),
      choices: (first.choices ?? []).map(choice => ({
        value: choice.value,
        text: textOfChoice(say, choice),
      })),
    })),
    notes: judged.notes.map(({ reason, places }) => ({
      reason,
      text: textOfRemark(say, reason, places),
    })),
    // Without a page nobody sees what a column may be: it is left alone, and said so.
    unknownColumns: unreadHeadsOf(reading),
    sheets: reading.sheets.flatMap(each => (each.isRead ? [each.name] : [])),
    written,
  }
}

/** The result of an import for a terminal: a line of counts, then each faulty row and each remark. */
export function linesOf(say: Say, report: Awaited<ReturnType<typeof reportOf>>): string {
  const { faulty, notes, leftOut, unknownColumns, written } = report
  // What keeps nothing from being written holds by its first answer, and is said.
  const asked = new Set(faulty.map(each => each.key))
  const offered = report.questions.filter(each => !asked.has(each.key))
  const rowsAtFault = new Set(faulty.map(({ sheet, row }) => JSON.stringify([sheet, row])))
  const counts = { ...report, leftOut: leftOut.length, faulty: rowsAtFault.size }
  return [
    say.t('import.terminal.counts', counts as unknown as Record<string, number>),
    ...notes.map(each => each.text),
    ...(unknownColumns.length > 0
      ? [say.t('import.terminal.unknownColumns', { heads: unknownColumns.join('、') })]
      : []),
    ...faulty.map(({ sheet, row, head, text }) =>
      [report.sheets.length > 1 && sheet, row > 0 && say.t('import.row.one', { row }), head, text]
        .filter(Boolean)
        .join(' '),
    ),
    ...offered.map(({ text, choices: [first] }) =>
      say.t('import.terminal.offer', { text, choice: first?.text ?? '' }),
    ),
    say.t(written ? 'import.terminal.written' : 'import.terminal.notWritten'),
  ].join('\n')
}
