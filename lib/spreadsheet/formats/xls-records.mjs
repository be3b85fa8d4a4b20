import { isPictureFont } from './cell-text.mjs'
import { MAX_TEXT, Unreadable } from './unreadable.mjs'

const id = {
  eof: 0x0a,
  date1904: 0x22,
  filePass: 0x2f,
  font: 0x31,
  continue: 0x3c,
  boundSheet: 0x85,
  xf: 0xe0,
  sst: 0xfc,
  format: 0x41e,
  bof: 0x809,
}
const BIFF8 = 0x600
const STRUCK = 8
const MAX_STRINGS = 500_000

/** The records of a workbook stream (MS-XLS 2.1.4). @param {Uint8Array} stream */
export function openRecords(stream) {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)

  function at(position) {
    if (position + 4 > stream.length) throw new Unreadable('damaged', 'workbook breaks off')
    const length = view.getUint16(position + 2, true)
    const next = position + 4 + length
    if (next > stream.length) throw new Unreadable('damaged', 'record breaks off')
    return { id: view.getUint16(position, true), next, data: fields(stream, position + 4, length) }
  }

  /** The records from one that begins a workbook or a sheet; those of charts inside it are left out. */
  function* from(position) {
    const first = at(position)
    if (first.id !== id.bof) throw new Unreadable('damaged', 'sheet missing')
    if (first.data.u16(0) !== BIFF8) throw new Unreadable('saveAsXlsx', 'Excel 5.0/95')
    let depth = 0
    for (let next = first.next; ; ) {
      const record = at(next)
      next = record.next
      if (record.id === id.bof) depth++
      else if (depth === 0) yield record
      else if (record.id === id.eof) depth--
    }
  }

  /** The record after this one and after those of the given kinds. */
  function after(record, skipped) {
    let next = at(record.next)
    while (skipped.includes(next.id)) next = at(next.next)
    return next
  }

  /** The data of a record and of those that continue it. */
  function blocks(record) {
    const found = [record.data]
    for (let next = record.next; next + 4 <= stream.length; ) {
      const more = at(next)
      if (more.id !== id.continue) break
      found.push(more.data)
      next = more.next
    }
    return found
  }

  return { from, after, blocks, longText: (record, from) => textReader(blocks(record), from).text() }
}

/** Reads little-endian numbers of a record; what lies outside it is refused. */
function fields(stream, start, length) {
  const view = new DataView(stream.buffer, stream.byteOffset + start, length)
  const checked = read => at => {
    try {
      return read(at)
    } catch {
      throw new Unreadable('damaged', 'record too short')
    }
  }
  return {
    length,
    u8: checked(at => view.getUint8(at)),
    u16: checked(at => view.getUint16(at, true)),
    u32: checked(at => view.getUint32(at, true)),
    f64: checked(at => view.getFloat64(at, true)),
  }
}

/**
 * Reads texts that may go on in the next block: there the rest of the letters begins with a byte that says their width
 * anew (MS-XLS 2.5.293).
 */
function textReader(blocks, from = 0) {
  let block = 0
  let at = from
  const next = () => {
    block++
    at = 0
    if (!blocks[block]) throw new Unreadable('damaged', 'text breaks off')
  }
  const number = (bytes, read) => {
    if (at >= blocks[block].length) next()
    const value = read(blocks[block], at)
    at += bytes
    return value
  }
  const u8 = () => number(1, (data, place) => data.u8(place))
  const u16 = () => number(2, (data, place) => data.u16(place))
  const u32 = () => number(4, (data, place) => data.u32(place))
  const skip = bytes => {
    for (let left = bytes; left > 0; ) {
      if (at >= blocks[block].length) next()
      const taken = Math.min(left, blocks[block].length - at)
      at += taken
      left -= taken
    }
  }
  const letters = (count, wide) => {
    let isWide = wide
    let text = ''
    for (let left = count; left > 0; left--) {
      if (at >= blocks[block].length) {
        next()
        isWide = (u8() & 1) === 1
      }
      text += String.fromCharCode(isWide ? u16() : u8())
    }
    return text
  }
  const text = (length = u16()) => {
    const flags = u8()
    const runs = flags & 8 ? u16() : 0
    const phonetic = flags & 4 ? u32() : 0
    const found = letters(length, (flags & 1) === 1)
    skip(runs * 4 + phonetic)
    return found
  }
  return { u32, text, short: () => text(u8()) }
}

/** What holds for all sheets of a workbook. */
export function readBook(records) {
  const codes = new Map()
  const fonts = []
  const styles = []
  const sheets = []
  let strings = []
  let since1904 = false
  for (const record of records.from(0)) {
    const { id: kind, data } = record
    if (kind === id.filePass) throw new Unreadable('encrypted')
    if (kind === id.eof) break
    if (kind === id.date1904) since1904 = data.u16(0) === 1
    else if (kind === id.format) codes.set(data.u16(0), records.longText(record, 2))
    else if (kind === id.font)
      fonts.push({
        isStruck: (data.u16(2) & STRUCK) !== 0,
        name: textReader([data], 14).short(),
      })
    else if (kind === id.xf) styles.push({ font: data.u16(0), format: data.u16(2) })
    else if (kind === id.boundSheet && data.u8(5) === 0)
      sheets.push({
        position: data.u32(0),
        hidden: (data.u8(4) & 3) !== 0,
        name: textReader([data], 6).short(),
      })
    else if (kind === id.sst) strings = readStrings(records.blocks(record))
  }
  return { sheets, strings, since1904, styles: styles.map(styleFrom) }

  function styleFrom({ font, format }) {
    // There is no font 4: the numbers above it are one too high (MS-XLS 2.5.129).
    const { isStruck = false, name = '' } = fonts[font > 4 ? font - 1 : font] ?? {}
    return {
      format: { id: format, code: codes.get(format) },
      isStruck,
      font: isPictureFont(name) ? name : null,
    }
  }
}

function readStrings(blocks) {
  const reader = textReader(blocks, 4)
  const unique = reader.u32()
  if (unique > MAX_STRINGS) throw new Unreadable('tooLarge')
  const strings = []
  let total = 0
  for (let each = 0; each < unique; each++) {
    const text = reader.text()
    total += text.length
    if (total > MAX_TEXT) throw new Unreadable('tooLarge')
    strings.push(text)
  }
  return strings
}
