import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { checkDatabase } from '@/db/check'
import { db } from '@/db/client'
import { allowWriting, setReadOnly } from '@/db/read-only'
import { evidence } from '@/db/schema/output'
import { write } from '@/db/write'
import { recordAudit } from '@/lib/access/audit.commands'
import { historyOf } from '@/lib/access/audit.sql'
import { bindBrowsers } from '@/lib/access/known-browser.commands'
import { sealLog } from '@/lib/access/seal.commands'
import { checkLog } from '@/lib/access/seal.sql'
import { addAttachment, type Given, removeAttachment } from '@/lib/activity/attachments/attachment.commands'
import { attachmentFile, attachmentsOf, proofsOf } from '@/lib/activity/attachments/attachment.queries'
import { storeFile, withStoredFile } from '@/lib/activity/attachments/file-store.commands'
import { pathOf } from '@/lib/activity/attachments/file-store.queries'
import { purge } from '@/lib/activity/retention/purge.commands'
import { type Due, retentionOf } from '@/lib/activity/retention/retention.queries'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { logFolder } from '@/lib/core/request-logs'
import { addDays, dayOf, instantOf } from '@/lib/core/time'
import { putRetention } from '@/lib/organisation/settings/setting.commands'
import { lockYear } from '@/lib/statistics/lock/lock.commands'
import { answerPurge } from '@/server/commands/purge'
import { nightOf, purgeTonight } from '@/server/nightly'
import { jpeg, pdf, png, progressive, webp } from '../../fixtures/pictures'
import {
  atTime,
  closeWorld,
  hasActivity,
  openWorld,
  people,
  sessionFor,
  units,
  type World,
} from '../../world'

let world: World
let activityId: number
let administrator: World['viewers']['administrator']

/** A world of its own for each test: a year that is locked stays so. */
beforeEach(async () => {
  await closeWorld()
  world = await openWorld()
  administrator = world.viewers.administrator
  on('2023-03-10')
  activityId = await hasActivity(world.viewers.dongpuOrganiser, {
    hostUnitId: units.dongpu,
    title: '社区学法',
    audienceWords: '东埔社区',
  })
})
afterAll(closeWorld)

function on(day: string, time = '09:00') {
  atTime(`${day}T${time}:00+08:00`)
}

async function attached(given: Partial<Given> = {}): Promise<number> {
  const answer = await addAttachment(world.viewers.dongpuOrganiser, {
    kind: 'photo',
    activityId,
    planItemId: null,
    personId: null,
    unitId: null,
    idempotencyKey: '',
    bytes: jpeg(),
    fileName: '王伟.jpg',
    ...given,
  })
  if (!answer.ok) throw new Error(answer.reason)
  return answer.id
}

/** People work on some days before that one, and the page has been there for a week. */
async function worked(until: string) {
  for (let back = 12; back >= 8; back--) {
    on(addDays(until, -back))
    await write(tx =>
      recordAudit(tx, administrator, { action: 'plan.create', subject: 'plan', subjectId: 1 }),
    )
  }
  await purge(administrator)
  on(until, '03:10')
}

async function lock(year: number) {
  await lockYear(administrator, { year })
}

const due = async (kind: Due['kind']) =>
  (await retentionOf(administrator)).due.filter(each => each.kind === kind)
const hashOf = async (id: number) =>
  (await db.select().from(evidence).where(eq(evidence.id, id)))[0]?.hash ?? ''

