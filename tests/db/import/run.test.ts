import { eq, type SQL, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sayIn } from '@/app/_i18n/messages'
import { changesIn } from '@/app/(desk)/settings/audit/_parts/log-words'
import { db, type Tx } from '@/db/client'
import { slices } from '@/db/pause'
import { unrecorded } from '@/db/recording'
import { activity } from '@/db/schema/activity'
import { membership, person, tag, unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { historyOf } from '@/lib/access/audit.sql'
import { closeRoll } from '@/lib/activity/status.commands'
import { publicItems } from '@/lib/calendar/feeds/item.sql'
import { endOfDay, instantOf } from '@/lib/core/time'
import { sheetsOf } from '@/lib/import/file.import'
import { judgementOf, type Shelf } from '@/lib/import/judgement.queries'
import { recordRun } from '@/lib/import/run.commands'
import { recentRuns, runOf } from '@/lib/import/undo/run.queries'
import { undoImport } from '@/lib/import/undo/undo.commands'
import { type Resting, undoableOf } from '@/lib/import/undo/undo.queries'
import { reckoned, vocabulary } from '@/lib/import/undo/undo.rules'
import { isListFrozen, isRollFrozen } from '@/lib/import/undo/undo.sql'
import { writeJudged } from '@/lib/import/writing.commands'
import * as frozen from '@/lib/organisation/audience/frozen.rules'
import { nothingMended } from '@/lib/spreadsheet/preview.rules'
import { bring, workbookOf } from '../../sheets'
import {
  atTime,
  closeWorld,
  hasActivity,
  joins,
  openWorld,
  people,
  tags,
  units,
  viewerFor,
  type World,
} from '../../world'
import { bringIn, type Full, fullYear } from './full-year'

let world: World
let viewer: Viewer

beforeAll(async () => {
  world = await openWorld()
  viewer = world.viewers.administrator
})
afterAll(closeWorld)

type Rows = Map<string, string>

/** Rows that an undone import leaves in calendars as cancelled. */
const cancelled: Record<string, string> = {
  activity: 'deleted_at is not null',
  exam: "title like '%已撤销）'",
  attendance:
    "activity_id in (select id from activity where deleted_at is not null) or standing = 'withdrawn'",
  exam_candidate: "exam_id in (select id from exam where title like '%已撤销）') or standing = 'withdrawn'",
}

/** What the product reckons from other columns is the same again: it is compared. What only rises is not. */
const rising = new Set([...reckoned].filter(column => column !== 'path' && column !== 'tree_order'))

/** Every row of every recorded table, by table and key; of `facts` without what only rises or is cancelled. */
async function rowsNow(which: 'all' | 'facts' = 'all'): Promise<Rows> {
  const tables = await db.all<{ name: string; keys: string }>(sql`
    select t.name, (select json_group_array(c.name) from (select name from pragma_table_info(t.name) where pk > 0 order by pk) c) as keys
    from sqlite_schema t where t.type = 'table' and t.name not like 'sqlite%' and substr(t.name, 1, 2) <> '__'`)
  const rows = new Map<string, string>()
  for (const { name, keys } of tables) {
    if (unrecorded.has(name)) continue
    const left = sql.raw(which === 'all' ? 'false' : (cancelled[name] ?? 'false'))
    for (const row of await db.all<Record<string, unknown>>(
      sql`select * from ${sql.identifier(name)} where not (${left})`,
    )) {
      const key = (JSON.parse(keys) as string[]).map(each => row[each])
      const told = Object.entries(row).filter(([column]) => which === 'all' || !rising.has(column))
      rows.set(`${name} ${JSON.stringify(key)}`, JSON.stringify(Object.fromEntries(told)))
    }
  }
  return rows
}

function differenceOf(before: Rows, after: Rows): (string | null)[][] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter(key => before.get(key) !== after.get(key))
    .map(key => [key, before.get(key) ?? null, after.get(key) ?? null])
}

