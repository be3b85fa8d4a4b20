import { afterEach, expect, test } from 'vitest'
import { beat, cameAt, closedSpans, MOST_CLOSED_MS, noteClosed } from '@/lib/core/closed-time'

const T = Date.UTC(2023, 2, 10, 7)

afterEach(() => {
  delete (globalThis as { xuefaClosed?: unknown }).xuefaClosed
})

// Ahead of this process, so that the turn of the test itself is none of them.
const M = performance.now() + 3_600_000

test('while every beat comes in time and the loop has idle time, nothing is closed', () => {
  for (let n = 0; n <= 100; n++) beat(T + n * 50, M + n * 50, n * 30)

  expect(closedSpans()).toEqual([])
  expect(cameAt(T, T + 5000)).toBe(T + 5000)
})

test('a gap between two beats is closed time, and its parts before the code was shown do not count', () => {
  beat(T, M, 0)
  beat(T + 4000, M + 4000, 3900)
  beat(T + 4050, M + 4050, 3940)
  beat(T + 6050, M + 6050, 5900)

  expect(closedSpans()).toEqual([
    [T, T + 4000],
    [T + 4050, T + 6050],
  ])
  expect(cameAt(T - 10_000, T + 7000)).toBe(T + 1000)
  expect(cameAt(T + 3000, T + 7000)).toBe(T + 4000)
  expect(cameAt(T + 3000, T + 5050)).toBe(T + 3050)
})

test('so is the time in which every beat comes and the loop has none left', () => {
  for (let n = 0; n <= 200; n++) beat(T + n * 50, M + n * 50, n < 100 ? n * 30 : 3000 + n)

  expect(closedSpans()).toEqual([[T + 5000, T + 10_000]])
})

test('setting the clock closes nothing, nor does a machine that slept without its clock', () => {
  beat(T, M, 0)
  beat(T + 3_600_000, M + 50, 40)
  beat(T, M + 100, 80)
  beat(T + 50, M + 100_000, 90_000)

  expect(closedSpans()).toEqual([])
})

test('is an instant in whole milliseconds', () => {
  noteClosed([T + 0.25, T + 1000.7])

  expect(cameAt(T, T + 2000)).toBe(T + 999)
})

test('however long the server was down, five minutes count and no more', () => {
  noteClosed([T, T + 3_600_000])

  expect(cameAt(T, T + 3_600_000)).toBe(T + 3_600_000 - MOST_CLOSED_MS)
})

test('spans that touch or overlap count once', () => {
  noteClosed([T, T + 2000])
  noteClosed([T + 1000, T + 3000])
  noteClosed([T + 5000, T + 4000])

  expect(closedSpans()).toEqual([[T, T + 3000]])
})
