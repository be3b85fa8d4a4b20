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
import { sql } from 'drizzle-orm'
import { noteChanges } from '@/db/changes'
import { checkFile } from '@/db/check'
import { closeDatabase, openDatabase, writerClient } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { forgetReadOnly } from '@/db/read-only'
import { write } from '@/db/write'
import { sealLog } from '@/lib/access/seal.commands'
import { checkLog } from '@/lib/access/seal.sql'
import { sealSecret } from '@/lib/access/second-factor.crypto'
import { allSamples, codesOf, keptBefore, leadersSecret, type Sample, type Sender } from './failing-samples'
import { actions } from './journeys/actions'
import { communitiesNow } from './journeys/server'
import type { Logged } from './log-words'
import { halfOf, makeSamples, send } from './sent-actions'

/*
 * As a process, `node --import tsx tests/nth-failure.ts run STEP KILLS [NAME]`: sends each sample (of those whose name
 * holds NAME) with its N-th statement failing, for every STEP-th N, and prints a line of JSON for each. BEGIN and COMMIT
 * count as statements. A process of its own, because `next/headers` is replaced and randomness is made the same in each
 * run.
 */

/**
 * How the N-th statement fails. `error`: it throws. `full`: the engine has rolled back. `busy`: another process holds
 * the file for a moment, so the work is done again. `locked`: for longer than a write waits. `killed`: SIGKILL.
 */
export type Kind = 'error' | 'full' | 'busy' | 'locked' | 'killed'

/** Of one sample: how many failures were made, and what was found wrong. */
export type Told = {
  action: string
  /** Of an undisturbed run. */
  statements: number
  /** Where it can be killed: its statements, and after each COMMIT. */
  points: number
  tries: Partial<Record<Kind, number>>
  /** It wrote nothing that is compared, even undisturbed. */
  isIdle: boolean
  /** The calls of write() that it came by, as `file:line`. */
  writes: string[]
  /** What the log says once it has passed: its entries, with the values before and after as JSON. */
  entries: Logged[]
  faults: string[]
}

const root = path.resolve(import.meta.dirname, '..')

type State = Map<string, string>

const kinds = ['error', 'full', 'locked'] as const

type Connection = ReturnType<ConnectionPool['acquireSync']>

/** Another connection than those of the product, which notices each commit of theirs. */
let watching: { connection: Connection; state?: State; version?: unknown } | undefined

function rowsOf(text: string): unknown[][] {
  return watching?.connection.prepare(text).raw(true).all([]) as unknown[][]
}

function knowState(state: State): void {
  if (watching) Object.assign(watching, { state, version: rowsOf('pragma data_version')[0]?.[0] })
}

