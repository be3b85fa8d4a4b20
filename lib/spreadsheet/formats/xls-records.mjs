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
const WORKSHEET = 0
const SUBSTREAM_OF_SHEET = 0x10
const MAX_STRINGS = 500_000

/** The records of a workbook stream (MS-XLS 2.1.4). @param {Uint8Array} stream */
export function openRecords(stream) {
  const buffer = Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength)

  function at(position) {
    if (position + 4 > stream.length) throw new Unreadable('damaged', 'workbook breaks off')
    const length = buffer.readUInt16LE(position + 2)
    const next = position + 4 + length
    if (next > stream.length) throw new Unreadable('damaged', 'record breaks off')
    return { id: buffer.readUInt16LE(position), next, data: new Fields(buffer, position + 4, length) }
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

  /** Visits each record from a position on without making objects of them, until the visitor says that it has seen enough. */
  function scan(position, visit) {
    for (let next = position; next + 4 <= stream.length; ) {
      const length = buffer.readUInt16LE(next + 2)
      if (next + 4 + length > stream.length) throw new Unreadable('damaged', 'record breaks off')
      if (visit(buffer.readUInt16LE(next), next + 4, length)) return
      next += 4 + length
    }
  }

  /** How many worksheets the stream holds, listed or not. */
  function worksheets() {
    let count = 0
    let depth = 0
    scan(0, (kind, start) => {
      // Behind the last sheet there may be anything.
      if (depth === 0 && kind !== id.bof) return true
      if (kind === id.bof && depth++ === 0 && buffer.readUInt16LE(start + 2) === SUBSTREAM_OF_SHEET) count++
      else if (kind === id.eof) depth--
      return false
    })
    return count
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

  return {
    buffer,
    from,
    scan,
    after,
    blocks,
    worksheets,
    longText: (record, from) => new TextReader(blocks(record), from).text(),
  }
}

/** The little-endian numbers of a record; what lies outside it is refused. */
class Fields {
  constructor(buffer, start, length) {
    this.buffer = buffer
    this.start = start
    this.length = length
  }

  place(at, bytes) {
    if (at + bytes > this.length) throw new Unreadable('damaged', 'record too short')
    return this.start + at
  }

  u8(at) {
    return this.buffer[this.place(at, 1)]
  }

  u16(at) {
    return this.buffer.readUInt16LE(this.place(at, 2))
  }

  u32(at) {
    return this.buffer.readUInt32LE(this.place(at, 4))
  }

  f64(at) {
    return this.buffer.readDoubleLE(this.place(at, 8))
  }

  letters(at, bytes, isWide) {
    const from = this.place(at, bytes)
    return this.buffer.toString(isWide ? 'utf16le' : 'latin1', from, from + bytes)
  }
}

/**
 * Reads texts that may go on in the next block: there the rest of the letters begins with a byte that says their width
 * anew (MS-XLS 2.5.293).
 */
class TextReader {
  constructor(blocks, from = 0) {
    this.blocks = blocks
    this.number = 0
    this.at = from
  }

  get block() {
    return this.blocks[this.number]
  }

  isAtEnd() {
    return this.number === this.blocks.length - 1 && this.at === this.block.length
  }

  /** How many bytes are left in this block, of the next one where there is none. */
  left() {
    while (this.at >= this.block.length) {
      this.number++
      this.at = 0
      if (!this.block) throw new Unreadable('damaged', 'text breaks off')
    }
    return this.block.length - this.at
  }

  take(bytes) {
    this.left()
    this.at += bytes
    return this.at - bytes
  }

  u8() {
    const at = this.take(1)
    return this.block.u8(at)
  }

  u16() {
    const at = this.take(2)
    return this.block.u16(at)
  }

  u32() {
    const at = this.take(4)
    return this.block.u32(at)
  }

  skip(bytes) {
    for (let rest = bytes; rest > 0; ) {
      const taken = Math.min(rest, this.left())
      this.at += taken
      rest -= taken
    }
  }

  letters(count, isWideHere) {
    let isWide = isWideHere
    let text = ''
    for (let rest = count; rest > 0; ) {
      if (this.at >= this.block.length) {
        this.left()
        isWide = (this.u8() & 1) === 1
      }
      const width = isWide ? 2 : 1
      const taken = Math.min(rest, Math.floor(this.left() / width))
      if (taken === 0) throw new Unreadable('damaged', 'half a letter')
      text += this.block.letters(this.at, taken * width, isWide)
      this.at += taken * width
      rest -= taken
    }
    return text
  }

  text(length = this.u16()) {
    const flags = this.u8()
    const runs = flags & 8 ? this.u16() : 0
    const phonetic = flags & 4 ? this.u32() : 0
    const found = this.letters(length, (flags & 1) === 1)
    this.skip(runs * 4 + phonetic)
    return found
  }

  short() {
    return this.text(this.u8())
  }
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
        name: new TextReader([data], 14).short(),
      })
    else if (kind === id.xf) styles.push({ font: data.u16(0), format: data.u16(2) })
    else if (kind === id.boundSheet && data.u8(5) === WORKSHEET)
      sheets.push({
        position: data.u32(0),
        hidden: (data.u8(4) & 3) !== 0,
        name: new TextReader([data], 6).short(),
      })
    else if (kind === id.sst) strings = readStrings(records.blocks(record))
  }
  if (sheets.length !== records.worksheets()) throw new Unreadable('damaged', 'a sheet is not listed')
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
  const reader = new TextReader(blocks, 4)
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
  // One letter too many or too few would shift all texts behind it.
  if (!reader.isAtEnd()) throw new Unreadable('damaged', 'shared strings')
  return strings
}
