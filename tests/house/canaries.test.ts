import { expect, test } from 'vitest'
import { ofNobody, planted } from '../journeys/canary-rows'
import { tables } from './schema'

const withText = tables
  .filter(({ columns }) => columns.some(column => column.getSQLType() === 'text'))
  .map(({ name }) => name)

test('a canary is planted in every table with words, or it says why there are none', () => {
  const known = [...Object.keys(planted), ...Object.keys(ofNobody)]

  expect(
    withText.filter(name => !known.includes(name)),
    'plant one in tests/journeys/canary-rows.ts, or say why it holds none',
  ).toEqual([])
  expect(
    known.filter(name => !withText.includes(name)),
    'no such table, or one without text',
  ).toEqual([])
})
