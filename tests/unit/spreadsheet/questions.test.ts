import { expect, test } from 'vitest'
import { becomes } from '@/lib/spreadsheet/doubt.rules'
import { ask, type Fault, questionKey } from '@/lib/spreadsheet/importer.rules'
import { columnLetters, placeNumber, placeOf } from '@/lib/spreadsheet/place.rules'
import { questionsOf } from '@/lib/spreadsheet/preview.rules'

const choices = [
  { value: 'asIs', choice: 'asIs' },
  { value: 'present', label: '出席' },
]
const question = (row: number, alike?: string) => ({
  row,
  field: 'state',
  reason: 'unsure',
  choices,
  ...(alike === undefined ? {} : { alike }),
})

test('a question that nobody answered keeps its row from being written', () => {
  const faults: Fault[] = []
  expect(ask(faults, {}, question(3))).toBeNull()
  expect(faults).toEqual([question(3)])
})

test('one answer holds for all rows that ask the same, and for no other', () => {
  const answers = { [questionKey(question(3, '公出'))]: 'present' }
  const faults: Fault[] = []
  expect(ask(faults, { answers }, question(9, '公出'))).toBe('present')
  expect(ask(faults, { answers }, question(9, '外出'))).toBeNull()
  expect(ask(faults, { answers }, question(9))).toBeNull()
  expect(ask(faults, { answers }, { ...question(9, '公出'), field: 'name' })).toBeNull()
})

test('a question may have a key of its own', () => {
  const asked = { ...question(3), key: 'year' }
  expect(ask([], { answers: { year: 'present' } }, asked)).toBe('present')
})

test('an answer that is none of the choices is none', () => {
  const faults: Fault[] = []
  expect(ask(faults, { answers: { [questionKey(question(3))]: 'invented' } }, question(3))).toBeNull()
  expect(faults).toHaveLength(1)
})

test('questions are told once, with all their rows, the most asked first', () => {
  const faults = [question(2), question(3, '公出'), question(4, '公出')]
  expect(questionsOf(faults).map(({ rows }) => rows)).toEqual([[3, 4], [2]])
})

test('a place is one number, and that of the row in a plain sheet', () => {
  expect(placeNumber({ sheet: 0, column: 0, row: 12 })).toBe(12)
  for (const place of [
    { sheet: 0, column: 5, row: 1 },
    { sheet: 31, column: 16_383, row: 1_048_575 },
  ])
    expect(placeOf(placeNumber(place))).toEqual(place)
})

test('columns are lettered as Excel does', () => {
  expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
})

test.each(['', '—', '无', ' / '])('a cell with “%s” clears nothing until that is confirmed', text => {
  const offers: Fault[] = []
  const offering = { offers, options: {}, row: 2 }

  const kept = becomes(offering, { heads: text }, 'heads', { is: null, was: 120 })

  expect(kept).toBe(120)
  expect(offers.map(each => each.reason)).toEqual(['emptyClears'])
  expect(
    becomes({ ...offering, options: { clear: true } }, { heads: text }, 'heads', { is: null, was: 120 }),
  ).toBeNull()
})