type Kept = { id: number; of: string; key: string; before: string | null; after: string | null }
const kept = (runId?: number) =>
  db.all<Kept>(sql`
    select id, table_name as "of", key_json as key, before_json as before, after_json as after
    from import_change where ${runId === undefined ? sql`true` : sql`run_id = ${runId}`} order by table_name, key_json`)

const asRow = (json: string | null) => json && JSON.stringify(JSON.parse(json))

async function lastRun(): Promise<number> {
  const [run] = await db.all<{ id: number }>(sql`select max(id) as id from import_run`)
  return run?.id ?? 0
}

/** The year as it was brought in: the run of each sheet, and the facts before it. */
const loaded: { kind: string; runId: number; before: Rows }[] = []

describe('the record of what an import changed', () => {
  test('of each sheet of a year exactly the rows are kept that it changed, as they were and as they are', async () => {
    for (const full of fullYear) {
      const [before, facts] = [await rowsNow(), await rowsNow('facts')]

      await bringIn(viewer, full, full)

      const changed = differenceOf(before, await rowsNow())
      const runId = await lastRun()
      loaded.push({ kind: full.kind, runId, before: facts })
      const told = (await kept(runId)).map(each => [
        `${each.of} ${each.key}`,
        asRow(each.before),
        asRow(each.after),
      ])
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
    await write(tx => tx.update(unit).set({ position: 9 }).where(sql`id = ${units.heping}`))

    expect(await kept()).toEqual(before)
    expect(await db.all(sql`select count(*) as n from import_run`)).toEqual([{ n: fullYear.length }])
    await write(tx => tx.update(unit).set({ position: 4 }).where(sql`id = ${units.heping}`))
  })
})

describe('撤销这次导入', () => {
  test('each sheet of the year rests on the ones before it, and says so', async () => {
    const resting: Record<string, string[]> = {}
    for (const [at, { kind, runId }] of loaded.entries()) {
      const { check } = await undoableOf(viewer, runId)
      resting[`${at} ${kind}`] = check?.resting.map(said) ?? ['?']
    }

    expect(resting).toMatchInlineSnapshot(`
      {
        "0 units": [
          "网格站 ← attendance 1: 2023-03-01 年度学法 · 新一",
          "网格站 ← exam_candidate 1: 2023年考试 · 新二",
          "网格站 ← membership 2: 新一、新二",
        ],
        "1 roster": [
          "新一 ← attendance 1: 2023-03-01 年度学法",
          "新二 ← exam_candidate 1: 2023年考试",
        ],
        "10 advisers": [],
        "2 plan": [
          "changed 学习宪法",
          "学习宪法 ← activity 1: 2023-03-08 学宪法",
        ],
        "3 plan": [],
        "4 activities": [
          "changed 2023-03-08 学宪法",
          "changed 2023-03-01 年度学法",
          "2023-03-08 学宪法 ← attendance 1: 苏美玲",
          "2023-03-08 学宪法 ← make_up 1: 林静",
          "2023-03-06 广场宣传 ← output 1: 2023-03-06 普法资料 300册",
          "changed 2023-03-08 学宪法 · 陈志强",
          "changed 2023-03-08 学宪法 · 林静",
          "changed 2023-03-08 学宪法 · 黄丽娟",
          "changed 2023-03-01 年度学法 · 陈志强",
          "changed 2023-03-01 年度学法 · 林静",
        ],
        "5 attendance": [],
        "6 study": [],
        "7 exams": [
          "2023年考试 ← attempt 3: 陈志强、林静",
        ],
        "8 results": [],
        "9 outputs": [],
      }
    `)
  })

  test('what was changed since is found, whatever fact of whatever row it is, and then nothing is undone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async g => {
        const { runId } = g(fc.constantFrom, ...loaded)
        const facts = (await kept(runId)).filter(
          each => !vocabulary.has(each.of) && each.after !== null && !follows(each),
        )
        if (facts.length === 0) return
        const row = facts[g(fc.nat, facts.length - 1)] as Kept
        const now = JSON.parse(row.after as string) as Record<string, unknown>
        const keys = await keysOf(row.of)
        const columns = Object.keys(now).filter(
          name => !keys.includes(name) && !reckoned.has(name) && !/_id$|^(is_|compulsory|below)/.test(name),
        )
        if (columns.length === 0) return
        const column = g(fc.constantFrom, ...columns)
        const set = (value: unknown) =>
          write(tx =>
            tx.run(sql`update ${sql.identifier(row.of)} set ${sql.identifier(column)} = ${value}
              where ${sql.join(
                keys.map(key => sql`${sql.identifier(key)} = ${now[key]}`),
                sql` and `,
              )}`),
          )
        const other = typeof now[column] === 'number' ? (now[column] as number) + 1 : `${now[column]}2`
        const isSet = await set(other).then(
          () => true,
          () => false,
        )
        // Neither a code word nor a unique value can be just anything.
        if (!isSet) return
        const before = await rowsNow()

        const answer = await undoImport(viewer, { runId, reason: '导错了' })

        expect(answer, `${row.of} ${column}`).toEqual({ ok: false, reason: 'resting' })
        expect(await rowsNow()).toEqual(before)
        await set(now[column])
      }),
      { numRuns: 25 },
    )
  })

  test('the sheets of a year are undone from the last to the first, and leave what was there before', async () => {
    for (const { kind, runId, before } of [...loaded].reverse()) {
      const answer = await undoImport(viewer, { runId, reason: '导错了' })

      expect(answer, kind).toEqual({ ok: true, runId })
      expect(differenceOf(before, await rowsNow('facts')), kind).toEqual([])
      expect(await undoImport(viewer, { runId }), kind).toEqual({ ok: true, runId })
    }
    expect(await db.all(sql`pragma foreign_key_check`)).toEqual([])
  })

  test('sheets of random years, many as one import, years later: nothing is left of them', async () => {
    atTime('2026-01-05T09:00:00+08:00')
    await bringAll(fullYear)
    const first = await lastRun()
    await fc.assert(
      fc.asyncProperty(fc.gen(), async g => {
        const [before, earlier] = [await rowsNow('facts'), await lastRun()]
        const sheets = g(fc.subarray, fullYear, { minLength: 1 }).map(full => ({
          ...full,
          rows: full.rows
            .filter(() => g(fc.integer, { min: 0, max: 3 }) > 0)
            .map(row => changedRow(g, full, row)),
        }))

        await bringAll(sheets)

        const runId = await lastRun()
        if (runId === earlier) return
        const { check } = await undoableOf(viewer, runId)
        expect(check?.resting ?? []).toEqual([])
        await undoImport(viewer, { runId, reason: '导错了' })
        expect(differenceOf(before, await rowsNow('facts'))).toEqual([])
      }),
      { numRuns: 4 },
    )
    expect(await undoImport(viewer, { runId: first, reason: '导错了' })).toEqual({ ok: true, runId: first })
    expect(differenceOf(loaded[0]?.before ?? new Map(), await rowsNow('facts'))).toEqual([])
    // Nothing of it is in a calendar, so nothing of it stays.
    expect(await db.all(sql`select 1 from activity where created_at > ${Date.parse('2025-01-01')}`)).toEqual(
      [],
    )
    atTime('2023-03-10T09:00:00+08:00')
  })
})

