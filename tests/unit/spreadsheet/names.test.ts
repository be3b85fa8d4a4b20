import { expect, test } from 'vitest'
import type { Fault } from '@/lib/spreadsheet/importer.rules'
import { isNobody, LEFT_OUT, nameAsked } from '@/lib/spreadsheet/names.rules'

test.each(['待定', '（空编）', '无', '空缺', '暂缺', '—', '***', '(待聘)'])('%s is nobody', text => {
  expect(isNobody(text)).toBe(true)
})

function asked(text: string, answers: Record<string, string> = {}) {
  const faults: Fault[] = []
  const name = nameAsked({ faults, options: { answers }, row: 2 }, text)
  return [name, ...faults.map(each => each.reason)]
}

test.each(['何晓彤', '欧阳 静', '买买提·吐尔逊', 'Anna Maria Li', '无名氏', '空海', '单强'])(
  '%s is a name, and nothing is asked',
  text => {
    expect(asked(text)).toHaveLength(1)
  },
)

test.each([
  ['待定', 'notAName'],
  ['（空编）', 'notAName'],
  ['何晓彤、尉迟明', 'notAName'],
  ['何晓彤/尉迟明', 'notAName'],
  ['赖强*', 'nameRemark'],
  ['洪海远(女)', 'nameRemark'],
  ['洪海远（兼）', 'nameRemark'],
])('%s is asked about', (text, reason) => {
  expect(asked(text)).toEqual([null, reason])
})

test('one answer holds for all that name nobody, and one for all remarks behind a name', () => {
  const answers = { 'nameRemark name remarks': 'bare', 'notAName name nobody': 'leaveOut' }

  expect(asked('赖强*', answers)).toEqual(['赖强'])
  expect(asked('洪海远（女）', answers)).toEqual(['洪海远'])
  expect(asked('待定', answers)).toEqual([LEFT_OUT])
  expect(asked('（空编）', answers)).toEqual([LEFT_OUT])
  expect(asked('何晓彤、尉迟明', answers)).toEqual([null, 'notAName'])
})
