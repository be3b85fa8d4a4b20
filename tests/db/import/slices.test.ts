import { createClient } from '@libsql/client'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/libsql'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { db, type On, writerClient } from '@/db/client'
import { grant } from '@/db/schema/access'
import { channel } from '@/db/schema/output'
import { plan, topic } from '@/db/schema/plan'
import { tag, unitAlias } from '@/db/schema/roster'
import { setting, termAlias } from '@/db/schema/setting'
import { write } from '@/db/write'
import { viewerOf } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { NEW_MEETING } from '@/lib/attendance/new-meeting.rules'
import { answerQuestions } from '@/lib/import/answer.commands'
import { changeOptions, commitDraft, draftImport, setAside, takeBack } from '@/lib/import/import.commands'
import { draftOf } from '@/lib/import/import.queries'
import { forgetJudgement, judgementOf } from '@/lib/import/judgement.queries'
import { kindOf } from '@/lib/import/kinds.import'
import { previewOf, previewPageOf } from '@/lib/import/preview/preview.queries'
import { type Cells, type Fault, type ImportKind, importKinds } from '@/lib/spreadsheet/importer.rules'
import { newSubject } from '@/lib/spreadsheet/new-subject.rules'
import { questionsOf } from '@/lib/spreadsheet/preview.rules'
import { workbookOf } from '../../sheets'
import { atTime, closeWorld, hasActivity, joins, openWorld, units, type World } from '../../world'

let world: World
let viewer: Viewer

beforeEach(async () => {
  world = await openWorld()
  viewer = world.viewers.administrator
})
afterEach(async () => {
  vi.restoreAllMocks()
  await closeWorld()
})

/** A pause that lets nobody through and counts how often it was offered. */
function counting() {
  const counted = { offered: 0, pause: () => undefined as Promise<void> | undefined }
  counted.pause = () => {
    counted.offered += 1
    return undefined
  }
  return counted
}

/** One row of each kind that its importer understands, without its number. */
const rowOf: Record<ImportKind, Record<string, string>> = {
  units: { name: '新科室', parent: '演示街道', kind: '科室' },
  roster: { name: '张三', unit: '司法所', tags: '党员' },
  plan: { time: '3月', content: '学习宪法', form: '集中学法', audience: '机关', unit: '', mustLearn: '宪法' },
  activities: {
    date: '2023-03-01',
    title: '法治讲座',
    form: '集中学法',
    host: '东埔社区',
    audience: '东埔社区',
    'made 横幅': '2条',
  },
  attendance: {
    date: '2023-03-10',
    title: '集中学法：民法典',
    name: '林静',
    unit: '党政办公室',
    state: '出席',
  },
  study: { title: '网上学法', name: '林静', unit: '党政办公室', completedOn: '2023-03-01' },
  exams: {
    title: '考试',
    opens: '2023-03-01',
    closes: '2023-03-09',
    full: '100',
    pass: '60',
    audience: '东埔社区',
    host: '东埔社区',
    counting: '',
  },
  results: { exam: '考试', name: '林静', unit: '党政办公室', score: '90' },
  outputs: { date: '2023-03-01', channel: '横幅', quantity: '2', unit: '东埔社区' },
  advisers: { name: '苏映川', unit: '东埔社区', from: '2023-01-01', to: '' },
  works: { date: '2023-03-01', leader: '林静', unit: '党政办公室', kind: '', matter: '述法' },
}

function rowsOf(kind: ImportKind, count: number): Cells[] {
  return Array.from({ length: count }, (_, at) => ({ row: at + 2, cells: rowOf[kind] }))
}

async function hasDraft(
  kind: ImportKind,
  heads: string,
  rows: string[],
  by: Viewer = viewer,
): Promise<number> {
  const bytes = await workbookOf({ heads, rows })
  const made = await draftImport(by, {
    ...{ kind, fileName: `${kind}.xlsx`, bytes },
    options: { aliases: {}, ...(kind === 'roster' ? { year: 2023 } : {}) },
  })
  if (!made.ok) throw new Error(made.reason)
  return made.draftId
}

