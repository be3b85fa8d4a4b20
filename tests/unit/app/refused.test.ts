import { expect, test } from 'vitest'
import { z } from 'zod'
import { action, type ReasonOf } from '@/app/_forms/action'
import { faultsOf } from '@/app/_forms/faults'
import { sayIn } from '@/app/_i18n/messages'

type Answer = { ok: true } | { ok: false; reason: 'rollClosed' | 'nobodyWroteThis' }
const input = z.object({})
const known = async (): Promise<{ ok: true } | { ok: false; reason: 'rollClosed' }> => ({ ok: true })
const unknown = async (): Promise<Answer> => ({ ok: true })

// What must not compile is held by the compiler: a directive below that is not needed is an error itself.
test('a reason without a sentence under the group of the action does not compile', () => {
  action(input, known, { refused: 'activity.refused' })
  // @ts-expect-error: activity.refused.nobodyWroteThis is no message
  action(input, unknown, { refused: 'activity.refused' })
  // @ts-expect-error: a command that may refuse is given a group
  action(input, known)
  // @ts-expect-error: no group at all
  action(input, known, { refused: 'activity.nothing' })
  // @ts-expect-error: the message after success is a key
  action(input, known, { refused: 'activity.refused', message: 'nothing.saved' })

  const reason: ReasonOf<Answer> = 'nobodyWroteThis'
  expect(reason).toBe('nobodyWroteThis')
})

test.each([
  ['zh', '不能超过 5 个字', '没有看懂，请检查后重新填写'],
  ['en', 'At most 5 characters', 'This could not be read; please check it'],
] as const)(
  'faults of a schema are said in %s with their bounds, and no word of Zod’s own',
  (locale, long, unread) => {
    const schema = z.object({ title: z.string().max(5, 'common.form.tooLong'), kind: z.enum(['a', 'b']) })
    const { error } = schema.safeParse({ title: 'longer than that', kind: 'c' })

    expect(faultsOf(sayIn(locale), error?.issues ?? [])).toEqual({ title: long, kind: unread })
  },
)
