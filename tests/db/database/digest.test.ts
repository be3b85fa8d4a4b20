import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { checkAtStart, checkDatabase } from '@/db/check'
import { closeDatabase, databaseFile, db, openDatabase, settleDatabase, writerClient } from '@/db/client'
import { damage } from '@/db/damage'
import { digested, undigested } from '@/db/digest'
import { migrateDatabase } from '@/db/migrate'
import { readOnly } from '@/db/read-only'
import { activity, activityTarget } from '@/db/schema/activity'
import { setting } from '@/db/schema/setting'
import { write } from '@/db/write'
import { markAttendance } from '@/lib/attendance/attendance.commands'
import { closeWorld, hasActivity, openWorld, people, type World } from '../../world'

let world: World
let activityId: number
let made: string

beforeAll(async () => {
  made = mkdtempSync(path.join(tmpdir(), 'xuefa-digest-'))
  world = await openWorld()
  activityId = await hasActivity(world.viewers.organiser)
  for (const personId of [people.linjing, people.huanglijuan])
    await markAttendance(world.viewers.organiser, { activityId, personId, mark: 'present', version: 0 })
  await settleDatabase()
  copyFileSync(world.file, path.join(made, 'made.db'))
  await closeWorld()
})
beforeEach(async () => {
  copyFileSync(path.join(made, 'made.db'), path.join(made, 'xuefa.db'))
  await openDatabase(`file:${path.join(made, 'xuefa.db')}`)
})
afterEach(closeDatabase)
afterAll(() => rmSync(made, { recursive: true, force: true }))

const findings = () => checkDatabase({ digests: true, integrity: true, foreignKeys: true })
const scopes = async () => (await findings()).map(each => (each.kind === 'rows' ? each.scope : each.kind))

/** As another program would, or a flipped bit. */
async function byHand(...statements: string[]): Promise<void> {
  const client = createClient({ url: `file:${databaseFile()}` })
  for (const statement of statements) await client.execute(statement)
  client.close()
}

test('what the product writes agrees, deletes and what goes with them included', async () => {
  await write(async tx => {
    await tx.insert(activityTarget).values({ activityId, target: '机关' })
    await tx.insert(setting).values({ name: 'a', value: '1' })
    await tx.run(sql`insert or replace into setting (name, value) values ('a', '2')`)
  })
  const other = await hasActivity(world.viewers.organiser, { title: '另一次' })
  await write(async tx => {
    await tx.insert(activityTarget).values({ activityId: other, target: '社区' })
    await tx.run(sql`delete from attendance where activity_id = ${other}`)
    await tx.delete(activity).where(eq(activity.id, other))
  })

  expect(await findings()).toEqual([])
  expect(await db.select().from(activityTarget)).toHaveLength(1)
  expect(readOnly()).toBe(null)
})

test('a write that fails leaves rows and digests as they were', async () => {
  await write(async tx => {
    await tx.insert(setting).values({ name: 'a', value: '1' })
    throw new Error('no')
  }).catch(() => {})

  await write(tx => tx.insert(setting).values({ name: 'b', value: '1' }))

  expect(await findings()).toEqual([])
})

test('after a lock of another process, on a new connection, changes are noted as before', async () => {
  const holder = createClient({ url: `file:${databaseFile()}` })
  const lock = await holder.transaction('write')
  const waiting = write(tx => tx.insert(setting).values({ name: 'b', value: '1' }))
  await new Promise(resume => setTimeout(resume, 50))

  await lock.rollback()
  holder.close()
  await waiting

  expect(await findings()).toEqual([])
})