const hasLedger = () =>
  hasDraft('outputs', '日期|渠道|数量|责任单位', [
    '2023-03-01|横幅|2|东埔社区',
    '2023-03-02|横幅|3|东铺社区',
    '2023-03-03|横幅|4|和平社区',
  ])

/** The answers that make each meeting that is not there. */
function made(faults: Fault[]): Record<string, string> {
  return Object.fromEntries(
    questionsOf(faults).flatMap(({ key, first }) => {
      const choice = first.choices?.find(each => each.value.startsWith(NEW_MEETING))
      return choice ? [[key, choice.value]] : []
    }),
  )
}

/** How many rows of this kind are judged from now on. */
function judgedRows(kind: ImportKind): () => number {
  const spy = vi.spyOn(kindOf(kind).importer, 'judge')
  return () => spy.mock.calls.reduce((sum, [, , rows]) => sum + rows.length, 0)
}

describe('judging lets others through', () => {
  test.each(importKinds)('before each row of %s', async kind => {
    await hasActivity(world.viewers.organiser)
    const counter = counting()

    await kindOf(kind).importer.judge(
      db,
      viewer,
      rowsOf(kind, 300),
      { year: 2023, aliases: {} },
      counter.pause,
    )

    expect(counter.offered).toBeGreaterThanOrEqual(300)
  })

  test.each(importKinds)('%s rests on the tables that its judge reads, and names no other', async kind => {
    await hasActivity(world.viewers.organiser, { form: '网上学法', title: '网上学法' })
    await write(tx =>
      tx.insert(plan).values(
        (['officials', 'workPoints'] as const).map(kind => ({
          year: 2023,
          kind,
          unitId: units.dongpu,
          title: '计划',
        })),
      ),
    )
    const told: string[] = []
    const client = createClient({ url: `file:${world.file}` })
    const on = drizzle(client, { logger: { logQuery: query => told.push(query) } }) as unknown as On
    const organiser = world.viewers.dongpuOrganiser

    // A meeting that is not there is made, so that what it may join is looked for as well.
    const subject = { exam: newSubject('另一场', '机关'), activity: newSubject('另一项', '机关') }
    const daysSaid = {
      'newExamDays examDays 另一场': '2023-09-01',
      'newExamMarks examMarks 另一场': '100/60',
      'newStudyDays studyDays 另一项': '2023-09-01',
    }
    const other = kind === 'attendance' ? [{ row: 9, cells: { ...rowOf.attendance, title: '另一次会' } }] : []
    for (const each of [viewer, organiser])
      for (const plan of ['officials', 'workPoints'] as const) {
        const judge = (answers: Record<string, string>, also: Cells[] = []) =>
          kindOf(kind).importer.judge(
            on,
            each,
            [...rowsOf(kind, 2), ...other, ...also],
            { year: 2023, aliases: {}, plan, answers, ...subject },
            counting().pause,
          )
        const { faults } = await judge({})
        if (kind === 'attendance') await judge(made(faults))
        // As is what is made with its sheet, and for whom.
        if (kind === 'study') await judge(daysSaid, [{ row: 9, cells: { ...rowOf.study, title: '' } }])
        if (kind === 'results') await judge(daysSaid, [{ row: 9, cells: { ...rowOf.results, exam: '' } }])
      }
    client.close()

    const all = await db.all<{ name: string }>(sql`select name from sqlite_schema where type = 'table'`)
    const read = all
      .map(each => each.name)
      .filter(name => told.some(query => new RegExp(`\\b(?:from|join)\\s+"?${name}\\b`).test(query)))
    expect([...kindOf(kind).importer.restsOn].sort()).toEqual(read.sort())
  })
})

test('others are let through between any two rows of a long preview, opened, turned and answered', async () => {
  const rows = Array.from(
    { length: 200 },
    (_, n) => `${1 + (n % 9)}月1日|第${n}讲|没有的形式${n}|没有的单位${n}`,
  )
  const draftId = await hasDraft('activities', '日期|活动名称|活动形式|主办单位', rows)
  const look = { state: 'all', field: '', page: 1, words: 1 } as const
  const first = counting()
  const again = counting()
  const answering = counting()

  const page = await previewPageOf(viewer, draftId, look, { pause: first.pause })
  await previewPageOf(viewer, draftId, { ...look, page: 2 }, { pause: again.pause })
  await answerQuestions(viewer, { draftId, back: '', decisions: [] }, answering.pause)

  // Of each row two things are asked, which are gathered, sorted out and put into their rows.
  expect('asked' in page && page.asked.single.open + page.asked.many.open).toBe(400)
  expect(again.offered).toBeGreaterThanOrEqual(4 * 400)
  expect(first.offered - again.offered).toBeGreaterThanOrEqual(200)
  expect(answering.offered).toBeGreaterThanOrEqual(400)
})

