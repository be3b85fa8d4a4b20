import { expect, test } from 'vitest'
import { sessionTitles } from '@/lib/activity/groups/group.rules'

test.each([
  ['宪法学习', '宪法学习（第一场）', '宪法学习（第二场）'],
  ['宪法学习（第二场）', '宪法学习（第二场）', '宪法学习（第三场）'],
  ['宪法学习（扩大）', '宪法学习（扩大）（第一场）', '宪法学习（扩大）（第二场）'],
  ['宪法学习（第十场）', '宪法学习（第十场）', '宪法学习（第11场）'],
])('%s becomes %s and %s', (title, first, second) => {
  expect(sessionTitles(title)).toEqual({ first, second })
})
