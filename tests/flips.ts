import { spawn } from 'node:child_process'
import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { checkAtStart } from '@/db/check'
import { closeDatabase, openDatabase } from '@/db/client'
import { damage } from '@/db/damage'
import { migrateDatabase } from '@/db/migrate'
import { systemViewer } from '@/lib/access/access.queries'
import type { HeadingCode } from '@/lib/activity/outreach/heading.rules'
import { figuresBy, type Grouping } from '@/lib/statistics/rates/rate.queries'
import { figureCodes, type RateCode } from '@/lib/statistics/rates/rate.rules'
import { reportOf } from '@/lib/statistics/report/report.queries'

/*
 * As a process, `node --import tsx tests/flips.ts FILE YEAR FROM UNTIL`: flips one random bit of a copy of the file, opens it as the
 * server does and counts the figures of the year, once for each number from FROM on. Prints a line of JSON each. A
 * process of its own, because a broken file may end it.
 */

export type Flip = {
  number: number
  page: number
  bit: number
  /**
   * `refused`: not opened. `marked`: opened to be read, with a mark on every figure that is another one. `same`: every
   * figure as before. `wrong`: a figure is another one without a mark. `failed`: an error in place of figures. `ended`:
   * the process ended, or hung.
   */
  end: 'refused' | 'marked' | 'failed' | 'ended' | 'same' | 'wrong'
  /** What the figures would have been without the mark: others, or none at all. */
  behind?: 'same' | 'wrong' | 'failed'
  /** Of a marked one: the share of figures that carry the mark. */
  share?: number
}

const PAGE = 4096

async function main([file = '', year = '', from = '', until = '']: string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-flips-'))
  const copy = path.join(folder, 'xuefa.db')
  const before = await onCopy(file, copy, Number(year), null)
  for (let number = Number(from); number < Number(until); number++) {
    // Told before it is opened: where the process ends, this is the one.
    const page = Math.floor(chance(number, 1) * (statSync(file).size / PAGE))
    const bit = Math.floor(chance(number, 2) * PAGE * 8)
    console.log(JSON.stringify({ number, page, bit }))
    const after = await onCopy(file, copy, Number(year), page * PAGE * 8 + bit)
    console.log(JSON.stringify({ number, page, bit, ...endOf(before, after) }))
  }
  rmSync(folder, { recursive: true, force: true })
}

type Opened = { state: 'refused' | 'marked' | 'open'; figures: Record<string, Shown> | null }
/** A figure, and whether it stands there without a mark. */
type Shown = { text: string; isSound: boolean }

function endOf(before: Opened, { state, figures }: Opened): Pick<Flip, 'end' | 'behind' | 'share'> {
  if (state === 'refused') return { end: state }
  if (figures === null) return state === 'marked' ? { end: state, behind: 'failed' } : { end: 'failed' }
  const whole = before.figures ?? {}
  const names = [...new Set([...Object.keys(whole), ...Object.keys(figures)])]
  const changed = names.filter(name => counted(whole[name]) !== counted(figures[name]))
  const behind = changed.length === 0 ? 'same' : 'wrong'
  if (state === 'open') return { end: behind }
  // What is not there carries no mark: a page shows a dash with one, or the row is missing.
  const isWithoutWord = changed.some(name => figures[name]?.isSound)
  const share = Object.values(figures).filter(each => !each.isSound).length / Object.keys(figures).length
  return { end: isWithoutWord ? 'wrong' : state, behind, share: Math.round(share * 100) / 100 }
}

/** A group without rows has zeros, whether it is there or not. */
function counted(shown: Shown | undefined): string {
  const text = shown?.text ?? ''
  return ['0', '{"numerator":0,"denominator":0}'].includes(text) ? '' : text
}

/** What came of each flip; a process that ends at one, or hangs, is begun again at the next. */
export async function flipsOf(file: string, year: number, from: number, until: number): Promise<Flip[]> {
  const flips: Flip[] = []
  for (let next = from; next < until; next = (flips.at(-1)?.number ?? next) + 1) {
    const { done, begun } = await inProcess(file, year, next, until)
    flips.push(...done)
    const last = begun.at(-1)
    if (last && last.number !== done.at(-1)?.number) flips.push({ ...last, end: 'ended' })
    else if (done.length === 0) throw new Error('The flips could not be begun.')
  }
  return flips
}

type Begun = Pick<Flip, 'number' | 'page' | 'bit'>

