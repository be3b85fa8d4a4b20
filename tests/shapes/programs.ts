import { readFileSync } from 'node:fs'
import path from 'node:path'
import { writeCfb } from '../../node_modules/hucre/dist/xlsx/crypto/cfb.mjs'
import { biffOf, docxOf, partsOf, type XlsCell, zipOf } from '../fixtures/office-files'
import { linesOf, type Program, type Shape } from './shape'

const EPOCH = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The bytes and the name of a file that the program would write, or did write. */
export function fileOf({ name, program, sheets }: Shape): { bytes: Uint8Array; fileName: string } {
  if (typeof sheets === 'object' && 'file' in sheets)
    return {
      bytes: new Uint8Array(readFileSync(path.join(import.meta.dirname, 'files', sheets.file))),
      fileName: sheets.file,
    }
  const all = typeof sheets === 'string' ? { Sheet1: sheets } : sheets
  const grids = Object.entries(all).map(([title, text]) => ({
    title,
    rows: linesOf(text).map(line => line.split('|').map(cell => cell.replaceAll('\\n', '\n'))),
  }))
  const [first] = grids
  const rows = first?.rows ?? []
  const plain = rows.map(row => row.map(withoutMerge))
  const comma = plain.map(row => row.map(quoted).join(',')).join('\r\n')
  const tabs = plain.map(row => row.join('\t')).join('\r\n')
  const utf8 = (text: string) => new TextEncoder().encode(text)
  const writers: Record<Program, () => [bytes: Uint8Array, ending: string]> = {
    excel: () => [excel(grids, {}), 'xlsx'],
    wps: () => [excel(grids, { shared: 'spoken', day: 'yyyy"年"m"月"d"日"' }), 'xlsx'],
    poi: () => [excel(grids, { isBare: true, day: 22 }), 'xlsx'],
    'mac-1904': () => [excel(grids, { shared: 'plain', since1904: true }), 'xlsx'],
    strict: () => [excel(grids, { shared: 'plain', isStrict: true }), 'xlsx'],
    xls: () => [
      writeCfb([{ name: 'Workbook', data: padded(biffOf(plain.map(row => row.map(xlsCell)))) }]),
      'xls',
    ],
    'csv-gbk': () => [gbk(comma), 'csv'],
    'csv-utf8': () => [utf8(`\ufeff${comma}`), 'csv'],
    'tabs-gbk': () => [gbk(tabs), 'csv'],
    'tabs-utf16': () => [new Uint8Array(Buffer.from(`\ufeff${tabs}`, 'utf16le')), 'csv'],
    'web-table': () => [utf8(webTable(rows)), 'xls'],
    'xml-2003': () => [utf8(xml2003(grids)), 'xls'],
    word: () => [
      docxOf(grids.map(each => wordTable(each.rows)).join('<w:p><w:r><w:t>续表</w:t></w:r></w:p>')),
      'docx',
    ],
    openpyxl: () => kept(program),
    xlsxwriter: () => kept(program),
    libreoffice: () => kept(program),
  }
  const [bytes, ending] = writers[program]()
  return { bytes, fileName: `${name}.${ending}` }
}

function kept(program: Program): never {
  throw new Error(`What ${program} wrote is kept as a file.`)
}

/** `<` continues the cell to the left, `^` the one above. */
const isMerged = (cell: string | undefined) => cell === '<' || cell === '^'
const withoutMerge = (cell: string) => (isMerged(cell) ? '' : cell)

/** How far the cell at a place reaches over merged ones. */
function spanOf(rows: string[][], at: number, column: number): { columns: number; lines: number } {
  let columns = 1
  while (rows[at]?.[column + columns] === '<') columns++
  let lines = 1
  while (rows[at + lines]?.[column] === '^') lines++
  return { columns, lines }
}

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

type Grid = { title: string; rows: string[][] }
type Ways = {
  /** Texts stand in a part of their own, with the reading of each as WPS and Excel in East Asia keep it. */
  shared?: 'plain' | 'spoken'
  /** Without the size of the sheet and without the addresses of cells, as streaming writers do it. */
  isBare?: boolean
  since1904?: boolean
  /** ISO 29500 Strict: other namespaces, days as text. */
  isStrict?: boolean
  /** The format of days. */
  day?: number | string
}

