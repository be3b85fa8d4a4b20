import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'

/** A file of a form, on the disk until its folder is removed. */
export type FileSent = { name: string; path: string; size: number }
export type FormSent = { fields: Record<string, string>; files: FileSent[] }

type Most = { bytes: number; files: number }

const HEAD_END = Buffer.from('\r\n\r\n')
const MOST_HEAD = 8 * 1024
const MOST_FIELD = 64 * 1024
const MOST_FIELDS = 50

/** The body is longer than it may be, or is no form. */
class Unfit extends Error {}

/**
 * The fields and files of a form (RFC 7578), the files written to `directory` as they arrive: a body may be longer than
 * what should stand in memory. Without a directory only their names and sizes are kept. Null where it is longer than allowed,
 * breaks off, or is no form.
 */
export async function filesWithin(
  request: Request,
  directory: string | null,
  most: Most,
): Promise<FormSent | null> {
  const type = request.headers.get('content-type') ?? ''
  const boundary = /^multipart\/form-data\b.*;\s*boundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(type)
  const reader = request.body?.getReader()
  const name = boundary?.[1] ?? boundary?.[2]
  if (!reader || name === undefined) return null
  const parts = partsWritten(directory, most)
  try {
    await readParts(reader, Buffer.from(`\r\n--${name}`), most.bytes, parts)
    return parts.form
  } catch (error) {
    if (!(error instanceof Unfit)) throw error
    await reader.cancel().catch(() => {})
    return null
  } finally {
    await parts.close()
  }
}

type Parts = ReturnType<typeof partsWritten>

async function readParts(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  delimiter: Buffer,
  most: number,
  parts: Parts,
): Promise<void> {
  // The first boundary has no line before it.
  let rest: Buffer = Buffer.from('\r\n')
  let isInPart = false
  let size = 0
  const more = async () => {
    const { value, done } = await reader.read()
    if (done) throw new Unfit('It breaks off.')
    size += value.length
    if (size > most) throw new Unfit('It is too long.')
    rest = rest.length === 0 ? Buffer.from(value) : Buffer.concat([rest, value])
  }
  for (;;) {
    let at = rest.indexOf(delimiter)
    while (at < 0) {
      // What may be the beginning of a boundary waits for the next piece.
      const sure = Math.max(0, rest.length - delimiter.length + 1)
      if (isInPart) await parts.write(rest.subarray(0, sure))
      rest = rest.subarray(sure)
      await more()
      at = rest.indexOf(delimiter)
    }
    if (isInPart) await parts.write(rest.subarray(0, at))
    rest = rest.subarray(at + delimiter.length)
    while (rest.length < 2) await more()
    if (rest.subarray(0, 2).toString('latin1') === '--') {
      await parts.end()
      return
    }
    let end = rest.indexOf(HEAD_END)
    while (end < 0) {
      if (rest.length > MOST_HEAD) throw new Unfit('A part has no head.')
      await more()
      end = rest.indexOf(HEAD_END)
    }
    await parts.begin(rest.subarray(2, end).toString('utf8'))
    isInPart = true
    rest = rest.subarray(end + HEAD_END.length)
  }
}

function partsWritten(directory: string | null, most: Most) {
  const form: FormSent = { fields: {}, files: [] }
  let field: string | null = null
  let text: Buffer[] = []
  let parts = 0
  let file: { handle: FileHandle | null; sent: FileSent } | null = null
  const end = async () => {
    if (field !== null) form.fields[field] = Buffer.concat(text).toString('utf8')
    field = null
    text = []
    await file?.handle?.close()
    // A field of files in which none was chosen has no name.
    if (file && file.sent.name !== '') form.files.push(file.sent)
    file = null
  }
  return {
    form,
    end,
    close: async () => file?.handle?.close(),
    async begin(head: string) {
      await end()
      // Also of fields in which no file was chosen, which are kept nowhere.
      parts += 1
      if (parts > most.files + MOST_FIELDS) throw new Unfit('It has too many parts.')
      const name = /\bname="([^"]*)"/i.exec(head.replace(/filename="[^"]*"/i, ''))?.[1] ?? ''
      const fileName = /\bfilename="([^"]*)"/i.exec(head)?.[1]
      if (fileName === undefined) {
        field = name
        if (Object.keys(form.fields).length >= MOST_FIELDS) throw new Unfit('It has too many fields.')
        return
      }
      if (form.files.length >= most.files) throw new Unfit('It has too many files.')
      const number = String(form.files.length)
      const path = directory === null ? '' : join(/* turbopackIgnore: true */ directory, number)
      const handle = path === '' ? null : await open(/* turbopackIgnore: true */ path, 'w', 0o600)
      // HTML, 4.10.22.8: a quotation mark and line breaks are written so.
      const plain = fileName.replaceAll('%22', '"').replace(/%0[DA]/gi, '')
      file = { handle, sent: { name: plain, path, size: 0 } }
    },
    async write(bytes: Uint8Array) {
      if (file) {
        await file.handle?.writeFile(bytes)
        file.sent.size += bytes.length
        return
      }
      // Kept, and not a view into a piece that is about to go.
      text.push(Buffer.from(bytes))
      if (text.reduce((sum, each) => sum + each.length, 0) > MOST_FIELD)
        throw new Unfit('A field is too long.')
    },
  }
}
