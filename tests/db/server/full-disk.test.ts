import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { closeDatabase, db, writerClient } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { readOnly } from '@/db/read-only'
import { account, session, signInFailure } from '@/db/schema/access'
import { topic } from '@/db/schema/plan'
import { write } from '@/db/write'
import { checkSignIn } from '@/lib/access/access.commands'
import { viewerOfSession } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { hashPassword } from '@/lib/access/password.crypto'
import { signOutHere } from '@/lib/access/session.commands'
import { ownSessions } from '@/lib/access/session.queries'
import { heedOnlySockets } from '@/lib/access/source'
import { checkInByCode } from '@/lib/attendance/checkin/checkin.commands'
import { type Signer, sessionSigner } from '@/lib/attendance/checkin/scan.queries'
import { ReadsOnly } from '@/lib/core/errors'
import { setMustLearn } from '@/lib/plan/items/topic.commands'
import { atFront } from '@/server/doors'
import { goOnWithRoom, openWithRoom } from '@/server/room'
import { atTime, closeWorld, openWorld, type World } from '../../world'

// A disk that is really full: what the engine answers there is more than a limit of pages tells.
const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-full-'))
// One for each test: connections that are closed later give room back to the one before.
let disks = 0
let disk = ''
let file = ''
let url = ''

function mountDisk(): boolean {
  disk = path.join(folder, `disk${++disks}`)
  file = path.join(disk, 'xuefa.db')
  url = `file:${file}`
  mkdirSync(disk)
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]).status === 0
}

function unmountDisk() {
  spawnSync('umount', ['--lazy', disk])
}

const isMounted = mountDisk()
if (isMounted) unmountDisk()

let world: World

