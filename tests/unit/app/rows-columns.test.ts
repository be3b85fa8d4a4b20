import { expect, test } from 'vitest'
import { sayIn } from '@/app/_i18n/messages'
import { columnsOf } from '@/app/(desk)/rates/rows/_parts/rows-columns'
import type { Behind, FigureCode, RowKind } from '@/lib/statistics/rates/rate.rules'

const of = { unitId: 1, from: '2023-01-01', to: '2023-12-31', asOf: '2023-12-31' }

test.each<[FigureCode, RowKind, boolean]>([
  ['participationRate', 'attendance', true],
  ['setAside', 'attendance', false],
  ['fullParticipationRate', 'people', true],
  ['neverStudied', 'people', false],
  ['paperOnly', 'activities', true],
  ['formShare', 'activities', true],
  ['publicEvents', 'activities', false],
])('the rows of %s (%s) tell their side of the fraction: %s', (code, kind, tells) => {
  const behind = { kind, rows: [] } as unknown as Behind

  const heads = columnsOf(sayIn('zh'), code, of, behind).map(column => column.head)

  expect(heads.includes('计入')).toBe(tells)
})