describe('evidence', () => {
  test('of a year that is not locked stays, and the page says why', async () => {
    const id = await attached()
    await worked('2029-01-15')

    const found = await due('evidence')
    const purged = await purge(administrator)

    expect(found).toEqual([{ kind: 'evidence', year: 2023, due: 0, stays: { reason: 'unlocked', count: 1 } }])
    expect(purged).toMatchObject({ ok: true, counts: {} })
    expect((await attachmentFile(world.viewers.dongpuOrganiser, id)).file.state).toBe('whole')
  })

  test('of a locked year goes after five years: file, name and hash; a line stays, and everything agrees', async () => {
    const photo = await attached()
    const proof = await attached({
      kind: 'leave',
      personId: people.sumeiling,
      bytes: pdf(),
      fileName: '苏美玲病假条.pdf',
    })
    const removed = await attached({ bytes: png(), fileName: '林静.png' })
    await removeAttachment(world.viewers.dongpuOrganiser, { id: removed, reason: null })
    const files = await Promise.all([photo, proof, removed].map(hashOf))
    await sealLog('run')
    await worked('2029-01-15')
    await lock(2023)

    const purged = await purge(administrator)
    await sealLog('run')

    expect(purged).toMatchObject({ ok: true, counts: { evidence: 3 } })
    expect(files.filter(hash => existsSync(pathOf(hash)))).toEqual([])
    const [row] = await attachmentsOf(world.viewers.dongpuOrganiser, activityId, ['photo'])
    expect(row).toMatchObject({ id: photo, name: '', hash: '', state: 'purged', mayRemove: false })
    expect(dayOf(row?.purgedAt ?? 0)).toBe('2029-01-15')
    const whose = { activityId, personId: people.sumeiling, kind: 'leave' } as const
    expect(await proofsOf(world.viewers.dongpuOrganiser, whose)).toMatchObject([{ state: 'purged' }])
    expect((await attachmentFile(world.viewers.dongpuOrganiser, photo)).file).toEqual({ state: 'purged' })
    const told = JSON.stringify([
      await historyOf('activity', activityId, { actions: ['evidence.add', 'evidence.remove'] }),
      await historyOf('evidence', proof),
      await db.all(sql`select * from evidence`),
    ])
    expect(told).not.toMatch(/王伟|病假条|林静\.png/)
    expect(await checkLog()).toEqual([])
    expect(await checkDatabase({ integrity: true, foreignKeys: true, digests: true })).toEqual([])
  })

  test('is one entry of the log with its counts, and the page lists it', async () => {
    await attached()
    await worked('2029-01-15')
    await lock(2023)

    await purge(administrator)

    const entries = await historyOf('purge', '2029-01-15')
    expect(entries).toMatchObject([{ action: 'purge.done', after: { evidence: 1 } }])
    expect((await retentionOf(administrator)).runs).toMatchObject([{ counts: { evidence: 1 } }])
  })

  test('is not of its year alone: what was added later is kept from then on', async () => {
    on('2024-02-01')
    await attached()
    await worked('2029-01-15')
    await lock(2023)

    expect(await due('evidence')).toEqual([])
  })

  test('that is never to be removed stays', async () => {
    await attached()
    const { version } = (await retentionOf(administrator)).periods
    const periods = { sessionDays: 30, requestLogMonths: 6, signInLogMonths: 12 }
    await putRetention(administrator, { version, ...periods, evidenceYears: null })
    await worked('2040-01-15')
    await lock(2023)

    expect(await due('evidence')).toEqual([])
    expect(await purge(administrator)).toMatchObject({ ok: true, counts: {} })
  })

  test('keeps a file that another year shows as well', async () => {
    const id = await attached()
    const hash = await hashOf(id)
    on('2026-03-10')
    activityId = await hasActivity(world.viewers.dongpuOrganiser, {
      hostUnitId: units.dongpu,
      title: '又一次',
      day: '2026-03-10',
      audienceWords: '东埔社区',
    })
    const younger = await attached()
    await worked('2029-01-15')
    await lock(2023)

    await purge(administrator)

    expect(existsSync(pathOf(hash))).toBe(true)
    expect((await attachmentFile(world.viewers.dongpuOrganiser, younger)).file.state).toBe('whole')
  })

  test('keeps a file that an upload is about to name', async () => {
    const hash = await hashOf(await attached())
    await worked('2029-01-15')
    await lock(2023)

    await withStoredFile((await jpegAsKept()) as Uint8Array, async held => {
      expect(held).toBe(hash)
      await purge(administrator)
    })

    expect(existsSync(pathOf(hash))).toBe(true)
    on('2029-01-16', '03:10')
    await purge(administrator)
    expect(existsSync(pathOf(hash))).toBe(false)
  })

  test('a purge that is killed before its files went goes on the next night, and tells both as one', async () => {
    const [one, other] = [await attached(), await attached({ bytes: png() })]
    const [first, second] = await Promise.all([one, other].map(hashOf))
    await worked('2029-01-15')
    await lock(2023)
    // What cannot be removed stops it in the same place.
    rmSync(pathOf(first ?? ''))
    mkdirSync(path.join(pathOf(first ?? ''), 'in-the-way'), { recursive: true })
    await expect(purge(administrator)).rejects.toThrow()
    expect(existsSync(pathOf(second ?? ''))).toBe(true)
    expect(await historyOf('purge', '2029-01-15')).toEqual([])
    rmSync(pathOf(first ?? ''), { recursive: true })

    on('2029-01-16', '03:10')
    await purgeTonight(nightOf(instantOf('2029-01-16', '03:10')))

    expect(existsSync(pathOf(second ?? ''))).toBe(false)
    expect(await historyOf('purge', '2029-01-15')).toMatchObject([{ after: { evidence: 2 } }])
    expect(await checkLog()).toEqual([])
  })

  test('scans of check-in go with it, but for those that wait', async () => {
    const scan = (id: number, outcome: string, decision: string | null) => sql`
      insert into sign_in (id, activity_id, person_id, at, device, outcome, decision)
      values (${id}, ${activityId}, ${people.sumeiling}, ${instantOf('2023-03-10', '09:00')}, 'd', ${outcome}, ${decision})`
    await write(async tx => {
      await tx.run(scan(1, 'signed', null))
      await tx.run(scan(2, 'toVerify', null))
      await tx.run(scan(3, 'toVerify', 'confirmed'))
    })
    await worked('2029-01-15')
    await lock(2023)

    expect(await purge(administrator)).toMatchObject({ counts: { scans: 2 } })
    expect(await db.all(sql`select id from sign_in`)).toEqual([{ id: 2 }])
  })
})

