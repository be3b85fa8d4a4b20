import { expect, test } from 'vitest'
import type { Part } from '@/lib/organisation/audience/audience.rules'
import {
  beyondOffice,
  isOfOffice,
  type Staffed,
  unitsBeyond,
  withUnits,
} from '@/lib/organisation/audience/beyond-office.rules'

const staffed = { from: '2020-01-01', to: '9999-12-31' }
const units: Staffed[] = [
  { id: 1, name: '清河街道', path: '/1/', kind: 'street', ...staffed },
  { id: 2, name: '党政办公室', path: '/1/2/', kind: 'department', ...staffed },
  { id: 3, name: '综合执法队', path: '/1/3/', kind: 'other', ...staffed },
  { id: 4, name: '便民服务中心', path: '/1/4/', kind: 'institution', ...staffed },
  { id: 5, name: '清河小学', path: '/1/5/', kind: 'institution', ...staffed },
  { id: 6, name: '卫生服务中心', path: '/1/6/', kind: 'institution', ...staffed },
  { id: 7, name: '东埔社区', path: '/1/7/', kind: 'community', ...staffed },
  { id: 8, name: '网格中心', path: '/1/7/8/', kind: 'institution', ...staffed },
  { id: 9, name: '清河建筑公司', path: '/1/9/', kind: 'enterprise', ...staffed },
  { id: 10, name: '文化站', path: '/1/10/', kind: 'institution', from: null, to: null },
  { id: 11, name: '农技站', path: '/1/11/', kind: 'institution', from: '2020-01-01', to: '2021-12-31' },
  { id: 12, name: '档案中心', path: '/1/2/12/', kind: 'institution', ...staffed },
]
const part = (more: Partial<Part>): Part => ({ unitId: 1, below: true, unitKind: null, tagId: null, ...more })
const office = [part({ below: false }), part({ unitKind: 'department' })]

test.each<[string, Part[], string[]]>([
  ['机关', office, ['综合执法队', '便民服务中心']],
  ['各科室', [part({ unitKind: 'department' })], ['综合执法队', '便民服务中心']],
  ['机关党员', office.map(each => ({ ...each, tagId: 9 })), ['综合执法队', '便民服务中心']],
  ['机关、事业单位', [...office, part({ unitKind: 'institution' })], ['综合执法队']],
  ['机关、便民服务中心', [...office, part({ unitId: 4 })], ['综合执法队']],
  ['机关、便民服务中心党员', [...office, part({ unitId: 4, tagId: 9 })], ['综合执法队', '便民服务中心']],
  ['全街道', [part({})], []],
  ['各社区', [part({ unitKind: 'community' })], []],
])('%s leaves out %j', (_, parts, left) => {
  const found = parts.some(isOfOffice) ? beyondOffice(parts, units, '2025-03-08') : []

  expect(found.map(each => each.name)).toEqual(left)
})

test('nobody was there on a day before their time', () => {
  expect(beyondOffice(office, units, '2019-03-08')).toEqual([])
  expect(beyondOffice(office, units, '2021-03-08').map(each => each.name)).toContain('农技站')
})

test('an answer names units, or none', () => {
  expect(unitsBeyond({ beyondOffice: withUnits([3, 4]) })).toEqual([3, 4])
  expect(unitsBeyond({ beyondOffice: 'none' })).toEqual([])
  expect(unitsBeyond(undefined)).toEqual([])
})