describe('a judgement is kept with its draft', () => {
  test('a second look and the commit judge no row', async () => {
    const rows = judgedRows('outputs')
    const draftId = await hasDraft('outputs', '日期|渠道|数量|责任单位', ['2023-03-01|横幅|2|东埔社区'])

    const first = await previewOf(viewer, draftId)
    const second = await previewOf(viewer, draftId)
    expect(rows()).toBe(1)
    await commitDraft(viewer, { draftId })

    expect(second.judgement).toBe(first.judgement)
    expect(rows()).toBe(1)
    const [written] = await db.all<{ count: number }>(sql`select count(*) as count from output`)
    expect(written?.count).toBe(1)
  })

  const changes: [what: string, kind: ImportKind, change: () => unknown][] = [
    ['somebody joins', 'roster', () => joins('李四', units.justice)],
    ['a tag is made', 'roster', () => write(tx => tx.insert(tag).values({ name: '新标签' }))],
    [
      'a word of a unit is remembered',
      'outputs',
      () => write(tx => tx.insert(unitAlias).values({ word: '东铺社区', unitId: units.dongpu })),
    ],
    [
      'another word is remembered',
      'outputs',
      () => write(tx => tx.insert(termAlias).values({ kind: 'channel', word: '横副', meaning: '横幅' })),
    ],
    [
      'a setting is changed',
      'activities',
      () => write(tx => tx.insert(setting).values({ name: 'forms', value: '["讲座"]' })),
    ],
    [
      'a plan is made',
      'activities',
      () =>
        write(tx =>
          tx.insert(plan).values({ year: 2023, kind: 'officials', unitId: units.street, title: '计划' }),
        ),
    ],
    ['the next day has begun', 'outputs', () => atTime('2023-03-11T09:00:00+08:00')],
  ]
  const heads: Partial<Record<ImportKind, [string, string]>> = {
    roster: ['姓名|单位', '张三|司法所'],
    outputs: ['日期|渠道|数量|责任单位', '2023-03-01|横幅|2|东埔社区'],
    activities: ['日期|活动名称|活动形式|主办单位', '2023-03-01|法治讲座|集中学法|司法所'],
  }

  test.each(changes)('%s: %s is judged anew, once', async (_, kind, change) => {
    const [head, row] = heads[kind] as [string, string]
    const draftId = await hasDraft(kind, head, [row])
    await previewOf(viewer, draftId)
    const rows = judgedRows(kind)

    await change()
    await previewOf(viewer, draftId)
    await previewOf(viewer, draftId)

    expect(rows()).toBe(1)
  })

  test('what it does not rest on leaves it as it is: a topic, another draft, what others see', async () => {
    const draftId = await hasLedger()
    await previewOf(viewer, draftId)
    const rows = judgedRows('outputs')

    await write(tx => tx.insert(topic).values({ name: '刑法' }))
    await hasLedger()
    await previewOf(viewer, draftId)

    expect(rows()).toBe(0)
  })

  test('the health check, which writes a setting of its own, changes nothing', async () => {
    const [head, row] = heads.activities as [string, string]
    const draftId = await hasDraft('activities', head, [row])
    await previewOf(viewer, draftId)
    const rows = judgedRows('activities')

    await write(tx => tx.insert(setting).values({ name: 'health', value: '1' }))
    await previewOf(viewer, draftId)

    expect(rows()).toBe(0)
  })

  test('a cell mended, a row set aside or taken back and another option are judged', async () => {
    const draftId = await hasLedger()
    await previewOf(viewer, draftId)
    const rows = judgedRows('outputs')
    const looked = async () => {
      await previewOf(viewer, draftId)
      return rows()
    }

    const mended = { key: 'cell noSuchUnit unit 东铺社区', pick: 'mend', typed: '和平社区', remember: false }
    await answerQuestions(viewer, { draftId, back: '', decisions: [mended] })
    expect(await looked()).toBe(3)
    await setAside(viewer, { draftId, row: 3 })
    expect(await looked()).toBe(5)
    await takeBack(viewer, { draftId, row: 3 })
    expect(await looked()).toBe(8)
    await changeOptions(viewer, { draftId, options: { year: 2022 } })
    expect(await looked()).toBe(11)
  })

  test('rights that were taken away are gone at the next look', async () => {
    const organiser = world.viewers.dongpuOrganiser
    const draftId = await hasDraft(
      'outputs',
      '日期|渠道|数量|责任单位',
      ['2023-03-01|横幅|2|东埔社区'],
      organiser,
    )
    await previewOf(organiser, draftId)

    await write(tx =>
      tx.update(grant).set({ unitId: units.heping }).where(sql`account_id = ${organiser.accountId}`),
    )
    const now = (await viewerOf(organiser.accountId as number)) as Viewer
    const { judgement } = await previewOf(now, draftId)

    expect(judgement?.ok && judgement.judged.faults.map(each => each.reason)).toEqual(['outsideScope'])
  })

  test('what changed between the preview and the commit is judged in the transaction', async () => {
    const draftId = await hasDraft('outputs', '日期|渠道|数量|责任单位', ['2023-03-01|横幅|2|东埔社区'])
    await previewOf(viewer, draftId)

    await write(tx => tx.update(channel).set({ name: '条幅布' }).where(sql`name = '横幅'`))

    expect(await commitDraft(viewer, { draftId })).toMatchObject({ ok: false, reason: 'faultsLeft' })
  })

  test('a write between two slices is not overlooked: it is judged again, and only what is whole is kept', async () => {
    const draftId = await hasLedger()
    const rows = judgedRows('outputs')
    const draft = await draftOf(viewer, draftId)
    let isWritten = false
    const pause = async () => {
      if (isWritten || rows() === 0) return
      isWritten = true
      await write(tx => tx.insert(unitAlias).values({ word: '东铺社区', unitId: units.dongpu }))
    }

    const judgement = await judgementOf(viewer, draft, db, { pause: pause as () => Promise<void> })
    const kept = await judgementOf(viewer, draft)

    expect(rows()).toBe(6)
    expect(judgement.ok && judgement.judged.faults).toEqual([])
    expect(kept).toBe(judgement)
  })

  test('a kept judgement is forgotten with its draft, and made again after a restart', async () => {
    const draftId = await hasLedger()
    await previewOf(viewer, draftId)
    const rows = judgedRows('outputs')

    forgetJudgement(draftId)
    await previewOf(viewer, draftId)

    expect(rows()).toBe(3)
  })
})

