import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAttachment } from '@/lib/activity/attachments/attachment.commands'
import { attachmentFile } from '@/lib/activity/attachments/attachment.queries'
import { pathOf } from '@/lib/activity/attachments/file-store.queries'
import { answerBackup } from '@/server/commands/backup'
import { jpeg, png } from '../../fixtures/pictures'
import { closeWorld, hasActivity, openWorld, sessionFor, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

test('a backup holds the photos beside the database, and names those that the disk has lost', async () => {
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
    exit: 0,
    out: { rows: { evidence: 2 }, files: { kept: 1, missing: [lost] } },
  })
  const copied = path.join(`${to}.files`, kept.slice(0, 2), kept)
  expect(readFileSync(copied)).toEqual(readFileSync(pathOf(kept)))
  expect(existsSync(path.join(`${to}.files`, lost.slice(0, 2), lost))).toBe(false)
})

test('a backup holds no session, or restoring it would bring back those that were ended since', async () => {
  await sessionFor(world.viewers.organiser.accountId)
  const to = path.join(path.dirname(world.file), 'copy', 'sessions.db')

  const answer = await answerBackup({ command: 'backup', to })

  expect(answer).toMatchObject({ exit: 0, out: { rows: { session: 0, account: 7 } } })
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
