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
  'notASheet', // a picture, a program, an archive of other things
  'saveAsXlsx', // a table of another program, which can save it anew; detail: its kind
  'saveAsDocx', // a document of another kind; detail: its kind
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
 * Why the text of a cell is not what the office meant, or cannot be told. Whoever takes the cell of a field asks about it
 * (faulty, with this reason); in columns that nobody takes it does not matter.
 */
export const troubleReasons = [
  'formulaUnsaved', // a formula whose result was never reckoned: the text is ''
  'errorValue', // #REF!, #N/A, ####: the text is the error
  'strangeCharacter', // NUL, Ctrl-Z, a private character, what could not be decoded (U+FFFD); the text has it
  'unknownFormat', // a number whose format cannot be shown: the text is the bare number
  'digitsLost', // more digits than a number keeps, or an exponent (1.38E+10)
  'hiddenValue', // a value that the format or the sheet hides, or shows as a dash: the text is '' or the dash
  'picture', // a picture in the cell, perhaps a signature: the text is ''
  'struck', // crossed out: the text is what is crossed out
] as const
export type TroubleReason = (typeof troubleReasons)[number]
/** `row` is the number in the sheet as in `rowNumbers`, `column` the index in the row's texts. */
export type Trouble = { row: number; column: number; reason: TroubleReason }
/** A merged area: numbers of rows as in `rowNumbers`, columns by index; both ends belong to it. */
export type Area = { top: number; left: number; bottom: number; right: number }

/**
 * The filled rows of one sheet, or of all tables of a document, all of equal width, with each cell's displayed
 * text: nothing trimmed, merged cells filled with their top-left value. Real days are `2023-03-01` whatever the format
 * shows of them, with a time `2023-03-01 09:30`, months alone `2023-03`, times `09:30`; other numbers as their format
 * shows them (`001`, `3.10`, `95%`, `6,500`), in General in full; TRUE and FALSE; formulas as their last saved value.
 */
export type RawTable = {
  rows: string[][]
  /** The number of each row in the sheet, from 1, as the user sees it. Blank rows are left out. */
  rowNumbers: number[]
  /** For a document or a web page: the number of the first row of each of its tables. */
  parts?: number[]
  /** For a document: the lines of text above each of its tables that may be titles. */
  above?: string[][]
  /** What the name of the file says where nothing in it does. */
  named?: { unit?: string; day?: string; name?: string; stem?: string }
  /** It stands for forms filled in behind their labels: what lies between its rows was read too. */
  isForm?: true
  /** Cells that are not to be taken as they stand; absent where there is none. Merged cells are each named. */
  troubles?: Trouble[]
  /** Filled merged areas, whose cells all have the text. */
  merges?: Area[]
  /** Rows with cells that are hidden or filtered away, by number; they are read like the others. */
  hiddenRows?: number[]
  /** Hidden columns by index; they are read like the others. */
  hiddenColumns?: number[]
  /** The workbook counts its days from 1904; absent where it counts them from 1900. */
  since1904?: true
  /** '' for a .csv or a document. */
  sheetName: string
  sheetNames: string[]
}

export const fileKinds = ['xlsx', 'xls', 'csv', 'docx', 'html', 'xml2003', 'mhtml'] as const
/** What a file holds; its name says nothing. */
export type FileKind = (typeof fileKinds)[number]

export type WorkbookSheet = {
  name: string
  /** Hidden by the office (hidden or veryHidden); read all the same. */
  hidden: boolean
  /** Why this sheet was not read, although the file was; then its table has no rows. */
  refused?: UnreadableReason
  table: RawTable
}
/** Every worksheet in the order of the file, empty ones with no rows; a document, a text or a page is one sheet. */
export type ReadWorkbook = { kind: FileKind; sheets: WorkbookSheet[] }

export const MAX_FILE_BYTES = 20 * 1024 * 1024
const MEMORY_MB = 256
const TIME_MS = 20_000

