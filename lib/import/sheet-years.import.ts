import type { Pause } from '@/db/pause'
import { parseDayRange } from '@/lib/spreadsheet/days.rules'
import { ask, type Cells, type Fault, type ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { parseMoment } from '@/lib/spreadsheet/moments.rules'
import { placeOf } from '@/lib/spreadsheet/place.rules'
import type { SheetRead } from '@/lib/spreadsheet/reading.rules'

type Sheet = Pick<SheetRead, 'name' | 'isRead' | 'title' | 'stated'>

/** Fields of every kind whose cells are days. */
const dayFields = [
  'date',
  'newDate',
  'from',
  'to',
  'completedOn',
  'submittedAt',
  'makeUpAt',
  'madeUpOn',
].concat(['recordedAt', 'opens', 'closes', 'makeUpCloses', 'aboveDay'])

/**
 * Of several sheets each may be of its own year: days without one are of that of their sheet. Where the file is of another
 * one, which of them holds is asked, once for the sheet.
 */
export async function withSheetYears(
  rows: Cells[],
  sheets: readonly Sheet[],
  options: Pick<ImportOptions, 'answers' | 'year'>,
  pause: Pause,
): Promise<{ dated: Cells[]; open: Fault[] }> {
  const named = sheets.map(yearOfSheet)
  const isOfSeveral = sheets.filter(each => each.isRead).length > 1
  if (!isOfSeveral || named.every(year => year === undefined || year === options.year))
    return { dated: rows, open: [] }
  const dated: Cells[] = []
  const open: Fault[] = []
  for (const each of rows) {
    await pause()
    const at = placeOf(each.row).sheet
    const own = named[at]
    const fields =
      own === undefined || own === options.year ? [] : dayFields.filter(field => isYearless(each, field))
    const [field] = fields
    if (own === undefined || field === undefined) {
      dated.push(each)
      continue
    }
    const year =
      options.year === undefined
        ? own
        : yearAsked(open, options, { ...each, field, own, name: sheets[at]?.name ?? '' })
    if (year === null) continue
    const days = fields.map(one => [one, withYear(each.cells[one] ?? '', year)] as const)
    dated.push({ ...each, cells: { ...each.cells, ...Object.fromEntries(days) } })
  }
  return { dated, open }
}

function yearOfSheet({ name, isRead, title, stated }: Sheet): number | undefined {
  if (!isRead) return undefined
  const inName = /(?<!\d)(20\d\d)(?!\d)/.exec(name)?.[1]
  if (inName !== undefined) return Number(inName)
  // The day on which a sheet was filled in says nothing of its year.
  return stated?.by === 'filledIn' ? undefined : title.year
}

const isYearless = ({ cells }: Cells, field: string) => {
  const text = cells[field] ?? ''
  if (text === '') return false
  const reads = [parseDayRange(text), parseMoment(text)]
  return reads.every(read => !read.ok) && reads.some(read => !read.ok && read.reason === 'noYear')
}

type About = { row: number; field: string; own: number; name: string }

function yearAsked(
  open: Fault[],
  options: Pick<ImportOptions, 'answers' | 'year'>,
  { row, field, own, name }: About,
): number | null {
  const year = options.year as number
  const answer = ask(open, options, {
    ...{ row, field, reason: 'sheetYear', isDoubt: true, isOfColumn: true },
    key: `sheetYear ${name}`,
    places: { name, named: own, year },
    choices: [own, year].map(each => ({ value: String(each), choice: 'year', places: { year: each } })),
  })
  return answer === null ? null : Number(answer)
}

function withYear(text: string, year: number): string {
  const moment = parseMoment(text, year)
  if (moment.ok && moment.time !== null) return `${moment.day} ${moment.time}`
  const range = parseDayRange(text, year)
  if (!range.ok) return text
  return range.fromDay === range.toDay ? range.fromDay : `${range.fromDay}至${range.toDay}`
}
