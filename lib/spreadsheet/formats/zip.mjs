import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'
import { Unreadable } from './unreadable.mjs'

const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1')
const END_LENGTH = 22
const ENTRY_LENGTH = 46
const LOCAL_LENGTH = 30
const DEFLATED = 8
const MAX_UNPACKED = 200 * 1024 * 1024
const MAX_ENTRIES = 5000

/**
 * Opens a zip archive held in memory. yauzl refuses an entry whose unpacked size is not the declared one; the bytes
 * really unpacked are counted over all entries together, and reading stops above 200 MB. Checksums, which yauzl leaves
 * to its caller, are compared here: without them a damaged byte would become a wrong name.
 * @param {Uint8Array} bytes
 */
export async function openZip(bytes) {
  const buffer = withoutTail(bytes)
  const zip = await opened(buffer)
  const entries = await directoryOf(zip, buffer)
  const openStream = promisify(zip.openReadStream.bind(zip))
  let left = MAX_UNPACKED

  /** @param {string} name */
  async function* chunks(name) {
    const entry = entries.get(keyOf(name))
    if (!entry) return
    if (entry.isEncrypted()) throw new Unreadable('encrypted')
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== DEFLATED)
      throw new Unreadable('damaged', 'unknown compression')
    let sum = 0
    try {
      for await (const chunk of await openStream(entry)) {
        sum = crc32(chunk, sum)
        left -= chunk.length
        if (left < 0) throw new Unreadable('tooLarge')
        yield chunk
      }
    } catch (error) {
      throw error instanceof Unreadable ? error : new Unreadable('damaged', String(error))
    }
    if (sum !== entry.crc32) throw new Unreadable('damaged', 'checksum')
  }

  return {
    /** @param {string} name */
    has: name => entries.has(keyOf(name)),
    /** The names of all parts. */
    names: () => [...entries.keys()],
    chunks,
  }
}

async function opened(buffer) {
  try {
    return await promisify(yauzl.fromBuffer)(buffer, {
      lazyEntries: true,
      // Names are compared, never written to a disk: a part called /xl/workbook.xml is no attack.
      decodeStrings: false,
    })
  } catch (error) {
    throw new Unreadable('damaged', String(error))
  }
}

/**
 * The entries by name. Checksums hold for contents alone: that no entry is lost and none renamed is seen from the length
 * of the directory, and from the names that stand before the contents too.
 */
async function directoryOf(zip, buffer) {
  if (zip.entryCount > MAX_ENTRIES) throw new Unreadable('tooLarge')
  const entries = new Map()
  let declared = 0
  let length = 0
  try {
    for await (const entry of zip.eachEntry()) {
      declared += entry.uncompressedSize
      length += ENTRY_LENGTH + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength
      const name = entry.relativeOffsetOfLocalHeader + LOCAL_LENGTH
      if (!buffer.subarray(name, name + entry.fileNameLength).equals(entry.fileNameRaw))
        throw new Unreadable('damaged', 'two names of an entry')
      entries.set(keyOf(entry.fileNameRaw.toString('utf8')), entry)
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable('damaged', String(error))
  }
  if (declared > MAX_UNPACKED) throw new Unreadable('tooLarge')
  const said = buffer.readUInt32LE(buffer.lastIndexOf(END_OF_DIRECTORY) + 12)
  if (said !== length && said !== 0xffffffff) throw new Unreadable('damaged', 'zip directory')
  return entries
}

/** Some writers use backslashes, a leading slash or another case for the same part. */
function keyOf(name) {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()
}

/** Without what a web platform wrote after the archive: a page that follows the download. */
function withoutTail(bytes) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = buffer.lastIndexOf(END_OF_DIRECTORY)
  if (end === -1 || end + END_LENGTH > buffer.length) return buffer
  return buffer.subarray(0, end + END_LENGTH + buffer.readUInt16LE(end + 20))
}