test.each([
  ['a mark', `update attendance set mark = 'absent' where person_id = 2`, 'activity:1'],
  ['a row of a sheet', 'delete from attendance where person_id = 2', 'activity:1'],
  ['the day of an activity', `update activity set day = '2023-03-11' where id = 1`, 'activity:1'],
  [
    'the first day of a membership',
    `update membership set from_day = '2022-01-02' where person_id = 3`,
    'person:3',
  ],
  [
    'a tag that somebody has',
    `update person_tag set from_day = '2022-01-02' where person_id = 4`,
    'person:4',
  ],
  ['the unit above', 'update unit set parent_id = 2 where id = 5', 'unit:5'],
  [
    'a row nobody wrote',
    `insert into setting (name, value) values ('excellentShare', '80')`,
    'setting:excellentShare',
  ],
  ['a number as a text', `update activity set heads = '0' where id = 1`, null],
  ['a name of a column', 'alter table activity rename column remark to remarks', null],
])('%s that was changed by nobody is found, and named', async (_, statement, scope) => {
  await byHand(statement)

  const found = await scopes()

  expect(found.length).toBeGreaterThan(0)
  if (scope) expect(found).toEqual([scope])
  expect(readOnly()?.reason).toBe('damaged')
  expect(damage()).not.toEqual([])
})

test('of one changed value it is said which row, what stands there now and what stood there before', async () => {
  await byHand(`update attendance set mark = 'absent' where person_id = 2`)

  expect(await findings()).toEqual([
    {
      kind: 'rows',
      scope: 'activity:1',
      expected: expect.any(Number),
      found: expect.any(Number),
      change: {
        table: 'attendance',
        key: { activity_id: activityId, person_id: people.linjing },
        column: 'mark',
        now: 'absent',
        before: 'present',
      },
    },
  ])
})

test('of one flipped bit too, in a text and in a number', async () => {
  await byHand(
    `update activity set title = '集中学泔：民法典' where id = 1`,
    'update membership set unit_id = 3 where person_id = 1',
  )

  const changes = (await findings()).map(each => each.kind === 'rows' && each.change)

  expect(readOnly()?.detail).toBe(
    'rows of activity:1: 7 written, 7 there\nrows of person:1: 7 written, 7 there',
  )
  expect(changes).toEqual([
    expect.objectContaining({ column: 'title', now: '集中学泔：民法典', before: '集中学法：民法典' }),
    expect.objectContaining({ column: 'unit_id', now: 3, before: 2 }),
  ])
})

test('a change of the sums themselves is found', async () => {
  await byHand(`update row_digest set a = a + 1 where scope = 'activity:1'`)

  expect(await scopes()).toEqual(['activity:1'])
})

test('a change of what the sums are of is found', async () => {
  await byHand('update digest_layout set migration = migration - 1')

  expect(await scopes()).toEqual(['layout'])
})

test('a reference that leads nowhere is told, and stops nothing', async () => {
  await byHand(
    'pragma foreign_keys=off',
    'update plan_revision set plan_id = 7',
    'insert into meeting_record (activity_id, changed_at) values (99, 1)',
  )

  expect(await findings()).toEqual([
    { kind: 'foreignKey', table: 'meeting_record', row: 99, parent: 'activity' },
  ])
  expect(readOnly()).toBe(null)
})

test('every table is compared, or has its reason not to be', async () => {
  const { rows } = await writerClient().execute(
    "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> '__drizzle_migrations'",
  )
  const named = [...Object.keys(digested), ...undigested]

  expect(rows.map(row => String(row.name)).sort()).toEqual(named.sort())
})

test('a file of an earlier release gets its digests, and keeps them at the next start', async () => {
  await byHand('delete from digest_layout', 'delete from row_digest')
  await migrateDatabase()
  expect(await findings()).toEqual([])
  await byHand(`update attendance set mark = 'absent' where person_id = 2`)

  await migrateDatabase()

  expect(await scopes()).toEqual(['activity:1'])
})

test('a damaged file is not upgraded', async () => {
  await byHand(
    `update attendance set mark = 'absent' where person_id = 2`,
    'delete from __drizzle_migrations where created_at = (select max(created_at) from __drizzle_migrations)',
    'update digest_layout set migration = (select max(created_at) from __drizzle_migrations)',
  )

  await expect(migrateDatabase()).rejects.toThrow('is damaged (1 places)')
})

test('a file with a text that is no UTF-8 is found and not opened, as reading it would end the process', async () => {
  await byHand(`update activity set title = cast(x'e99b' as text) where id = 1`)

  expect(await scopes()).toEqual(['unreadable', 'activity:1'])
  await expect(checkAtStart()).rejects.toThrow('partly unreadable')
})
