import { expect, test } from 'vitest'
import { sayIn } from '@/app/_i18n/messages'

const [zh, en] = [sayIn('zh'), sayIn('en')]

test('a month has its number in Chinese and its name in English', () => {
  const places = { year: 2027, month: 3, day: 31 }

  expect(zh.t('common.date.full', places)).toBe('2027年3月31日')
  expect(en.t('common.date.full', places)).toBe('31 Mar 2027')
  expect([zh, en].map(({ t }) => t('common.date.yearMonth', { year: 2023, month: 4 }))).toEqual([
    '2023年4月',
    'Apr 2023',
  ])
  expect([1, 5, 12].map(month => en.t('common.date.month', { month }))).toEqual(['Jan', 'May', 'Dec'])
})

test.each([
  [0, '0 days left', '还有 0 天'],
  [1, '1 day left', '还有 1 天'],
  [2, '2 days left', '还有 2 天'],
])('%i is counted as English counts it', (count, english, chinese) => {
  expect(en.t('common.date.inDays', { count })).toBe(english)
  expect(zh.t('common.date.inDays', { count })).toBe(chinese)
})

test('what a form fills in itself keeps its place', () => {
  expect(en.t('common.date.full')).toBe('{day} {month} {year}')
})

test('a key that comes as data and has no message is answered by null, never by the key', () => {
  expect(zh.said('common.form.saved')).toBe(zh.t('common.form.saved'))
  expect([zh.said('nobody.wrote'), en.said('nothing')]).toEqual([null, null])
  // @ts-expect-error: whoever says it has to have other words ready
  const text: string = zh.said('common.form.saved')
  expect(text).not.toBe('common.form.saved')
})
