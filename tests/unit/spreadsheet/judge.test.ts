import { expect, test } from 'vitest'
import type { Judged } from '@/lib/spreadsheet/importer.rules'
import { judgeRows, tellRepeated } from '@/lib/spreadsheet/judge.rules'

const row = (number: number, name: string, mark: string) => ({ row: number, cells: { name, mark } })

test('a row is taken, repeats an earlier one, contradicts it, or is faulty', async () => {
  const judged: Judged<string[]> = { outcomes: [], faults: [], notes: [], effects: [] }

  await judgeRows<{ name: string; mark: string }>(
    [row(2, '甲', '到'), row(3, '甲', '到'), row(4, '甲', '假'), row(5, '', '到'), row(6, '乙', '假')],
    judged,
    {
      read({ row: at, cells: { name = '', mark = '' } }, faults) {
        if (name === '') faults.push({ row: at, field: 'name', reason: 'missing' })
        return { name, mark }
      },
      nameOf: ({ name, mark }) => ({ key: name, text: mark, label: name, field: 'mark' }),
      take({ name }) {
        judged.effects.push(name)
        return { outcome: 'new' }
      },
    },
    () => undefined,
  )

  expect(judged).toEqual({
    outcomes: [
      { row: 2, label: '甲', outcome: 'new' },
      { row: 3, label: '甲', outcome: 'leftOut', remark: 'sameRow', places: { row: 2 } },
      { row: 6, label: '乙', outcome: 'new' },
    ],
    faults: [
      { row: 4, field: 'mark', reason: 'keyTwice', places: { row: 2 } },
      { row: 5, field: 'name', reason: 'missing' },
    ],
    notes: [],
    effects: ['甲', '乙'],
  })
})

test('what a repeated row says besides stands beside the row it repeats', () => {
  const told: Pick<Judged<null>, 'outcomes' | 'faults'> = { outcomes: [], faults: [] }
  const twin = { label: '甲', field: 'staffNo', reason: 'sameNameNoNumber', places: { name: '甲' } }

  tellRepeated(told, 4, twin, { row: 2, isSame: false })

  expect(told.faults).toEqual([
    { row: 4, field: 'staffNo', reason: 'sameNameNoNumber', places: { row: 2, name: '甲' } },
  ])
})