describe('who undoes what, and what it tells', () => {
  const ledger = '日期|活动名称|形式|主办单位|编号|开始|结束|地点|对象|必修|公开'
  const bringLedger = async (by: Viewer, ...rows: string[]) => {
    const report = await bring(by, 'activities', { heads: ledger, rows }, { year: 2023 })
    if (!('written' in report && report.written)) throw new Error(JSON.stringify(report))
    return lastRun()
  }
  const undone = async (runId: number, reason?: string) => {
    expect(await undoImport(viewer, { runId, reason })).toEqual({ ok: true, runId })
  }
  const whyNot = async (runId: number) => {
    const facts = await rowsNow()
    expect(await undoImport(viewer, { runId, reason: '导错了' })).toEqual({ ok: false, reason: 'resting' })
    expect(await rowsNow()).toEqual(facts)
    return (await undoableOf(viewer, runId)).check?.resting.map(said)
  }
  const theActivity = async (title: string) => {
    const [found] = await db.select().from(activity).where(eq(activity.title, title))
    return found as typeof activity.$inferSelect
  }

  test('whoever imported it may undo it, and the administrator; nobody else finds it', async () => {
    const { dongpuOrganiser, hepingOrganiser, leader, cadre } = world.viewers
    const runId = await bringLedger(
      dongpuOrganiser,
      '2023-04-01|社区学法|集中学法|东埔社区|||||东埔社区|是|否',
    )

    const found: unknown[] = []
    for (const each of [hepingOrganiser, leader, cadre]) {
      found.push(await runOf(each, runId).catch(error => error.name))
      found.push(await undoImport(each, { runId }).catch(error => error.name))
    }

    expect(found).toEqual(found.map(() => 'NotFound'))
    expect((await runOf(dongpuOrganiser, runId)).mayUndo).toBe(true)
    expect((await recentRuns(viewer)).map(each => each.id)).toContain(runId)
    expect((await recentRuns(hepingOrganiser)).map(each => each.id)).not.toContain(runId)
    // Who organises there no longer undoes nothing there.
    const moved = { ...dongpuOrganiser, grants: hepingOrganiser.grants }
    expect(await undoImport(moved, { runId })).toEqual({ ok: false, reason: 'outsideScope' })
    await undone(runId)
  })

  test('an administrator of one unit has all of its imports in the list, whoever imported since', async () => {
    const { dongpuOrganiser, hepingOrganiser } = world.viewers
    const ofDongpu = { ...viewer, accountId: 999, grants: asAdministrator(dongpuOrganiser) }
    const line = (unitName: string, day: number) =>
      `2023-04-${day}|社区学法|集中学法|${unitName}|||||${unitName}|是|否`
    const first = await bringLedger(dongpuOrganiser, line('东埔社区', 11))
    const other = await bringLedger(hepingOrganiser, line('和平社区', 12))
    await write(tx =>
      tx.run(sql`
        with recursive n (i) as (select 1 union all select i + 1 from n where i < 40)
        insert into import_run (account_id, written_at, parts)
        select r.account_id, r.written_at, r.parts from import_run r, n where r.id = ${other}`),
    )

    const seen = (await recentRuns(ofDongpu)).map(each => each.id)
    expect(seen.filter(id => id >= first)).toEqual([first])
    expect((await recentRuns(dongpuOrganiser)).map(each => each.id)).toContain(first)
    await write(tx => tx.run(sql`delete from import_run where id > ${other}`))
    await undone(other)
    await undone(first)
  })

  test('after 30 days nothing is undone, though the purge has taken only some of what is kept', async () => {
    const runId = await bringLedger(world.viewers.organiser, '2023-04-21|旧课|集中学法|司法所|||||机关|是|否')
    const { writtenAt } = await runOf(viewer, runId)
    const answerAt = async (at: number) => {
      atTime(new Date(at).toISOString())
      const [run, answer] = [await runOf(viewer, runId), await undoImport(viewer, { runId })]
      return [run.isKept, (await undoableOf(viewer, runId)).check === null, answer]
    }

    const late = await answerAt(writtenAt + 30 * 86_400_000 + 1)

    expect(late).toEqual([false, true, { ok: false, reason: 'tooOld' }])
    atTime('2023-03-10T09:00:00+08:00')
    await undone(runId)
  })

  test('a calendar shows what an undone import made as cancelled, and what it changed as it was', async () => {
    const { organiser } = world.viewers
    await bringLedger(organiser, '2023-04-06|公开课|集中学法|司法所|B1|9:00|10:00|一楼|机关|是|是')
    const before = await theActivity('公开课')
    const items = async () =>
      (await publicItems('2023-04-01')).map(({ title, day, place, status, sequence }) => ({
        title,
        ...{ day, place, status, sequence },
      }))
    const runId = await bringLedger(
      organiser,
      '2023-04-06|公开课|集中学法|司法所|B1|9:00|10:00|三楼|机关|是|是',
      '2023-04-07|广场咨询|宣传咨询活动|司法所||9:00|10:00|广场|居民|否|是',
    )
    const known = await items()

    await undone(runId)

    expect(known.map(each => each.place)).toEqual(['三楼', '广场'])
    expect(await items()).toEqual([
      { ...known[0], place: '一楼', sequence: Number(known[0]?.sequence) + 1 },
      { ...known[1], status: 'cancelled', sequence: Number(known[1]?.sequence) + 1 },
    ])
    // A form that was open before or in between is found to be old.
    expect((await theActivity('公开课')).version).toBe(before.version + 2)
    const log = await historyOf('activity', before.id)
    expect(log.map(each => each.action)).toEqual(['activity.create', 'activity.change', 'activity.takeBack'])
    // In words that the office has: 1 activity and 是/否, not host_unit_id and 0.
    expect(log[2]?.after).toMatchObject({ isPublic: true, lawContent: true, place: '一楼' })
    const [whole] = await historyOf('import', runId)
    const entry = { ...(whole as NonNullable<typeof whole>), subject: 'import', subjectId: String(runId) }
    const row = { ...entry, what: null, before: null, after: JSON.stringify(entry.after), isUnsealed: false }
    const told = changesIn(sayIn('zh'), row, {}).map(each => `${each.field} ${each.to}`)
    expect(told.filter(each => /^(活动|八进|学习对象) /.test(each))).toEqual(['活动 2', '学习对象 1'])
    expect(told.filter(each => /[a-z_]/.test(each))).toEqual([])
  })

  test('somebody new is on a list that has begun since, or on one that was made since and recorded', async () => {
    const { organiser } = world.viewers
    const id = await hasActivity(organiser, { day: '2023-03-12', title: '支部学法', audienceWords: '司法所' })
    const roster = { heads: '工号|姓名|单位|任职起', rows: ['Z1|章一|司法所|2023-03-01'] }
    await bring(viewer, 'roster', roster)
    const runId = await lastRun()
    const later = await hasActivity(organiser, {
      day: '2023-03-20',
      title: '以后学法',
      audienceWords: '司法所',
    })

    atTime('2023-03-13T09:00:00+08:00')
    expect(await whyNot(runId)).toEqual(['begun 2023-03-12 支部学法'])
    // The first of them is over, and nobody new was on its list.
    await write(tx => tx.run(sql`delete from attendance where activity_id = ${id}`))
    await write(tx =>
      tx.run(sql`delete from import_change where table_name = 'attendance' and run_id = ${runId}`),
    )
    await write(tx =>
      tx.run(
        sql`update attendance set mark = 'present' where activity_id = ${later} and unit_id = ${units.justice}`,
      ),
    )
    expect(await whyNot(runId)).toEqual(['章一 ← attendance 1: 2023-03-20 以后学法'])
    await write(tx => tx.run(sql`update attendance set mark = null where activity_id = ${later}`))
    await undone(runId)
    expect(
      await db.all(
        sql`select 1 from attendance r join person p on p.id = r.person_id where p.staff_no = 'Z1'`,
      ),
    ).toEqual([])
  })

  test('what is used often is counted to the last, and named a few times', async () => {
    await bring(viewer, 'roster', {
      heads: '工号|姓名|单位|任职起',
      rows: ['Z2|章二|司法所|2023-03-09'],
    })
    const runId = await lastRun()
    const isOften = sql`id between 1000 and 1119`
    await write(async tx => {
      await tx.run(sql`
        with recursive n (i) as (select 1000 union all select i + 1 from n where i < 1119)
        insert into activity (id, uid, host_unit_id, title, form, day, last_day, status, created_at, changed_at)
        select i, 'u' || i, ${units.justice}, '常学', '集中学法', '2020-03-01', '2020-03-01', 'held', 0, 0 from n`)
      await tx.run(sql`
        insert into attendance (activity_id, person_id, unit_id, day, year, month, form, standing, mark)
        select a.id, p.id, a.host_unit_id, a.day, 2020, 3, a.form, 'required', 'present' from activity a, person p
        where a.${isOften} and p.staff_no = 'Z2'`)
    })

    const [used] = (await undoableOf(viewer, runId)).check?.resting ?? []

    expect(used).toMatchObject({ why: 'used', name: '章二', table: 'attendance', count: 120 })
    expect(used?.why === 'used' && used.by).toHaveLength(5)
    await write(async tx => {
      await tx.run(sql`delete from attendance where activity_id between 1000 and 1119`)
      await tx.run(sql`delete from activity where ${isOften}`)
    })
    await undone(runId)
  })

  test('photos that came with an import are removed as by hand, and keep what they hang on', async () => {
    const id = await hasActivity(world.viewers.organiser, { title: '有照片的' })
    const { runId } = await write(tx =>
      recordRun(tx, viewer, async () => {
        await tx.run(sql`insert into activity (id, uid, host_unit_id, title, form, day, last_day, status, created_at, changed_at)
          values (800, 'u800', ${units.justice}, '往年的', '集中学法', '2020-03-01', '2020-03-01', 'held', 0, 0)`)
        for (const activityId of [id, 800])
          await tx.run(sql`insert into evidence (activity_id, hash, media_type, size, name, added_at)
            values (${activityId}, 'h', 'image/jpeg', 1, '照片.jpg', 0)`)
      }),
    )

    await undone(runId ?? 0)

    expect(
      await db.all(sql`select e.activity_id as id, e.removed_at > 0 as removed, a.deleted_at > 0 as deleted
        from evidence e join activity a on a.id = e.activity_id order by e.id`),
    ).toEqual([
      { id, removed: 1, deleted: null },
      { id: 800, removed: 1, deleted: 1 },
    ])
  })

  test('marks of a roll that was confirmed since, or before: then they are corrected, with a reason', async () => {
    const { organiser } = world.viewers
    const id = await hasActivity(organiser, { day: '2023-03-12', title: '确认学法', audienceWords: '司法所' })
    const bringMarks = async (...rows: string[]) => {
      const heads = '日期|活动名称|工号|状态'
      await bring(
        organiser,
        'attendance',
        { heads, rows: rows.map(each => `2023-03-12|确认学法|${each}`) },
        { keepOpen: true, replace: true, reason: '补录' },
      )
      return lastRun()
    }
    await bringMarks('S005|到课')
    const second = await bringMarks('S006|到课')
    const close = async () => closeRoll(organiser, { id, version: (await theActivity('确认学法')).version })

    atTime('2023-03-14T09:00:00+08:00')
    await close()
    expect(await whyNot(second)).toEqual(['confirmed 2023-03-12 确认学法'])
    const third = await bringMarks('S006|请假')

    expect(await undoImport(organiser, { runId: third })).toEqual({
      ok: false,
      reason: 'reasonNeeded',
      field: 'reason',
    })
    await undone(third, '导错了')
    expect(
      await db.all(sql`select mark from attendance where activity_id = ${id} order by person_id`),
    ).toEqual([{ mark: 'present' }, { mark: 'present' }])
  })

  /** An import that changes something by hand: what `work` writes is recorded as its rows. */
  const importedBy = async (work: (tx: Tx) => Promise<unknown>) => {
    await write(tx =>
      recordRun(tx, viewer, async add => {
        await work(tx)
        add({
          kind: 'roster',
          fileName: '花名册.xlsx',
          counts: { new: 0, changed: 1, unchanged: 0, leftOut: 0, faulty: 0, doubtful: 0 },
        })
      }),
    )
    return lastRun()
  }
  const taken = async (runId: number) => {
    const facts = await rowsNow()
    expect(await undoImport(viewer, { runId })).toEqual({ ok: false, reason: 'taken' })
    expect(await rowsNow()).toEqual(facts)
  }

  test('a post, a phone or a number that was given anew since is not given back beside it', async () => {
    const [mover, caller] = [await joins('林调动', units.dongpu), await joins('林来电', units.dongpu)]
    const setPhone = (id: number, phone: string) => (tx: Tx) =>
      tx.update(person).set({ phone }).where(eq(person.id, id))
    const ended = await importedBy(tx =>
      tx.update(membership).set({ toDay: '2023-02-28' }).where(eq(membership.personId, mover)),
    )
    await write(tx =>
      tx.insert(membership).values({ personId: mover, unitId: units.heping, fromDay: '2023-03-01' }),
    )
    await taken(ended)

    await write(setPhone(caller, '13900000001'))
    const changed = await importedBy(setPhone(caller, '13900000002'))
    await write(setPhone(mover, '13900000001'))
    await taken(changed)

    await write(tx =>
      tx.update(person).set({ phone: '', staffNo: '13900000001' }).where(eq(person.id, mover)),
    )
    await taken(changed)
  })

  test('where somebody was before, and where a unit came to, nobody undoes what concerns it', async () => {
    const heping = await viewerFor(await joins('和平管理员', units.heping), 'administrator', units.heping)
    const was = await joins('林前任', units.dongpu)
    await write(tx =>
      tx
        .insert(membership)
        .values({ personId: was, unitId: units.heping, fromDay: '2020-01-01', toDay: '2022-12-31' }),
    )
    const changed = await importedBy(tx => tx.update(person).set({ post: '干事' }).where(eq(person.id, was)))
    const [stop] = await write(tx =>
      tx
        .insert(unit)
        .values({ name: '东三站', kind: 'other', parentId: units.dongpu, path: '/1/4/900/', position: 9 })
        .returning({ id: unit.id }),
    )
    const moved = await importedBy(tx =>
      tx
        .update(unit)
        .set({ parentId: units.heping, path: '/1/5/900/' })
        .where(eq(unit.id, stop?.id ?? 0)),
    )

    for (const runId of [changed, moved]) {
      expect(await undoImport(heping, { runId }).catch(error => error.name)).toBe('NotFound')
      expect((await recentRuns(heping)).map(each => each.id)).not.toContain(runId)
    }
    await undone(moved)
    // What an account did while it had a role is closed to it afterwards.
    expect(await runOf({ ...viewer, grants: [] }, changed).catch(error => error.name)).toBe('NotFound')
    await undone(changed)
  })
})

