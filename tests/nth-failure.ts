import { spawn } from 'node:child_process'
import crypto, { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { registerHooks, syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { type Client, createClient, type InStatement, LibsqlError } from '@libsql/client'
import { ConnectionPool } from '@libsql/client/sqlite3'
import { noteChanges } from '@/db/changes'
import { checkFile } from '@/db/check'
import { closeDatabase, openDatabase, writerClient } from '@/db/client'
import { type ActionRow, actions } from './journeys/actions'
import { communitiesNow } from './journeys/server'
import { makeSamples, own, row, type Sender, send } from './sent-actions'

/*
 * As a process, `node --import tsx tests/nth-failure.ts run STEP KILLS EVERY [NAME]`: sends the sample of every
 * EVERY-th action (of those whose name holds NAME) with its N-th statement failing, for every STEP-th N, and prints a line of JSON
 * for each action. BEGIN and COMMIT count as statements. A process of its own, because `next/headers` is replaced and
 * randomness is made the same in each run.
 */

/**
 * How the N-th statement fails. `error`: it throws. `full`: the engine has rolled back. `busy`: another process holds
 * the file for a moment, so the work is done again. `locked`: for longer than a write waits. `killed`: SIGKILL.
 */
export type Kind = 'error' | 'full' | 'busy' | 'locked' | 'killed'

/** Of one action: how many failures were made, and what was found wrong. */
export type Told = {
  action: string
  /** Of an undisturbed run. */
  statements: number
  /** Where it can be killed: its statements, and after each COMMIT. */
  points: number
  tries: Partial<Record<Kind, number>>
  /** It wrote nothing that is compared, even undisturbed. */
  isIdle: boolean
  faults: string[]
}

type Sample = { name: string; of: ActionRow }
type State = Map<string, string>

const kinds = ['error', 'full', 'locked'] as const

/** What the samples lack: the row of `open` is about nothing of its sender. */
const better: ActionRow[] = [
  {
    ...row('app/(desk)/evidence/actions.ts#remove', { id: '1', reason: '重复' }),
    allowed: ['topAdministrator'],
  },
  {
    ...row('app/(desk)/activities/[id]/leave/actions.ts#takeLeaveBack', { requestId: '{leaveRequest}' }),
    allowed: ['administrator'],
  },
]

/** What these write before their one change, and keep where it fails. */
const inSteps: Record<string, { tables: string[]; why: string }> = {
  'app/(desk)/me/actions.ts#savePassword': {
    tables: ['sign_in_failure'],
    why: 'a try counts before the password is compared, or a failure would be a free guess',
  },
  'app/(entry)/sign-in/actions.ts#signIn': {
    tables: ['sign_in_failure'],
    why: 'a try counts before the password is compared, or a failure would be a free guess',
  },
  'app/(desk)/settings/operations/actions.ts#backUp': {
    tables: ['setting', 'audit', 'request_key'],
    why: 'the copy beside the database is what was asked for, and is made where no note of it can be',
  },
}

function allSamples(): Sample[] {
  const rows = [...actions, ...own.filter(each => !better.some(one => one.action === each.action)), ...better]
  return rows.map(of => ({ name: of.action, of }))
}

type Connection = ReturnType<ConnectionPool['acquireSync']>

/** Another connection than those of the product, which notices each commit of theirs. */
let watching: { connection: Connection; state?: State; version?: unknown } | undefined

/** What every table holds; read anew only after a commit. `row_digest` is compared with the rows by checkFile. */
function stateNow(): State {
  if (!watching) throw new Error('No copy is open.')
  const { connection } = watching
  const rowsOf = (sql: string) => connection.prepare(sql).raw(true).all([]) as unknown[][]
  const version = rowsOf('pragma data_version')[0]?.[0]
  if (watching.state && watching.version === version) return watching.state
  const tables = rowsOf(
    `select t.name, json_group_array(c.name) from sqlite_schema t, pragma_table_info(t.name) c
     where t.type = 'table' and t.name not like 'sqlite_%' and t.name not in ('row_digest', 'digest_layout') group by 1`,
  )
  const state: State = new Map()
  for (const [table, columns] of tables as [string, string][]) {
    const values = (JSON.parse(columns) as string[]).map(name => `quote("${name}")`)
    // The salt of a password is drawn in the library.
    const lines = rowsOf(`select ${values.join(` || ',' || `)} from "${table}"`).map(each =>
      String(each[0]).replace(/\$argon2\w+\$[^']*/g, '(hash)'),
    )
    state.set(table, lines.sort().join('\n'))
  }
  Object.assign(watching, { state, version })
  return state
}

function differing(one: State, other: State): string[] {
  return [...one.keys()].filter(table => one.get(table) !== other.get(table))
}

/** The statements of the writer's transactions are counted here, and the N-th of them fails. */
const counting = {
  count: 0,
  transactions: 0,
  at: Number.POSITIVE_INFINITY,
  kind: 'error' as Kind,
  isHit: false,
  drawn: 0,
}
const realNow = Date.now

function arm(at: number, kind: Kind): void {
  Object.assign(counting, { count: 0, transactions: 0, at, kind, isHit: false, drawn: 0 })
  Object.assign(globalThis, { xuefaFullAt: undefined })
}

async function statement(rollBack?: () => Promise<void>): Promise<void> {
  if (++counting.count !== counting.at) return
  counting.isHit = true
  const { kind } = counting
  if (kind === 'killed') process.kill(process.pid, 'SIGKILL')
  if (kind === 'error') throw new LibsqlError('The statement fails.', 'SQLITE_ERROR')
  if (kind === 'full') {
    await rollBack?.()
    throw new LibsqlError('database or disk is full', 'SQLITE_FULL')
  }
  if (kind === 'locked') Date.now = () => realNow() + 20_000
  throw new LibsqlError('database is locked', 'SQLITE_BUSY')
}

function countStatements(client: Client): void {
  const begin = client.transaction.bind(client)
  let drawn = 0
  let isOpen = false
  client.transaction = async (mode?: 'write' | 'read' | 'deferred') => {
    // Done again, the work draws the same numbers.
    if (isOpen) counting.drawn = drawn
    drawn = counting.drawn
    isOpen = true
    await statement()
    const transaction = await begin(mode)
    const execute = transaction.execute.bind(transaction)
    const commit = transaction.commit.bind(transaction)
    const rollBack = transaction.rollback.bind(transaction)
    transaction.execute = async (asked: InStatement) => {
      await statement(rollBack)
      return execute(asked)
    }
    transaction.commit = async () => {
      await statement(rollBack)
      await commit()
      isOpen = false
      counting.transactions++
      // Written, and not yet said.
      if (counting.kind === 'killed') await statement()
    }
    return transaction
  }
}

/** Numbers drawn are the same in each run of an action. */
function drawTheSame(): void {
  const bytes = (size: number) => {
    const parts: Buffer[] = []
    for (let length = 0; length < size; length += 32)
      parts.push(
        createHash('sha256')
          .update(`${seed} ${counting.drawn++}`)
          .digest(),
      )
    return Buffer.concat(parts).subarray(0, size)
  }
  Object.assign(crypto, {
    randomBytes: bytes,
    randomInt: (from: number, until?: number) => {
      const [least, most] = until === undefined ? [0, from] : [from, until]
      return least + (bytes(6).readUIntBE(0, 6) % (most - least))
    },
    randomUUID: () =>
      bytes(16)
        .toString('hex')
        .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5'),
  })
  syncBuiltinESMExports()
}
let seed = ''

function standInForNext(): void {
  const ours = pathToFileURL(path.join(import.meta.dirname, 'next-request.ts')).href
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'next/headers' || specifier === 'next/cache'
        ? { url: ours, shortCircuit: true }
        : next(specifier, context),
  })
}

/** A copy of the samples, opened. */
async function opened(base: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-nth-'))
  cpSync(base, folder, { recursive: true })
  await reopen(folder)
  return folder
}

async function reopen(folder: string): Promise<void> {
  await openDatabase(`file:${path.join(folder, 'xuefa.db')}`, { what: 'nth' })
  countStatements(writerClient())
  watching = {
    connection: new ConnectionPool(path.join(folder, 'xuefa.db'), { timeout: 2000 }, 1).acquireSync(),
  }
  const { rows } = await writerClient().execute("select name from sqlite_schema where type = 'table'")
  // What is kept of another copy no longer holds.
  noteChanges(rows.map(each => String(each[0]).toLowerCase()))
}

/** Closes it, and says later what is not right about the file. */
async function closed(folder: string): Promise<{ found: Promise<string[]> }> {
  watching?.connection.close()
  watching = undefined
  await closeDatabase()
  return { found: foundIn(folder) }
}

async function foundIn(folder: string): Promise<string[]> {
  const checks = { integrity: true, foreignKeys: true, digests: true }
  const findings = await checkFile(path.join(folder, 'xuefa.db'), checks)
  rmSync(folder, { recursive: true, force: true })
  return findings.map(each => JSON.stringify(each))
}

async function sent(sender: Sender, { name, of }: Sample): Promise<string> {
  seed = name
  try {
    const { text } = await send(sender, of, { locale: 'zh' })
    return text
  } catch (error) {
    return `threw ${error}`
  } finally {
    Date.now = realNow
  }
}

/** A sample, and the file it is sent to. */
type Place = { sender: Sender; base: string }

class Trial {
  readonly told: Told
  /** The files are checked while the next ones are tried. */
  readonly checks: Promise<void>[] = []
  private before: State = new Map()
  private after: State = new Map()
  private done = ''

  constructor(
    private readonly sample: Sample,
    private readonly place: Place,
  ) {
    this.told = { action: sample.name, statements: 0, points: 0, tries: {}, isIdle: false, faults: [] }
  }

  /**
   * Fails at every `step`-th statement until the form passes: on one file, as long as nothing is written. What is said
   * and stored then is the new state, and sent again with the same key it writes nothing more.
   */
  async failing(first: number, step: number, waysAt: (n: number) => readonly Kind[]): Promise<void> {
    const { told, sample } = this
    const met: [at: number, kind: Kind, state: State, said: string][] = []
    let folder = await opened(this.place.base)
    this.before = stateNow()
    const tries = function* () {
      for (let n = first; ; n += step) for (const kind of waysAt(n)) yield [n, kind] as const
    }
    for (const [n, kind] of tries()) {
      const { said, isHit } = await this.try(n, kind)
      if (!isHit) {
        this.done = said
        break
      }
      met.push([n, kind, stateNow(), said])
      if (differing(this.before, stateNow()).length === 0) continue
      await this.close(folder, `${kind} at ${n}`)
      folder = await opened(this.place.base)
    }
    told.statements = counting.count
    told.points = counting.count + counting.transactions
    this.after = stateNow()
    told.isIdle = differing(this.before, this.after).length === 0
    for (const each of met) this.judge(...each)
    if ('idempotencyKey' in sample.of.fields) {
      await this.try(Number.POSITIVE_INFINITY, 'error')
      const others = differing(this.after, stateNow())
      if (others.length > 0) this.fault(`Sent again with the same key, it wrote again: ${others}.`)
    }
    await this.close(folder, 'passed')
  }

  /** Another process holds the file for a moment: the work is done again, and written once. */
  async busy(at: number): Promise<void> {
    const folder = await opened(this.place.base)
    const { said, isHit } = await this.try(at, 'busy')
    // What a file is judged by is kept between two requests, so that there may be fewer statements than before.
    if (isHit) this.judge(at, 'busy', stateNow(), said)
    await this.close(folder, `busy at ${at}`)
  }

  private async try(at: number, kind: Kind): Promise<{ said: string; isHit: boolean }> {
    arm(at, kind)
    const said = await sent(this.place.sender, this.sample)
    return { said, isHit: counting.isHit }
  }

  private judge(at: number, kind: Kind, state: State, said: string | null): void {
    const { told, done } = this
    told.tries[kind] = (told.tries[kind] ?? 0) + 1
    const where = `${kind} at ${at} of ${told.statements}`
    const known = inSteps[told.action]?.tables ?? []
    const others = (from: State) => differing(from, state).filter(table => !known.includes(table))
    const [fromOld, fromNew] = [others(this.before), others(this.after)]
    if (fromOld.length > 0 && fromNew.length > 0)
      this.fault(`${where}: neither old (${fromOld}) nor new (${fromNew}); said: ${said}`)
    else if (kind === 'busy' && (fromNew.length > 0 || said !== done))
      this.fault(`${where}: it did not pass (${fromNew}); said: ${said}`)
    else if (said === done && fromNew.length > 0) this.fault(`${where}: said ${said}, and is not written.`)
    else if (said !== null && said !== done && fromOld.length > 0)
      this.fault(`${where}: is written, and said: ${said}`)
  }

  /** A process of its own is killed inside the N-th statement; afterwards the file is opened as at a start. */
  async killed(at: number): Promise<void> {
    const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-nth-'))
    cpSync(this.place.base, folder, { recursive: true })
    const signal = await ofChild(['killed', folder, this.sample.name, String(at)])
    if (signal !== 'SIGKILL') this.fault(`killed at ${at}: it ended by itself.`)
    await alone(async () => {
      await reopen(folder)
      const state = stateNow()
      this.judge(at, 'killed', state, null)
      const lost = differing(this.after, state)
      if (at === this.told.points && lost.length > 0) this.fault(`killed after its COMMIT: lost in ${lost}`)
      await this.close(folder, `killed at ${at}`)
    })
  }

  private async close(folder: string, when: string): Promise<void> {
    const { found } = await closed(folder)
    this.checks.push(found.then(all => all.forEach(each => void this.fault(`${when}: ${each}`))))
  }
  private fault(text: string): void {
    this.told.faults.push(text)
  }
}

let turn: Promise<unknown> = Promise.resolve()
/** One database is open at a time in a process. */
function alone(work: () => Promise<void>): Promise<void> {
  const mine = turn.then(work)
  turn = mine.catch(() => {})
  return mine
}

function ofChild(args: string[]): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ['--import', 'tsx', import.meta.filename, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return new Promise(resolve => child.once('close', (_, signal) => resolve(signal)))
}

async function run(step: number, kills: number, every: number, name: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-nth-made-'))
  try {
    const place = { base: path.join(folder, 'full'), sender: await prepared(path.join(folder, 'full')) }
    const trials: Trial[] = []
    for (const [index, sample] of samples.entries()) {
      if (index % every > 0 || !sample.name.includes(name)) continue
      const trial = new Trial(sample, place)
      trials.push(trial)
      await trial.failing((index % step) + 1, step, n =>
        step === 1 ? kinds : [kinds[(index + n) % kinds.length] as Kind],
      )
      const { statements } = trial.told
      // Each starts with a new copy: all of them, or one for every second action.
      if (step === 1) for (let n = 1; n <= statements; n++) await trial.busy(n)
      else if (statements > 0 && index % 2 === 0) await trial.busy(((index * step) % statements) + 1)
    }
    const points = trials.flatMap(trial =>
      trial.told.isIdle ? [] : Array.from({ length: trial.told.points }, (_, at) => [trial, at + 1] as const),
    )
    const chosen = points.filter(
      (_, at) => Math.floor((at * kills) / points.length) !== Math.floor(((at + 1) * kills) / points.length),
    )
    const next = chosen.values()
    await Promise.all(
      Array.from({ length: 2 }, async () => {
        for (const [trial, at] of next) await trial.killed(at)
      }),
    )
    for (const { told, checks } of trials) {
      await Promise.all(checks)
      console.log(JSON.stringify(told))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The samples and, of whoever sends what is about an own thing, that thing. */
async function prepared(folder: string): Promise<Sender> {
  const sender = await makeSamples(folder)
  const { accountId } = sender.samples.accounts.cadre
  const client = createClient({ url: `file:${path.join(folder, 'xuefa.db')}` })
  await client.execute({
    sql: `insert into session (id, account_id, started_at, seen_at, browser, system) values ('of-another-device', ?, ?, ?, 'other', 'other')`,
    args: [accountId, Date.parse(communitiesNow), Date.parse(communitiesNow)],
  })
  // None is due to be noted as seen, in a write beside that of the action.
  const at = Date.parse(communitiesNow)
  await client.execute({ sql: 'update session set seen_at = ?, sheet_opened_at = ?', args: [at, at] })
  client.close()
  process.env.NEXTAUTH_SECRET = sender.secret
  await reopen(folder)
  const feed = actions.find(each => each.action.endsWith('#makeFeed'))
  seed = 'prepared'
  arm(Number.POSITIVE_INFINITY, 'error')
  if (feed) await send(sender, feed, { locale: 'zh' })
  await closeDatabase()
  watching?.connection.close()
  writeFileSync(path.join(folder, 'sender.json'), JSON.stringify(sender))
  return sender
}

async function killed(folder: string, name: string, at: number): Promise<void> {
  const sender: Sender = JSON.parse(readFileSync(path.join(folder, 'sender.json'), 'utf8'))
  process.env.NEXTAUTH_SECRET = sender.secret
  const sample = samples.find(each => each.name === name)
  await reopen(folder)
  arm(at, 'killed')
  if (sample) await sent(sender, sample)
  await closeDatabase()
}

/** What came of every `every`-th of the actions whose name holds `name`. */
export function failuresOf({
  step,
  kills,
  every = 1,
  name = '',
}: {
  step: number
  kills: number
  every?: number
  name?: string
}): Promise<Told[]> {
  const all: Told[] = []
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', import.meta.filename, 'run', String(step), String(kills), String(every), name],
    {
      cwd: path.resolve(import.meta.dirname, '..'),
      env: { ...process.env, XUEFA_TEST: '1', XUEFA_NOW: communitiesNow },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  createInterface(child.stdout).on('line', line => {
    all.push(JSON.parse(line))
  })
  return new Promise((resolve, reject) =>
    child.once('close', code => (code === 0 ? resolve(all) : reject(new Error(`It ended with ${code}.`)))),
  )
}

const samples = allSamples()

if (process.argv[1] === import.meta.filename) {
  const [what, ...rest] = process.argv.slice(2)
  standInForNext()
  drawTheSame()
  if (what === 'killed') await killed(`${rest[0]}`, `${rest[1]}`, Number(rest[2]))
  else await run(Number(rest[0]), Number(rest[1]), Number(rest[2]), rest[3] ?? '')
}
