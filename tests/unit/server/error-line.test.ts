import { createClient } from '@libsql/client'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/libsql'
import { expect, test } from 'vitest'
import { errorLine } from '@/server/error-line'
import { failureOf } from '@/server/failure'

const CANARY = 'CANARY王小明13800001111'

async function failedStatement(): Promise<unknown> {
  const db = drizzle(createClient({ url: ':memory:' }))
  return db.run(sql`insert into gone (name) values (${CANARY})`).catch((error: unknown) => error)
}

test('a failed statement is told with its table, its reason and its place, and without its values', async () => {
  const error = await failedStatement()

  const told = JSON.parse(errorLine(error, { what: 'a test' }))

  expect(`${(error as Error).message}`, 'there is something to leak').toContain(CANARY)
  expect(told).toMatchObject({ what: 'a test', message: 'Failed statement: insert gone', error: 'Error' })
  expect(told.cause).toMatchObject({ code: 'SQLITE_ERROR' })
  expect(told.at.length).toBeGreaterThan(0)
  expect(JSON.stringify(told)).not.toMatch(/CANARY|王小明|1380000/)
})

test('what a command prints of an unforeseen error has no values', async () => {
  const { lines } = failureOf(await failedStatement())

  expect(lines.at(-1)).toMatch(/^\{"time":/)
  expect(lines.join('\n')).not.toMatch(/CANARY|王小明|1380000/)
})

test.each([
  ['a quoted value', new Error(`bad "${CANARY}" here`)],
  ['a value with a quote in it', new Error(`bad 'x' ${CANARY}' here`)],
  ['a value behind the first line', new Error(`bad\n${CANARY}\u2028${CANARY}`)],
  ['a value that looks like a place', new Error(`bad\n    at f (/CANARY/a.ts:1:1)\n    at /CANARY.ts:2:2`)],
  ['a phone', new Error('no phone 13800001111')],
  ['a Chinese name', new Error('nobody is called 王小明')],
  ['a cause', new Error('outer', { cause: new Error(`'${CANARY}'`) })],
  ['further fields', Object.assign(new Error('fields'), { params: [CANARY], row: { name: CANARY } })],
  ['a thrown text', CANARY],
  ['a thrown object', { body: CANARY }],
  ['a changed message', changed()],
])('no value is told: %s', (_, thrown) => {
  const line = errorLine(thrown)

  expect(line).not.toMatch(/CANARY|王小明|1380000/)
  expect(line).not.toContain('\n')
})

function changed(): Error {
  const error = new Error(`before\n    at f (/CANARY/a.ts:1:1)`)
  error.message = 'after'
  return error
}

test('told again, an error is not told with its places once more', () => {
  const error = new Error('twice', { cause: new Error('why') })

  const [first, second] = [JSON.parse(errorLine(error)), JSON.parse(errorLine(error, { route: '/search' }))]

  expect(first).toMatchObject({ cause: { message: 'why' }, at: expect.any(Array) })
  expect(second).toEqual({ time: second.time, route: '/search', error: 'Error', message: 'twice' })
})

test('a circle of causes has an end', () => {
  const error = new Error('round')
  error.cause = error

  expect(errorLine(error).length).toBeLessThan(20_000)
})
