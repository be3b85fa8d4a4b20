import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'

const ZIP = 'PK\x03\x04'
const UNICODE_PATH = 0x7075
const IS_UTF8 = 0x800
const SYMLINK = 0o120000
const FILE_TYPE = 0o170000
const DEFLATED = 8
/** Folders are entries as well, and are not listed. */
const ENTRIES_PER_FILE = 5

/** Whether the bytes begin as a zip, which documents and workbooks do too. @param {Uint8Array} bytes */
export function beginsAsZip(bytes) {
  return Buffer.from(bytes.subarray(0, 4)).toString('latin1') === ZIP
}

/**
 * The files of a zip of files, one after the other, each read when it is asked for; null where it is a document, or no zip.
 * Nothing is written to a disk. What cannot be taken has a `refused`: `link`, `encrypted`, `tooBig`, `damaged`.
 * @param {string | Uint8Array} from a file's path, or its bytes
 * @param {{ bytes: number, files: number }} most bytes of a file, and files: of what is beyond only the first is listed
 */
export async function archiveOf(from, most) {
  const zip = await opened(from)
  if (!zip) return null
  /** @type {{ path: string, size: number, refused: string | null, read: () => Promise<Uint8Array> }[]} */
  const files = []
  let entries = 0
  try {
    for await (const entry of zip.eachEntry()) {
      entries += 1
      if (entries > ENTRIES_PER_FILE * most.files) throw new Error('It has more folders than any year has.')
      const path = nameOf(entry).replaceAll('\\', '/')
      if (/^\[Content_Types\]\.xml$|^content\.xml$/.test(path)) {
        zip.close()
        return null
      }
      if (path.endsWith('/')) continue
      if (files.length > most.files) break
      files.push({
        path,
        size: entry.uncompressedSize,
        refused: refusalOf(entry, most.bytes),
        read: () => contentOf(zip, entry, most.bytes),
      })
    }
  } catch {
    zip.close()
    return null
  }
  return { files, close: () => zip.close() }
}

async function opened(from) {
  const options = { lazyEntries: true, decodeStrings: false, autoClose: false }
  try {
    return typeof from === 'string'
      ? await yauzl.openPromise(from, options)
      : await yauzl.fromBufferPromise(Buffer.from(from.buffer, from.byteOffset, from.byteLength), options)
  } catch {
    return null
  }
}

function refusalOf(entry, most) {
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK) return 'link'
  if (entry.isEncrypted()) return 'encrypted'
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== DEFLATED) return 'damaged'
  return entry.uncompressedSize > most ? 'tooBig' : null
}

/** What is unpacked is counted, whatever was declared, and compared with its checksum. */
async function contentOf(zip, entry, most) {
  const chunks = []
  let size = 0
  let sum = 0
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    size += chunk.length
    if (size > most) throw new Error('The file is longer than its archive says.')
    sum = crc32(chunk, sum)
    chunks.push(chunk)
  }
  if (sum !== entry.crc32) throw new Error('The checksum of the archive does not fit.')
  return new Uint8Array(Buffer.concat(chunks))
}

/** Windows writes the names of a zip in GBK, and says nothing of it. */
function nameOf(entry) {
  const raw = entry.fileNameRaw
  const unicode = entry.extraFields.find(each => each.id === UNICODE_PATH)
  if (unicode && unicode.data.length > 5 && unicode.data.readUInt32LE(1) === crc32(raw))
    return unicode.data.subarray(5).toString('utf8')
  if (entry.generalPurposeBitFlag & IS_UTF8) return raw.toString('utf8')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return new TextDecoder('gb18030').decode(raw)
  }
}
