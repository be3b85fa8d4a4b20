import { expect, test } from 'vitest'
import { z } from 'zod'
import { takeMarks } from '@/app/api/marks/handler'
import { withIdempotencyKey } from '@/lib/access/idempotency-key.input'
import { attachmentInput } from '@/lib/activity/attachments/attachment.input'
import { countInput } from '@/lib/activity/outreach/counter.input'
import { changesInput } from '@/lib/plan/table/table.input'

const schema = withIdempotencyKey(z.object({ idempotencyKey: z.string().min(8).optional() }))

test.each([
  ['under the name that waiting marks have', { nonce: 'of-this-press' }],
  ['under its own', { idempotencyKey: 'of-this-press' }],
])('the key is read %s', (_, sent) => {
  expect(schema.parse(sent)).toEqual({ idempotencyKey: 'of-this-press' })
})

test('what is no object, or has no key, is left to the schema', () => {
  expect(schema.parse({})).toEqual({})
  expect(schema.safeParse(null).success).toBe(false)
  expect(schema.safeParse({ nonce: 'short' }).success).toBe(false)
})

test('a stall and a file are read as earlier pages send them', () => {
  expect(countInput.parse({ activityId: 1, nonce: 'of-this-batch', heads: 3 })).toEqual({
    ...{ activityId: 1, idempotencyKey: 'of-this-batch', heads: 3, consultations: 0 },
  })
  expect(attachmentInput.parse({ activityId: '1', nonce: 'photo-1' })).toMatchObject({
    ...{ activityId: 1, idempotencyKey: 'photo-1', kind: 'photo' },
  })
})

test('a mark whose key is too short is none, under either name', async () => {
  const viewer = { accountId: 1 } as Parameters<typeof takeMarks>[0]
  const mark = { activityId: 1, personId: 1, mark: 'present', version: 0 }

  expect((await takeMarks(viewer, { ...mark, nonce: 'short' })).status).toBe(400)
  expect((await takeMarks(viewer, { ...mark, idempotencyKey: 'short' })).status).toBe(400)
})

test('a batch of the plan table that an earlier page kept is read', () => {
  const operations = [{ do: 'remove', key: 'row', id: 1, version: 0 }]

  expect(changesInput.parse({ planId: 1, key: 'of-this-batch', operations })).toMatchObject({
    idempotencyKey: 'of-this-batch',
    operations,
  })
})
