import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Pause, slices } from '@/db/pause'

/** Why a file cannot be read. Each has a message under `import.unreadable`. */
export const unreadableReasons = [
  'empty', // no filled cell
  'tooBig', // more than 20 MB as it came
  'tooLarge', // more than 200 MB unpacked, or more than the memory allowed for one file
  'tooSlow', // not read within the time allowed
  'tooManyRows',
  'tooManyColumns',
  'encrypted', // asks for a password
  'notASheet', // the name says something else, or the content is not what the name says
  'damaged',
  'badCell', // a cell outside any sheet
  'encoding', // neither UTF-8, UTF-16 nor GB18030
  'noSheet', // a workbook without a worksheet
  'noTable', // a document without a table
  'noSuchSheet', // detail: the names there are
] as const
export type UnreadableReason = (typeof unreadableReasons)[number]

export class UnreadableFile extends Error {
  constructor(
    readonly reason: UnreadableReason,
    readonly detail = '',
  ) {
    super(detail ? `${reason}: ${detail}` : reason)
    this.name = 'UnreadableFile'
  }
}

/**
 * The filled rows of one sheet, or of all tables of a document, all of equal width, with each cell's displayed
 * text: nothing trimmed, merged cells filled with their top-left value. Days are `2023-03-01`, with a time
 * `2023-03-01 09:30`, months alone `2023-03`, times `09:30`; numbers without exponent or separators; TRUE and
 * FALSE; formulas as their last saved value.
 */
export type RawTable = {
  rows: string[][]
  /** The number of each row in the sheet, from 1, as the user sees it. Blank rows are left out. */
  rowNumbers: number[]
  /** For a document: the number of the first row of each of its tables. */
  parts?: number[]
  /** '' for a .csv or a document. */
  sheetName: string
  sheetNames: string[]
}

export const MAX_FILE_BYTES = 20 * 1024 * 1024
const MEMORY_MB = 256
const TIME_MS = 20_000
const kinds = ['xlsx', 'xls', 'csv', 'docx'] as const

/** Reads a sheet in a worker with limits, so that a hostile file cannot exhaust memory or block other requests. */
export async function readTable(
  bytes: Uint8Array,
  { fileName, sheet, pause = slices() }: { fileName: string; sheet?: string; pause?: Pause },
): Promise<RawTable> {
  const kind = kindOf(bytes, fileName)
  // One file at a time: the memory limit is for all uploads together.
  const turn = lastRead.then(() => readInWorker(bytes, kind, sheet, pause))
  lastRead = turn.catch(() => {})
  return turn
}

let lastRead: Promise<unknown> = Promise.resolve()

function kindOf(bytes: Uint8Array, fileName: string): (typeof kinds)[number] {
  if (bytes.length > MAX_FILE_BYTES) throw new UnreadableFile('tooBig')
  if (bytes.length === 0) throw new UnreadableFile('empty')
  const kind = kinds.find(each => fileName.toLowerCase().endsWith(`.${each}`))
  if (!kind) throw new UnreadableFile('notASheet')
  const isZip = startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])
  const isOle = startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  // A workbook with a password is an OLE container around the encrypted .xlsx.
  if (isOle && holdsEncryptedPackage(bytes)) throw new UnreadableFile('encrypted')
  const isWhatItSays = kind === 'xlsx' || kind === 'docx' ? isZip : kind === 'xls' ? isOle : !isZip && !isOle
  if (!isWhatItSays) throw new UnreadableFile('notASheet')
  return kind
}

function startsWith(bytes: Uint8Array, magic: number[]) {
  return magic.every((byte, index) => bytes[index] === byte)
}

function holdsEncryptedPackage(bytes: Uint8Array) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return buffer.includes(Buffer.from('EncryptedPackage', 'utf16le'))
}

type Part = Pick<RawTable, 'rows' | 'rowNumbers'> & { isLast: boolean }
type Answer =
  | { head: Omit<RawTable, 'rows' | 'rowNumbers'> }
  | Part
  | { reason: UnreadableReason; detail: string }

function readInWorker(
  bytes: Uint8Array,
  kind: string,
  sheet: string | undefined,
  pause: Pause,
): Promise<RawTable> {
  // Plain JavaScript beside this file: a worker loads it without a bundler or tsx.
  const path = join(/* turbopackIgnore: true */ process.cwd(), 'lib/spreadsheet/formats/workbook.worker.mjs')
  return new Promise((resolve, reject) => {
    const worker = new Worker(/* turbopackIgnore: true */ path, {
      workerData: { bytes, kind, sheet },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      execArgv: [],
    })
    const timer = setTimeout(() => finish(() => reject(new UnreadableFile('tooSlow'))), TIME_MS)
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      worker.terminate().then(settle, settle)
    }
    let table: RawTable | undefined
    worker.on('message', async (answer: Answer) => {
      if ('reason' in answer) {
        finish(() => reject(new UnreadableFile(answer.reason, answer.detail)))
        return
      }
      if ('head' in answer) table = { ...answer.head, rows: [], rowNumbers: [] }
      else if (table) {
        const read = table
        for (const each of answer.rows) read.rows.push(each)
        for (const each of answer.rowNumbers) read.rowNumbers.push(each)
        if (answer.isLast) {
          finish(() => resolve(read))
          return
        }
      }
      await pause()
      worker.postMessage('more')
    })
    worker.once('error', (error: Error & { code?: string }) =>
      finish(() =>
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new UnreadableFile('tooLarge') : error),
      ),
    )
  })
}

/** The cells of a file, or why it cannot be read. */
export async function tableOf(bytes: Uint8Array, fileName: string, sheet?: string, pause: Pause = slices()) {
  try {
    return { ok: true as const, table: await readTable(bytes, { fileName, sheet, pause }) }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    const reason = `unreadable.${error.reason}` as const
    return { ok: false as const, reason, places: { detail: error.detail } }
  }
}
