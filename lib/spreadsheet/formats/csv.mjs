import { cellText } from './cell-text.mjs'
import { cellCounter, cellsOf, Unreadable } from './unreadable.mjs'

const SAMPLE = 50

/** The table of a text with delimiters, which are detected. @param {string} text */
export function readCsv(text) {
  const named = /^sep=(.)\r?\n/i.exec(text)
  const body = named ? text.slice(named[0].length) : text
  const delimiter = named ? named[1] : delimiterOf(body)
  const count = cellCounter()
  const cells = cellsOf(() => {})
  let number = named ? 1 : 0
  for (const record of records(body, delimiter)) {
    number++
    record.forEach((value, index) => {
      count()
      cells.add(number, index + 1, cellText(plain(value)))
    })
  }
  return { rows: cells.rows, troubles: cells.troubles, merges: [] }
}

/** The delimiter that splits most of the first lines into the same number of fields. */
function delimiterOf(text) {
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of [',', ';', '\t']) {
    const score = scoreOf(text, delimiter)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

function scoreOf(text, delimiter) {
  const widths = new Map()
  let seen = 0
  try {
    for (const record of records(text, delimiter)) {
      if (record.length > 1) widths.set(record.length, (widths.get(record.length) ?? 0) + 1)
      if (++seen === SAMPLE) break
    }
  } catch {
    // With another delimiter quotes stand elsewhere.
    return 0
  }
  return Math.max(0, ...[...widths].map(([width, times]) => (width - 1) * times))
}

/**
 * RFC 4180, with LF or CR alone as a line end too, and spaces before a quote. Quotes that do not enclose the whole cell
 * belong to its text: `"宪法"宣传周`. @param {string} text @param {string} delimiter
 */
function* records(text, delimiter) {
  let record = []
  let at = 0
  while (at < text.length) {
    const quoted = quotedAt(text, at, delimiter)
    let end = quoted ? quoted.end : at
    if (!quoted) while (end < text.length && !endsCell(text, end, delimiter)) end++
    record.push(quoted ? quoted.value : text.slice(at, end))
    at = end
    if (text[at] === delimiter) {
      at++
      if (at < text.length) continue
      record.push('')
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++
    at++
    yield record
    record = []
  }
}

function endsCell(text, at, delimiter) {
  return at >= text.length || text[at] === delimiter || text[at] === '\n' || text[at] === '\r'
}

/** The cell in quotes that begins here, and where it ends; `="001"` too, as Excel writes a text to be kept. */
function quotedAt(text, start, delimiter) {
  let at = start
  while (text[at] === ' ') at++
  if (text.startsWith('="', at)) at++
  if (text[at] !== '"') return null
  let value = ''
  for (at++; ; at++) {
    const quote = text.indexOf('"', at)
    if (quote === -1) throw new Unreadable('damaged', 'a quote is not closed')
    value += text.slice(at, quote)
    at = quote + 1
    if (text[at] !== '"') break
    value += '"'
  }
  while (text[at] === ' ' && delimiter !== ' ') at++
  return endsCell(text, at, delimiter) ? { value, end: at } : null
}

/** Removes the apostrophe that our own exports put before a formula-like text (`asText` in workbook.sheet.ts). */
function plain(value) {
  return /^'+[=+\-@\t\r＝＋－＠]/.test(value) ? value.slice(1) : value
}
