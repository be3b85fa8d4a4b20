import { expect, test } from 'vitest'
import { wholeColumns } from '@/lib/import/whole-columns.rules'
import { type Fault, questionKey } from '@/lib/spreadsheet/importer.rules'
import { questionsOf } from '@/lib/spreadsheet/preview.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'

const rows = (texts: string[]) =>
  texts.map((text, at) => ({ row: at + 3, cells: { score: text, name: '何明' } }))
const above = (row: number): Fault => ({ row, field: 'score', reason: 'aboveFull', places: { full: 100 } })
const sums = ['210', '198', '187', '221', '176', '165', '203']

const judged = (texts: string[], faults: Fault[], answers: Record<string, string> = {}) =>
  finished(wholeColumns(faults, rows(texts), { answers }))

test('one mistake of a whole column is one question', () => {
  const { faults, left } = judged(
    sums,
    sums.map((_, at) => above(at + 3)),
  )

  expect(questionsOf(faults).map(each => each.rows)).toEqual([[3, 4, 5, 6, 7, 8, 9]])
  expect(left).toEqual([])
})

test('its rows are left out by one answer, and named', () => {
  const all = sums.map((_, at) => above(at + 3))
  const [question] = judged(sums, all).faults

  const { faults, left } = judged(sums, all, { [questionKey(question as Fault)]: 'leaveOut' })

  expect(faults).toEqual([])
  expect(left.map(each => [each.row, each.label])).toEqual(sums.map((text, at) => [at + 3, text]))
})

test.each([
  ['a few among many', [...sums.slice(0, 3), '88', '92', '75', '81', '66'], 3],
  ['the same cell in every row', Array(8).fill('230'), 8],
  ['a short sheet', sums.slice(0, 4), 4],
])('%s is asked for cell by cell', (_, texts, wrong) => {
  const all = texts.slice(0, wrong).map((_, at) => above(at + 3))

  expect(judged(texts, all).faults).toEqual(all)
})

test('what is asked with choices, and names that are not known, stay as they are', () => {
  const asked: Fault[] = sums.map((_, at) => ({
    row: at + 3,
    field: 'score',
    reason: 'isShare',
    choices: [],
  }))
  const names: Fault[] = sums.map((_, at) => ({ row: at + 3, field: 'name', reason: 'noSuchPerson' }))

  expect(judged(sums, [...asked, ...names]).faults).toEqual([...asked, ...names])
})