type Asked = 'all' | 'first' | { name: string }
type Reading = { pause?: Pause }

/** Reads one sheet in a worker with limits: the named one, else the first that is visible. */
export async function readTable(
  bytes: Uint8Array,
  { sheet, pause }: { fileName: string; sheet?: string } & Reading,
): Promise<RawTable> {
  const { sheets } = await inTurn(bytes, sheet === undefined ? 'first' : { name: sheet }, pause)
  return (sheets[0] as WorkbookSheet).table
}

/** Reads all sheets in a worker with limits. */
function readWorkbook(bytes: Uint8Array, { pause }: { fileName: string } & Reading): Promise<ReadWorkbook> {
  return inTurn(bytes, 'all', pause)
}

let lastRead: Promise<unknown> = Promise.resolve()

/** One file at a time: the memory limit is for all uploads together. */
async function inTurn(bytes: Uint8Array, wanted: Asked, pause: Pause = slices()): Promise<ReadWorkbook> {
  if (bytes.length > MAX_FILE_BYTES) throw new UnreadableFile('tooBig')
  if (bytes.length === 0) throw new UnreadableFile('empty')
  const turn = lastRead.then(() => readInWorker(bytes, wanted, pause))
  lastRead = turn.catch(() => {})
  return turn
}

type Part = Pick<RawTable, 'rows' | 'rowNumbers'>
type Answer =
  | { sheet: Omit<WorkbookSheet, 'table'>; head: Omit<RawTable, keyof Part> }
  | Part
  | { kind: FileKind }
  | { reason: UnreadableReason; detail: string }

/** A worker, so that a hostile file cannot exhaust memory or block other requests. */
function readInWorker(bytes: Uint8Array, wanted: Asked, pause: Pause): Promise<ReadWorkbook> {
  // Plain JavaScript beside this file: a worker loads it without a bundler or tsx.
  const path = join(/* turbopackIgnore: true */ process.cwd(), 'lib/spreadsheet/formats/workbook.worker.mjs')
  return new Promise((resolve, reject) => {
    const worker = new Worker(/* turbopackIgnore: true */ path, {
      workerData: { bytes, wanted },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      execArgv: [],
    })
    const timer = setTimeout(() => finish(() => reject(new UnreadableFile('tooSlow'))), TIME_MS)
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      worker.terminate().then(settle, settle)
    }
    const sheets: WorkbookSheet[] = []
    worker.on('message', async (answer: Answer) => {
      if ('reason' in answer) {
        finish(() => reject(new UnreadableFile(answer.reason, answer.detail)))
        return
      }
      if ('kind' in answer) {
        finish(() => resolve({ kind: answer.kind, sheets }))
        return
      }
      if ('sheet' in answer)
        sheets.push({ ...answer.sheet, table: { ...answer.head, rows: [], rowNumbers: [] } })
      else {
        const table = sheets.at(-1)?.table
        for (const each of answer.rows) table?.rows.push(each)
        for (const each of answer.rowNumbers) table?.rowNumbers.push(each)
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

/** The cells of one sheet of a file, or why it cannot be read. */
export async function tableOf(bytes: Uint8Array, fileName: string, sheet?: string, pause: Pause = slices()) {
  try {
    return { ok: true as const, table: await readTable(bytes, { fileName, sheet, pause }) }
  } catch (error) {
    return refusal(error)
  }
}

/** All sheets of a file, or why it cannot be read. */
export async function workbookOf(bytes: Uint8Array, fileName: string, pause: Pause = slices()) {
  try {
    return { ok: true as const, workbook: await readWorkbook(bytes, { fileName, pause }) }
  } catch (error) {
    return refusal(error)
  }
}

function refusal(error: unknown) {
  if (!(error instanceof UnreadableFile)) throw error
  const reason = `unreadable.${error.reason}` as const
  return { ok: false as const, reason, places: { detail: error.detail } }
}
