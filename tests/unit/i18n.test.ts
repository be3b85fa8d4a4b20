import { expect, test } from 'vitest'
import { sayIn } from '@/lib/i18n/rules'

test.each([
  ['zh', 4, '2023年4月', '4月'],
  ['en', 4, 'Apr 2023', 'Apr'],
  ['en', 12, 'Dec 2023', 'Dec'],
] as const)('in %s the month %i is %s', (locale, month, ofYear, alone) => {
  const { t } = sayIn(locale)

  expect(t('common.date.yearMonth', { year: 2023, month })).toBe(ofYear)
  expect(t('common.date.month', { month })).toBe(alone)
})