function excel(grids: Grid[], ways: Ways): Uint8Array {
  const { shared, isBare, since1904 = false, isStrict, day = 14 } = ways
  const texts: string[] = []
  const indexOf = (text: string) => (texts.includes(text) ? texts.indexOf(text) : texts.push(text) - 1)
  const parts: Record<string, string> = { ...partsOf({ rows: '', sheets: grids.map(each => each.title) }) }
  for (const [at, { rows }] of grids.entries()) {
    const data = rows.map((row, n) => {
      const cells = row.map((cell, column) => excelCell(cell, `${letter(column)}${n + 1}`, ways, indexOf))
      return `<row r="${n + 1}">${cells.join('')}</row>`
    })
    const merges = rows.flatMap((row, n) =>
      row.flatMap((cell, column) => {
        const { columns, lines } = isMerged(cell) ? { columns: 1, lines: 1 } : spanOf(rows, n, column)
        const to = `${letter(column + columns - 1)}${n + lines}`
        return columns + lines > 2 ? [`<mergeCell ref="${letter(column)}${n + 1}:${to}"/>`] : []
      }),
    )
    const path = `xl/worksheets/sheet${at + 1}.xml`
    const width = Math.max(...rows.map(row => row.length))
    const size = isBare ? '' : `<dimension ref="A1:${letter(width - 1)}${rows.length}"/>`
    const merged = merges.length > 0 ? `<mergeCells>${merges.join('')}</mergeCells>` : ''
    parts[path] = (parts[path] ?? '').replace(
      '<sheetData></sheetData>',
      () => `${size}<sheetData>${data.join('')}</sheetData>${merged}`,
    )
  }
  const styled = partsOf({ rows: '', formats: [0, day, 'yyyy/m/d h:mm', '@'], since1904 })
  parts['xl/styles.xml'] = styled['xl/styles.xml']
  parts['xl/workbook.xml'] = (parts['xl/workbook.xml'] ?? '').replace(
    '<workbookPr/>',
    since1904 ? '<workbookPr date1904="1"/>' : '<workbookPr/>',
  )
  if (shared)
    parts['xl/sharedStrings.xml'] = (parts['xl/sharedStrings.xml'] ?? '').replace(
      '></sst>',
      () => `>${texts.map(text => sharedText(text, shared)).join('')}</sst>`,
    )
  if (isStrict) for (const [path, xml] of Object.entries(parts)) parts[path] = inStrict(xml)
  return zipOf(parts)
}

const letter = (column: number) => String.fromCharCode(65 + column)

function inStrict(xml: string): string {
  return xml
    .replaceAll(
      'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
      'http://purl.oclc.org/ooxml/spreadsheetml/main',
    )
    .replaceAll(
      'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
      'http://purl.oclc.org/ooxml/officeDocument/relationships',
    )
}

/** The first two letters in a run of their own, and how they are said: the reading is no part of the text. */
function sharedText(text: string, way: 'plain' | 'spoken'): string {
  const run = (part: string) => `<t xml:space="preserve">${escaped(part)}</t>`
  if (way === 'plain' || text.length < 3) return `<si>${run(text)}</si>`
  const [first, rest] = [text.slice(0, 2), text.slice(2)]
  return `<si><r><rPr><b/></rPr>${run(first)}</r><r>${run(rest)}</r><rPh sb="0" eb="1"><t>dú yīn</t></rPh><phoneticPr fontId="1"/></si>`
}

