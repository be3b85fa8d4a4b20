import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { closedSpans, noteClosed } from '@/lib/core/closed-time'
import { pulseFile, startPulse } from '@/server/pulse'
import { atTime } from '../../world'

const T = Date.UTC(2023, 2, 10, 7)
let folder = ''
let database = ''
/** What the machine's own clock shows: a process that idles, however busy the machine is. */
let ms = 0

beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => ms)
  vi.spyOn(performance, 'eventLoopUtilization').mockImplementation(() => ({
    idle: ms,
    active: 0,
    utilization: 0,
  }))
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-pulse-'))
  database = path.join(folder, 'xuefa.db')
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  endProcess()
  rmSync(folder, { recursive: true, force: true })
})

/** What the next process knows is only what lies beside the database. */
function endProcess() {
  vi.clearAllTimers()
  delete (globalThis as { xuefaClosed?: unknown }).xuefaClosed
}

function pass(span: number, from: number) {
  for (let at = 50; at <= span; at += 50) {
    ms += 50
    atTime(new Date(from + at).toISOString())
    vi.advanceTimersByTime(50)
  }
}

test('the time between the last sign of life and the next start is closed, and what was before that stays', () => {
  atTime(new Date(T).toISOString())
  startPulse(database)
  expect(closedSpans()).toEqual([])
  noteClosed([T + 1000, T + 3000])
  pass(10_000, T)

  endProcess()
  atTime(new Date(T + 70_000).toISOString())
  startPulse(database)

  expect(closedSpans()).toEqual([
    [T + 1000, T + 3000],
    [T + 10_000, T + 70_000],
  ])
})

test('a process that was killed while it wrote is told by the time of the file, and one that is new by nothing', () => {
  writeFileSync(pulseFile(database), '[[16784')
  utimesSync(pulseFile(database), T / 1000, T / 1000)
  atTime(new Date(T + 20_000).toISOString())

  startPulse(database)

  expect(closedSpans()).toEqual([[T, T + 20_000]])
  expect(JSON.parse(readFileSync(pulseFile(database), 'utf8'))).toEqual([[T, T + 20_000]])
  expect(statSync(pulseFile(database)).mtimeMs).toBe(T + 20_000)
})

test('a clock that was set back closes nothing', () => {
  writeFileSync(pulseFile(database), '[]')
  utimesSync(pulseFile(database), T / 1000 + 3600, T / 1000 + 3600)
  atTime(new Date(T).toISOString())

  startPulse(database)

  expect(closedSpans()).toEqual([])
})
