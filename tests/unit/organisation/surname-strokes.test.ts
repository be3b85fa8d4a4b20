import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byStrokes } from '@/lib/organisation/people/surname-strokes.rules'

test('surnames stand by their strokes, and among as many by the order of the strokes', () => {
  const names = ['黄丽娟', '陈志强', '丁一', '王伟', '邓敏', '郑晓燕', '李四', '张三', '刘洋', '林静', '杨帆']

  expect(names.sort(byStrokes)).toEqual([
    '丁一',
    '王伟',
    '邓敏',
    '刘洋',
    '李四',
    '杨帆',
    '张三',
    '陈志强',
    '林静',
    '郑晓燕',
    '黄丽娟',
  ])
})

test('one surname stands together, by the given name; a compound surname with its first character', () => {
  expect(['王伟', '欧阳修', '王丁', '欧文', '王一'].sort(byStrokes)).toEqual([
    '王一',
    '王丁',
    '王伟',
    '欧文',
    '欧阳修',
  ])
})

test.each([
  ['a rare surname stands among those of its strokes', ['丁一', '仉四', '石五'], '仉四'],
  ['one that is not Chinese stands after all', ['瞿秋白', 'Anna'], 'Anna'],
])('%s', (_, names, moved) => {
  const order = [...names.filter(name => name !== moved), moved].sort(byStrokes)

  expect(order).toEqual(names)
})

test('the order is total: any input order gives the same result', () => {
  const name = fc.stringMatching(/^[丁王陈黄郑仉𠮷买A][一伟敏]{0,2}$/u)

  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 12 }), names => {
      expect([...names].reverse().sort(byStrokes)).toEqual([...names].sort(byStrokes))
    }),
  )
})
