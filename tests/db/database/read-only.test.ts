import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '@/db/client'
import { allowWriting, type ReadOnlyReason, readOnly, setReadOnly } from '@/db/read-only'
import { topic } from '@/db/schema/plan'
import { write } from '@/db/write'
import { closeWorld, openWorld } from '../../world'

beforeEach(async () => {
  await openWorld()
})
afterEach(closeWorld)

const put = (name: string) => write(tx => tx.insert(topic).values({ name }))
const names = async () => (await db.select({ name: topic.name }).from(topic)).map(each => each.name)

test.each([
  ['damaged', 'readOnly'],
  ['checking', 'databaseBusy'],
  ['diskFull', 'diskFull'],
] as const)(
  'while the state is %s, a write is refused with %s and reading goes on',
  async (state, reason) => {
    await put('前')
    setReadOnly(state, 'why')

    const refused = await put('后').catch(error => error)

    expect(refused).toMatchObject({ name: 'Unwritten', reason, cause: { message: 'why' } })
    expect(await names()).toEqual(['前'])
  },
)

test('a write that waits for its turn when the state begins is refused too', async () => {
  let end = () => {}
  const first = write(
    () =>
      new Promise<void>(resume => {
        end = resume
      }),
  )
  const waiting = put('后').catch(error => error)
  await new Promise(resume => setImmediate(resume))

  setReadOnly('damaged', 'why')
  end()
  await first

  expect(await waiting).toMatchObject({ reason: 'readOnly' })
})

test('a stronger reason takes the place of a weaker one, and the first moment of a reason stays', () => {
  const given: [ReadOnlyReason, number][] = [
    ['checking', 1],
    ['diskFull', 2],
    ['checking', 3],
    ['damaged', 4],
    ['damaged', 5],
    ['diskFull', 6],
  ]

  const held = given.map(([reason, since]) => {
    setReadOnly(reason, '', since)
    return [readOnly()?.reason, readOnly()?.since]
  })

  expect(held).toEqual([
    ['checking', 1],
    ['diskFull', 2],
    ['diskFull', 2],
    ['damaged', 4],
    ['damaged', 4],
    ['damaged', 4],
  ])
})

test('it writes again when the reason has gone, and damage goes only with the process', async () => {
  setReadOnly('checking', '')
  allowWriting('diskFull')
  expect(readOnly()?.reason).toBe('checking')
  allowWriting('checking')
  await put('后')
  setReadOnly('damaged', '')

  await closeWorld()

  expect(readOnly()).toBe(null)
  await openWorld()
})
