import { expect, test } from 'vitest'
import { sayIn } from '@/app/_i18n/messages'
import { restingGroups, restingGroupWords } from '@/lib/import/undo/resting-words.rules'
import type { Resting } from '@/lib/import/undo/undo.queries'

const used = (name: string, table: string, isPerson: boolean, count: number): Resting => ({
  ...{ why: 'used', name, href: null, isPerson, table, count, by: [] },
})
const changed: Resting = { why: 'changed', name: '许国华', href: null, who: null, at: null }

test('what rests on an import is told by the reason, the most first, with counts', () => {
  const resting = [
    changed,
    used('林小雨', 'attendance', true, 3),
    used('社区学法', 'evidence', false, 1),
    used('王海', 'attendance', true, 4),
    used('钱多多', 'exam_candidate', true, 1),
  ]

  const groups = restingGroups(resting)

  const words = (language: 'zh' | 'en') => groups.map(each => restingGroupWords(sayIn(language), each))
  expect(words('zh')).toEqual([
    '2 人已在活动的名单中，共 7 处',
    '1 项此后修改过',
    '1 项已用在照片和附件里，共 1 处',
    '1 人已在应考名单中，共 1 处',
  ])
  expect(words('en')[0]).toBe('2 people are on lists of activities, in 7 places')
})
