import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { unrecorded } from '@/db/recording'
import { tag, unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { recordRun } from '@/lib/import/run.commands'
import { closeWorld, openWorld, people, tags, units, type World } from '../../world'
import { bringIn, fullYear } from './full-year'

let world: World
let viewer: Viewer

beforeAll(async () => {
  world = await openWorld()
  viewer = world.viewers.administrator
})
afterAll(closeWorld)

/** Every row of every recorded table, by table and key. */
async function rowsNow(): Promise<Map<string, string>> {
  const tables = await db.all<{ name: string; keys: string }>(sql`
    select t.name, (select json_group_array(c.name) from (select name from pragma_table_info(t.name) where pk > 0 order by pk) c) as keys
    from sqlite_schema t where t.type = 'table' and t.name not like 'sqlite%' and substr(t.name, 1, 2) <> '__'`)
  const rows = new Map<string, string>()
  for (const { name, keys } of tables) {
    if (unrecorded.has(name)) continue
    for (const row of await db.all<Record<string, unknown>>(sql`select * from ${sql.identifier(name)}`)) {
      const key = (JSON.parse(keys) as string[]).map(each => row[each])
      rows.set(`${name} ${JSON.stringify(key)}`, JSON.stringify(row))
    }
  }
  return rows
}

const kept = () =>
  db.all<{ runId: number; of: string; key: string; before: string | null; after: string | null }>(sql`
    select run_id as runId, table_name as "of", key_json as key, before_json as before, after_json as after
    from import_change order by table_name, key_json`)

const asRow = (json: string | null) => json && JSON.stringify(JSON.parse(json))

test('of each sheet of a year exactly the rows are kept that it changed, as they were and as they are', async () => {
  for (const full of fullYear) {
    const before = await rowsNow()
    await write(tx => tx.run(sql`delete from import_change`))

    await bringIn(viewer, full, full)

    const after = await rowsNow()
    const changed = [...new Set([...before.keys(), ...after.keys()])]
      .filter(key => before.get(key) !== after.get(key))
      .map(key => [key, before.get(key) ?? null, after.get(key) ?? null])
    const told = (await kept()).map(each => [`${each.of} ${each.key}`, asRow(each.before), asRow(each.after)])
    expect(told, full.kind).toHaveLength(changed.length)
    expect(told.sort()).toEqual(changed.sort())
  }
  const runs = await db.all<{ parts: string }>(sql`select parts from import_run order by id`)
  expect(runs.map(({ parts }) => JSON.parse(parts)[0].kind)).toEqual(fullYear.map(each => each.kind))
})

test('a sheet that changes nothing keeps no import, and what is written afterwards is not kept', async () => {
  const [full] = fullYear
  if (!full) throw new Error('no sheet')
  const before = await kept()

  await bringIn(viewer, full, full)
  await write(tx => tx.update(unit).set({ position: 9 }).where(sql`id = ${units.dongpu}`))

  expect(await kept()).toEqual(before)
  expect(await db.all(sql`select count(*) as n from import_run`)).toEqual([{ n: fullYear.length }])
})

test('rows replaced, moved to another key, deleted by a cascade, and put back as they were', async () => {
  const before = await rowsNow()
  await write(tx => tx.run(sql`delete from import_change`))

  const { runId } = await write(tx =>
    recordRun(tx, viewer, async () => {
      await tx.run(sql`insert or replace into tag (id, name) values (${tags.party}, '中共党员')`)
      await tx.run(sql`update unit_alias set word = word`)
      await tx.run(sql`insert into unit_alias (word, unit_id) values ('东铺', ${units.dongpu})`)
      await tx.run(sql`update unit_alias set word = '东铺社区' where word = '东铺'`)
      await tx.run(sql`insert into audience (id, words) values (900, '机关')`)
      await tx.run(sql`insert into audience_part (audience_id) values (900)`)
      await tx.run(sql`delete from audience where id = 900`)
      await tx.run(sql`update person set name = '改' where id = ${people.linjing}`)
      await tx.run(sql`update person set name = '林静' where id = ${people.linjing}`)
    }),
  )

  expect((await kept()).map(({ of, key, before, after }) => [of, key, asRow(before), asRow(after)])).toEqual([
    ['tag', '[3]', before.get('tag [3]'), JSON.stringify({ id: 3, name: '中共党员' })],
    ['unit_alias', '["东铺社区"]', null, JSON.stringify({ word: '东铺社区', unit_id: units.dongpu })],
  ])
  expect(runId).not.toBeNull()
})

test('a write that fails leaves no record, and the next one is kept alone', async () => {
  await write(tx => tx.run(sql`delete from import_change`))
  const failing = write(tx =>
    recordRun(tx, viewer, async () => {
      await tx.insert(tag).values({ name: '不成' })
      throw new Error('broken off')
    }),
  )
  await expect(failing).rejects.toThrow('broken off')

  await write(tx => tx.insert(tag).values({ name: '旁的' }))
  expect(await kept()).toEqual([])
  await write(tx => recordRun(tx, viewer, async () => void (await tx.insert(tag).values({ name: '成' }))))

  expect((await kept()).map(each => JSON.parse(each.after ?? '{}').name)).toEqual(['成'])
})
