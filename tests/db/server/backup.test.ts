import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { write } from '@/db/write'
import { addAttachment } from '@/lib/activity/attachments/attachment.commands'
import { attachmentFile } from '@/lib/activity/attachments/attachment.queries'
import { pathOf } from '@/lib/activity/attachments/file-store.queries'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { backUpNow } from '@/lib/organisation/operations/backup.commands'
import { operationsOf } from '@/lib/organisation/operations/operations.queries'
import { putSetting } from '@/lib/organisation/settings/setting.commands'
import { settingOf } from '@/lib/organisation/settings/setting.queries'
import { answerBackup } from '@/server/commands/backup'
import { sweepLeftovers } from '@/server/leftovers'
import { jpeg, png } from '../../fixtures/pictures'
import { atTime, closeWorld, hasActivity, openWorld, sessionFor, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

test('a backup holds the photos beside the database, and ends with 1 and the names of those that the disk has lost', async () => {
  const activityId = await hasActivity(world.viewers.organiser)
  const hashes = []
  for (const bytes of [jpeg(), png()]) {
    const given = {
      kind: 'photo',
      activityId,
      planItemId: null,
      personId: null,
      unitId: null,
      idempotencyKey: '',
    } as const
    const added = await addAttachment(world.viewers.organiser, { ...given, bytes, fileName: 'a' })
    if (!added.ok) throw new Error(added.reason)
    hashes.push((await attachmentFile(world.viewers.organiser, added.id)).row.hash)
  }
  const [kept, lost] = hashes as [string, string]
  rmSync(pathOf(lost))
  const to = path.join(path.dirname(world.file), 'copy', 'backup.db')

  const answer = await answerBackup({ command: 'backup', to })

  expect(answer).toMatchObject({
    exit: 1,
    out: { rows: { evidence: 2 }, files: { kept: 1, missing: [lost] } },
  })
  expect(answer.say?.split('\n').at(-1)?.trim()).toBe(lost)
  const copied = path.join(`${to}.files`, kept.slice(0, 2), kept)
  expect(readFileSync(copied)).toEqual(readFileSync(pathOf(kept)))
  expect(existsSync(path.join(`${to}.files`, lost.slice(0, 2), lost))).toBe(false)
})

test('a backup holds no session, or restoring it would bring back those that were ended since', async () => {
  await sessionFor(world.viewers.organiser.accountId)
  const to = path.join(path.dirname(world.file), 'copy', 'sessions.db')

  const answer = await answerBackup({ command: 'backup', to })

  expect(answer).toMatchObject({ out: { rows: { session: 0, account: 7 } } })
  const beside = readdirSync(path.dirname(to)).filter(name => /^sessions\.db(-|$)/.test(name))
  expect(beside).toEqual(['sessions.db'])
  const copy = createClient({ url: `file:${to}` })
  const { rows } = await copy.execute('select count(*) as sessions from session')
  copy.close()
  expect(rows).toEqual([{ sessions: 0 }])
})

test('a folder that has the name of the copy is left as it is, since the photos themselves may lie in it', async () => {
  const to = path.join(path.dirname(world.file), 'other.db')
  const photo = path.join(`${to}.files`, 'photo')
  mkdirSync(`${to}.files`)
  writeFileSync(photo, 'the only one')

  const answer = await answerBackup({ command: 'backup', to })

  expect(answer).toEqual({ exit: 2, say: `${to}.files 已经存在，请换一个文件名。` })
  expect(readFileSync(photo, 'utf8')).toBe('the only one')
  expect(existsSync(to)).toBe(false)
})

test('what killed uploads, backups and starts have left is swept at the start, and nothing else', async () => {
  const folder = path.dirname(world.file)
  const hash = 'ab'.repeat(32)
  const to = path.join(folder, 'elsewhere', 'killed.db')
  const [swept, kept] = [
    [
      `files/ab/${hash}.0123456789ab.part`,
      'session.secret.77.part',
      'elsewhere/killed.db.part',
      `elsewhere/killed.db.files.part/ab/${hash}`,
    ],
    [`files/ab/${hash}`, 'files/notes.part', 'elsewhere/mine.part', 'session.secret'],
  ]
  for (const name of [...swept, ...kept]) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), 'x')
  }
  await write(tx => putSetting(tx, 'backupBegun', to))

  expect(await sweepLeftovers(world.file, path.join(folder, 'files'))).toEqual([])

  const isThere = (name: string) => existsSync(path.join(folder, name))
  expect(swept.filter(isThere)).toEqual([])
  expect(kept.filter(isThere)).toEqual(kept)
  expect(await settingOf('backupBegun', null)).toBeNull()
})

test('a backup that is killed is known at the next start by where it was to go', async () => {
  const to = path.join(path.dirname(world.file), 'copy', 'noted.db')
  let begun: unknown
  const noting = setInterval(async () => {
    begun ??= await settingOf('backupBegun', null)
  }, 1)

  const answer = await answerBackup({ command: 'backup', to })
  clearInterval(noting)

  expect(answer.exit).toBe(1)
  expect([begun, await settingOf('backupBegun', null)]).toEqual([to, null])
})

test('立即备份 makes one copy, however often and by how many it is pressed at once', async () => {
  const { administrator, dongpuOrganiser } = world.viewers
  const [one, two] = ['1'.repeat(48), '2'.repeat(48)]
  const press = (key: string) => backUpNow(administrator, { idempotencyKey: key })

  const atOnce = await Promise.all([press(one), press(one), press(two)])
  const again = await press(one)

  const made = { ok: true, file: path.join(path.dirname(world.file), 'backups', 'xuefa-20230310-090000.db') }
  for (const answer of [...atOnce, again]) expect(answer).toMatchObject(made)
  expect(readdirSync(path.dirname(made.file)).filter(name => name.endsWith('.db'))).toHaveLength(1)
  const operations = await operationsOf(administrator)
  expect(operations.lastBackup).toMatchObject({
    file: made.file,
    at: Date.parse('2023-03-10T09:00:00+08:00'),
    bytes: statSync(made.file).size,
  })
  expect(operations.isBackingUp).toBe(false)
  expect(operations.database?.free).toBeGreaterThan(0)
  await expect(backUpNow(dongpuOrganiser, { idempotencyKey: one })).rejects.toThrow(Forbidden)
  await expect(operationsOf(dongpuOrganiser)).rejects.toThrow(NotFound)
})

test('a folder that takes no backup is a refusal, and the last backup stays what it was', async () => {
  const { administrator } = world.viewers
  const { lastBackup } = await operationsOf(administrator)
  process.env.BACKUP_DIR = world.file
  atTime('2023-03-10T10:00:00+08:00')

  const answer = await backUpNow(administrator, { idempotencyKey: '3'.repeat(48) })
  delete process.env.BACKUP_DIR

  expect(answer).toEqual({ ok: false, reason: 'noFolder' })
  expect((await operationsOf(administrator)).lastBackup).toEqual(lastBackup)
})
