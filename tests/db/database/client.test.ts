import { statSync } from 'node:fs'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase, db, firstRow, openDatabase, settleDatabase } from '@/db/client'
import { topic } from '@/db/schema/plan'
import { write } from '@/db/write'
import { closeWorld, openWorld, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

const names = () => firstRow('select count(*), max(name) from topic where name like ?', ['刑%'])

test('a cached statement sees what was just committed, and never what was not', async () => {
  expect(await names()).toEqual([0, null])
  await write(async tx => {
    await tx.insert(topic).values({ name: '刑法' })
    expect(await names()).toEqual([0, null])
  })

  expect(await names()).toEqual([1, '刑法'])
  expect(await firstRow('select name from topic where name = ?', ['无'])).toBeUndefined()
})

test('a cached statement keeps no old snapshot of the file open that the writer would wait for', async () => {
  await firstRow('select name from topic', [])
  await db.select().from(topic).limit(1)
  await write(tx => tx.insert(topic).values({ name: '刑事诉讼法' }))

  await settleDatabase()

  expect(statSync(`${world.file}-wal`).size).toBe(0)
  expect(await names()).toEqual([2, '刑法'])
})

test('it cannot write, and reads on after a failure', async () => {
  await expect(firstRow("insert into topic (name) values ('x') returning id", [])).rejects.toThrow(/readonly/)

  expect(await names()).toEqual([2, '刑法'])
})

test('each read returns present data, with changing values and with more statements than the cache holds', async () => {
  for (let n = 0; n < 900; n++) {
    const [found] = await db.all<{ sum: number }>(
      sql`select ${n} + ${1} as sum ${sql.raw(`/* ${n % 450} */`)}`,
    )
    expect(found?.sum).toBe(n + 1)
  }
  expect(await db.select({ name: topic.name }).from(topic).where(eq(topic.name, '刑法'))).toEqual([
    { name: '刑法' },
  ])
})

test('rows come whole: more than a hundred, with names that repeat, with what SQLite has no type for', async () => {
  const numbers = await db.all<{ n: number }>(
    sql`with recursive t(n) as (select 1 union all select n + 1 from t where n < 250) select n from t`,
  )
  const pair = await db.select({ one: topic.name, two: sql<string>`'x' as name` }).from(topic).limit(1)
  const [kinds] = await db.all(sql`select ${true} as yes, ${null} as empty, 1.5 as half, 'a' as a, 'b' as a`)

  expect(numbers.map(row => row.n)).toEqual(Array.from({ length: 250 }, (_, at) => at + 1))
  expect(pair).toEqual([{ one: '刑法', two: 'x' }])
  expect(kinds).toEqual({ yes: 1, empty: null, half: 1.5, a: 'a' })
})

test('a read that fails says why, and the next ones read on', async () => {
  await expect(db.all(sql`select * from nowhere`)).rejects.toMatchObject({
    cause: { message: expect.stringContaining('no such table') },
  })
  await expect(db.run(sql`delete from topic`)).rejects.toThrow()

  expect(await names()).toEqual([2, '刑法'])
})

test('once it is closed, everything is in the one file', async () => {
  await write(tx => tx.insert(topic).values({ name: '宪法' }))

  await closeDatabase()

  expect(statSync(`${world.file}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0)
  await openDatabase(`file:${world.file}`, { what: 'test' })
  expect(await firstRow('select count(*) from topic where name = ?', ['宪法'])).toEqual([1])
})
