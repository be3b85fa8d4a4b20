import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeDatabase, db, settleDatabase } from '@/db/client'
import { auditSeal } from '@/db/schema/audit'
import { write } from '@/db/write'
import { clearTexts, recordAudit } from '@/lib/access/audit.commands'
import { auditLog } from '@/lib/access/audit.queries'
import { historyOf } from '@/lib/access/audit.sql'
import { sealLog, startSealing } from '@/lib/access/seal.commands'
import { logTriggers, readKept, sealLine, triggerFindings } from '@/lib/access/seal.crypto'
import { checkLog, compareKept, lastSeal, sealedSince } from '@/lib/access/seal.sql'
import { answerVerify } from '@/server/commands/verify-answer'
import { untilNight } from '@/server/log'
import { editByHand } from '../../seal-edits'
import { closeWorld, openWorld, people, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

/** Writes entries in one commit: a mark of each of these people, the last with a reason. */
async function marks(...personIds: number[]): Promise<void> {
  await write(tx =>
    recordAudit(
      tx,
      world.viewers.organiser,
      ...personIds.map(personId => ({
        action: 'attendance.mark' as const,
        subject: 'attendance',
        subjectId: `1/${personId}`,
        reason: personId === personIds.at(-1) ? '补登' : null,
        before: { personId, mark: null, leaveReason: '住院' },
        after: { personId, mark: 'present', leaveReason: null },
      })),
    ),
  )
}

test.each([
  ['2023-03-10T03:29:00+08:00', 1],
  ['2023-03-10T03:30:00+08:00', 24 * 60],
  ['2023-03-10T23:00:00+08:00', 270],
])('at %s the next check of the night is %i minutes away', (at, minutes) => {
  expect(untilNight(Date.parse(at))).toBe(minutes * 60_000)
})

const seals = () => db.select().from(auditSeal).orderBy(auditSeal.id)
const kept = async (since = 0) => {
  const seal = await lastSeal()
  if (!seal) throw new Error('There is no seal.')
  return [sealLine(seal), ...(await sealedSince(db, since))].join('\n')
}

test('an entry keeps ids and words of the program, its texts lie beside it', async () => {
  await marks(people.wujianguo)

  const [entry] = await db.all(
    sql`select account_id, subject_id, before, after from audit order by id desc limit 1`,
  )
  const [text] = await db.all(
    sql`select actor, reason, before, after from audit_text order by audit_id desc limit 1`,
  )
  expect(entry).toEqual({
    account_id: world.viewers.organiser.accountId,
    subject_id: '1/4',
    before: '{"personId":4,"mark":null}',
    after: '{"personId":4,"mark":"present","leaveReason":null}',
  })
  expect(text).toEqual({
    actor: '林静',
    reason: '补登',
    before: '{"personId":4,"mark":null,"leaveReason":"住院"}',
    after: null,
  })
})

test('the triggers of the migration are those that the check expects', async () => {
  const found = await db.all<{ name: string; sql: string }>(
    sql`select name, sql from sqlite_schema where type = 'trigger' and sql like '%audit%'`,
  )

  expect(triggerFindings(found)).toEqual([])
  expect(found.map(each => each.name).sort()).toEqual(Object.keys(logTriggers).sort())
})

test.each([
  ["update audit_seal set kind = 'run'", 'seals are never changed'],
  ['delete from audit_seal', 'seals are never deleted'],
  ["update audit set subject_id = '2/2'", 'audit rows are never changed'],
  ['delete from audit', 'audit rows are never deleted'],
  ["update audit_text set actor = '别人'", 'a text of the audit is only emptied'],
  ['update audit_text set actor = null', 'a text of the audit is only emptied'],
  ['delete from audit_text', 'audit texts are never deleted'],
])('%s is refused', async (statement, said) => {
  await sealLog('run')

  const refused = await write(tx => tx.run(sql.raw(statement))).catch((error: Error) => String(error.cause))

  expect(refused).toContain(said)
})

test('what follows the last seal is named as not sealed, and a seal covers it once', async () => {
  await sealLog('run')
  const before = (await seals()).length
  await marks(people.linjing, people.wujianguo)

  const fresh = (await auditLog(world.viewers.administrator, { limit: 3 })).rows.map(row => row.isUnsealed)
  await sealLog('run')
  await sealLog('run')

  expect(fresh).toEqual([true, true, false])
  expect((await auditLog(world.viewers.administrator, { limit: 3 })).rows.map(row => row.isUnsealed)).toEqual(
    [false, false, false],
  )
  expect((await seals()).slice(before)).toMatchObject([{ kind: 'run', entries: 2 }])
  expect(await checkLog()).toEqual([])
})

test('an entry is sealed by itself within a second of its commit', async () => {
  const failures: unknown[] = []
  startSealing(error => failures.push(error))
  await marks(people.linjing)
  const committed = performance.now()
  const [{ newest } = { newest: 0 }] = await db.all<{ newest: number }>(
    sql`select max(id) as newest from audit`,
  )

  while ((await lastSeal())?.lastAuditId !== newest && performance.now() - committed < 5000)
    await new Promise(resume => setTimeout(resume, 20))

  expect(performance.now() - committed).toBeLessThan(1000)
  expect(failures).toEqual([])
})

test('a cleared text is gone for good; ids, marks, seal and check are as before', async () => {
  await marks(people.wujianguo, people.fuming)
  await sealLog('run')
  const [entry] = await historyOf('attendance', `1/${people.fuming}`)
  if (!entry) throw new Error('There is no entry.')

  await write(tx =>
    clearTexts(tx, world.viewers.administrator, [entry.id], ['actor', 'reason', 'before'], '注销'),
  )
  await sealLog('run')

  expect(await historyOf('attendance', `1/${people.fuming}`)).toEqual([
    {
      ...entry,
      // The account's person is still called so.
      actor: '林静',
      reason: null,
      before: { personId: people.fuming, mark: null },
      cleared: ['actor', 'reason', 'before'],
    },
  ])
  expect(
    await db.all(
      sql`select actor, actor_salt, reason, reason_salt, "before" as was from audit_text where audit_id = ${entry.id}`,
    ),
  ).toEqual([{ actor: null, actor_salt: null, reason: null, reason_salt: null, was: null }])
  expect(await checkLog()).toEqual([])
})

test('a text that is cleared while the check goes on is no finding', async () => {
  await marks(people.wujianguo)
  await sealLog('run')
  const [entry] = await historyOf('attendance', `1/${people.wujianguo}`)
  let reads = 0
  // The check knows by then what had been cleared, and has read no entry yet.
  const meanwhile = new Proxy(db, {
    get: (target, key) =>
      key === 'all'
        ? async (asked: SQL) => {
            const rows = await target.all(asked)
            if (++reads === 2)
              await write(tx =>
                clearTexts(tx, world.viewers.administrator, [entry?.id ?? 0], ['actor'], '期满'),
              )
            return rows
          }
        : Reflect.get(target, key),
  })

  expect(await checkLog(meanwhile)).toEqual([])
  expect((await historyOf('attendance', `1/${people.wujianguo}`))[0]?.cleared).toEqual(['actor'])
})

test('a seal that was kept is compared: the same, of another log, and of one that is gone', async () => {
  await marks(people.linjing)
  await sealLog('run')
  const line = await kept()
  await marks(people.wujianguo)
  await sealLog('run')
  const read = (text: string) => readKept(text) as NonNullable<ReturnType<typeof readKept>>

  expect((await compareKept(read(line))).state).toBe('same')
  expect((await compareKept(read(line.replace(/-[0-9a-f]{4}\n/, '-0000\n')))).state).toBe('differs')
  expect((await compareKept(read(line.replace(/SEAL \d+/, 'SEAL 9999')))).state).toBe('gone')
})

test('the command verify answers with 0, with 1 for a log that is not the kept one, and with 2 for no seal', async () => {
  const line = await kept()
  const other = line.replace(/-[0-9a-f]{4}\n/, '-0000\n')

  expect(await answerVerify({ command: 'verify' })).toMatchObject({
    exit: 0,
    out: { ok: true },
    say: expect.stringContaining('操作日志：完好'),
  })
  expect(await answerVerify({ command: 'verify', kept: line })).toMatchObject({
    exit: 0,
    say: expect.stringContaining('日志与 2023-03-10 09:00:00 时相同'),
  })
  expect(await answerVerify({ command: 'verify', kept: other })).toMatchObject({
    exit: 1,
    say: expect.stringContaining('时不同'),
  })
  expect(await answerVerify({ command: 'verify', kept: '没有' })).toMatchObject({ exit: 2 })
})

describe('hand edits', () => {
  let folder: string
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('each is found, and its row is named', async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'xuefa-seal-'))
    await sealLog('start')
    for (const ids of [[1, 2, 3], [4], [5, 6, 7, 8], [9, 10]]) {
      await marks(...ids)
      await sealLog('run')
    }
    await marks(11, 12)
    await sealLog('stop')
    const text = await kept()
    await settleDatabase()
    await closeDatabase()

    const outcomes = await editByHand(world.file, text, 28, 7)

    expect(outcomes.filter(each => each.missed.length > 0)).toEqual([])
    expect(new Set(outcomes.map(each => each.kind)).size).toBe(14)
  })
})