function asAdministrator({ grants }: Viewer): Viewer['grants'] {
  return grants.map(each => ({ ...each, role: 'administrator' as const }))
}

/** How it says what rests on an import. */
function said(each: Resting): string {
  return each.why === 'used'
    ? `${each.name} ← ${each.table} ${each.count}${each.by[0] ? `: ${each.by.map(one => one.name).join('、')}` : ''}`
    : `${each.why} ${each.name}`
}

/** Rows that follow the roster by themselves. */
function follows({ of, after }: Kept): boolean {
  const row = JSON.parse(after ?? '{}')
  if (of === 'occurrence') return row.activity_id === null && row.exam_id === null
  if (of === 'exam_candidate') return row.standing_by_hand === 0
  return of === 'attendance' && row.mark === null && row.completed_on === null && row.standing_by_hand === 0
}

async function keysOf(name: string): Promise<string[]> {
  const rows = await db.all<{ name: string }>(
    sql`select name from pragma_table_info(${name}) where pk > 0 order by pk`,
  )
  return rows.map(each => each.name)
}

/** Another text, day or number in one of the cells, or the row as it is. */
function changedRow(g: fc.GeneratorValue, { heads }: Full, row: string): string {
  const names = heads.split('|')
  const cells = row.split('|')
  const at = g(fc.nat, cells.length - 1)
  const head = names[at] ?? ''
  const is = cells[at] ?? ''
  if (/地点|备注|职务|主题|学习内容|律所|佐证/.test(head))
    cells[at] = `${is}${g(fc.constantFrom, '甲', '乙')}`
  else if (/^2023-\d\d-\d\d$/.test(is)) cells[at] = `2023-03-0${g(fc.integer, { min: 1, max: 8 })}`
  else if (/数量|人次|排序|满分/.test(head) && /^\d+$/.test(is)) cells[at] = String(Number(is) + 1)
  else if (/姓名|单位|名称/.test(head) && g(fc.boolean)) cells[at] = is
  return cells.join('|')
}