beforeAll(async () => {
  world = await openWorld()
  process.env.NEXTAUTH_SECRET = 'of this test alone'
  const passwordHash = await hashPassword('a-password')
  await write(tx => tx.update(account).set({ passwordHash }))
  await closeDatabase()
  cpSync(world.file, path.join(folder, 'made.db'))
}, 60_000)
afterAll(async () => {
  await closeWorld()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => {
  atTime('2023-03-10T09:00:00+08:00')
  if (isMounted) mountDisk()
  cpSync(path.join(folder, 'made.db'), file)
})
afterEach(async () => {
  await closeDatabase()
  if (isMounted) unmountDisk()
})

/** To the last byte. */
function fillDisk() {
  spawnSync('sh', ['-c', `head -c 16000000 /dev/zero > '${path.join(disk, 'filler')}'`])
}

function makeRoom() {
  rmSync(path.join(disk, 'filler'))
}

const signIn = (password = 'a-password', address = '10.0.0.1') =>
  checkSignIn({ name: 'S002', password, address, device: { browser: 'chrome', system: 'linux' } })
const save = (viewer: Viewer) => setMustLearn(viewer, { year: 2023, topics: '宪法', seen: '' })

async function viewerIn(signedIn: Awaited<ReturnType<typeof signIn>>) {
  if (!signedIn.ok) throw new Error(signedIn.reason)
  const viewer = await viewerOfSession(signedIn)
  if (!viewer) throw new Error('no session')
  return viewer
}

const heldBy = ({ accountId, session: { id } }: Awaited<ReturnType<typeof viewerIn>>) => ({
  accountId: accountId ?? 0,
  sessionId: id,
})

async function health() {
  // Without it every address counts as unknown.
  heedOnlySockets(undefined)
  const headers = { 'x-forwarded-for': '127.0.0.1' }
  const answer = await atFront(new Request('http://front/api/health', { headers }), 0)
  return { status: answer.status, ...(await answer.json()) }
}

describe.skipIf(!isMounted)('on a full disk', () => {
  test('whoever signs in reads and changes nothing, and after it signs in anew', async () => {
    await openWithRoom(url)
    fillDisk()

    const viewer = await viewerIn(await signIn())
    expect(viewer).toMatchObject({ name: '林静', readsOnly: true, mustChange: false })
    expect((await ownSessions(viewer)).map(each => each.id)).toEqual([viewer.session.id])
    await expect(save(viewer)).rejects.toMatchObject({ reason: 'diskFull' })
    const signer = await sessionSigner(heldBy(viewer))
    const press = () =>
      checkInByCode({ activityId: 1, person: signer as Signer, device: 'd', scannedAt: 0, binds: true })
    await expect(press()).rejects.toMatchObject({ reason: 'diskFull' })

    makeRoom()
    const began = Date.now()
    vi.spyOn(Date, 'now').mockImplementation(() => began + 31_000)
    await expect(save(viewer)).rejects.toThrow(ReadsOnly)
    expect(await press()).toEqual({ ok: false, reason: 'signInAgain' })
    vi.restoreAllMocks()
    expect(await db.select().from(topic)).toEqual([])
    // It was never written, so it ends with the process.
    expect(await db.select().from(session).where(eq(session.id, viewer.session.id))).toEqual([])
    await signOutHere(viewer, viewer.session.id)
    expect(await viewerOfSession(heldBy(viewer))).toBeNull()
    const anew = await viewerIn(await signIn())
    expect(anew.readsOnly).toBeUndefined()
    expect(await save(anew)).toMatchObject({ ok: true })
  })

  test('a session that began there ends with its password, and with the account', async () => {
    await openWithRoom(url)
    fillDisk()
    const [one, other] = [await viewerIn(await signIn()), await viewerIn(await signIn())]
    makeRoom()
    expect(await viewerOfSession(heldBy(one))).not.toBeNull()

    await write(tx => tx.update(account).set({ passwordHash: 'another' }))
    expect(await viewerOfSession(heldBy(one))).toBeNull()
    await write(tx => tx.update(account).set({ passwordHash: '-', disabledAt: 1 }))
    expect(await viewerOfSession(heldBy(other))).toBeNull()
  })

  test('wrong passwords are waited for, and are not forgotten once there is room', async () => {
    await openWithRoom(url)
    expect(await signIn('wrong', '10.0.0.2')).toMatchObject({ reason: 'wrong' })
    fillDisk()

    const answers: string[] = []
    for (let n = 0; n < 6; n++) {
      const answer = await signIn('wrong', '10.0.0.2')
      answers.push(answer.ok ? 'in' : answer.reason)
    }
    const parallel = await Promise.all(Array.from({ length: 20 }, () => signIn('wrong', '10.0.0.3')))
    makeRoom()
    const after = await signIn('a-password', '10.0.0.2')
    atTime('2023-03-10T09:10:00+08:00')
    const later = await signIn('wrong', '10.0.0.2')

    expect(answers).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wait', 'wait'])
    expect(parallel.filter(answer => !answer.ok && answer.reason === 'wrong').length).toBeLessThanOrEqual(5)
    expect(after).toMatchObject({ ok: false, reason: 'wait' })
    expect(later).toMatchObject({ reason: 'wrong' })
    // The row goes on where the memory was.
    expect(Math.max(...(await db.select().from(signInFailure)).map(row => row.count))).toBe(6)
  })

  test('health tells, also where the log still has room', async () => {
    await openWithRoom(url)
    expect(await health()).toMatchObject({ status: 200, write: true, reason: null })
    fillDisk()

    atTime('2023-03-10T09:01:00+08:00')
    expect(await health()).toMatchObject({ status: 503, ok: false, write: false, reason: 'diskFull' })
    makeRoom()
    atTime('2023-03-10T09:02:00+08:00')
    expect(await health()).toMatchObject({ status: 200, write: true, reason: null })
  })

  test('the server starts, reads, says why it does not write, and goes on once there is room', async () => {
    await openWithRoom(url)
    await closeDatabase()
    const reserve = `${file}.reserve`
    expect(statSync(reserve).size).toBe(1024 * 1024)
    fillDisk()

    await openWithRoom(url)
    await migrateDatabase()
    expect(readOnly()).toMatchObject({ reason: 'diskFull', detail: disk })
    expect(await db.select().from(account)).not.toEqual([])
    const viewer = await viewerIn(await signIn())
    await expect(save(viewer)).rejects.toMatchObject({ reason: 'diskFull' })
    expect(await health()).toMatchObject({ status: 503, readOnly: { reason: 'diskFull' } })
    goOnWithRoom(file)
    expect(readOnly()).not.toBeNull()

    makeRoom()
    goOnWithRoom(file)
    expect(readOnly()).toBeNull()
    expect(await save(await viewerIn(await signIn()))).toMatchObject({ ok: true })
    expect(statSync(reserve).size).toBe(1024 * 1024)
  })

  test('a database that cannot be opened for another reason is not called full', async () => {
    mkdirSync(path.join(disk, 'folder.db'))

    const refused = await openWithRoom(`file:${path.join(disk, 'folder.db')}`).catch(String)
    rmdirSync(path.join(disk, 'folder.db'))

    expect(refused).toMatch(/Unable to open/)
  })

  test('a start for which there is no room at all, or that has to upgrade, is refused in words', async () => {
    fillDisk()
    await expect(openWithRoom(url)).rejects.toThrow('磁盘已满')
    makeRoom()
    await openWithRoom(url)
    await writerClient().execute(
      'delete from __drizzle_migrations where created_at = (select max(created_at) from __drizzle_migrations)',
    )
    await closeDatabase()
    fillDisk()
    await openWithRoom(url)

    await expect(migrateDatabase()).rejects.toThrow('要先升级到本版本')
    expect(await db.all(sql`pragma integrity_check`)).toEqual([{ integrity_check: 'ok' }])
  })
})
