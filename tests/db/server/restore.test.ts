import { spawn } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { createClient } from '@libsql/client'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { closeDatabase, db, openDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { DatabaseRefused } from '@/db/refused'
import { account, grant, session } from '@/db/schema/access'
import { activity } from '@/db/schema/activity'
import { boundDevice } from '@/db/schema/attendance'
import { auditSeal } from '@/db/schema/audit'
import { feed } from '@/db/schema/feed'
import { evidence } from '@/db/schema/output'
import { membership, person, unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { checkSignIn } from '@/lib/access/access.commands'
import { viewerOf } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { bindBrowsers } from '@/lib/access/known-browser.commands'
import { beginRun } from '@/lib/access/seal.commands'
import { checkLog } from '@/lib/access/seal.sql'
import { putFactor, putRecoveryCodes, spendCode } from '@/lib/access/second-factor.commands'
import { offeredSecret, recoveryCodes } from '@/lib/access/second-factor.crypto'
import { factorOf } from '@/lib/access/second-factor.sql'
import { addAttachment } from '@/lib/activity/attachments/attachment.commands'
import { removeFile, storeFile } from '@/lib/activity/attachments/file-store.commands'
import { pathOf } from '@/lib/activity/attachments/file-store.queries'
import { createFeed, revokeFeed } from '@/lib/calendar/feeds/feed.commands'
import { disableAccount, resetFactor, withdrawGrant } from '@/lib/organisation/accounts/account.commands'
import { erasePerson } from '@/lib/organisation/accounts/erasure.commands'
import { leaveUnit, movePerson } from '@/lib/organisation/people/person.commands'
import { putSessions } from '@/lib/organisation/settings/setting.commands'
import { idleMinutesOf, settingOf } from '@/lib/organisation/settings/setting.queries'
import { answerBackup } from '@/server/commands/backup'
import { linesOf } from '@/server/commands/restore'
import { type Restored, restore } from '@/server/restore/restoring'
import type { Step } from '@/server/restore/step'
import { jpeg, png } from '../../fixtures/pictures'
import { cellsWith, hasEverything } from '../../one-person'
import {
  atTime,
  closeWorld,
  hasActivity,
  openWorld,
  people,
  sessionFor,
  units,
  viewerFor,
  type World,
} from '../../world'

// Some start a process, which is slow on a busy machine.
vi.setConfig({ testTimeout: 300_000 })

let world: World
let copy: string

beforeEach(async () => {
  world = await openWorld()
  copy = path.join(path.dirname(world.file), 'copies', 'monday.db')
})
afterEach(closeWorld)

const beside = (name: string) => path.join(path.dirname(world.file), name)
const restoring = () => restore({ from: copy, url: `file:${world.file}` })

async function backUp() {
  const answer = await answerBackup({ command: 'backup', to: copy })
  expect(answer.exit).toBe(0)
}

/** As `npm start` does. */
async function start() {
  await openDatabase(`file:${world.file}`, { what: 'test' })
  await migrateDatabase()
}

/** Restores the copy and starts. */
async function restored(): Promise<Restored> {
  await closeDatabase()
  const told = await restoring()
  await start()
  return told
}

async function hasFeed(of: keyof World['viewers']) {
  const made = await createFeed(world.viewers[of], {
    name: of,
    alarm: null,
    shown: ['compulsory'],
    unitId: null,
  })
  if (!made.ok) throw new Error(made.reason)
  const [last] = await db.select().from(feed).orderBy(sql`id desc`).limit(1)
  return last as typeof feed.$inferSelect
}

const titles = async () => (await db.select({ title: activity.title }).from(activity)).map(row => row.title)

test('what was taken away since the copy stays taken away, and what is younger is told by day', async () => {
  const { administrator, organiser, cadre, dongpuOrganiser } = world.viewers
  await beginRun()
  await hasActivity(organiser, { title: '周一的课' })
  const [revoked, kept] = [await hasFeed('organiser'), await hasFeed('cadre')]
  await write(tx =>
    bindBrowsers(tx, [
      { device: 'lost', personId: people.xuguohua },
      { device: 'kept', personId: people.xieyong },
    ]),
  )
  writeFileSync(beside('session.secret'), 'x'.repeat(44))
  await backUp()
  atTime('2023-03-14T09:00:00+08:00')
  await revokeFeed(organiser, { id: revoked.id })
  await disableAccount(administrator, { accountId: cadre.accountId ?? 0, state: 'disabled' })
  const [held] = await db
    .select()
    .from(grant)
    .where(eq(grant.accountId, dongpuOrganiser.accountId ?? 0))
  await withdrawGrant(administrator, { accountId: dongpuOrganiser.accountId ?? 0, grantId: held?.id ?? 0 })
  await write(tx =>
    tx
      .update(account)
      .set({ passwordHash: 'new' })
      .where(eq(account.id, organiser.accountId ?? 0)),
  )
  await leaveUnit(administrator, {
    personId: people.fuming,
    version: 0,
    membershipId: 'all',
    lastDay: '2023-03-13',
  })
  await movePerson(administrator, {
    personId: people.caiwenhui,
    version: 0,
    unitId: units.office,
    day: '2023-03-14',
    how: 'move',
  })
  await write(tx => tx.delete(boundDevice).where(eq(boundDevice.device, 'lost')))
  await hasActivity(organiser, { title: '周二的课', day: '2023-03-20' })
  await sessionFor(administrator.accountId)

  const told = await restored()

  expect(told.kinship).toBe('later')
  // Its own entries are sealed, and nothing counts as put in by hand.
  await beginRun()
  expect(await checkLog()).toEqual([])
  expect(await db.select({ kind: auditSeal.kind }).from(auditSeal)).toEqual(
    ['start', 'backup', 'start', 'stop', 'start'].map(kind => ({ kind })),
  )
  expect(told.carried).toEqual({
    disabled: 1,
    passwords: 1,
    grants: 1,
    feeds: 1,
    memberships: 2,
    phones: 1,
    factors: 0,
    erased: 0,
    settings: 0,
  })
  expect([told.notCarried, told.letIn]).toEqual([[], null])
  expect(await titles()).toEqual(['周一的课'])
  const feeds = await db.select({ id: feed.id, revokedAt: feed.revokedAt }).from(feed)
  expect(feeds).toEqual([
    { id: revoked.id, revokedAt: Date.parse('2023-03-14T09:00:00+08:00') },
    { id: kept.id, revokedAt: null },
  ])
  expect(await viewerOf(cadre.accountId ?? 0)).toBeNull()
  expect((await viewerOf(dongpuOrganiser.accountId ?? 0))?.grants).toEqual([])
  expect(await viewerOf(world.viewers.leader.accountId ?? 0)).toMatchObject({ grants: [{ role: 'leader' }] })
  const hashes = await db
    .select({ hash: account.passwordHash })
    .from(account)
    .where(eq(account.id, organiser.accountId ?? 0))
  expect(hashes).toEqual([{ hash: 'new' }])
  const memberships = await db
    .select({ personId: membership.personId, unitId: membership.unitId, toDay: membership.toDay })
    .from(membership)
    .where(sql`person_id in (${people.fuming}, ${people.caiwenhui})`)
    .orderBy(membership.personId, membership.fromDay)
  expect(memberships).toEqual([
    { personId: people.caiwenhui, unitId: units.justice, toDay: '2023-03-13' },
    { personId: people.caiwenhui, unitId: units.office, toDay: null },
    { personId: people.fuming, unitId: units.heping, toDay: '2023-03-13' },
  ])
  expect(await db.select({ device: boundDevice.device }).from(boundDevice)).toEqual([{ device: 'kept' }])
  expect(await db.select().from(session)).toEqual([])
  expect(readFileSync(beside('session.secret'), 'utf8')).toMatch(/^(?!x{44}).{44}$/)
  const younger = told.younger?.map(each => `${each.day} ${each.action} ${each.count}`)
  expect(younger?.sort()).toEqual([
    '2023-03-14 account.disable 1',
    '2023-03-14 account.withdrawGrant 1',
    '2023-03-14 activity.create 1',
    '2023-03-14 feed.revoke 1',
    '2023-03-14 person.leave 1',
    '2023-03-14 person.move 1',
  ])
  expect(linesOf(told).join('\n')).toMatch(/2023-03-14 .*新建活动 1/)
  // The database before is whole under its new name.
  const aside = createClient({ url: `file:${told.aside}` })
  const { rows } = await aside.execute("select count(*) from activity where title = '周二的课'")
  aside.close()
  expect(rows[0]?.[0]).toBe(1)
})

test('where the only administrator of the copy was taken out since, the account opens once more, without the name', async () => {
  const { administrator, organiser } = world.viewers
  await hasActivity(organiser)
  await backUp()
  await write(tx =>
    tx
      .insert(grant)
      .values({ accountId: organiser.accountId ?? 0, role: 'administrator', unitId: units.street }),
  )
  const later = await viewerOf(organiser.accountId ?? 0)
  const personId = people.huanglijuan
  await leaveUnit(administrator, { personId, version: 0, membershipId: 'all', lastDay: '2023-03-09' })
  const input = { personId, version: 0, typedName: '黄丽娟', proofs: 'remove', openYears: true } as const
  expect(await erasePerson(later as Viewer, input, removeFile)).toEqual({ ok: true, personId })

  const told = await restored()

  expect(told.letIn).toMatchObject({ name: '已注销人员 #1', staffNo: '#1' })
  expect(await cellsWith('黄丽娟')).toEqual([])
  expect((await viewerOf(administrator.accountId ?? 0))?.grants).toMatchObject([{ role: 'administrator' }])
})

test('who was taken out since the copy is taken out of it again, under the same number, with the proof on disk', async () => {
  const { administrator, cadre } = world.viewers
  const [name, phone, personId] = ['吴建国', '13800001234', people.wujianguo]
  const said = `与${name}（${phone}，S004）谈过`
  await beginRun()
  const hash = await storeFile(png())
  const of = {
    personId,
    accountId: cadre.accountId ?? 0,
    staffNo: 'S004',
    unitId: units.office,
    fileHash: hash,
  }
  await write(async tx => {
    await hasEverything(tx, of, said)
    await tx.update(person).set({ phone }).where(eq(person.id, personId))
    await tx.delete(evidence).where(eq(evidence.kind, 'photo'))
    const entry = { action: 'person.change' as const, subject: 'person', subjectId: personId, reason: said }
    await recordAudit(tx, administrator, entry)
    await recordAudit(tx, cadre, { ...entry, subjectId: people.fuming, reason: null })
  })
  await backUp()
  await leaveUnit(administrator, { personId, version: 0, membershipId: 'all', lastDay: '2023-03-09' })
  const input = { personId, version: 0, typedName: name, proofs: 'remove', openYears: true } as const
  expect(await erasePerson(administrator, input, removeFile)).toEqual({ ok: true, personId })

  const told = await restored()

  expect([told.kinship, told.carried?.erased, told.notCarried]).toEqual(['later', 1, []])
  expect(linesOf(told).join('\n')).toContain('注销 1')
  expect(await cellsWith(name, phone, 'S004')).toEqual([])
  const [row] = await db.select().from(person).where(eq(person.id, personId))
  expect(row).toMatchObject({ name: '已注销人员 #1', staffNo: '#1' })
  expect(existsSync(pathOf(hash))).toBe(false)
  await beginRun()
  expect(await checkLog()).toEqual([])
})

test('a second factor enrolled since the copy is asked for, a code used since stays used, a reset stays', async () => {
  const { administrator, organiser, cadre, leader } = world.viewers
  const idOf = (viewer: { accountId: number | null }) => viewer.accountId ?? 0
  const enrols = (viewer: { accountId: number | null }) =>
    write(async tx => {
      await putFactor(tx, { accountId: idOf(viewer), secret: offeredSecret('a session'), step: 0 })
      await putRecoveryCodes(tx, idOf(viewer), 'a key')
    })
  await hasActivity(organiser)
  for (const viewer of [organiser, cadre, leader]) await enrols(viewer)
  await backUp()
  await enrols(administrator)
  const [used = ''] = recoveryCodes('a key', idOf(organiser))
  await write(tx => spendCode(tx, idOf(organiser), used))
  await resetFactor(administrator, { accountId: idOf(cadre) })

  const told = await restored()

  expect(told.carried).toMatchObject({ factors: 3 })
  expect(told.notCarried).toEqual([])
  const left = async (viewer: { accountId: number | null }) =>
    (await factorOf(idOf(viewer)))?.codesLeft ?? null
  expect([await left(administrator), await left(organiser), await left(cadre), await left(leader)]).toEqual([
    10,
    9,
    null,
    10,
  ])
  expect(await write(tx => spendCode(tx, idOf(organiser), used))).toBeNull()
})

test('settings of signing in stay as strict as they were, and who has no unit now is named', async () => {
  const { administrator, organiser } = world.viewers
  await hasActivity(organiser)
  await putSessions(administrator, { version: 0, idleMinutes: 60, secondFactor: 'off' })
  await backUp()
  await putSessions(administrator, { version: 1, idleMinutes: 10, secondFactor: 'organisers' })
  const unitId = await write(async tx => {
    const [made] = await tx
      .insert(unit)
      .values({
        name: '新设中心',
        kind: 'department',
        path: '/1/99/',
        parentId: units.street,
        treeOrder: 99,
        position: 99,
      })
      .returning({ id: unit.id })
    return made?.id ?? 0
  })
  atTime('2023-03-14T09:00:00+08:00')
  await movePerson(administrator, {
    personId: people.caiwenhui,
    version: 0,
    unitId,
    day: '2023-03-14',
    how: 'move',
  })

  const told = await restored()

  expect(told.carried).toMatchObject({ settings: 2, memberships: 1 })
  expect([await idleMinutesOf(), await settingOf('secondFactor', 'off')]).toEqual([10, 'organisers'])
  expect(told.unplaced).toEqual([{ name: '蔡文辉', staffNo: 'S006' }])
  expect(linesOf(told).join('\n')).toContain('现在没有任职：蔡文辉（S006）')
})

test('a looser setting since the copy opens nothing', async () => {
  const { administrator, organiser } = world.viewers
  await hasActivity(organiser)
  await putSessions(administrator, { version: 0, idleMinutes: 10, secondFactor: 'organisers' })
  await backUp()
  await putSessions(administrator, { version: 2, idleMinutes: 60, secondFactor: 'off' })

  const told = await restored()

  expect([told.carried?.settings, told.unplaced]).toEqual([0, []])
  expect([await idleMinutesOf(), await settingOf('secondFactor', 'off')]).toEqual([10, 'organisers'])
})

test('where the administrators of the copy are gone, one is let in by a password that is told', async () => {
  const { administrator } = world.viewers
  await hasActivity(administrator)
  await backUp()
  await viewerFor(people.zengyulan, 'administrator', units.street)
  const second = await viewerOf(8)
  await write(tx =>
    putFactor(tx, { accountId: administrator.accountId ?? 0, secret: offeredSecret('a session'), step: 0 }),
  )
  await disableAccount(second ?? administrator, {
    accountId: administrator.accountId ?? 0,
    state: 'disabled',
  })

  const { letIn } = await restored()

  expect(letIn).toMatchObject({ name: '黄丽娟', staffNo: 'S003' })
  const given = {
    name: 'S003',
    password: letIn?.password ?? '',
    address: '10.0.0.1',
    device: { browser: 'other', system: 'other' },
  } as const
  expect(await checkSignIn(given)).toMatchObject({ ok: true, mustChange: true })
})

test('photos that the disk has lost come back, and those that the backup lacks are named', async () => {
  const { organiser } = world.viewers
  const activityId = await hasActivity(organiser)
  const hashes: string[] = []
  for (const bytes of [jpeg(), png()]) {
    const of = { kind: 'photo', activityId, planItemId: null, personId: null, unitId: null } as const
    const added = await addAttachment(organiser, { ...of, idempotencyKey: '', bytes, fileName: 'a' })
    if (!added.ok) throw new Error(added.reason)
    hashes.push(...readdirSync(beside('files')).flatMap(name => readdirSync(beside(`files/${name}`))))
  }
  const [one, two] = [...new Set(hashes)] as [string, string]
  await backUp()
  const placeOf = (hash: string) => path.join(hash.slice(0, 2), hash)
  const bytes = readFileSync(beside(`files/${placeOf(one)}`))
  for (const hash of [one, two]) rmSync(beside(`files/${placeOf(hash)}`))
  writeFileSync(path.join(`${copy}.files`, placeOf(two)), 'altered')

  const { files } = await restored()

  expect(files).toEqual({ there: 0, brought: 1, missing: [two] })
  expect(readFileSync(beside(`files/${placeOf(one)}`))).toEqual(bytes)
})

test('npm run restore is refused while the database is in use, and done when it is not', async () => {
  await hasActivity(world.viewers.organiser, { title: '周一的课' })
  await backUp()

  const refused = await command()
  await closeDatabase()
  const done = await command()

  expect([refused.code, refused.out]).toEqual([3, ''])
  expect(refused.err.trim().split('\n')).toEqual([
    expect.stringMatching(/xuefa\.db 正由另一个进程使用（test, process \d+/),
    expect.stringMatching(/xuefa\.db is in use by test, process \d+/),
  ])
  expect([done.code, JSON.parse(done.out).kinship]).toEqual([0, 'later'])
  expect(done.err).toContain('npm start')
  await start()
  expect(await titles()).toEqual(['周一的课'])
})

const damages: [string, () => Promise<void> | void, RegExp][] = [
  ['is not there', () => rmSync(copy), /没有这个备份文件/],
  ['is no database', () => writeFileSync(copy, '花名册'.repeat(2000)), /不是学法日历/],
  [
    'is of another program',
    async () => {
      rmSync(copy)
      await run(copy, 'create table notes (text)')
    },
    /不是学法日历/,
  ],
  [
    'is of a later release',
    () => run(copy, "insert into __drizzle_migrations (hash, created_at) values ('later', 9999999999999)"),
    /更新的版本/,
  ],
  [
    'is damaged',
    () => {
      const bytes = readFileSync(copy)
      bytes.fill(0x5a, 4096 * 3, 4096 * 20)
      writeFileSync(copy, bytes)
    },
    /已损坏/,
  ],
  [
    'has damage that only a check of the whole file meets',
    async () => {
      const client = createClient({ url: `file:${copy}` })
      const { rows } = await client.execute("select rootpage from sqlite_schema where name = 'person_name'")
      client.close()
      const page = Number(rows[0]?.[0])
      const bytes = readFileSync(copy)
      bytes.fill(0, (page - 1) * 4096 + 100, page * 4096)
      writeFileSync(copy, bytes)
    },
    /已损坏/,
  ],
  [
    'is the database itself',
    () => {
      copy = world.file
    },
    /正在使用的数据库/,
  ],
]

test.each(damages)(
  'a copy that %s is refused in two lines, and nothing is changed',
  async (_, damage, why) => {
    await backUp()
    await closeDatabase()
    await damage()
    const before = [readFileSync(world.file), readdirSync(path.dirname(world.file)).sort()]

    const error = await restoring().catch((thrown: unknown) => thrown)

    expect(error).toBeInstanceOf(DatabaseRefused)
    const lines = (error as Error).message.split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(why)
    expect(lines.every(line => line.includes(copy))).toBe(true)
    expect([readFileSync(world.file), readdirSync(path.dirname(world.file)).sort()]).toEqual(before)
  },
)

test('an old database that cannot be read is set aside all the same, and that nothing was carried over is said', async () => {
  await backUp()
  await closeDatabase()
  writeFileSync(world.file, '坏'.repeat(4000))

  const told = await restored()

  expect([told.kinship, told.notCarried, told.younger]).toEqual(['unreadable', ['everything'], null])
  expect(readFileSync(told.aside ?? '', 'utf8')).toBe('坏'.repeat(4000))
  expect(linesOf(told).join('\n')).toContain('请逐项再办')
})

test('of a damaged old database what can be read is carried over, and what cannot is named', async () => {
  const { administrator, cadre, organiser } = world.viewers
  await hasFeed('organiser')
  await backUp()
  await disableAccount(administrator, { accountId: cadre.accountId ?? 0, state: 'disabled' })
  const [{ page } = { page: 0 }] = await db.all<{ page: number }>(
    sql`select rootpage as page from sqlite_schema where name = 'feed'`,
  )
  await closeDatabase()
  const bytes = readFileSync(world.file)
  bytes.fill(0x5a, (page - 1) * 4096, page * 4096)
  writeFileSync(world.file, bytes)

  const told = await restored()

  expect([told.kinship, told.notCarried, told.carried?.disabled]).toEqual(['later', ['feeds'], 1])
  expect(await viewerOf(cadre.accountId ?? 0)).toBeNull()
  expect(await viewerOf(organiser.accountId ?? 0)).not.toBeNull()
})

test('a database that has nothing in common with the copy takes nothing away', async () => {
  await backUp()
  await closeDatabase()
  const kept = readFileSync(copy)
  await closeWorld()
  world = await openWorld()
  copy = beside('other.db')
  writeFileSync(copy, kept)
  await run(copy, 'drop trigger audit_keeps_its_rows')
  await run(copy, 'update audit set at = at - 1')
  await disableAccount(world.viewers.administrator, {
    accountId: world.viewers.cadre.accountId ?? 0,
    state: 'disabled',
  })

  const told = await restored()

  expect([told.kinship, told.notCarried]).toEqual(['foreign', ['everything']])
  expect(await viewerOf(world.viewers.cadre.accountId ?? 0)).not.toBeNull()
})

test('a database of before the copy takes nothing away, as after restoring the wrong copy first', async () => {
  const { administrator, cadre } = world.viewers
  await hasActivity(administrator, { title: '周一的课' })
  await backUp()
  const monday = copy
  await hasActivity(administrator, { title: '周二的课' })
  copy = beside('copies/tuesday.db')
  await backUp()
  const tuesday = copy
  copy = monday
  await restored()
  copy = tuesday

  const told = await restored()

  expect(await titles()).toEqual(['周一的课', '周二的课'])
  // The first restore is an entry of its own in the log.
  expect([told.kinship, told.notCarried]).toEqual(['apart', ['memberships']])
  expect(await viewerOf(cadre.accountId ?? 0)).not.toBeNull()
})

test('a copy of an earlier release is upgraded', async () => {
  await closeDatabase()
  mkdirSync(path.dirname(copy), { recursive: true })
  await earlierRelease(copy)

  await restored()

  expect(await db.select().from(session)).toEqual([])
  const [{ count } = { count: 0 }] = await db.all<{ count: number }>(
    sql`select count(*) as count from __drizzle_migrations`,
  )
  expect(count).toBe(readdirSync('drizzle').filter(name => name.endsWith('.sql')).length)
})

test('into a folder without a database, as on a new machine', async () => {
  await hasActivity(world.viewers.organiser, { title: '周一的课' })
  await backUp()
  await closeDatabase()
  for (const ending of ['', '-wal', '-shm', '.holder']) rmSync(`${world.file}${ending}`, { force: true })

  const told = await restored()

  expect([told.kinship, told.aside, told.notCarried, told.younger]).toEqual(['none', null, [], []])
  expect(await titles()).toEqual(['周一的课'])
})

// Between these nothing but the copy beside the database changes.
const untouched: Step[] = ['filesBack']
const halfWay: Step[] = ['setAside', 'setBesideAside', 'switched']

test('a restore killed at any step leaves the old state or says how to go on, and goes on', async () => {
  const { organiser } = world.viewers
  const known = await hasFeed('organiser')
  await backUp()
  await revokeFeed(organiser, { id: known.id })
  await hasActivity(organiser, { title: '周二的课' })
  await closeDatabase()
  const whole = `${world.file}.whole`
  copyFileSync(world.file, whole)

  for (const step of [...untouched, ...halfWay]) {
    for (const name of readdirSync(path.dirname(world.file)))
      if (name.startsWith('xuefa.db') && !/\.(whole|holder|lock)$/.test(name)) rmSync(beside(name))
    copyFileSync(whole, world.file)
    expect(await killedAt(step)).toBe('SIGKILL')

    const opened = await start().then(
      () => null,
      (error: Error) => error.message,
    )
    if (untouched.includes(step)) {
      expect([step, opened, await titles()]).toEqual([step, null, ['周二的课']])
      await closeDatabase()
    } else {
      expect(opened?.split('\n')).toHaveLength(2)
      expect(opened).toContain(`npm run -s restore -- ${copy}`)
    }

    const told = await restored()
    expect([step, told.isFinished, await titles()]).toEqual([step, halfWay.includes(step), []])
    expect(told.carried?.feeds).toBe(1)
    const [only] = await db.select({ revokedAt: feed.revokedAt }).from(feed)
    expect(only?.revokedAt).not.toBeNull()
    const aside = createClient({ url: `file:${told.aside}` })
    expect((await aside.execute('select title from activity')).rows[0]?.[0]).toBe('周二的课')
    aside.close()
    expect(readdirSync(path.dirname(world.file)).filter(name => /restor|part/.test(name))).toEqual([])
    await closeDatabase()
    rmSync(told.aside ?? '')
  }
})

/** Restores in another process that is killed when it has come to the step; returns the signal. */
function killedAt(step: Step): Promise<NodeJS.Signals | null> {
  const script = beside('killed.mjs')
  writeFileSync(
    script,
    `import { restore } from '${path.resolve('server/restore/restoring.ts')}'
    await restore({ from: '${copy}', url: 'file:${world.file}' }, step => {
      if (step === '${step}') process.kill(process.pid, 'SIGKILL')
    })`,
  )
  const child = spawn(process.execPath, ['--import', './tests/loader.mjs', script], { stdio: 'inherit' })
  return new Promise(resume => child.once('exit', (_, signal) => resume(signal)))
}

/** `npm run -s restore -- monday.db`, from the folder of the copy. */
async function command() {
  const child = spawn(
    process.execPath,
    ['--import', './tests/loader.mjs', 'server/commands/restore.ts', 'monday.db'],
    {
      env: { ...process.env, INIT_CWD: path.dirname(copy), DATABASE_URL: `file:${world.file}` },
    },
  )
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>(resume => child.once('close', resume)),
  ])
  return { out, err, code }
}

async function run(file: string, statement: string): Promise<void> {
  const client = createClient({ url: `file:${file}` })
  await client.execute(statement)
  client.close()
}

/** A database as the first release made it, with a unit in it. */
async function earlierRelease(file: string): Promise<void> {
  const client = createClient({ url: `file:${file}` })
  const statements = readFileSync('drizzle/0000_the_year.sql', 'utf8').split('--> statement-breakpoint')
  for (const statement of statements) await client.execute(statement)
  const [first] = JSON.parse(readFileSync('drizzle/meta/_journal.json', 'utf8')).entries
  await client.execute(
    'create table __drizzle_migrations (id serial primary key, hash text not null, created_at numeric)',
  )
  await client.execute({
    sql: 'insert into __drizzle_migrations (hash, created_at) values (?, ?)',
    args: ['first', first.when],
  })
  client.close()
  expect(existsSync(file)).toBe(true)
}