/** Several sheets as one import, as a folder is written: rows that are faulty or asked about are left. */
async function bringAll(sheets: Pick<Full, 'kind' | 'heads' | 'rows' | 'said'>[]): Promise<void> {
  const files = await Promise.all(
    sheets.map(async each => {
      const read = await sheetsOf(await workbookOf(each), 'x.xlsx', slices())
      if (!read.ok) throw new Error(read.reason)
      return { ...each, read: read.sheets }
    }),
  )
  await write(tx =>
    recordRun(tx, viewer, async add => {
      for (const { kind, said, read } of files) {
        const draft = {
          id: 0,
          kind,
          fileName: `${kind}.xlsx`,
          readSheets: async () => read,
          options: { aliases: {}, year: 2023, replace: true, clear: true, reason: '补录', ...said },
          mending: nothingMended,
        }
        const shelf: Shelf = { kept: [] }
        const judgement = await judgementOf(viewer, draft, tx, { shelf })
        if (!judgement.ok) continue
        const { judged, counts } = judgement
        await writeJudged(tx, viewer, draft, judged.effects, counts)
        add({ kind, fileName: draft.fileName, counts })
      }
    }),
  )
}

describe('whether a list was frozen at an instant', () => {
  const day = '2023-03-20'
  const edges = [instantOf(day), instantOf(day, '09:00'), endOfDay(day)]
  const instant = fc.constantFrom(...edges.flatMap(edge => [edge - 1, edge, edge + 1]))
  const isTrue = async (of: SQL) =>
    (await db.all<{ found: number }>(sql`select ${of} as found`))[0]?.found === 1

  test('is told by the file as by the rules of the list', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('draft', 'scheduled', 'held', 'closed'),
        fc.option(instant),
        fc.tuple(instant, instant, fc.option(instant)),
        fc.boolean(),
        async (status, startsAt, [now, createdAt, earlier], hasAttempts) => {
          const since = earlier === null || earlier > now ? null : earlier

          const roll = await isTrue(sql`(select ${isRollFrozen(now)} from (
            select ${status} as status, ${day} as day, ${startsAt} as starts_at, ${createdAt} as created_at, ${since} as roll_opened_at) a)`)
          const list =
            await isTrue(sql`(with attempt as (select 7 as exam_id) select ${isListFrozen(now)} from (
            select ${hasAttempts ? 7 : 8} as id, ${day} as closing_day, ${createdAt} as created_at, ${since} as list_confirmed_at) e)`)

          expect({ roll, list }).toEqual({
            roll: frozen.isRollFrozen({ status, day, startsAt, createdAt, rollOpenedAt: since }, now),
            list: frozen.isListFrozen(
              { closingDay: day, createdAt, listConfirmedAt: since },
              now,
              hasAttempts,
            ),
          })
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('what else a record keeps', () => {
  test('rows replaced, moved to another key, deleted by a cascade, and put back as they were', async () => {
    const before = await rowsNow()

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

    expect(
      (await kept(runId ?? 0)).map(({ of, key, before, after }) => [of, key, asRow(before), asRow(after)]),
    ).toEqual([
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
})
