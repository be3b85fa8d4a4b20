import { expect, test } from 'vitest'
import { emailInput } from '@/lib/calendar/reminders/reminder.input'
import { nextTry, refusalOf, remindedDay } from '@/lib/calendar/reminders/reminder.rules'
import { readConfig } from '@/lib/core/config'
import { instantOf } from '@/lib/core/time'

test('the day before, from nine in Shanghai', () => {
  expect(remindedDay(instantOf('2026-12-31', '08:59'))).toBeNull()
  expect(remindedDay(instantOf('2026-12-31', '09:00'))).toBe('2027-01-01')
})

test('each wait is longer than the one before, and after five tries there is none', () => {
  const waits = [1, 2, 3, 4, 5].map(tries => nextTry(tries, 0))

  expect(waits).toEqual([60_000, 300_000, 1_800_000, 7_200_000, null])
})

test.each([
  [{ responseCode: 421 }, 'later'],
  [{ responseCode: 451, isTextSent: true }, 'later'],
  [{ responseCode: 550 }, 'never'],
  [{ responseCode: 535 }, 'never'],
  [{ isTextSent: false }, 'later'],
  [{}, 'later'],
  [{ isTextSent: true }, 'unknown'],
])('%j means %s', (error, refusal) => {
  expect(refusalOf(error)).toBe(refusal)
})

test.each([
  ['smtp://127.0.0.1', true],
  ['smtp://me:secret@mail.example.cn:587', true],
  ['smtps://mail.example.cn', true],
  ['http://mail.example.cn', false],
  ['mail.example.cn:25', false],
  ['smtp://mail.example.cn/?pool=true', false],
  ['smtp://', false],
])('SMTP_URL %s is usable: %s', (SMTP_URL, isUsable) => {
  const read = () => readConfig({ SMTP_URL, MAIL_FROM: '学法日历 <xuefa@example.cn>' })

  if (isUsable) expect(read().SMTP_URL).toBe(SMTP_URL)
  else
    expect(read).toThrow(
      /^配置不能用：SMTP_URL .*\nThe configuration is not usable: SMTP_URL must be an address such as/,
    )
})

test('a mail server without a sender address is reported, and no password is printed', () => {
  const read = () => readConfig({ SMTP_URL: 'smtp://me:secret@mail.example.cn', PORT: 'x' })

  expect(read).toThrow(/PORT must be a port number; MAIL_FROM is needed with SMTP_URL/)
  expect(read).not.toThrow(/secret/)
  expect(() => readConfig({ MAIL_FROM: 'nobody' })).toThrow(/MAIL_FROM must be an e-mail address/)
})

test('an address is one, or none at all', () => {
  expect(emailInput.parse({ email: '' })).toEqual({ email: null })
  expect(emailInput.parse({ email: 'zhang@example.cn' })).toEqual({ email: 'zhang@example.cn' })
  expect(emailInput.safeParse({ email: 'zhang' }).error?.issues[0]?.message).toBe('reminder.notAnAddress')
})
