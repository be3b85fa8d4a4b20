import { expect, test } from 'vitest'
import type { DraftSheet, Given, SheetFacts } from '@/lib/import/folder/folder-draft.sql'
import { givenWithin, withGiven } from '@/lib/import/folder/folder-given.rules'

const facts = { key: 'k', size: 1 } as unknown as SheetFacts
const given = (isYearSaid: boolean) =>
  ({
    key: 'k',
    kind: 'roster',
    options: { year: 2022, aliases: {} },
    isYearSaid,
    mending: { cells: {}, aside: [] },
    said: {},
  }) as unknown as Given

test('what was said of a file in a folder of another year does not bring that year along', () => {
  expect(withGiven(given(false), facts, { year: 2023 }).options.year).toBe(2023)
  expect(withGiven(given(true), facts, { year: 2023 }).options.year).toBe(2022)
})

test('as many answers are kept as there is room for', () => {
  const sheet = (text: string) =>
    ({
      kind: 'roster',
      file: { key: text, isYearSaid: false },
      options: { aliases: {} },
      mending: { cells: {}, aside: [] },
      said: { 'noUnit unit': { pick: 'mend', typed: text.repeat(100) } },
    }) as unknown as DraftSheet

  expect(givenWithin(['甲', '乙', '丙'].map(sheet), 600).map(each => each.key)).toEqual(['甲', '乙'])
  expect(givenWithin(['甲', '乙', '丙'].map(sheet)).map(each => each.key)).toEqual(['甲', '乙', '丙'])
})
