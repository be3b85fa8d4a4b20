import { crc32, createInflateRaw } from 'node:zlib'
import { Unreadable } from './unreadable.mjs'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const DEFLATED = 8
const ENCRYPTED_FLAG = 1
const MAX_UNPACKED = 200 * 1024 * 1024
const MAX_ENTRIES = 5000

/**
 * Opens a zip archive held in memory. Declared sizes can be forged (trust.md D1), so the bytes really inflated
 * are counted over all entries together, and reading stops above 200 MB.
 * @param {Uint8Array} bytes
 */
export function openZip(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = directoryOf(bytes, view)
  let left = MAX_UNPACKED

  /** @param {string} name */
  async function* chunks(name) {
    const entry = entries.get(keyOf(name))
    if (!entry) return
    const data = packedDataOf(bytes, view, entry)
    const source = entry.method === DEFLATED ? createInflateRaw({ chunkSize: 65536 }) : [data]
    if (!Array.isArray(source)) source.end(data)
    let sum = 0
    try {
      for await (const chunk of source) {
        sum = crc32(chunk, sum)
        left -= chunk.length
        if (left < 0) throw new Unreadable('tooLarge')
        yield chunk
      }
    } catch (error) {
      if (error instanceof Unreadable) throw error
      throw new Unreadable('damaged', String(error))
    }
    // Without the checksum a damaged byte would become a wrong name.
    if (sum !== entry.sum) throw new Unreadable('damaged', 'checksum')
  }

  return {
    /** @param {string} name */
    has: name => entries.has(keyOf(name)),
    chunks,
  }
}

/** Some writers use backslashes, a leading slash or another case for the same part. */
function keyOf(name) {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()
}

function directoryOf(bytes, view) {
  const end = endOfDirectory(view)
  let count = view.getUint16(end + 10, true)
  let position = view.getUint32(end + 16, true)
  // Both are 0xffff… in a zip64 archive, which has a record of its own before this one; its locator is 20 bytes long.
  if (
    (count === 0xffff || position === 0xffffffff) &&
    end >= 20 &&
    view.getUint32(end - 20, true) === 0x07064b50
  ) {
    const record = Number(view.getBigUint64(end - 12, true))
    if (record + 56 > bytes.length) throw new Unreadable('damaged', 'zip64 record outside the file')
    count = Number(view.getBigUint64(record + 32, true))
    position = Number(view.getBigUint64(record + 48, true))
  }
  if (count > MAX_ENTRIES) throw new Unreadable('tooLarge')
  const entries = new Map()
  let declared = 0
  for (let index = 0; index < count; index++) {
    if (position + 46 > bytes.length || view.getUint32(position, true) !== DIRECTORY_ENTRY) {
      throw new Unreadable('damaged', 'zip directory')
    }
    const nameLength = view.getUint16(position + 28, true)
    const extraLength = view.getUint16(position + 30, true)
    const name = new TextDecoder().decode(bytes.subarray(position + 46, position + 46 + nameLength))
    const entry = {
      encrypted: (view.getUint16(position + 8, true) & ENCRYPTED_FLAG) !== 0,
      method: view.getUint16(position + 10, true),
      sum: view.getUint32(position + 16, true),
      packed: view.getUint32(position + 20, true),
      unpacked: view.getUint32(position + 24, true),
      header: view.getUint32(position + 42, true),
    }
    readZip64(view, position + 46 + nameLength, extraLength, entry)
    declared += entry.unpacked
    entries.set(keyOf(name), entry)
    position += 46 + nameLength + extraLength + view.getUint16(position + 32, true)
  }
  if (declared > MAX_UNPACKED) throw new Unreadable('tooLarge')
  return entries
}

function endOfDirectory(view) {
  const lowest = Math.max(0, view.byteLength - 65557)
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  }
  throw new Unreadable('damaged', 'no zip directory')
}

function readZip64(view, start, length, entry) {
  const end = Math.min(start + length, view.byteLength)
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue
    let field = at + 4
    for (const name of ['unpacked', 'packed', 'header']) {
      if (entry[name] !== 0xffffffff || field + 8 > end) continue
      entry[name] = Number(view.getBigUint64(field, true))
      field += 8
    }
    return
  }
}

function packedDataOf(bytes, view, entry) {
  if (entry.encrypted) throw new Unreadable('encrypted')
  if (entry.method !== 0 && entry.method !== DEFLATED) throw new Unreadable('damaged', 'unknown compression')
  if (entry.header + 30 > bytes.length || view.getUint32(entry.header, true) !== LOCAL_HEADER) {
    throw new Unreadable('damaged', 'zip entry')
  }
  const start =
    entry.header + 30 + view.getUint16(entry.header + 26, true) + view.getUint16(entry.header + 28, true)
  return bytes.subarray(start, start + entry.packed)
}
