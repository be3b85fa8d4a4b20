import { type Asked, isRemembered, type Said } from '@/lib/import/asked.rules'
import type { ColumnRead } from '@/lib/spreadsheet/columns-read.rules'
import { trimmed } from '@/lib/spreadsheet/match.rules'
import { type Place, placeOf } from '@/lib/spreadsheet/place.rules'
import { type Mending, mendKey } from '@/lib/spreadsheet/preview.rules'
import type { FileSheet, SheetRead } from '@/lib/spreadsheet/reading.rules'
import type { Steps } from '@/lib/spreadsheet/steps.rules'

/** A question as the page shows it: open, or with the answer that was given. */
export type Item = Asked & {
  said: Said | null
  isOpen: boolean
  remember: boolean
}

/** A row of a sheet, of which something is asked. */
export type Line = { place: Place; cells: LineCell[]; items: Item[] }
export type LineCell = { at: number; text: string; mark: 'faulty' | 'doubtful' | 'said' | null }

/** Rows below the heads of one sheet. */
export type LineTable = { sheet: SheetRead; columns: ColumnRead[]; lines: Line[] }

/** Columns that a row shows: more are not read at a glance. */
const COLUMNS_SHOWN = 9

/** The open questions, and those that were answered; where an answer left its question open, the open one. */
export function* itemsOf(
  asked: Asked[],
  said: Record<string, Said>,
  answers: Record<string, string>,
): Steps<Item[]> {
  const items: Item[] = []
  const isAsked = new Set<string>()
  // A cell that was mended and is faulty again is asked about as it reads now.
  const cells = new Set<string>()
  for (const each of asked) {
    yield
    const { key, rows, first } = each
    items.push({
      ...each,
      said: said[key] ?? null,
      isOpen: !each.isOffer,
      remember: isRemembered(each, answers),
    })
    isAsked.add(key)
    for (const row of rows) cells.add(`${row} ${first.field}`)
  }
  for (const each of Object.values(said)) {
    yield
    const { key, first } = each
    if (isAsked.has(key) || cells.has(`${first.row} ${first.field}`)) continue
    items.push({ ...each, said: each, isOpen: false, remember: isRemembered(each, answers) })
  }
  return items.sort((a, b) => a.first.row - b.first.row)
}

export const stateOf = ({ isOpen, first }: Pick<Item, 'isOpen' | 'first'>) =>
  !isOpen ? ('said' as const) : first.isDoubt ? ('doubtful' as const) : ('faulty' as const)

/** The rows of single questions, a row once with all that is asked of it. */
export function* rowsAsked(items: Item[]): Steps<Item[][]> {
  const byRow = new Map<string, { place: Place; items: Item[] }>()
  for (const each of items) {
    yield
    const place = placeOf(each.first.row)
    const key = `${place.sheet} ${place.row}`
    const before = byRow.get(key)
    if (before) before.items.push(each)
    else byRow.set(key, { place, items: [each] })
  }
  // The number of a fact begins with its column, which in a 横表 is that of the meeting.
  return [...byRow.values()]
    .sort((a, b) => a.place.sheet - b.place.sheet || a.place.row - b.place.row)
    .map(each => each.items)
}

/** The rows with their cells, below the heads of their sheet. */
export function tablesOf(
  rows: Item[][],
  sheets: FileSheet[],
  { read, mending }: { read: SheetRead[]; mending: Mending },
): LineTable[] {
  const bySheet = new Map<number, Item[][]>()
  for (const items of rows) {
    const { sheet } = placeOf(items[0]?.first.row ?? 0)
    bySheet.set(sheet, [...(bySheet.get(sheet) ?? []), items])
  }
  return [...bySheet].flatMap(([at, ofSheet]) => {
    const sheet = read[at]
    const table = sheets[at]?.table
    if (!sheet || !table) return []
    const asked = new Set(
      ofSheet.flatMap(items => items.flatMap(({ first }) => columnOf(sheet, first) ?? [])),
    )
    const columns = shownOf(sheet, asked)
    const lines = ofSheet.map(items => {
      const place = placeOf(items[0]?.first.row ?? 0)
      const texts = table.rows[table.rowNumbers.indexOf(place.row)] ?? []
      const cells = columns.map(column => {
        const item = items.find(({ first }) => columnOf(sheet, first) === column.at)
        const mended = item && mending.cells[mendKey(item.first.row, item.first.field ?? '')]
        const typed = item?.said?.pick === 'mend' ? item.said.typed : mended
        const text = typed ?? trimmed(texts[column.at] ?? '')
        return { at: column.at, text, mark: item ? stateOf(item) : null }
      })
      return { place, cells, items }
    })
    return [{ sheet, columns, lines }]
  })
}

/** The column of the cell that is asked about: of its block, or of its meeting in a 横表. */
function columnOf(
  { columns }: SheetRead,
  { row, field }: { row: number; field: string | null },
): number | null {
  if (field === null) return null
  const { column } = placeOf(row)
  const ofField = columns.filter(each => each.field === field)
  const inBlock = ofField.find(each => each.at >= column) ?? ofField[0]
  const meeting = columns.find(each => each.at === column && isMeeting(each))
  return inBlock?.at ?? meeting?.at ?? null
}

/** A column of a 横表 that holds the marks of one meeting. */
export const isMeeting = ({ how, field, head }: ColumnRead) =>
  how === 'meeting' || (how === 'said' && field === null && head !== '')

/** Those that say who or what the row is about, those that are asked about, and others as there is room. */
function shownOf({ columns }: SheetRead, asked: Set<number>): ColumnRead[] {
  if (columns.length <= COLUMNS_SHOWN) return columns
  const first = columns.filter(each => each.field !== null).slice(0, 2)
  const must = columns.filter(each => first.includes(each) || asked.has(each.at))
  const others = columns.filter(each => !must.includes(each) && (each.field !== null || isMeeting(each)))
  const chosen = [...must, ...others].slice(0, Math.max(COLUMNS_SHOWN, must.length))
  return columns.filter(each => chosen.includes(each))
}

/** Rows read of a 横表 are cells: people × meetings. */
export function crossOf(sheets: SheetRead[]): { meetings: number } | null {
  const meetings = sheets
    .filter(each => each.isRead)
    .map(each => each.columns.filter(column => column.how === 'meeting').length)
  const most = Math.max(0, ...meetings)
  return most > 0 && meetings.every(each => each > 0) ? { meetings: most } : null
}