async function jpegAsKept() {
  const { storable } = await import('@/lib/activity/attachments/attachment.rules')
  const fit = storable(jpeg(), 'photo')
  return fit.ok ? fit.file.bytes : null
}

test('of what belongs to no year exactly what is too old goes', async () => {
  const old = await sessionFor(administrator.accountId)
  const day = 86_400_000
  const rows = (at: number, hash: string) => [
    sql`insert into import_draft (kind, file_name, options, table_json, created_at)
      values ('photo', 'x', ${JSON.stringify({ stored: { hash } })}, '', ${at - 30 * day})`,
    sql`insert into request_key (key, at, answer) values (${`k${at}`}, ${at - 90 * day}, '{}')`,
    sql`insert into sign_in_failure (name_hash, source, count, wait_until) values ('n', ${`s${at}`}, 1, ${at - day})`,
    sql`insert into reminder (account_id, activity_id, day, next_try_at)
      values (${administrator.accountId}, ${activityId}, ${addDays(dayOf(at), -90)}, 0)`,
  ]
  on('2022-11-01')
  await write(tx => bindBrowsers(tx, [{ device: 'old', personId: people.linjing }]))
  on('2023-04-15')
  await write(tx => bindBrowsers(tx, [{ device: 'new', personId: people.linjing }]))
  const young = await sessionFor(administrator.accountId)
  await worked('2023-05-10')
  const at = instantOf('2023-05-10', '03:10')
  const [stays, goes] = [await storeFile(webp()), await storeFile(progressive())]
  // Nothing before was a sign of what follows.
  await write(tx => tx.run(sql`delete from session where id not in (${old.sessionId}, ${young.sessionId})`))
  await write(async tx => {
    for (const row of [...rows(at, stays), ...rows(at - day, goes)]) await tx.run(row)
  })

  const purged = await purge(administrator)

  expect(purged).toEqual({
    ok: true,
    counts: { sessions: 1, drafts: 1, browsers: 1, requestKeys: 1, tries: 1, reminders: 1 },
  })
  expect(await db.all(sql`select id from session`)).toEqual([{ id: young.sessionId }])
  expect(await db.all(sql`select device from bound_device`)).toEqual([{ device: 'new' }])
  expect(await db.all(sql`select count(*) as n from import_draft`)).toEqual([{ n: 1 }])
  // The photo of a folder that was not written goes from the disk as well.
  expect([stays, goes].map(hash => existsSync(pathOf(hash)))).toEqual([true, false])
})

test('of the log only names and addresses of signing in go; what explains a row stays, and the seals agree', async () => {
  const nobody = { ...administrator, accountId: null, name: '' }
  await write(async tx => {
    const entry = {
      action: 'account.signIn' as const,
      subject: 'account',
      subjectId: 1,
      after: { address: '10.0.0.7' },
    }
    await recordAudit(tx, administrator, entry)
    await recordAudit(tx, nobody, { ...entry, action: 'account.signInFailed' })
    await recordAudit(tx, administrator, {
      action: 'account.grant',
      subject: 'account',
      subjectId: 1,
      after: { unit: '东埔社区' },
    })
  })
  on('2023-12-10')
  await write(tx =>
    recordAudit(tx, administrator, {
      action: 'account.signIn',
      subject: 'account',
      subjectId: 1,
      after: { address: '10.0.0.8' },
    }),
  )
  await sealLog('run')
  await worked('2024-11-20')
  const before = await historyOf('account', 1, { actions: ['account.grant'] })
  const [found, stays] = [await due('signInLog'), await due('log')]

  const purged = await purge(administrator)
  await sealLog('run')

  expect(found).toEqual([{ kind: 'signInLog', year: 2023, due: 2, stays: null }])
  expect(stays).toMatchObject([{ year: 2023, due: 0, stays: { reason: 'explains' } }])
  expect(purged).toMatchObject({ counts: { signInLog: 2 } })
  const after = await historyOf('account', 1)
  expect(after.map(({ action, cleared, after }) => [action, cleared.includes('after'), after])).toEqual([
    ['account.signIn', true, {}],
    ['account.signInFailed', true, {}],
    ['account.grant', false, { unit: '东埔社区' }],
    ['account.signIn', false, { address: '10.0.0.8' }],
  ])
  expect(await historyOf('account', 1, { actions: ['account.grant'] })).toEqual(before)
  expect(await checkLog()).toEqual([])
})

