import { trimmed } from '@/lib/spreadsheet/match.rules'

/** A clipboard block: rows of texts of equal width, merged cells filled with their value. */
export type Block = string[][]

/** The fields of the table in the order of its columns; each cell is a text, as in the office's sheet. */
export const tableFields = {
  plan: ['time', 'content', 'form', 'audience', 'lecturer', 'unit', 'times', 'mustLearn', 'remark'],
  points: ['content', 'parent', 'unit', 'time', 'weight', 'evidence', 'remark'],
} as const
export type TableKind = keyof typeof tableFields
export type Field = (typeof tableFields)[TableKind][number]
export type Cells = Partial<Record<Field, string>>

/** The copied block: from the table in the HTML where there is one (Excel, WPS, Word), else from the plain text. */
export function blockOf({ html, text }: { html: string; text: string }): Block {
  const table = blockOfHtml(html)
  return table.length > 0 ? table : blockOfText(text)
}

/** Cells separated by tabs, rows by line ends; a quoted cell may contain both, and doubled quotes. */
export function blockOfText(text: string): Block {
  const rows: string[][] = [[]]
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  const cell = /"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*)/y
  for (let at = 0; ; ) {
    cell.lastIndex = at
    const found = cell.exec(plain)
    rows.at(-1)?.push(found?.[1] === undefined ? (found?.[2] ?? '') : found[1].replaceAll('""', '"'))
    at = cell.lastIndex
    if (at >= plain.length) return equallyWide(rows)
    if (plain[at] === '\n') rows.push([])
    at++
  }
}

/**
 * The rows of all tables in HTML as office programs write it; merged cells are filled, a nested table becomes
 * text of its cell.
 */
export function blockOfHtml(html: string): Block {
  const rows: string[][] = []
  // Open vertical merges by column: the number of rows still to fill, and the text.
  let hanging: { left: number; text: string }[] = []
  let depth = 0
  let cell: { text: string; across: number; down: number } | null = null
  let row: string[] | null = null
  const fillHanging = (upTo: number) => {
    while (row && row.length < upTo) {
      const above = hanging[row.length]
      if (!above || above.left === 0) break
      above.left--
      row.push(above.text)
    }
  }
  const endCell = () => {
    if (!cell || !row) return
    const text = tidy(cell.text)
    fillHanging(Number.POSITIVE_INFINITY)
    for (let n = 0; n < cell.across; n++) {
      hanging[row.length] = { left: cell.down - 1, text }
      row.push(text)
    }
    cell = null
  }
  const endRow = () => {
    endCell()
    fillHanging(Number.POSITIVE_INFINITY)
    if (row && row.length > 0) rows.push(row)
    row = null
  }
  for (const { tag, isEnd, attributes, text } of partsOf(html)) {
    if (tag === 'table') {
      depth += isEnd ? -1 : 1
      if (depth === 1 && !isEnd) hanging = []
      if (depth === 0) endRow()
    } else if (depth === 1 && tag === 'tr') {
      endRow()
      if (!isEnd) row = []
    } else if (depth === 1 && (tag === 'td' || tag === 'th')) {
      endCell()
      if (!isEnd) {
        row ??= []
        cell = { text: '', across: spanIn(attributes, 'colspan'), down: spanIn(attributes, 'rowspan') }
      }
    } else if (cell) {
      if (tag === 'br' || (isEnd && /^(p|div|li|tr|h\d)$/.test(tag))) cell.text += LINE
      else if (tag === '') cell.text += text
    }
  }
  endRow()
  return equallyWide(rows)
}

/** The block as text and as HTML, for pasting into Excel, WPS and Word. */
export function clipboardOf(block: Block): { text: string; html: string } {
  const quoted = (cell: string) =>
    /[\t\n"]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell
  const escaped = (cell: string) =>
    cell
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/^ | (?= )| $/g, '&nbsp;')
      .replaceAll('\n', '<br>')
  return {
    text: block.map(row => `${row.map(quoted).join('\t')}\r\n`).join(''),
    html: `<table>${block.map(row => `<tr>${row.map(cell => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('')}</table>`,
  }
}

/** A cell as its field stores it: line breaks are kept in long texts, and separate the names in lists. */
export function cellOf(field: Field, text = ''): string {
  const plain = trimmed(text.replace(/\r\n?/g, '\n'))
  if (field === 'content' || field === 'evidence' || field === 'remark') return plain
  const isList = field === 'audience' || field === 'unit' || field === 'mustLearn'
  return plain.replace(/\s*\n\s*/g, (_, at: number) =>
    isList && !/[、，,；;]/.test(plain[at - 1] ?? '') ? '、' : '',
  )
}

const LINE = '\u0001'

/** Text as a browser would render it: white space collapses, only <br> and the ends of blocks break lines. */
function tidy(text: string): string {
  return (
    text
      // Word also wraps the source of its HTML between two Chinese characters.
      .replace(/(?<=[\u2e80-\uffef])[ \t]*\r?\n\s*(?=[\u2e80-\uffef])/g, '')
      .replace(/[ \t\r\n]+/g, ' ')
      .replace(new RegExp(` ?${LINE} ?`, 'g'), '\n')
      .replace(/\n$/, '')
      .replace(/^ | $/g, '')
      .replaceAll('\u00a0', ' ')
  )
}

type Part = { tag: string; isEnd: boolean; attributes: string; text: string }

/** Tags and the texts between them, without comments, styles and Word's conditional markup. */
function* partsOf(html: string): Generator<Part> {
  const plain = html.replace(/<!--[\s\S]*?-->|<!\[[^>]*>|<(style|script|xml|head)\b[\s\S]*?<\/\1\s*>/gi, '')
  for (const found of plain.matchAll(/<(\/?)([a-z][\w:]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|[^<]+|</gi)) {
    const [whole, end, tag, attributes = ''] = found
    if (tag) yield { tag: tag.toLowerCase(), isEnd: end === '/', attributes, text: '' }
    else yield { tag: '', isEnd: false, attributes: '', text: decoded(whole) }
  }
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  middot: '·',
  mdash: '—',
  ndash: '–',
  hellip: '…',
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return entities[name] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

function spanIn(attributes: string, name: string): number {
  const given = Number(new RegExp(`${name}\\s*=\\s*["']?(\\d+)`, 'i').exec(attributes)?.[1] ?? 1)
  return Math.min(Math.max(given, 1), 1000)
}

function equallyWide(rows: string[][]): Block {
  const width = Math.max(0, ...rows.map(row => row.length))
  return rows.map(row => [...row, ...Array.from({ length: width - row.length }, () => '')])
}
