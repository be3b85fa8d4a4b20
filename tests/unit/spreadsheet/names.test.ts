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

test('an answer about a remark holds for all names with the same', () => {
  const answers = {
    'nameRemark name *': 'bare',
    'nameRemark name （女）': 'asIs',
    'notAName name 待定': 'leaveOut',
  }

  expect(asked('赖强*', answers)).toEqual(['赖强'])
  expect(asked('何晓彤*', answers)).toEqual(['何晓彤'])
  expect(asked('洪海远（女）', answers)).toEqual(['洪海远（女）'])
  expect(asked('待定', answers)).toEqual([LEFT_OUT])
})
