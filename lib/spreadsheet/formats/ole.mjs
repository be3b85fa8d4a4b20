import { Unreadable } from './unreadable.mjs'

const END_OF_CHAIN = 0xfffffffe
const FREE = 0xffffffff
const HEADER_DIFAT = 109
const ENTRY_LENGTH = 128

/**
 * The streams of an OLE container (MS-CFB) by name: .xls, .doc, .et, .wps and every Office file with a password are one.
 * Nothing is unpacked, so no stream is longer than the file; a chain that turns in a circle or leaves the file is refused.
 * @param {Uint8Array} bytes
 */
export function openOle(bytes) {
  if (bytes.length < 512) throw new Unreadable('damaged', 'OLE header')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shift = view.getUint16(30, true)
  if (shift !== 9 && shift !== 12) throw new Unreadable('damaged', 'OLE sector size')
  const size = 1 << shift
  const miniSize = 1 << view.getUint16(32, true)
  if (miniSize !== 64) throw new Unreadable('damaged', 'OLE mini sector size')
  const cutoff = view.getUint32(56, true)

  const sector = number => {
    const from = (number + 1) * size
    if (from >= bytes.length) throw new Unreadable('damaged', 'OLE sector outside the file')
    return bytes.subarray(from, from + size)
  }
  const numbersIn = part => {
    const whole = new DataView(part.buffer, part.byteOffset, part.byteLength)
    return Array.from({ length: part.length >> 2 }, (_, at) => whole.getUint32(at * 4, true))
  }
  const table = allocationTable(view, { sector, numbersIn, most: Math.ceil(bytes.length / size) })
  const chain = (start, links) => {
    const found = []
    for (let at = start; at !== END_OF_CHAIN; at = links[at]) {
      if (at === undefined || at >= links.length || found.length >= links.length)
        throw new Unreadable('damaged', 'OLE chain')
      found.push(at)
    }
    return found
  }
  const stream = (start, length) => {
    const all = joined(chain(start, table).map(sector))
    if (length > all.length) throw new Unreadable('damaged', 'OLE stream breaks off')
    return length === undefined ? all : all.subarray(0, length)
  }

  const entries = entriesIn(stream(view.getUint32(48, true)))
  const root = entries.find(entry => entry.type === 5)
  if (!root) throw new Unreadable('damaged', 'OLE root')
  const miniStart = view.getUint32(60, true)
  const miniLinks = () =>
    miniStart === END_OF_CHAIN || miniStart === FREE ? [] : numbersIn(stream(miniStart))
  let mini
  const miniStream = (start, length) => {
    mini ??= { all: stream(root.start), links: miniLinks() }
    const found = joined(
      chain(start, mini.links).map(at => {
        if ((at + 1) * miniSize > mini.all.length + miniSize - 1)
          throw new Unreadable('damaged', 'OLE mini sector')
        return mini.all.subarray(at * miniSize, (at + 1) * miniSize)
      }),
    )
    if (length > found.length) throw new Unreadable('damaged', 'OLE stream breaks off')
    return found.subarray(0, length)
  }
  const files = new Map(entries.filter(entry => entry.type === 2).map(entry => [entry.name, entry]))
  return {
    /** @param {string} name */
    has: name => files.has(name),
    /** @param {string} name */
    stream(name) {
      const { start, length } = files.get(name)
      if (length === 0) return new Uint8Array()
      return length < cutoff ? miniStream(start, length) : stream(start, length)
    },
  }
}

/** The next sector of each sector, from the sectors that the header and its continuation (DIFAT) list. */
function allocationTable(view, { sector, numbersIn, most }) {
  const listed = Array.from({ length: HEADER_DIFAT }, (_, at) => view.getUint32(76 + at * 4, true))
  let next = view.getUint32(68, true)
  for (let seen = 0; next !== END_OF_CHAIN && next !== FREE; seen++) {
    if (seen > most) throw new Unreadable('damaged', 'OLE chain')
    const more = numbersIn(sector(next))
    next = more.pop()
    for (const each of more) listed.push(each)
  }
  const used = listed.filter(each => each < END_OF_CHAIN).slice(0, view.getUint32(44, true))
  if (used.length > most) throw new Unreadable('damaged', 'OLE table')
  return used.flatMap(each => numbersIn(sector(each)))
}

function entriesIn(directory) {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength)
  const entries = []
  for (let at = 0; at + ENTRY_LENGTH <= directory.length; at += ENTRY_LENGTH) {
    const letters = Math.max(0, Math.min(64, view.getUint16(at + 64, true)) - 2)
    const name = new TextDecoder('utf-16le').decode(directory.subarray(at, at + letters))
    entries.push({
      name,
      type: directory[at + 66],
      start: view.getUint32(at + 116, true),
      length: view.getUint32(at + 120, true),
    })
  }
  return entries
}

function joined(parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
