import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase, db, openDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { systemViewer } from '@/lib/access/access.queries'
import { pathOf } from '@/lib/activity/attachments/file-store.queries'
import { NotFound } from '@/lib/core/errors'
import { changesOf } from '@/lib/import/folder.rules'
import {
  answerFolder,
  assignPhotos,
  commitFolder,
  dropFolder,
  saveFolderFiles,
} from '@/lib/import/folder-draft.commands'
import { folderOf } from '@/lib/import/folder-draft.queries'
import { filesOfFolder } from '@/lib/import/folder-draft.sql'
import { folderItems } from '@/lib/import/folder-items.rules'
import { folderPreview } from '@/lib/import/folder-preview.queries'
import { addToFolder, startFolder } from '@/lib/import/folder-upload.commands'
import { commitSheet } from '@/lib/import/lone-sheet.commands'
import { png, webp } from '../../fixtures/pictures'
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
  const id = await startFolder(viewer, { name: '2023年资料', year: 2023 })
  for (const [name, bytes] of files) {
    const given = { path: name, size: bytes.length, refused: null, read: async () => bytes }
    expect(await addToFolder(viewer, id, given)).toEqual({ ok: true, folderId: id })
  }
  return id
}

const filesOf = async (id: number) => filesOfFolder(await folderOf(viewer, id))
const itemsOf = async (id: number) => {
  const { sheets, files } = await folderPreview(viewer, id)
  return folderItems(sheets, files.sheets)
}
const count = async (table: string) =>
  (await db.all<{ n: number }>(sql.raw(`select count(*) as n from ${table}`)))[0]?.n

test('a folder on the page: what it is, what it asks, one press, and the photos that wait', async () => {
  const files = streetYear()
  files.set('13补充.csv', Buffer.from('姓名,单位\n待定,司法所\n周小丙,司法所\n'))
  files.set(
    '14去年的台账2022.csv',
    Buffer.from('日期,活动名称,形式,主办单位\n2022-03-01,甲,集中学法,司法所\n'),
  )
  const id = await folderWith(files)
  // Sent again, as its answer was lost.
  const [name, bytes] = [...files][0] as [string, Uint8Array]
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
    ['notAName', ['13补充.csv']],
    ['otherYear', ['14去年的台账2022.csv']],
  ])
  // A sheet of a folder is not written by itself.
  const supplement = seen.sheets.find(each => each.path === '13补充.csv')?.id ?? 0
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
  expect((await itemsOf(id)).map(each => [each.first.reason, each.isOpen])).toEqual([['notAName', false]])
  const writes = changesOf(ready.sheets)
  expect(await commitFolder(viewer, { folderId: id, writes: writes - 1 })).toEqual({
    ok: false,
    reason: 'countsChanged',
  })
  expect(await count('activity')).toBe(0)
  expect(await commitFolder(viewer, { folderId: id, writes })).toEqual({ ok: true, folderId: id })
  expect(await commitFolder(viewer, { folderId: id, writes })).toEqual({ ok: true, folderId: id })

  const written = await folderOf(viewer, id)
  expect([written.outcome?.files.length, written.outcome?.photos, written.runId]).toEqual([
    11,
    2,
    expect.any(Number),
  ])
  expect([await count('activity'), await count('evidence'), await count('import_run')]).toEqual([17, 2, 1])
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
  const nowhere = await assignPhotos(viewer, { folderId: id, photos, activity: '2023-01-01 无' })
  const there = await assignPhotos(viewer, { folderId: id, photos, activity: '2023-12-04 宪法宣传 东埔社区' })
  expect([nowhere, there]).toEqual([
    { ok: false, reason: 'noSuchActivity' },
    { ok: true, folderId: id },
  ])
  expect([await count('evidence'), (await filesOf(id)).photos]).toEqual([3, []])
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