test('no statement of an import takes more than some hundred rows', async () => {
  const rows = Array.from({ length: 1200 }, (_, n) => `人${n}|A${1000 + n}|司法所|科员|党员`)
  const draftId = await hasDraft('roster', '姓名|工号|单位|职务|标签', rows)
  await hasActivity(world.viewers.organiser, { day: '2023-05-10', audienceWords: '机关' })
  const lengths: number[] = []
  const writer = writerClient()
  const begin = writer.transaction.bind(writer)
  vi.spyOn(writer, 'transaction').mockImplementation(async (mode?: 'write' | 'read' | 'deferred') => {
    const transaction = await begin(mode)
    const execute = transaction.execute.bind(transaction)
    transaction.execute = async (asked: Parameters<typeof execute>[0]) => {
      const args = typeof asked === 'string' ? [] : Object.values(asked.args ?? [])
      for (const each of args)
        if (typeof each === 'string' && each.startsWith('[')) lengths.push(JSON.parse(each).length)
      return execute(asked)
    }
    return transaction
  })

  expect(await commitDraft(viewer, { draftId })).toEqual({ ok: true, draftId })

  expect(Math.max(...lengths)).toBe(500)
  const [found] = await db.all<{ count: number }>(sql`select count(*) as count from attendance`)
  expect(found?.count).toBe(1206)
})