test('the request log goes by its period, and never what the law asks for', async () => {
  const names = ['2023-07-15', '2023-07-16', '2024-01-14'].map(day => `requests-${day}.log`)
  await worked('2024-01-16')
  mkdirSync(logFolder(), { recursive: true })
  for (const name of [...names, 'requests-2023-01-01.log.gz', 'mine.log'])
    writeFileSync(path.join(logFolder(), name), '')

  const purged = await purge(administrator)

  expect(purged).toMatchObject({ counts: { requestLog: 2 } })
  expect(readdirSync(logFolder()).sort()).toEqual(['mine.log', ...names.slice(1)])
})

test('the command says what would go, and removes it without --dry-run', async () => {
  const id = await attached()
  await worked('2029-01-15')
  await lock(2023)

  const told = await answerPurge({ command: 'purge', dryRun: true })
  const left = await hashOf(id)
  const done = await answerPurge({ command: 'purge', dryRun: false })
  on('2040-01-15')
  const held = await answerPurge({ command: 'purge', dryRun: false })

  expect(told).toMatchObject({
    exit: 0,
    say: expect.stringContaining('照片、签到表、证明等附件 2023：将清除 1 条'),
  })
  expect(left).not.toBe('')
  expect(done).toMatchObject({ exit: 0, out: { counts: { evidence: 1 } } })
  expect(done.say).toContain('照片、签到表、证明等附件 1 条')
  expect(held).toMatchObject({ exit: 1, out: { hold: 'clock' }, say: expect.stringContaining('日期') })
})

describe('nothing goes', () => {
  /** An account that was signed in long ago, with the lock and the paper that would go. */
  async function muchToRemove() {
    const id = await attached()
    await sessionFor(administrator.accountId)
    on('2024-01-10')
    await lock(2023)
    return id
  }
  const stands = async (id: number) =>
    (await attachmentFile(world.viewers.dongpuOrganiser, id)).file.state === 'whole'

  test('after the clock was put forward by years', async () => {
    const id = await muchToRemove()
    await worked('2024-01-20')
    on('2035-01-20', '03:10')

    expect(await purge(administrator)).toEqual({ ok: false, reason: 'clock' })
    expect(await stands(id)).toBe(true)
    // Put right, it goes on as before.
    on('2024-01-21', '03:10')
    await purgeTonight(nightOf(instantOf('2024-01-21', '03:10')))
    expect(await purge(administrator)).toMatchObject({ ok: true })
    expect(await stands(id)).toBe(true)
  })

  test('in the first week, and in the week after a period was changed', async () => {
    const id = await muchToRemove()
    await worked('2029-01-15')
    const { version } = (await retentionOf(administrator)).periods
    const periods = { sessionDays: 30, requestLogMonths: 6, signInLogMonths: 12 }
    await putRetention(administrator, { version, ...periods, evidenceYears: 4 })

    expect(await purge(administrator)).toEqual({ ok: false, reason: 'notYet' })
    expect((await retentionOf(administrator)).firstOn).toBe('2029-01-22')
    expect(await stands(id)).toBe(true)
    on('2029-01-22', '03:10')
    expect(await purge(administrator)).toMatchObject({ ok: true })
    expect(await stands(id)).toBe(false)
  })

  test('while the database is only read, and nothing is written of it', async () => {
    const id = await muchToRemove()
    await worked('2029-01-15')
    const [before] = await db.all(sql`select max(id) as id from audit`)
    setReadOnly('checking', 'a test')

    expect(await purge(administrator)).toEqual({ ok: false, reason: 'readOnly' })

    allowWriting('checking')
    expect(await db.all(sql`select max(id) as id from audit`)).toEqual([before])
    expect(await stands(id)).toBe(true)
  })

  test('for others than the administrator of the top unit', async () => {
    await expect(purge(world.viewers.dongpuOrganiser)).rejects.toThrow(Forbidden)
    await expect(retentionOf(world.viewers.dongpuOrganiser)).rejects.toThrow(NotFound)
  })
})