function excelCell(
  cell: string,
  address: string,
  { shared, isBare, since1904, isStrict }: Ways,
  indexOf: (text: string) => number,
): string {
  const at = isBare ? '' : ` r="${address}"`
  if (cell === '' || isMerged(cell)) return isBare ? '<c/>' : `<c${at} s="0"/>`
  if (cell.startsWith('#')) return `<c${at} s="0"><v>${cell.slice(1)}</v></c>`
  if (cell.startsWith('=')) return `<c${at}><f>${escaped(cell.slice(1))}</f></c>`
  if (cell.startsWith('@')) {
    const [day = '', time = ''] = cell.slice(1).split(' ')
    const style = time === '' ? 1 : 2
    if (isStrict) return `<c${at} s="${style}" t="d"><v>${day}T${time || '00:00'}:00</v></c>`
    const epoch = since1904 ? EPOCH_1904 : EPOCH
    const serial = (Date.parse(`${day}T${time || '00:00'}:00Z`) - epoch) / 86_400_000
    return `<c${at} s="${style}"><v>${serial}</v></c>`
  }
  if (shared) return `<c${at} s="3" t="s"><v>${indexOf(cell)}</v></c>`
  return `<c${at} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
}

/** A stream of the file has 4,096 bytes at least. */
function padded(stream: Uint8Array): Uint8Array {
  const long = new Uint8Array(Math.max(8192, stream.length))
  long.set(stream)
  return long
}

function xlsCell(cell: string): XlsCell {
  if (cell.startsWith('#')) return { number: Number(cell.slice(1)), format: 0 }
  if (!cell.startsWith('@')) return cell
  const [day = '', time = '00:00'] = cell.slice(1).split(' ')
  return {
    number: (Date.parse(`${day}T${time}:00Z`) - EPOCH) / 86_400_000,
    format: cell.includes(' ') ? 22 : 14,
  }
}

function webTable(rows: string[][]): string {
  const lines = rows.map((row, at) => {
    const cells = row.map((cell, column) => {
      if (isMerged(cell)) return ''
      const { columns, lines } = spanOf(rows, at, column)
      const spans = `${columns > 1 ? ` colspan="${columns}"` : ''}${lines > 1 ? ` rowspan="${lines}"` : ''}`
      return `<td${spans} style="mso-number-format:'\\@'">${escaped(cell).replaceAll('\n', '<br>')}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body><table border="1">${lines.join('')}</table></body></html>`
}

function xml2003(grids: Grid[]): string {
  const sheets = grids.map(
    ({ title, rows }) =>
      `<Worksheet ss:Name="${title}"><Table>${rows
        .map(
          row =>
            `<Row>${row.map(cell => `<Cell><Data ss:Type="String">${escaped(cell)}</Data></Cell>`).join('')}</Row>`,
        )
        .join('')}</Table></Worksheet>`,
  )
  return `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">${sheets.join('')}</Workbook>`
}

function wordTable(rows: string[][]): string {
  const cellOf = (cell: string, at: number, column: number) => {
    if (cell === '<') return ''
    const { columns, lines } = cell === '^' ? { columns: 1, lines: 1 } : spanOf(rows, at, column)
    const span = columns > 1 ? `<w:gridSpan w:val="${columns}"/>` : ''
    const down = cell === '^' ? '<w:vMerge/>' : lines > 1 ? '<w:vMerge w:val="restart"/>' : ''
    const texts = withoutMerge(cell)
      .split('\n')
      .map(text => `<w:p><w:r><w:t>${escaped(text)}</w:t></w:r></w:p>`)
    return `<w:tc><w:tcPr>${span}${down}</w:tcPr>${texts.join('')}</w:tc>`
  }
  const lines = rows.map(
    (row, at) => `<w:tr>${row.map((cell, column) => cellOf(cell, at, column)).join('')}</w:tr>`,
  )
  return `<w:tbl>${lines.join('')}</w:tbl>`
}

/** GB18030 in its two-byte part, which holds every character of the shapes: the reverse of what the decoder says. */
function gbk(text: string): Uint8Array {
  table ??= gbkTable()
  const bytes: number[] = []
  for (const letter of text) {
    if (letter < '\u0080') bytes.push(letter.charCodeAt(0))
    else {
      const pair = table.get(letter)
      if (pair === undefined) throw new Error(`GBK has no ${letter}.`)
      bytes.push(pair >> 8, pair & 0xff)
    }
  }
  return new Uint8Array(bytes)
}

let table: Map<string, number> | undefined

function gbkTable(): Map<string, number> {
  const decoder = new TextDecoder('gb18030')
  const found = new Map<string, number>()
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) {
      const letter = decoder.decode(new Uint8Array([high, low]))
      if ([...letter].length === 1 && !found.has(letter)) found.set(letter, (high << 8) | low)
    }
  return found
}
