import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '@/db/client'
import { write } from '@/db/write'
import { bring, faultsIn } from '../../sheets'
import { closeWorld, hasActivity, openWorld, units, type World } from '../../world'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(closeWorld)

const heads = '日期|活动名称|形式|主办单位|编号|对象'

function bringAsDongpu(row: string) {
  return bring(world.viewers.dongpuOrganiser, 'activities', { heads, rows: [row] })
}

test('a code of another unit’s activity does not hand that activity over', async () => {
  const { hepingOrganiser } = world.viewers
  const id = await hasActivity(hepingOrganiser, { hostUnitId: units.heping, audienceWords: '和平社区' })
  await write(tx => tx.run(sql`update activity set code = 'HP-1' where id = ${id}`))

  const answer = await bringAsDongpu('2023-03-10|东埔学法|集中学法|东埔社区|HP-1|东埔社区')

  expect(faultsIn(answer)).toEqual(['2 outsideScope'])
  expect(await db.all(sql`select host_unit_id as host from activity where id = ${id}`)).toEqual([
    { host: units.heping },
  ])
})

test('a sheet puts nobody outside one’s units on a list', async () => {
  const answer = await bringAsDongpu('2023-03-10|东埔学法|集中学法|东埔社区||东埔社区、和平社区')

  expect(faultsIn(answer)).toEqual(['2 audienceOutside'])
})

test('a community’s own sheet comes in', async () => {
  const answer = await bringAsDongpu('2023-03-10|东埔学法|集中学法|东埔社区||东埔社区')

  expect(faultsIn(answer)).toEqual([])
  expect(await db.all(sql`select title from activity`)).toEqual([{ title: '东埔学法' }])
})
