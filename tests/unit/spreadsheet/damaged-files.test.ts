import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { damagesOf } from '../../damaged-files'

const fixture = (name: string) => new Uint8Array(readFileSync(`tests/fixtures/sheets/${name}`))

// An archive has checksums: whatever byte is hit, no cell becomes another one.
test.each([
  ['b26-dxf-number-format.xlsx', 200],
  ['b23-hidden-text.docx', 30],
])('%s with a damaged byte, or cut, is refused or read as before', async (name, times) => {
  const flips = await damagesOf(fixture(name), 'flip', [0, times])
  const cuts = await damagesOf(fixture(name), 'cut', [0, times / 5])

  expect([flips.other, cuts.other]).toEqual([[], []])
  expect(flips.refused).toBeGreaterThan(0)
  expect(cuts.refused).toBe(times / 5)
})

// An .xls has none: a digit that became another digit is that digit. What is cut is refused.
test('an .xls that is cut is refused or read as before, and none keeps the reader', async () => {
  const file = fixture('b03-staffno-000.xls')
  const cuts = await damagesOf(file, 'cut', [0, 100])
  const flips = await damagesOf(file, 'flip', [0, 200])

  expect(cuts.other).toEqual([])
  expect(flips.slowestMs).toBeLessThan(2000)
})
