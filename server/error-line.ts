type Told = {
  error: string
  code?: string
  message: string
  at?: string[]
  cause?: Told
}

/** Causes of causes are seldom more than two; a circle of them would never end. */
const MOST_CAUSES = 3
const MOST_FRAMES = 12
/** A path of the program: of a file, of Node, or of what Next has built; a bracket or a quote ends it. */
const FRAME = /^\s+at (?:.*\()?((?:node:|file:\/\/|\/|[A-Za-z]:[\\/])[^()'"`\n]*?:\d+:\d+)\)?$/

// This file is loaded twice, by the server and in what Next has built: the two share only globalThis.
const shared = globalThis as typeof globalThis & { xuefaKeepsValuesOut?: true; xuefaTold?: WeakSet<Error> }
shared.xuefaTold ??= new WeakSet()
const alreadyTold = shared.xuefaTold

/**
 * An error as one line of JSON without values. Errors of statements carry their parameters (names, reasons of leave,
 * hashes) in message, fields and cause: only name, code, first line of the message without what is quoted, and the
 * places in the program are told.
 */
export function errorLine(error: unknown, about: Record<string, string> = {}): string {
  const told = toldOf(error, MOST_CAUSES)
  if (error instanceof Error) {
    // Next prints an error of a page up to three times: its places and causes stand in the first line.
    if (alreadyTold.has(error)) for (const name of ['at', 'cause'] as const) delete told[name]
    alreadyTold.add(error)
  }
  return JSON.stringify({ time: new Date().toISOString(), ...about, ...told })
}

function toldOf(error: unknown, causes: number): Told {
  // A thrown text or object may be anything, a body too.
  if (!(error instanceof Error)) return { error: typeof error, message: '…' }
  const { code } = error as { code?: unknown }
  const frames = framesOf(error)
  return {
    error: withoutValues(error.name),
    ...(typeof code === 'string' || typeof code === 'number' ? { code: withoutValues(String(code)) } : {}),
    message: statementOf(error) ?? withoutValues(error.message),
    ...(frames.length > 0 ? { at: frames } : {}),
    ...(error.cause instanceof Error && causes > 0 ? { cause: toldOf(error.cause, causes - 1) } : {}),
  }
}

/** Drizzle's error of a statement: what it does to which table, and not its text, which ends in its values. */
function statementOf(error: Error): string | null {
  const { query } = error as { query?: unknown }
  if (typeof query !== 'string') return null
  const [, verb = ''] = /^\s*(\w+)/.exec(query) ?? []
  const [, table = ''] = /\b(?:from|into|update)\s+["`]?(\w+)/i.exec(query) ?? []
  return withoutValues(`Failed statement: ${verb} ${table}`.trim())
}

/** The first line without quoted values, long numbers and whatever is not plain English. */
function withoutValues(text: string): string {
  return (
    (text.split(/[\r\n\u2028\u2029]/, 1)[0] ?? '')
      // From the first quote to the last: a value may have quotes in it.
      .replace(/["'`“‘].*["'`”’]|["'`“‘].*$/, '…')
      .replace(/[^\x20-\x7e]+/g, '…')
      .replace(/\d{5,}/g, '…')
      .slice(0, 300)
  )
}

/** A message of several lines may hold what looks like a place: those of the message are left out. */
function framesOf({ stack, message }: Error): string[] {
  if (typeof stack !== 'string') return []
  const end = message === '' ? 0 : stack.indexOf(message)
  // The message was changed after it was thrown: what its lines are cannot be told any more.
  if (end < 0) return []
  return stack
    .slice(end + message.length)
    .split('\n')
    .flatMap(line => FRAME.exec(line)?.[1] ?? [])
    .slice(0, MOST_FRAMES)
}

/**
 * From now on whatever this process prints of an error, Next and libraries included, is such a line. Not under
 * `npm run dev`, where who builds wants to read all of it.
 */
export function keepValuesOut(): void {
  if (shared.xuefaKeepsValuesOut) return
  shared.xuefaKeepsValuesOut = true
  for (const level of ['error', 'warn', 'log', 'info'] as const) {
    const print = console[level].bind(console)
    console[level] = (...given: unknown[]) => print(...printable(given))
  }
  process.on('uncaughtException', error => {
    // Next has a listener of its own and goes on.
    if (process.listenerCount('uncaughtException') > 1) return
    console.error(errorLine(error))
    process.exit(1)
  })
}

function printable(given: unknown[]): unknown[] {
  const error = given.find(each => each instanceof Error)
  if (error) {
    // Next's coloured cross, or words of ours and of libraries.
    const what = withoutValues(given.filter(each => typeof each === 'string').join(' '))
    return [errorLine(error, /[a-z]{3}/i.test(what) ? { what } : {})]
  }
  return given.map(each => (typeof each === 'object' && each !== null ? '{…}' : each))
}
