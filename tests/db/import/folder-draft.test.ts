import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase, db, openDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { write } from '@/db/write'
import { systemViewer } from '@/lib/access/access.queries'
import { pathOf } from '@/lib/activity/attachments/file-store.queries'
import { NotFound } from '@/lib/core/errors'
import { contradictionsIn } from '@/lib/import/folder/contradiction.queries'
import { changesOf } from '@/lib/import/folder/folder.rules'
import { answerFolder } from '@/lib/import/folder/folder-answer.commands'
import { commitFolder } from '@/lib/import/folder/folder-commit.commands'
import { assignPhotos, dropFolder, saveFolderFiles } from '@/lib/import/folder/folder-draft.commands'
import { folderOf } from '@/lib/import/folder/folder-draft.queries'
import { filesOfFolder } from '@/lib/import/folder/folder-draft.sql'
import { noFacts } from '@/lib/import/folder/folder-facts.rules'
import { folderItems } from '@/lib/import/folder/folder-items.rules'
import { folderPreview, folderSeen } from '@/lib/import/folder/folder-preview.queries'
import { addToFolder } from '@/lib/import/folder/folder-upload.commands'
import { commitSheet } from '@/lib/import/folder/lone-sheet.commands'
import { changeKind, draftImport } from '@/lib/import/import.commands'
import { noDraftRoom } from '@/lib/spreadsheet/draft-room.sql'
import { jpeg, png, taken, webp } from '../../fixtures/pictures'
import { streetYear } from '../../fixtures/street-year'
import { atTime } from '../../world'

let directory: string
let viewer: Awaited<ReturnType<typeof systemViewer>>
beforeAll(async () => {
  atTime('2024-02-19T10:00:00+08:00')
  directory = mkdtempSync(path.join(tmpdir(), 'xuefa-folder-'))
  mkdirSync(path.join(directory, 'files'))
  await openDatabase(`file:${path.join(directory, 'xuefa.db')}`, {
    what: 'test',
    filesDirectory: path.join(directory, 'files'),
  })
  await migrateDatabase()
  viewer = await systemViewer('测试')
})
afterAll(async () => {
  await closeDatabase()
  rmSync(directory, { recursive: true, force: true })
})

async function folderWith(files: Iterable<[string, Uint8Array]>): Promise<number> {
  let id: number | null = null
  for (const [name, bytes] of files) {
    const given = { path: name, size: bytes.length, refused: null, read: async () => bytes }
    const added = await addToFolder(viewer, id ?? { name: '2023年资料', year: 2023 }, given)
    expect(added).toEqual({ ok: true, folderId: id ?? expect.any(Number) })
    id = added.ok ? added.folderId : null
  }
  return id ?? 0
}

const filesOf = async (id: number) => filesOfFolder(await folderOf(viewer, id))
const itemsOf = async (id: number) => {
  const { sheets, files } = await folderPreview(viewer, id)
  return folderItems(sheets, files.sheets, (await folderOf(viewer, id)).split)
}
const count = async (table: string) =>
  (await db.all<{ n: number }>(sql.raw(`select count(*) as n from ${table}`)))[0]?.n