function inProcess(file: string, year: number, from: number, until: number) {
  const child = spawn(
    process.execPath,
    ['--import', './tests/loader.mjs', import.meta.filename, file, String(year), String(from), String(until)],
    {
      cwd: path.resolve(import.meta.dirname, '..'),
      env: { ...process.env, XUEFA_TEST: '1', XUEFA_NOW: '2026-11-25T10:00:00+08:00' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const begun: Begun[] = []
  const done: Flip[] = []
  let patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
  createInterface(child.stdout).on('line', line => {
    clearTimeout(patience)
    patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
    const told = JSON.parse(line)
    if ('end' in told) done.push(told)
    else begun.push(told)
  })
  return new Promise<{ begun: Begun[]; done: Flip[] }>(resolve =>
    child.once('close', () => {
      clearTimeout(patience)
      resolve({ begun, done })
    }),
  )
}

/** Milliseconds after which a process that says nothing hangs. */
const PATIENCE = 60_000

export type Tally = {
  ends: Record<string, number>
  behind: Record<string, number>
  /** Of the marked ones, how many carry the mark on every figure, on some, and on none. */
  marks: Record<string, number>
  wrong: Flip[]
}

export function tallyOf(flips: Flip[]): Tally {
  const count = (words: (string | undefined)[]) =>
    Object.fromEntries(
      [...new Set(words)].flatMap(word => (word ? [[word, words.filter(each => each === word).length]] : [])),
    )
  return {
    ends: count(flips.map(each => each.end)),
    behind: count(flips.map(each => each.behind)),
    marks: count(
      flips.map(({ share }) =>
        share === undefined ? undefined : share === 1 ? 'every' : share === 0 ? 'none' : 'some',
      ),
    ),
    wrong: flips.filter(each => each.end === 'wrong'),
  }
}

/** Opens a copy with that bit flipped as the server does, and counts. */
async function onCopy(file: string, copy: string, year: number, bit: number | null): Promise<Opened> {
  for (const each of [copy, `${copy}-wal`, `${copy}-shm`]) rmSync(each, { force: true })
  copyFileSync(file, copy)
  if (bit !== null) flip(copy, bit)
  try {
    await openDatabase(`file:${copy}`, { what: 'flips' })
    await checkAtStart()
    await migrateDatabase()
  } catch {
    await closeDatabase().catch(() => {})
    return { state: 'refused', figures: null }
  }
  const isMarked = damage().length > 0
  try {
    return { state: isMarked ? 'marked' : 'open', figures: await figuresShown(year, isMarked) }
  } catch {
    return { state: isMarked ? 'marked' : 'open', figures: null }
  } finally {
    await closeDatabase().catch(() => {})
  }
}

/** Every figure of the year's report, and of each unit, month and person, with the mark that pages give it. */
async function figuresShown(year: number, isMarked: boolean): Promise<Record<string, Shown>> {
  const shown: Record<string, Shown> = {}
  const viewer = await systemViewer('命令行')
  const report = await reportOf(viewer, year)
  const { kept, typed } = report.isSound
  const put = (name: string, value: unknown, isSound: boolean | undefined) => {
    shown[name] = { text: JSON.stringify(value) ?? '', isSound: isSound ?? !isMarked }
  }
  put(
    'typed',
    report.others.map(({ name, value }) => [name, value]),
    typed,
  )
  put('kept', report.locked?.figures, kept)
  const groupings: Grouping[][] = [[], ['unit'], ['month'], ['form'], ['person'], ['unit', 'month']]
  for (const groups of groupings)
    for (const [key, figures] of await figuresBy(report.filter, groups))
      for (const code of figureCodes) {
        const value =
          code in figures.rates
            ? figures.rates[code as RateCode]
            : code in figures.headings
              ? figures.headings[code as HeadingCode]
              : code in figures
                ? figures[code as 'setAside']
                : undefined
        const figure = typeof value === 'object' ? { ...(value as object), sound: undefined } : value
        if (value !== undefined)
          put(`${groups.join('|')} ${key} ${code}`, figure, figures.sound?.includes(code))
      }
  return shown
}

function flip(file: string, bit: number): void {
  const held = openSync(file, 'r+')
  const byte = Buffer.alloc(1)
  readSync(held, byte, 0, 1, bit >> 3)
  byte[0] = (byte[0] ?? 0) ^ (1 << (bit & 7))
  writeSync(held, byte, 0, 1, bit >> 3)
  closeSync(held)
}

/** A number from 0 to 1, the same for the same numbers. */
function chance(number: number, of: number): number {
  const at = Math.sin(number * 12.9898 + of * 78.233) * 43758.5453
  return at - Math.floor(at)
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2))
