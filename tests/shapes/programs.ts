import { partsOf, zipOf } from '../fixtures/office-files'
import { linesOf, type Program, type Shape } from './shape'

const EPOCH = Date.UTC(1899, 11, 30)
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The bytes and the name of a file that the program would write. */
export function fileOf({ name, program, sheets }: Shape): { bytes: Uint8Array; fileName: string } {
  const all = typeof sheets === 'string' ? { Sheet1: sheets } : sheets
  const grids = Object.entries(all).map(([title, text]) => ({
    title,
    rows: linesOf(text).map(line => line.split('|')),
  }))
  const [first] = grids
  const rows = first?.rows ?? []
  const writers: Record<Program, () => [bytes: Uint8Array, ending: string]> = {
    excel: () => [excel(grids), 'xlsx'],
    'csv-gbk': () => [gbk(rows.map(row => row.map(quoted).join(',')).join('\r\n')), 'csv'],
    'csv-utf8': () => [
      new TextEncoder().encode(`\ufeff${rows.map(row => row.map(quoted).join(',')).join('\r\n')}`),
      'csv',
    ],
    'tabs-utf16': () => [
      new Uint8Array(Buffer.from(`\ufeff${rows.map(row => row.join('\t')).join('\r\n')}`, 'utf16le')),
      'csv',
    ],
    'web-table': () => [new TextEncoder().encode(webTable(rows)), 'xls'],
    'xml-2003': () => [new TextEncoder().encode(xml2003(grids)), 'xls'],
    word: () => [word(rows), 'docx'],
  }
  const [bytes, ending] = writers[program]()
  return { bytes, fileName: `${name}.${ending}` }
}

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

function excel(grids: { title: string; rows: string[][] }[]): Uint8Array {
  const parts = partsOf({ rows: '', formats: [0, 14], sheets: grids.map(each => each.title) }) as Record<
    string,
    string
  >
  for (const [at, { rows }] of grids.entries()) {
    const data = rows
      .map((row, n) => `<row r="${n + 1}">${row.map(cell => excelCell(cell)).join('')}</row>`)
      .join('')
    const path = `xl/worksheets/sheet${at + 1}.xml`
    parts[path] = (parts[path] ?? '').replace('<sheetData></sheetData>', `<sheetData>${data}</sheetData>`)
  }
  return zipOf(parts)
}

function excelCell(cell: string): string {
  if (cell === '') return '<c/>'
  if (cell.startsWith('#')) return `<c s="0"><v>${cell.slice(1)}</v></c>`
  if (cell.startsWith('@')) {
    const [day = '', time = '00:00'] = cell.slice(1).split(' ')
    const serial = (Date.parse(`${day}T${time}:00Z`) - EPOCH) / 86_400_000
    return `<c s="1"><v>${serial}</v></c>`
  }
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
}

function webTable(rows: string[][]): string {
  const lines = rows.map(
    row =>
      `<tr>${row.map(cell => `<td style="mso-number-format:'\\@'">${escaped(cell)}</td>`).join('')}</tr>`,
  )
  return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body><table border="1">${lines.join('')}</table></body></html>`
}

function xml2003(grids: { title: string; rows: string[][] }[]): string {
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

function word(rows: string[][]): Uint8Array {
  const [w, type] = ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'application/xml']
  const cells = (row: string[]) =>
    row.map(cell => `<w:tc><w:p><w:r><w:t>${escaped(cell)}</w:t></w:r></w:p></w:tc>`).join('')
  const body = `<w:tbl>${rows.map(row => `<w:tr>${cells(row)}</w:tr>`).join('')}</w:tbl>`
  return zipOf({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="${type}"/></Types>`,
    'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="${w}"><w:body>${body}</w:body></w:document>`,
  })
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
