import { afterAll, beforeAll, expect, test } from 'vitest'
import { sheetOf } from '@/lib/attendance/queries'
import { closeWorld, hasActivity, openWorld, type World } from '../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

test('the audience of an activity becomes one row a person, unit by unit in the order of the office', async () => {
  const id = await hasActivity(world.viewers.organiser)

  const { rows } = await sheetOf(world.viewers.organiser, id)

  expect(rows.map(row => row.name)).toEqual(['陈志强', '林静', '黄丽娟', '吴建国', '郑晓燕', '蔡文辉'])
})
