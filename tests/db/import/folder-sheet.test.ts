import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase, db, openDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { unit } from '@/db/schema/roster'
import { systemViewer } from '@/lib/access/access.queries'
import { answerFolder } from '@/lib/import/folder/folder-answer.commands'
import { folderItems } from '@/lib/import/folder/folder-items.rules'
import { folderPreview } from '@/lib/import/folder/folder-preview.queries'
import { addToFolder } from '@/lib/import/folder/folder-upload.commands'
import { pressPreview } from '@/lib/import/folder/press.commands'
import { judgedInPlace } from '@/lib/import/folder/sheet-in-turn.queries'
import { pressInput } from '@/lib/import/import.input'
import { previewPageOf } from '@/lib/import/preview/preview.queries'
import { atTime } from '../../world'

let directory: string
let viewer: Awaited<ReturnType<typeof systemViewer>>
beforeAll(async () => {
  atTime('2024-02-19T10:00:00+08:00')
  directory = mkdtempSync(path.join(tmpdir(), 'xuefa-folder-sheet-'))
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

const look = { state: 'all', field: '', page: 1, words: 1 } as const

const files = {
  '1单位.csv': '单位名称,上级单位,类别\n海湾街道,,街道\n司法所,海湾街道,科室\n党政办公室,海湾街道,科室\n',
  '2花名册.csv': '姓名,单位,工号\n林小雨,司法所,S1\n王海,司法所,S2\n周静,党政办公室,S3\n',
  '3活动台账.csv':
    '日期,活动名称,形式,主办单位,对象,必修,状态\n2023-03-08,学习宪法,集中学法,司法所,全体机关干部,是,已开展\n',
  '4 3月8日学习宪法签到表.csv': '姓名,单位,签到\n林小雨,司法所,√\n王海,司法所,公出\n周静,党政办,×\n',
}

test('a sheet of a folder is seen on what the files before it bring, and answered on its own page', async () => {
  let folderId = 0
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(`\ufeff${text}`)
    const file = { path: name, size: bytes.length, refused: null, read: async () => bytes }
    const added = await addToFolder(viewer, folderId || { name: '2023年资料', year: 2023 }, file)
    folderId = added.ok ? (added.folderId ?? 0) : 0
  }
  const before = await folderPreview(viewer, folderId)
  const signed = before.sheets.find(each => each.kind === 'attendance')
  expect(signed?.meetings).toEqual([
    expect.objectContaining({ day: '2023-03-08', title: '学习宪法', host: '司法所', isNew: false }),
  ])
  const draftId = signed?.id ?? 0
  const seen = () => previewPageOf(viewer, draftId, look, { placed: judgedInPlace })
  const page = await seen()
  if (!('asked' in page) || !page.judgement?.ok) throw new Error('The sheet is not judged.')
  expect(page.judgement.reading.rows.length).toBe(3)
  const asked = page.asked.cells.tables.flatMap(each => each.lines.flatMap(line => line.items))
  expect(asked.map(each => each.first.reason)).toEqual(['unknownState', 'noSuchUnit'])
  // The units of the file before are there to choose.
  expect(page.there.get(asked[1]?.key ?? '')).toContain('党政办公室')
  expect(await db.select().from(unit)).toEqual([])

  const fields = {
    ...{ draftId, press: 'folder' },
    ...{ 'key-a': asked[0]?.key, 'pick-a': 'answer:公假', 'key-b': asked[1]?.key, 'pick-b': 'as:党政办公室' },
  }
  expect(await pressPreview(viewer, pressInput.parse(fields))).toMatchObject({ folderId, at: 'folder' })
  const after = await folderPreview(viewer, folderId)
  const counts = after.sheets.find(each => each.id === draftId)?.meetings[0]?.counts
  expect(counts).toMatchObject({ came: 1, leave: 1, absent: 1, notRecorded: 0 })
  expect(after.isOpen).toBe(false)

  // What is not settled is set aside by one press there too.
  const open = { ...fields, press: '', 'pick-a': 'open', 'pick-b': 'open' }
  await pressPreview(viewer, pressInput.parse(open))
  expect((await folderPreview(viewer, folderId)).isOpen).toBe(true)
  await pressPreview(viewer, pressInput.parse({ draftId, press: 'aside' }))
  expect((await folderPreview(viewer, folderId)).isOpen).toBe(false)
})

const upload = async (files: Record<string, string>) => {
  let folderId = 0
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(`\ufeff${text}`)
    const file = { path: name, size: bytes.length, refused: null, read: async () => bytes }
    const added = await addToFolder(viewer, folderId || { name: '2023年资料', year: 2023 }, file)
    folderId = added.ok ? (added.folderId ?? 0) : 0
  }
  return folderId
}

test('a word for a unit is asked once over all kinds, and a state with its meeting', async () => {
  const folderId = await upload({
    ...{ '1单位.csv': files['1单位.csv'], '2花名册.csv': '姓名,单位,工号\n林小雨,司法所,S1\n周静,政办,S3\n' },
    '3活动台账.csv':
      '日期,活动名称,形式,主办单位,对象,必修,状态\n2023-03-08,学习宪法,集中学法,政办,司法所,是,已开展\n',
    '4宣传台账.csv': '日期,渠道,数量,责任单位\n2023-03-09,横幅,2,政办\n',
    '5 3月20日学法签到表.csv': '姓名,单位,签到\n林小雨,司法所,公出\n周静,政办,√\n',
  })
  const items = async () => {
    const { sheets, files } = await folderPreview(viewer, folderId)
    return folderItems(sheets, files.sheets).filter(each => each.isOpen)
  }
  const first = await items()
  const unitWord = first.filter(each => each.first.reason === 'noSuchUnit')
  expect(unitWord.map(each => [each.key, each.files.length])).toEqual([['unit 政办', 3]])
  // The sign-in sheet waits for its meeting, and says at once which of its words it does not know.
  expect(first.filter(each => each.kind === 'attendance').map(each => each.first.reason)).toEqual([
    'noSuchActivity',
    'unknownState',
  ])
  const say = (key: string, pick: string) => ({ key, pick, typed: '', remember: false })
  const answered = await answerFolder(viewer, {
    ...{ draftId: folderId, back: '' },
    decisions: first.map(({ key, first: { choices = [] } }) =>
      say(key, choices.length > 0 ? `answer:${choices[0]?.value}` : 'as:党政办公室'),
    ),
  })
  expect(answered).toMatchObject({ ok: true })
  // The row of the sign-in sheet had not come to its unit before.
  expect((await items()).map(each => each.first.reason)).toEqual([])
  expect((await folderPreview(viewer, folderId)).isOpen).toBe(false)

  await answerFolder(viewer, { draftId: folderId, back: '', decisions: [say('unit 政办', 'open')] })
  expect((await items()).map(each => [each.key, each.files.length])).toEqual([['unit 政办', 4]])
})
