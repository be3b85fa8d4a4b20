import { afterEach, beforeEach, expect, test } from 'vitest'
import { stateOf, tablesWritten } from '@/db/changes'
import { topic } from '@/db/schema/plan'
import { write } from '@/db/write'
import { closeWorld, openWorld } from '../../world'

beforeEach(async () => {
  await openWorld()
})
afterEach(closeWorld)

test.each([
  ['insert into "person" ("id") values (?)', ['person']],
  ['insert or ignore into person (id) values (?)', ['person']],
  ['\n  update membership set to_day = 1 from json_each(?)', ['membership']],
  ['delete from "person_tag" where id = ?', ['person_tag']],
  ['with t as (select 1) insert into attendance select * from t', ['attendance']],
  ['select * from person where name = ?', []],
])('%s writes %j', (statement, tables) => {
  expect(tablesWritten(statement)).toEqual(tables)
})

test('a table counts as changed once a transaction that wrote it is committed, and no other does', async () => {
  const state = () => [stateOf(['topic']), stateOf(['person'])]
  const before = state()

  await write(async tx => {
    await tx.insert(topic).values({ name: '刑法' })
    expect(state()).toEqual(before)
  })
  const [topics, people] = state()
  expect(topics).not.toBe(before[0])
  expect(people).toBe(before[1])

  const failing = write(async tx => {
    await tx.insert(topic).values({ name: '民法典' })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(state()).toEqual([topics, people])
})
