import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare, type Snapshot, type SnapshotItem } from '@/lib/plan/revision.rules'

const item = (id: number, facts: Partial<SnapshotItem> = {}): SnapshotItem => ({
  id,
  time: '3月',
  times: 1,
  content: `内容${id}`,
  form: '会议',
  audience: '党员',
  lecturer: '',
  unit: '司法所',
  mustLearn: false,
  topics: [],
  remark: '',
  parentId: null,
  weight: null,
  evidence: '',
  ...facts,
})
const of = (...items: SnapshotItem[]): Snapshot => ({ title: '计划', items })
const told = (before: Snapshot, after: Snapshot) =>
  compare(before, after).differences.map(
    each =>
      `${each.kind}${each.isMoved && each.kind !== 'moved' ? '+moved' : ''} ${each.id} ${each.numberBefore ?? '-'}>${each.numberAfter ?? '-'}`,
  )

test('added, removed and changed items are listed, changed ones with their fields before and after', () => {
  const before = of(item(1), item(2), item(3, { lecturer: '张三' }))
  const after = of(item(1), item(3, { lecturer: '李四', topics: ['宪法'], mustLearn: true }), item(4))

  expect(told(before, after)).toEqual(['removed 2 2>-', 'changed 3 3>2', 'added 4 ->3'])
  expect(compare(before, after).differences[1]?.fields).toEqual([
    { field: 'lecturer', before: '张三', after: '李四' },
    { field: 'mustLearn', before: '', after: '宪法' },
  ])
  expect(compare(before, after).same).toBe(1)
})

test('only the moved item counts as moved, not those that it passed', () => {
  const items = [1, 2, 3, 4, 5].map(id => item(id))
  const [a, b, c, d, e] = items as [SnapshotItem, SnapshotItem, SnapshotItem, SnapshotItem, SnapshotItem]

  expect(told(of(a, b, c, d, e), of(e, a, b, c, d))).toEqual(['moved 5 5>1'])
  expect(told(of(a, b, c, d, e), of(b, c, { ...a, time: '4月' }, d, e))).toEqual(['changed+moved 1 1>3'])
})

test('a part that goes under another point changes its point', () => {
  const before = of(item(1), item(2), item(3, { parentId: 1 }))
  const after = of(item(1), item(2), item(3, { parentId: 2 }))

  expect(compare(before, after).differences.find(each => each.id === 3)?.fields).toEqual([
    { field: 'parent', before: '内容1', after: '内容2' },
  ])
})

test('a revision does not differ from itself; another title is listed', () => {
  expect(compare(of(item(1)), of(item(1)))).toEqual({ title: null, differences: [], same: 1 })
  expect(compare(of(), { title: '新名', items: [] }).title).toEqual({ before: '计划', after: '新名' })
})

test('every item of either is listed once or is unchanged; equal revisions list nothing', () => {
  const items = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 })
  fc.assert(
    fc.property(items, items, fc.boolean(), (old, now, changes) => {
      const before = of(...old.map(id => item(id)))
      const after = of(...now.map(id => item(id, changes && id % 3 === 0 ? { time: '5月' } : {})))

      const { differences, same } = compare(before, after)

      expect(new Set(differences.map(each => each.id)).size).toBe(differences.length)
      expect(same + differences.length).toBe(new Set([...old, ...now]).size)
      expect(differences.filter(each => each.kind === 'added').map(each => each.id)).toEqual(
        now.filter(id => !old.includes(id)),
      )
      const removed = differences.filter(each => each.kind === 'removed').map(each => each.id)
      expect(new Set(removed)).toEqual(new Set(old.filter(id => !now.includes(id))))
      expect(compare(after, after).differences).toEqual([])
    }),
  )
})