test('a folder on the page: what it is, what it asks, one press, and the photos that wait', async () => {
  const files = streetYear()
  files.set('13补充花名册.csv', Buffer.from('姓名,单位\n待定,司法所\n周小丙,司法所\n'))
  files.set(
    '14去年的台账2022.csv',
    Buffer.from('日期,活动名称,形式,主办单位\n2022-03-01,甲,集中学法,司法所\n'),
  )
  const id = await folderWith(files)
  // Sent again, as its answer was lost; so may be the first, which makes the folder.
  const [name, bytes] = [...files][0] as [string, Uint8Array]
  const first = { path: name, size: bytes.length, refused: null, read: async () => bytes }
  const into = { name: '第一个', year: 2023, idempotencyKey: 'a' }
  const made = [await addToFolder(viewer, into, first), await addToFolder(viewer, into, first)]
  expect(made[1]).toEqual(made[0])
  expect(await addToFolder(viewer, { ...into, idempotencyKey: 'b' }, first)).not.toEqual(made[0])
  await write(tx => tx.run(sql`delete from import_draft where file_name = '第一个'`))
  await addToFolder(viewer, id, { path: name, size: bytes.length, refused: null, read: async () => bytes })

  const seen = await folderPreview(viewer, id)
  expect(seen.sheets.map(each => each.kind).join(' ')).toBe(
    'units roster roster roster plan activities activities attendance exams results outputs advisers',
  )
  expect([seen.isOpen, seen.contradictions.length, seen.files.left.length]).toEqual([true, 3, 4])
  expect(seen.placed.map(({ photo, activity }) => [photo.path, activity?.title])).toEqual([
    ['照片/2023-12-04 宪法宣传/IMG_0001.jpg', '宪法宣传'],
    ['照片/IMG_0388.jpg', '集中学法'],
    ['照片/合影.png', undefined],
  ])
  const open = (await itemsOf(id)).filter(each => each.isOpen)
  expect(open.map(each => [each.first.reason, each.files.map(of => of.path)])).toEqual([
    ['notAName', ['13补充花名册.csv']],
    ['otherYear', ['14去年的台账2022.csv']],
  ])
  // A sheet of a folder is not written by itself.
  const supplement = seen.sheets.find(each => each.path === '13补充花名册.csv')?.id ?? 0
  expect(await commitSheet(viewer, { draftId: supplement })).toEqual({ ok: false, reason: 'inFolder' })
  expect(await commitFolder(viewer, { folderId: id, writes: changesOf(seen.sheets) })).toEqual({
    ok: false,
    reason: 'faultsLeft',
  })

  const decisions = open.slice(0, 1).map(({ key }) => ({ key, pick: 'aside', typed: '', remember: false }))
  expect(await answerFolder(viewer, { draftId: id, back: '', decisions })).toMatchObject({ ok: true })
  const old = seen.sheets.find(each => each.path.startsWith('14'))?.id ?? 0
  const leave = { id: old, kind: undefined, plan: undefined, year: undefined }
  expect(await saveFolderFiles(viewer, { folderId: id, back: '', files: [leave] })).toMatchObject({
    ok: true,
  })

  const ready = await folderPreview(viewer, id)
  expect((await itemsOf(id)).map(each => [each.first.reason, each.isOpen])).toEqual([
    ['restOfRolls', false],
    ['notAName', false],
  ])
  const writes = changesOf(ready.sheets)
  expect(await commitFolder(viewer, { folderId: id, writes: writes - 1 })).toEqual({
    ok: false,
    reason: 'countsChanged',
  })
  expect(await count('activity')).toBe(0)
  // Pressed four times at once, and once more: it is written once, and each is answered alike.
  const press = () => commitFolder(viewer, { folderId: id, writes })
  const presses = [...(await Promise.all([press(), press(), press(), press()])), await press()]
  expect(presses).toEqual(presses.map(() => ({ ok: true, folderId: id })))

  const written = await folderOf(viewer, id)
  expect([written.outcome?.files.length, written.outcome?.photos, written.runId]).toEqual([
    11,
    2,
    expect.any(Number),
  ])
  expect([await count('activity'), await count('evidence'), await count('import_run')]).toEqual([17, 2, 1])
  // The same file once more, as after an undo: what was said of it is taken as answered, and may be changed.
  const supplementAgain = await folderWith([
    ['13补充花名册.csv', files.get('13补充花名册.csv') ?? Buffer.from('')],
  ])
  const given = await itemsOf(supplementAgain)
  expect(given.map(each => [each.first.reason, each.isOpen, each.said?.pick])).toEqual([
    ['notAName', false, 'aside'],
  ])
  expect(await dropFolder(viewer, { folderId: supplementAgain })).toEqual({ ok: true })
  // The rows that were left stay with their sheet; of the others only the folder is left, and the photo that waits.
  const left = await filesOf(id)
  expect([left.sheets.length, left.left.length, left.photos.map(each => each.path)]).toEqual([
    0,
    0,
    ['照片/合影.png'],
  ])
  const [kept] = await db.all(
    sql`select folder_id as folder, run_id as run from import_draft where id = ${supplement}`,
  )
  expect(kept).toEqual({ folder: null, run: written.runId })

  const photos = left.photos.map(each => each.id)
  const [full] = await db.all<{ id: number }>(
    sql`select id from activity where title = '宪法宣传' and day = '2023-12-04'`,
  )
  await write(tx =>
    tx.run(sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 200)
    insert into evidence (activity_id, kind, name, hash, size, media_type, added_at)
    select ${full?.id}, 'photo', 'x', 'x' || i, 1, 'image/png', 1 from n`),
  )
  expect((await folderSeen(viewer, id, 0)).state).toBe('written')
  const noRoom = await assignPhotos(viewer, {
    folderId: id,
    photos,
    activity: '2023-12-04 宪法宣传 东埔社区',
  })
  expect([noRoom, (await filesOf(id)).photos.length]).toEqual([{ ok: false, reason: 'activityFull' }, 1])
  await write(tx => tx.run(sql`delete from evidence where name = 'x'`))
  const nowhere = await assignPhotos(viewer, { folderId: id, photos, activity: '2023-01-01 无' })
  const there = await assignPhotos(viewer, { folderId: id, photos, activity: '2023-12-04 宪法宣传 东埔社区' })
  expect([nowhere, there]).toEqual([
    { ok: false, reason: 'noSuchActivity' },
    { ok: true, folderId: id },
  ])
  expect([await count('evidence'), (await filesOf(id)).photos]).toEqual([3, []])
})

test('each refused file is named once, and whoever sends a file again adds none', async () => {
  const id = await folderWith([['照片/一.webp', webp()]])
  const refused = async (name: string) =>
    addToFolder(viewer, id, { path: name, size: 9, refused: 'unfitPath', read: async () => webp() })
  const twin = { path: 'a.webp', size: webp().length, refused: null, read: async () => webp() }

  for (const name of ['../c', '../a', '../b', '../a', '../b']) await refused(name)
  for (const each of [twin, twin]) await addToFolder(viewer, id, each)

  expect((await filesOf(id)).left.map(each => [each.path, each.reason])).toEqual([
    ['../c', 'unfitPath'],
    ['../a', 'unfitPath'],
    ['../b', 'unfitPath'],
    ['a.webp', 'sameAs'],
  ])
  await dropFolder(viewer, { folderId: id })
})

test('what waits of an account has a measure, in folders and alone, and the largest is named', async () => {
  const sheet = Buffer.from('日期,渠道,数量\n2023-03-08,横幅,2\n')
  const first = await folderWith([['一.csv', sheet]])
  // As large as what is allowed, unpacked: its few words take little room.
  const large = JSON.stringify({ file: { size: 100 * 1024 * 1024 } })
  await write(tx =>
    tx.run(sql`insert into import_draft (folder_id, kind, file_name, options, table_json, created_at)
      values (${first}, 'outputs', '大表.csv', ${large}, '', 1)`),
  )
  const second = { name: '另一个', year: 2023 }
  const given = (path: string, bytes: Uint8Array) => ({
    path,
    size: bytes.length,
    refused: null,
    read: async () => bytes,
  })
  const alone = () =>
    draftImport(viewer, { kind: 'outputs', fileName: '二.csv', bytes: sheet, options: { aliases: {} } })
  const full = { ok: false, reason: 'draftsFull', places: { detail: '大表.csv' } }
  const drafts = await count('import_draft')

  expect([await addToFolder(viewer, second, given('二.csv', sheet)), await alone()]).toEqual([full, full])
  expect(await count('import_draft')).toBe(drafts)
  // Photos have room of their own, and so has another account.
  expect(await addToFolder(viewer, first, given('三.webp', webp()))).toEqual({ ok: true, folderId: first })
  expect(await noDraftRoom(7, { kept: 'sheets', bytes: 99 }, db)).toBeNull()

  await dropFolder(viewer, { folderId: first })
  expect(await alone()).toMatchObject({ ok: true })
})

test('a folder is of whoever put it in; dropped, it goes with the files of its photos', async () => {
  const id = await folderWith([
    ['照片/一.webp', webp()],
    // The same picture lies at an activity: its file stays.
    ['照片/二.png', png()],
  ])
  const hashes = (await filesOf(id)).photos.map(each => each.stored.hash)
  const areThere = () => hashes.map(each => existsSync(pathOf(each)))

  await expect(folderPreview({ ...viewer, accountId: 1 }, id)).rejects.toThrow(NotFound)
  expect(areThere()).toEqual([true, true])
  expect(await dropFolder(viewer, { folderId: id })).toEqual({ ok: true })
  expect(areThere()).toEqual([false, true])
  expect(await count(`import_draft where folder_id = ${id}`)).toBe(0)
})

test('what is asked of a file as a whole is answered, and the answer is taken back', async () => {
  const results = Buffer.from('姓名,单位,成绩,身份证号\n郑晓燕,司法所,89,110101199001011234\n')
  const id = await folderWith([
    ['14去年的台账2022.csv', Buffer.from('日期,活动名称,形式,主办单位\n2022-03-01,甲,集中学法,司法所\n')],
    ['成绩.csv', results],
    ['照片/IMG_0388.jpg', taken(jpeg(), '2023-03-21')],
  ])
  const asked = await itemsOf(id)
  const answer = (pick: (key: string) => string) =>
    answerFolder(viewer, {
      draftId: id,
      back: '',
      decisions: asked.map(({ key }) => ({ key, pick: pick(key), typed: '', remember: false })),
    })
  const options = async () => (await filesOf(id)).sheets.map(({ options }) => [options.year, options.exam])
  const open = async () => (await itemsOf(id)).filter(each => each.isOpen).map(each => each.first.reason)

  expect(await open()).toEqual(['otherYear', 'examNotNamed'])
  await answer(key => (/fileYear/.test(key) ? 'answer:2023' : 'answer:2023年度法治考试'))
  expect([await open(), await options()]).toEqual([
    [],
    [
      [2023, undefined],
      [2023, '2023年度法治考试'],
    ],
  ])
  await answer(() => 'open')
  expect([await open(), await options()]).toEqual([
    ['otherYear', 'examNotNamed'],
    [
      [2022, undefined],
      [2023, undefined],
    ],
  ])

  // Numbers of identity cards are not kept; exams of others are not named to whom they do not belong.
  expect(await count(`import_draft where folder_id = ${id} and table_json like '%110101199001011234%'`)).toBe(
    0,
  )
  const [community] = await db.all<{ unitId: number; unitPath: string }>(
    sql`select id as unitId, path as unitPath from unit where name = '东埔社区'`,
  )
  const clerk = {
    ...viewer,
    grants: [{ role: 'organiser' as const, ...community } as (typeof viewer.grants)[0]],
  }
  const { sheets } = await folderPreview(clerk, id)
  const exam = sheets.flatMap(each => each.asked).find(each => each.key === 'exam')
  const values = exam?.first.choices?.map(each => each.value) ?? []
  expect(values.filter(each => !each.startsWith('new '))).toEqual(['leave'])

  // Who has no result that counts, in the exam of that name of the year.
  const facts = { ...noFacts(), sat: [{ path: '成绩.csv', exams: ['２０２３ 年度法治考试'] }] }
  const lacking = async (year: number) =>
    (await contradictionsIn(viewer, { year, facts }, db)).map(each => each.places.count)
  expect([await lacking(2023), await lacking(2022)]).toEqual([[1], []])
  await write(tx =>
    tx.run(sql`update attempt set annulled_reason = '替考' where id = (select min(id) from attempt)`),
  )
  expect(await lacking(2023)).toEqual([2])
  await write(tx => tx.run(sql`update attempt set annulled_reason = null`))

  // The page of the sheet alone says its kind; its file and year stay said.
  const [ledger] = (await filesOf(id)).sheets
  await changeKind(viewer, { draftId: ledger?.id ?? 0, kind: 'outputs' })
  const said = { id: ledger?.id ?? 0, kind: 'activities' as const, plan: undefined, year: 2023 }
  expect(await saveFolderFiles(viewer, { folderId: id, back: '', files: [said] })).toMatchObject({ ok: true })
  expect((await filesOf(id)).sheets[0]?.file).toEqual({ ...ledger?.file, isYearSaid: true })

  // A photo that was said to wait is not placed by its day.
  const placed = async () => (await folderPreview(viewer, id)).placed.map(each => each.activity?.title)
  const photos = (await filesOf(id)).photos.map(each => each.id)
  expect(await placed()).toEqual(['集中学法'])
  await assignPhotos(viewer, { folderId: id, photos, activity: '' })
  expect(await placed()).toEqual([undefined])

  // Its answer is on its way while others write: it is rehearsed once at a time.
  const jobs = globalThis as { xuefaFolders?: (readonly [number, object])[] }
  const running = () => jobs.xuefaFolders?.find(([of]) => of === id)?.[1]
  await assignPhotos(viewer, { folderId: id, photos, activity: '甲' })
  const first = folderPreview(viewer, id)
  await expect.poll(running).toMatchObject({ isRunning: true })
  const job = running()
  await assignPhotos(viewer, { folderId: id, photos, activity: '' })
  expect([(await folderSeen(viewer, id, 20)).state, running() === job]).toEqual(['judging', true])
  await first
  expect(await placed()).toEqual([undefined])
  await dropFolder(viewer, { folderId: id })
})

test('a file that may be of two kinds is asked about first, and one that is left says what it seems to be', async () => {
  const id = await folderWith([
    ['名单.csv', Buffer.from('姓名,单位\n周小丁,司法所\n')],
    ['年度活动.csv', Buffer.from('日期,活动内容,责任单位\n3月8日,维权,司法所\n4月15日,国安,司法所\n')],
    ['值班表.csv', Buffer.from('日期,值班人员,电话\n3月8日,周小丁,1\n')],
    ['人民调解员名册.csv', Buffer.from('姓名,单位,电话\n周小丁,司法所,1\n')],
  ])
  const open = async () =>
    (await itemsOf(id)).map(({ first, files }) => [
      ...[first.reason, files[0]?.path],
      first.choices?.map(each => each.value).join(' '),
    ])

  expect((await open()).sort()).toEqual([
    ['kindOpen', '名单.csv', 'roster attendance leave'],
    ['kindOpen', '年度活动.csv', 'plan officials activities leave'],
  ])
  const { sheets } = await filesOf(id)
  expect(sheets.map(each => each.file.why ?? null)).toEqual([
    null,
    null,
    { reason: 'seems.dutyRoster', detail: '' },
    { reason: 'seems.otherPeople', detail: '人民调解员' },
  ])
  expect((await folderPreview(viewer, id)).isOpen).toBe(true)

  const decisions = (await itemsOf(id)).map(({ key, files }) => {
    const pick = files[0]?.path === '名单.csv' ? 'answer:roster' : 'answer:leave'
    return { key, pick, typed: '', remember: false }
  })
  await answerFolder(viewer, { draftId: id, back: '', decisions })

  const said = (await filesOf(id)).sheets
  expect(said.map(each => [each.kind, each.kinds, each.isLeft])).toEqual([
    ['roster', [], false],
    ['plan', [], true],
    ['outputs', [], true],
    ['outputs', [], true],
  ])
  expect((await folderPreview(viewer, id)).isOpen).toBe(false)
  await dropFolder(viewer, { folderId: id })
})

test('units that a folder names and that are not there are added by one answer, for all its files', async () => {
  viewer = await systemViewer('测试')
  const id = await folderWith([
    ['松涛社区花名册.csv', Buffer.from('姓名,单位\n周小甲,松涛社区\n周小乙,云岭社区\n')],
    ['综合执法队花名册.csv', Buffer.from('姓名,单位\n周小丙,综合执法队\n周小丁,松涛社区\n')],
  ])
  const item = (await itemsOf(id)).find(each => each.key === 'newUnits')
  expect([item?.isOpen, item?.texts, item?.files.length]).toEqual([
    true,
    ['松涛社区', '云岭社区', '综合执法队'],
    2,
  ])

  const decisions = [{ key: 'newUnits', pick: 'answer:make', typed: '', remember: false }]
  expect(await answerFolder(viewer, { draftId: id, back: '', decisions })).toMatchObject({ ok: true })

  expect(
    await db.all(
      sql`select name, kind from unit where name in ('松涛社区', '云岭社区', '综合执法队') order by id`,
    ),
  ).toEqual([
    { name: '松涛社区', kind: 'community' },
    { name: '云岭社区', kind: 'community' },
    { name: '综合执法队', kind: 'department' },
  ])
  const { sheets } = await folderPreview(viewer, id)
  expect(sheets.flatMap(each => each.asked.filter(of => /Unit/.test(of.first.reason)))).toEqual([])
})

test('what files ask alike is answered for each by itself, where one answer is not right for all', async () => {
  viewer = await systemViewer('测试')
  const [east, peace] = ['东埔社区', '和平社区'].map(
    host =>
      [
        `${host}台账.csv`,
        Buffer.from(`日期,活动名称,形式,主办单位\n2023-05-06,${host}市集,大集市,${host}\n`),
      ] as [string, Buffer],
  )
  const id = await folderWith([east, peace].filter(each => each !== undefined))
  const openItems = async () => (await itemsOf(id)).filter(each => each.isOpen)
  const answer = (decisions: { key: string; pick: string }[]) =>
    answerFolder(viewer, {
      draftId: id,
      back: '',
      decisions: decisions.map(each => ({ ...each, typed: '', remember: false })),
    })
  const [item] = await openItems()

  await answer([{ key: item?.key ?? '', pick: 'split' }])
  const apart = await openItems()
  const picks = ['answer:宣传咨询活动', 'answer:法律知识讲座']
  await answer(apart.map(({ key }, at) => ({ key, pick: picks[at] ?? '' })))

  expect([item?.files.length, apart.map(each => each.files.length)]).toEqual([2, [1, 1]])
  const { sheets } = await filesOf(id)
  expect(sheets.map(each => Object.values(each.options.answers ?? {}))).toEqual([
    ['宣传咨询活动'],
    ['法律知识讲座'],
  ])
  expect(await openItems()).toEqual([])
})