/** What every table holds; read anew only after a commit. `row_digest` is compared with the rows by checkFile. */
function stateNow(): State {
  if (!watching) throw new Error('No copy is open.')
  const version = rowsOf('pragma data_version')[0]?.[0]
  if (watching.state && watching.version === version) return watching.state
  dumping ??= dumpingOf(
    rowsOf(
      `select t.name, json_group_array(c.name) from sqlite_schema t, pragma_table_info(t.name) c
       where t.type = 'table' and t.name not like 'sqlite_%' and t.name not in ('row_digest', 'digest_layout') group by 1`,
    ) as [string, string][],
  )
  // The salt of a password is drawn in the library.
  const state: State = new Map(
    rowsOf(dumping).map(([table, lines]) => [
      `${table}`,
      `${lines}`.replace(/\$argon2\w+\$[^']*/g, '(hash)'),
    ]),
  )
  knowState(state)
  return state
}

/** One statement for all tables: each copy has the same. */
let dumping: string | undefined

function dumpingOf(tables: [name: string, columns: string][]): string {
  return tables
    .map(([table, columns]) => {
      const values = (JSON.parse(columns) as string[]).map(name => `quote("${name}")`)
      const lines = `select ${values.join(` || ',' || `)} as line from "${table}" order by 1`
      return `select '${table}', (select group_concat(line, char(10)) from (${lines}))`
    })
    .join(' union all ')
}

function differing(one: State, other: State): string[] {
  return [...one.keys()].filter(table => one.get(table) !== other.get(table))
}

/** The log with its salts, and the digests made with them, as a mark each. */
function undrawn(state: State): State {
  const ofLog = ([table, lines]: [string, string]): [string, string] => [
    table,
    /^audit/.test(table) ? lines.replace(/X'[0-9A-F]*'|'[0-9a-f]{64}'/g, 'X') : lines,
  ]
  return new Map([...state].map(ofLog))
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
  forgetMemory()
}

/** What a failure before left in memory; the seals' own timer is never begun in this process. */
function forgetMemory(): void {
  const { xuefaUnwritten, xuefaSeen } = globalThis as unknown as Record<
    string,
    Record<string, Map<string, unknown>>
  >
  for (const kept of ['sessions', 'tries', 'spent']) xuefaUnwritten?.[kept]?.clear()
  xuefaSeen?.known?.clear()
  forgetReadOnly()
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

/** Every write() puts itself into the queue at once: who called it stands in its stack. */
function noteWrites(): void {
  let queue: unknown
  Object.defineProperty(globalThis, 'xuefaWrites', {
    get: () => queue,
    set: (next: unknown) => {
      queue = next
      const frames = (new Error().stack ?? '')
        .split('\n')
        .flatMap(line => /\((\/.*\.ts):(\d+):\d+\)$/.exec(line)?.slice(1) ?? [])
      const caller = frames.findIndex((file, at) => at % 2 === 0 && !/\/(nth-failure|write)\.ts$/.test(file))
      if (caller >= 0) written.add(`${path.relative(root, `${frames[caller]}`)}:${frames[caller + 1]}`)
    },
  })
}
const written = new Set<string>()

function standInForNext(): void {
  const ours = pathToFileURL(path.join(import.meta.dirname, 'next-request.ts')).href
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'next/headers' || specifier === 'next/cache'
        ? { url: ours, shortCircuit: true }
        : next(specifier, context),
  })
}

async function prepare({ name, before }: Sample, sender: Sender): Promise<void> {
  if (!before) return
  seed = `before ${name}`
  arm(Number.POSITIVE_INFINITY, 'error')
  await write(tx => before(tx, sender))
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

/** Seals the log and compares it with its texts and seals, closes the file, and says later what is not right about it. */
async function closed(folder: string): Promise<{ found: Promise<string[]> }> {
  arm(Number.POSITIVE_INFINITY, 'error')
  await sealLog('run')
  const found = (await checkLog()).map(each => `the log: ${JSON.stringify(each)}`)
  for (const [text] of rowsOf('pragma integrity_check')) if (text !== 'ok') found.push(`${text}`)
  watching?.connection.close()
  watching = undefined
  await closeDatabase()
  return { found: foundIn(folder).then(ofFile => [...found, ...ofFile]) }
}

/** References and digests: a thread of its own for each file, so in the short run of every seventh one. */
async function foundIn(folder: string): Promise<string[]> {
  const file = path.join(folder, 'xuefa.db')
  const isDue = closings++ % checksEvery === 0
  const findings = isDue ? await checkFile(file, { foreignKeys: true, digests: true }) : []
  rmSync(folder, { recursive: true, force: true })
  return findings.map(each => JSON.stringify(each))
}
let closings = 0
let checksEvery = 1

async function sent(sender: Sender, { name, send }: Sample): Promise<string> {
  seed = name
  try {
    const text = await send(sender)
    // What is not waited for.
    await (globalThis as { xuefaWrites?: Promise<void> }).xuefaWrites
    // The folder of this copy.
    return text.replace(/xuefa-nth-\w+/, '')
  } catch (error) {
    return `threw ${error}`
  } finally {
    Date.now = realNow
  }
}

/** Who sends, and the folders of the files that it is sent to. */
type Place = { sender: Sender; full: string; empty: string }

const stateOf = new Map<string, State>()

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
    this.told = {
      action: sample.name,
      statements: 0,
      points: 0,
      tries: {},
      isIdle: false,
      writes: [],
      entries: [],
      faults: [],
    }
  }

  /**
   * Fails at every `step`-th statement until the form passes: on one file, as long as nothing is written. What is said
   * and stored then is the new state, and sent again it writes nothing more.
   */
  async failing(first: number, step: number, waysAt: (n: number) => readonly Kind[]): Promise<void> {
    const { told, sample } = this
    const met: [at: number, kind: Kind, state: State, said: string][] = []
    let folder = await this.opened()
    this.before = this.stateBefore()
    const tries = function* () {
      for (let n = first; ; n += step) for (const kind of waysAt(n)) yield [n, kind] as const
    }
    written.clear()
    for (const [n, kind] of tries()) {
      const { said, isHit } = await this.try(n, kind)
      if (!isHit) {
        this.done = said
        break
      }
      if (sample.goesOn) await this.try(Number.POSITIVE_INFINITY, 'error')
      met.push([n, kind, stateNow(), said])
      if (differing(this.before, stateNow()).length === 0) continue
      await this.close(folder, `${kind} at ${n}`)
      folder = await this.opened()
    }
    told.statements = counting.count
    told.points = counting.count + counting.transactions
    this.after = stateNow()
    told.isIdle = differing(this.before, this.after).length === 0
    for (const each of met) this.judge(...each)
    if (sample.isOnce) {
      await this.try(Number.POSITIVE_INFINITY, 'error')
      const others = differing(this.after, stateNow())
      if (others.length > 0) this.fault(`Sent again, it wrote again: ${others}.`)
    }
    told.writes = [...written]
    told.entries = rowsOf(
      `select action, subject, subject_id, coalesce(t.before, a.before), coalesce(t.after, a.after)
       from audit a left join audit_text t on t.audit_id = a.id`,
    ) as Logged[]
    await this.close(folder, 'passed')
  }

  /** Another process holds the file for a moment: the work is done again, and written once. */
  async busy(at: number): Promise<void> {
    const folder = await this.opened()
    const { said, isHit } = await this.try(at, 'busy')
    // What a file is judged by is kept between two requests, so that there may be fewer statements than before.
    if (isHit) this.judge(at, 'busy', stateNow(), said)
    await this.close(folder, `busy at ${at}`)
  }

  /** Read once for all that begin with the same. */
  private stateBefore(): State {
    if (this.sample.before) return stateNow()
    const known = stateOf.get(this.base)
    if (known) knowState(known)
    else stateOf.set(this.base, stateNow())
    return stateNow()
  }

  private get base(): string {
    return this.sample.inEmpty ? this.place.empty : this.place.full
  }

  /** A copy with what stands before this sample. */
  private async opened(): Promise<string> {
    const folder = await opened(this.base)
    await prepare(this.sample, this.place.sender)
    return folder
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
    const { isQuiet } = keptBefore[told.action] ?? {}
    const [fromOld, fromNew] = [this.differing(this.before, state), this.differing(this.after, state)]
    if (this.sample.goesOn) {
      // Another process draws other salts, so digests and seals are others: what is drawn is compared by being there, and
      // with its texts and seals when the file is closed.
      const others = kind === 'killed' ? this.differing(undrawn(this.after), undrawn(state)) : fromNew
      if (others.length > 0) this.fault(`${where}: gone on with, it ended otherwise (${others}).`)
    } else if (fromOld.length > 0 && fromNew.length > 0)
      this.fault(`${where}: neither old (${fromOld}) nor new (${fromNew}); said: ${said}`)
    else if (kind === 'busy' && (fromNew.length > 0 || said !== done))
      this.fault(`${where}: it did not pass (${fromNew}); said: ${said}`)
    else if (said === done && fromNew.length > 0 && !(isQuiet === 'always' || (isQuiet && kind === 'full')))
      this.fault(`${where}: said ${said}, and is not written.`)
    else if (said !== null && said !== done && fromOld.length > 0)
      this.fault(`${where}: is written, and said: ${said}`)
  }

  /** Without the tables that are written before the one change. */
  private differing(one: State, other: State): string[] {
    const { tables = [] } = keptBefore[this.told.action] ?? {}
    return differing(one, other).filter(table => !tables.includes(table))
  }

  /** A process of its own is killed inside the N-th statement; afterwards the file is opened as at a start. */
  async killed(at: number): Promise<void> {
    const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-nth-'))
    cpSync(this.base, folder, { recursive: true })
    const signal = await ofChild(['killed', folder, this.sample.name, String(at)])
    if (signal !== 'SIGKILL') this.fault(`killed at ${at}: it ended by itself.`)
    await alone(async () => {
      await reopen(folder)
      if (this.sample.goesOn) await this.try(Number.POSITIVE_INFINITY, 'error')
      const state = stateNow()
      this.judge(at, 'killed', state, null)
      const lost = this.differing(this.after, state)
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
    console.error(`${this.told.action}: ${text}`)
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
  const child = spawn(process.execPath, ['--import', './tests/loader.mjs', import.meta.filename, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return new Promise(resolve => child.once('close', (_, signal) => resolve(signal)))
}

async function run(step: number, kills: number, name: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-nth-made-'))
  try {
    const place = await prepared(folder)
    checksEvery = step
    const trials: Trial[] = []
    for (const [index, sample] of samples.entries()) {
      if (!sample.name.includes(name)) continue
      const trial = new Trial(sample, place)
      trials.push(trial)
      await trial.failing((index % step) + 1, step, n =>
        step === 1 ? kinds : [kinds[(index + n) % kinds.length] as Kind],
      )
      const { statements } = trial.told
      // Each starts with a new copy: all of them, or one for every seventh sample.
      if (step === 1) for (let n = 1; n <= statements; n++) await trial.busy(n)
      else if (statements > 0 && index % 7 === 0) await trial.busy(((index * step) % statements) + 1)
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
async function prepared(folder: string): Promise<Place> {
  const [full, empty] = [path.join(folder, 'full'), path.join(folder, 'empty')]
  const made = await makeSamples(full)
  process.env.NEXTAUTH_SECRET = made.secret
  const { accounts, things } = made.samples
  const at = Date.parse(communitiesNow)
  const client = createClient({ url: `file:${path.join(full, 'xuefa.db')}` })
  const one = async (text: string) => (await client.execute(text)).rows[0]?.[0] as number | string
  const missed = Number(await one(`select id from account where person_id = ${things.a.person}`))
  for (const [id, accountId] of [
    ['of-another-device', accounts.cadre.accountId],
    ['of-who-missed', missed],
  ] as const)
    await client.execute({
      sql: `insert into session (id, account_id, started_at, seen_at, browser, system) values (?, ?, ?, ?, 'other', 'other')`,
      args: [id, accountId, at, at],
    })
  // None is due to be noted as seen, in a write beside that of the action.
  await client.execute({ sql: 'update session set seen_at = ?, sheet_opened_at = ?', args: [at, at] })
  await client.execute({
    sql: 'insert into second_factor (account_id, secret, last_step, enrolled_at) values (?, ?, 0, ?)',
    args: [accounts.leader.accountId, sealSecret(leadersSecret, accounts.leader.accountId), at],
  })
  await client.execute(`update account set must_change = 0 where id = ${missed}`)
  const phone = '13800000001'
  const restAt = await one(
    `select max(marked_at) from attendance where activity_id = ${things.a.marked} and how = 'all'`,
  )
  const hash = await one(`select password_hash from account where id = ${accounts.leader.accountId}`)
  client.close()
  Object.assign(things.a, { restAt, phoneOfCadre: phone, ...codesOf(made) })
  const sender: Sender = {
    ...made,
    half: await halfOf(accounts.leader.accountId, String(hash), made.secret),
    missed: { accountId: missed, sessionId: 'of-who-missed' },
  }
  await reopen(full)
  seed = 'prepared'
  arm(Number.POSITIVE_INFINITY, 'error')
  await write(tx =>
    tx.run(sql`update person set phone = ${phone}
      where id = (select person_id from account where id = ${accounts.cadre.accountId})`),
  )
  const feed = actions.find(each => each.action.endsWith('#makeFeed'))
  if (feed) await send(sender, feed, { locale: 'zh' })
  await sealLog('run')
  await closeDatabase()
  watching?.connection.close()
  await openDatabase(`file:${path.join(empty, 'xuefa.db')}`)
  await migrateDatabase()
  await closeDatabase()
  writeFileSync(path.join(full, 'sender.json'), JSON.stringify(sender))
  writeFileSync(path.join(empty, 'sender.json'), JSON.stringify(sender))
  return { sender, full, empty }
}

async function killed(folder: string, name: string, at: number): Promise<void> {
  const sender: Sender = JSON.parse(readFileSync(path.join(folder, 'sender.json'), 'utf8'))
  process.env.NEXTAUTH_SECRET = sender.secret
  const sample = samples.find(each => each.name === name)
  if (!sample) throw new Error(`${name} is no sample.`)
  await reopen(folder)
  await prepare(sample, sender)
  arm(at, 'killed')
  await sent(sender, sample)
  await closeDatabase()
}

/** What came of the samples whose name holds `name`. */
export function failuresOf({
  step,
  kills,
  name = '',
}: {
  step: number
  kills: number
  name?: string
}): Promise<Told[]> {
  const all: Told[] = []
  const child = spawn(
    process.execPath,
    ['--import', './tests/loader.mjs', import.meta.filename, 'run', String(step), String(kills), name],
    {
      cwd: root,
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
  noteWrites()
  if (what === 'killed') await killed(`${rest[0]}`, `${rest[1]}`, Number(rest[2]))
  else await run(Number(rest[0]), Number(rest[1]), rest[2] ?? '')
}
