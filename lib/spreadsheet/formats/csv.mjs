import { MAX_CELLS, Unreadable } from './unreadable.mjs'

const SAMPLE = 50

/** The table of a .csv; encoding and delimiter are detected. @param {Uint8Array} bytes */
export function readCsv(bytes) {
  const text = decode(bytes)
  const named = /^sep=(.)\r?\n/i.exec(text)
  const body = named ? text.slice(named[0].length) : text
  const delimiter = named ? named[1] : delimiterOf(body)
  const rows = []
  let number = named ? 1 : 0
  let count = 0
  for (const record of records(body, delimiter)) {
    number++
    const cells = []
    record.forEach((value, index) => {
      const shown = plain(value)
      if (shown !== '') cells.push([index + 1, shown])
    })
    count += record.length
    if (count > MAX_CELLS) throw new Unreadable('tooLarge')
    if (cells.length > 0) rows.push({ number, cells })
  }
  return { rows, merges: [], sheetName: '', sheetNames: [] }
}

function decode(bytes) {
  const encoding = encodingOf(bytes)
  for (const each of encoding ? [encoding] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(each, { fatal: true }).decode(bytes)
      // Text decoded with the wrong encoding has private-use or control characters: refused rather than stored
      // garbled.
      if (!/[\p{Co}\ufffd]|(?![\t\n\v\f\r])\p{Cc}/u.test(text)) return text
    } catch {
      // Not this encoding: try the next.
    }
  }
  throw new Unreadable('encoding')
}

function encodingOf(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  // No byte order mark: in UTF-16 delimiters, digits and line ends have a zero byte, in other encodings never.
  const zeros = [0, 0]
  const length = Math.min(bytes.length, 4096)
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at % 2]++
  if (zeros[0] === 0 && zeros[1] === 0) return undefined
  return zeros[0] > zeros[1] ? 'utf-16be' : 'utf-16le'
}

/** The delimiter that splits most of the first lines into the same number of fields. */
function delimiterOf(text) {
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of [',', ';', '\t']) {
    const widths = new Map()
    let seen = 0
    for (const record of records(text, delimiter)) {
      if (record.length > 1) widths.set(record.length, (widths.get(record.length) ?? 0) + 1)
      if (++seen === SAMPLE) break
    }
    const score = Math.max(0, ...[...widths].map(([width, times]) => (width - 1) * times))
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** RFC 4180, with LF or CR alone as a line end too. @param {string} text @param {string} delimiter */
function* records(text, delimiter) {
  let record = []
  let at = 0
  while (at < text.length) {
    let value = ''
    const excelText = text.startsWith('="', at)
    if (text[at] === '"' || excelText) {
      at += excelText ? 2 : 1
      for (;;) {
        const quote = text.indexOf('"', at)
        if (quote === -1) throw new Unreadable('damaged', 'a quote is not closed')
        value += text.slice(at, quote)
        at = quote + 1
        if (text[at] !== '"') break
        value += '"'
        at++
      }
    }
    const start = at
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++
    record.push(value + text.slice(start, at))
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

/** Removes the apostrophe that our own exports put before a formula-like text (`asText` in workbook.sheet.ts). */
function plain(value) {
  return /^'+[=+\-@\t\r＝＋－＠]/.test(value) ? value.slice(1) : value
}
