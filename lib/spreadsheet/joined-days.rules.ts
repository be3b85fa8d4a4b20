import type { RawTable } from './formats/workbook'

const yearHead = /^年份?$/
const monthHead = /^月份?$/
const dayHead = /^(?:日|日期|号|日子)$/
/** Heads above 月 and 日 that are not those of a whole table. */
const HEADS_AMONG = 15

type Split = { row: number; year: number | null; month: number; day: number; name: string; isBelow: boolean }

/**
 * The table with 月份 | 日, or 年 | 月 | 日, in columns side by side as one column of days, under the head above them, else
 * under 日期. A month left empty is the one above it.
 */
export function withJoinedDays(table: RawTable): RawTable {
  const found = splitDay(table)
  if (!found) return table
  const { row: head, year, month, day, name, isBelow } = found
  const first = year ?? month
  const others = [month, day].filter(column => column !== first)
  let monthAbove = ''
  const rows = table.rows.map((texts, at) => {
    if (at < head - (isBelow ? 1 : 0)) return texts
    const joined = [...texts]
    for (const column of others) joined[column] = ''
    if (at <= head) {
      joined[first] = name
      return joined
    }
    const cell = (column: number | null) => (column === null ? '' : plain(texts[column] ?? ''))
    const [y, m, d] = [
      numberIn(cell(year), '年'),
      numberIn(cell(month), '月'),
      cell(day).replace(/[日号]$/, ''),
    ]
    if (m !== '') monthAbove = m
    if (m === '' && !/^\d/.test(d)) return texts.map((text, column) => (others.includes(column) ? '' : text))
    joined[first] =
      `${y === '' ? '' : `${y}年`}${m || monthAbove}月${d === '' ? '' : `${d}${/\d$/.test(d) ? '日' : ''}`}`
    return joined
  })
  return { ...table, rows }
}

function splitDay({ rows }: RawTable): Split | null {
  for (const [row, texts] of rows.slice(0, HEADS_AMONG).entries())
    for (const [day, text] of texts.entries()) {
      const month = day - 1
      if (!dayHead.test(plain(text)) || !monthHead.test(plain(texts[month] ?? ''))) continue
      const year = yearHead.test(plain(texts[month - 1] ?? '')) ? month - 1 : null
      if (!areParts(rows.slice(row + 1), month, day)) continue
      const above = plain(rows[row - 1]?.[month] ?? '')
      const isOver =
        above !== '' && above === plain(rows[row - 1]?.[day] ?? '') && above !== plain(texts[month] ?? '')
      // A title over the whole width is no head of these columns.
      const isTitle = isOver && new Set((rows[row - 1] ?? []).map(plain).filter(Boolean)).size === 1
      const isBelow = isOver && !isTitle
      return { row, year, month, day, name: isBelow ? above : '日期', isBelow }
    }
  return null
}

/** Whether the cells are months and days of a month. */
function areParts(rows: string[][], month: number, day: number): boolean {
  const filled = rows.filter(texts => plain(texts[day] ?? '') !== '' && plain(texts[month] ?? '') !== '')
  const fit = filled.filter(texts => {
    const [m, d] = [numberIn(plain(texts[month] ?? ''), '月'), plain(texts[day] ?? '')]
    return Number(m) >= 1 && Number(m) <= 12 && /^(?:[1-9]|[12]\d|3[01])(?:[日号]|\D|$)/.test(d)
  })
  return fit.length > 0 && fit.length >= filled.length / 2
}

const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '')
const numberIn = (text: string, unit: string) => {
  const bare = text.replace(new RegExp(`${unit}份?$`), '')
  return /^\d{1,4}(?:\.0)?$/.test(bare) ? String(Number(bare)) : ''
}
