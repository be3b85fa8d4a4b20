import { statSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstRow, settleDatabase } from '@/db/client'
import { topic } from '@/db/schema/plan'
import { write } from '@/db/write'
import { closeWorld, openWorld, type World } from '../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

const names = () => firstRow('select count(*), max(name) from topic where name like ?', ['刑%'])

test('a kept read sees what was just committed, and never what was not', async () => {
  expect(await names()).toEqual([0, null])
  await write(async tx => {
    await tx.insert(topic).values({ name: '刑法' })
    expect(await names()).toEqual([0, null])
  })

  expect(await names()).toEqual([1, '刑法'])
  expect(await firstRow('select name from topic where name = ?', ['无'])).toBeUndefined()
})

test('a kept read leaves no old state of the file behind that the writer would wait for', async () => {
  await firstRow('select name from topic', [])
  await write(tx => tx.insert(topic).values({ name: '刑事诉讼法' }))

  await settleDatabase()

  expect(statSync(`${world.file}-wal`).size).toBe(0)
  expect(await names()).toEqual([2, '刑法'])
})

test('through it nothing is written, and after a failure it reads on', async () => {
  await expect(firstRow("insert into topic (name) values ('x') returning id", [])).rejects.toThrow(/readonly/)

  expect(await names()).toEqual([2, '刑法'])
})
