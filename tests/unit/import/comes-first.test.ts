import { expect, test } from 'vitest'
import { comesFirst } from '@/lib/import/preview/comes-first.rules'

const faults = [
  { row: 2, field: 'parent', reason: 'noSuchUnit' },
  { row: 3, field: 'parent', reason: 'noSuchUnit' },
]

test('a sheet of people rests on the units that it names', () => {
  expect(comesFirst(faults, 'roster')).toEqual([{ kind: 'units', rows: 2 }])
})

test('a sheet of units is what brings units', () => {
  expect(comesFirst(faults, 'units')).toEqual([])
})
