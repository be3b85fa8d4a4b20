import { expect, test } from 'vitest'
import { backupAge, backupName, isBackupDue } from '@/lib/organisation/operations/backup.rules'
import { sizeText } from '@/lib/organisation/operations/size.rules'

const now = Date.parse('2026-03-10T09:00:00+08:00')
const madeAt = (time: string) => ({ at: Date.parse(time), file: 'a.db', bytes: 1, photos: 0, missing: [] })

test.each([
  ['none', null, true, null],
  ['of this morning', madeAt('2026-03-10T08:00:00+08:00'), false, { days: 0, hours: 1 }],
  ['of just a day ago', madeAt('2026-03-09T09:00:00+08:00'), false, { days: 1, hours: 0 }],
  ['older than a day', madeAt('2026-03-09T08:59:59+08:00'), true, { days: 1, hours: 0 }],
  ['of a clock that was wrong', madeAt('2033-03-10T09:00:00+08:00'), true, null],
])('a backup %s', (_, last, isDue, age) => {
  expect([isBackupDue(last, now), backupAge(last, now)]).toEqual([isDue, age])
})

test('the name of a backup is the time in Shanghai', () => {
  expect(backupName(now)).toBe('xuefa-20260310-090000.db')
})

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 KB'],
  [1536, '1.5 KB'],
  [512_000, '500 KB'],
  [3_221_225_472, '3 GB'],
])('%i bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text)
})
