import { existsSync, readFileSync } from 'node:fs'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeDatabase, db, openDatabase, settleDatabase } from '@/db/client'
import { account } from '@/db/schema/access'
import { evidence } from '@/db/schema/output'
import { erasedPerson, membership, person } from '@/db/schema/roster'
import { write } from '@/db/write'
import { viewerOf } from '@/lib/access/access.queries'
import { recordAudit } from '@/lib/access/audit.commands'
import { auditLog } from '@/lib/access/audit.queries'
import { beginRun, endRun } from '@/lib/access/seal.commands'
import { removeFile, storeFile } from '@/lib/activity/attachments/file-store.commands'
import { pathOf } from '@/lib/activity/attachments/file-store.queries'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import { grantRole, resetPassword } from '@/lib/organisation/accounts/account.commands'
import { erasePerson, removeFilesOfErased } from '@/lib/organisation/accounts/erasure.commands'
import type { EraseInput } from '@/lib/organisation/accounts/erasure.input'
import { erasureOf } from '@/lib/organisation/accounts/erasure.queries'
import { ownDataOf } from '@/lib/organisation/accounts/own-data.queries'
import { movePerson } from '@/lib/organisation/people/person.commands'
import { figuresBy, figuresOf, filterFor } from '@/lib/statistics/rates/rate.queries'
import { answerVerify } from '@/server/commands/verify-answer'
import { cellsWith, hasEverything } from '../../one-person'
import { atTime, closeWorld, leaveNow, openWorld, people, units, viewerFor, type World } from '../../world'

const personId = people.wujianguo
const [name, phone, staffNo] = ['吴建国', '13800001234', 'S004']
const said = `与${name}（138-0000-1234，${staffNo}）谈过`

let world: World
let fileHash: string

beforeEach(async () => {
  world = await openWorld()
  const accountId = world.viewers.cadre.accountId ?? 0
  fileHash = await storeFile(Buffer.from('a proof'))
  await beginRun()
  await write(async tx => {
    await tx.update(person).set({ phone }).where(eq(person.id, personId))
    await tx
      .update(account)
      .set({ email: `${staffNo}@example.cn` })
      .where(eq(account.id, accountId))
    await hasEverything(tx, { personId, accountId, staffNo, unitId: units.office, fileHash }, said)
    const about = { reason: said, before: { name, phone }, after: { name: said } }
    await recordAudit(tx, world.viewers.administrator, {
      ...{ action: 'person.change', subject: 'person', subjectId: personId, ...about },
    })
    await recordAudit(tx, world.viewers.organiser, {
      ...{ action: 'plan.setRules', subject: 'plan', subjectId: 900, after: { lecturer: said, year: 2023 } },
    })
    await recordAudit(tx, world.viewers.cadre, {
      ...{ action: 'activity.change', subject: 'activity', subjectId: 900, reason: '场地变了' },
    })
  })
})
afterEach(closeWorld)

async function left(id: number = personId) {
  await leaveNow(world.viewers.administrator, { personId: id, membershipId: 'all', lastDay: '2023-03-09' })
}

async function erase(more: Partial<EraseInput> = {}, viewer = world.viewers.administrator) {
  const [held] = await db
    .select()
    .from(person)
    .where(eq(person.id, more.personId ?? personId))
  const input = {
    personId,
    version: held?.version ?? 0,
    typedName: name,
    proofs: 'remove',
    openYears: true,
  } as const
  return erasePerson(viewer, { ...input, ...more }, removeFile)
}

async function figures() {
  const filter = await filterFor(world.viewers.administrator, {
    from: '2023-01-01',
    to: '2023-12-31',
    asOf: '2023-12-31',
  })
  const by = (['unit', 'month', 'form', 'person'] as const).map(each => figuresBy(filter, [each]))
  return JSON.stringify([await figuresOf(filter), ...(await Promise.all(by)).map(each => [...each])])
}

test('no cell holds the name, the phone or the number afterwards; figures, log and seal are as before', async () => {
  await left()
  const [before, cells] = [await figures(), await cellsWith(name, phone, staffNo)]

  expect(await erase()).toEqual({ ok: true, personId })

  expect(cells.length).toBeGreaterThan(50)
  expect(await cellsWith(name, phone, staffNo)).toEqual([])
  expect(await figures()).toBe(before)
  expect(await db.select().from(person).where(eq(person.id, personId))).toMatchObject([
    { name: '已注销人员 #1', staffNo: '#1', initials: '', phone: null, post: null, rankBand: null },
  ])
  await endRun()
  await beginRun()
  expect(await answerVerify()).toMatchObject({ exit: 0, out: { ok: true } })
})

test('the file on disk holds it nowhere either, in no free page', async () => {
  await left()
  await erase()
  await settleDatabase()
  await closeDatabase()

  const bytes = [world.file, `${world.file}-wal`].filter(existsSync).map(file => readFileSync(file))
  await openDatabase(`file:${world.file}`, { what: 'test' })
  expect([name, '138-0000-1234', phone].filter(word => bytes.some(each => each.includes(word)))).toEqual([])
})

test('the log shows who did it by the new name, and keeps what is no text', async () => {
  await left()
  await erase()

  const { rows } = await auditLog(world.viewers.administrator, {})
  const told = rows.map(({ action, actor, reason, after, cleared }) => ({
    action,
    actor,
    reason,
    after,
    cleared,
  }))
  expect(
    told.filter(({ action }) => ['activity.change', 'plan.setRules', 'person.erase'].includes(action)),
  ).toEqual([
    {
      action: 'person.erase',
      actor: '黄丽娟',
      reason: null,
      after: expect.stringContaining('"number":1'),
      cleared: [],
    },
    {
      action: 'activity.change',
      actor: '已注销人员 #1',
      reason: '场地变了',
      after: null,
      cleared: ['actor'],
    },
    { action: 'plan.setRules', actor: '林静', reason: null, after: '{"year":2023}', cleared: ['after'] },
  ])
})

test('a short staff number leaves equal numbers alone; the phone goes from the cells of a draft', async () => {
  const snapshot = JSON.stringify({ items: [{ id: 30, weight: 30, parentId: 30 }] })
  await write(async tx => {
    await tx.update(person).set({ staffNo: '30' }).where(eq(person.id, personId))
    await tx.run(
      sql`insert into setting (name, value) values ('idleMinutes', '30'), ('byNumber', '{"30":"30"}')`,
    )
    await tx.run(sql`update plan_revision set snapshot = ${snapshot}`)
    // A line of an earlier release, and one of this: the number of a word is nobody's.
    const cells = [
      '{"rows":[["30",30],[13800001234,"13800001234"]]}',
      '{"words":["13800001234"],"at":[[30]]}',
    ]
    await tx.run(sql`update import_draft set table_json = ${cells.join('\n')}`)
    await recordAudit(tx, world.viewers.organiser, {
      ...{ action: 'exam.change', subject: 'exam', subjectId: 900, before: { version: 29, title: '考试' } },
      after: { version: 30, title: '测试' },
    })
  })
  await left()

  await erase()

  expect(
    await db.all(sql`select value from setting where name in ('idleMinutes', 'byNumber') order by name`),
  ).toEqual([{ value: '{"30":"30"}' }, { value: '30' }])
  expect(await db.all(sql`select snapshot from plan_revision`)).toEqual([{ snapshot }])
  expect(await db.all(sql`select table_json as cells from import_draft`)).toEqual([
    {
      cells:
        '{"rows":[["30",30],["已注销人员 #1","已注销人员 #1"]]}\n{"words":["已注销人员 #1"],"at":[[30]]}',
    },
  ])
  const { rows } = await auditLog(world.viewers.administrator, {})
  expect(rows.find(each => each.action === 'exam.change')).toMatchObject({ cleared: [] })
})

describe('the name is found', () => {
  test.each([
    ['in whatever case', 'Anna Li', 'ANNA LI'],
    ['in whatever case, beyond ASCII', 'Élodie', 'éLODIE'],
    ['in capitals beyond ASCII', 'Zoé', 'ZOÉ'],
    ['over a tab', name, '吴\t建国'],
    ['over the end of a line', name, '吴建\r\n国'],
    ['over a hard space', name, '吴\u00a0建国'],
    ['over a wide space', name, '吴\u3000建国'],
  ])('%s', async (_, called, written) => {
    await write(async tx => {
      await tx.update(person).set({ name: called }).where(eq(person.id, personId))
      // Nothing else in the row names the person.
      await tx.run(sql`update meeting_record set discussion = ${`请 ${written} 发言`}, chaired_by = '',
        recorder = '', key_speakers = '', conveyed = '', summary = ''`)
      await tx.run(
        sql`update plan_revision set reason = '', snapshot = ${JSON.stringify({ title: written })}`,
      )
      await tx.run(sql`insert into unit_alias (word, unit_id) values (${`${called.toUpperCase()} 强`}, 1)`)
    })
    await left()

    expect(await erase({ typedName: called })).toEqual({ ok: true, personId })

    expect(await db.all(sql`select discussion from meeting_record`)).toEqual([
      { discussion: '请 已注销人员 #1 发言' },
    ])
    expect(await db.all(sql`select snapshot from plan_revision`)).toEqual([
      { snapshot: '{"title":"已注销人员 #1"}' },
    ])
  })

  test('but not where it belongs to somebody else, in whatever case', async () => {
    await write(async tx => {
      await tx.update(person).set({ name: 'Anna' }).where(eq(person.id, personId))
      await tx.update(person).set({ name: 'ANNA MARIA' }).where(eq(person.id, people.xieyong))
      await tx.run(sql`update meeting_record set discussion = 'ANNA MARIA, ANNA'`)
    })
    await left()
    const { longer } = await erasureOf(world.viewers.administrator, personId)

    await erase({ typedName: 'Anna' })

    expect(longer).toEqual(['ANNA MARIA'])
    expect(await db.all(sql`select discussion from meeting_record`)).toEqual([
      { discussion: 'ANNA MARIA, 已注销人员 #1' },
    ])
  })

  test('and a namesake is one in whatever case', async () => {
    await write(async tx => {
      await tx.update(person).set({ name: 'Élodie' }).where(eq(person.id, personId))
      await tx.update(person).set({ name: 'ÉLODIE' }).where(eq(person.id, people.xieyong))
      await tx.run(sql`update meeting_record set discussion = 'Élodie'`)
    })
    await left()

    await erase({ typedName: 'Élodie' })

    expect(await db.all(sql`select discussion from meeting_record`)).toEqual([{ discussion: 'Élodie' }])
  })
})

describe('the proofs', () => {
  test('go with their files', async () => {
    await left()
    await erase()

    expect(existsSync(pathOf(fileHash))).toBe(false)
    expect(await db.select({ id: evidence.id }).from(evidence)).toEqual([{ id: 902 }])
    expect(await db.select({ files: erasedPerson.files }).from(erasedPerson)).toEqual([{ files: '[]' }])
  })

  test('or stay without the name, where they are asked for as evidence', async () => {
    await left()
    await erase({ proofs: 'keep' })

    expect(existsSync(pathOf(fileHash))).toBe(true)
    expect(await db.select({ name: evidence.name }).from(evidence)).toMatchObject([
      ...[{ name: '#1 900' }, { name: '#1 901' }],
      { name: expect.stringContaining('已注销人员 #1') },
    ])
    expect(await cellsWith(name, phone, staffNo)).toEqual([])
  })

  test('a file that a stop left behind goes at the next one', async () => {
    await left()
    const stopped = erasePerson(
      world.viewers.administrator,
      { personId, version: 0, typedName: name, proofs: 'remove', openYears: true },
      () => {
        throw new Error('stopped')
      },
    )
    await expect(stopped).rejects.toThrow('stopped')

    expect(await erase({ version: 0 })).toEqual({ ok: true, personId })

    expect(existsSync(pathOf(fileHash))).toBe(false)
  })

  test('a file that an upload holds stays on the list, and goes at the next one', async () => {
    await left()
    await erase()
    await write(tx => tx.update(erasedPerson).set({ files: JSON.stringify(['held', 'free']) }))
    const removed: string[] = []

    await removeFilesOfErased(hash => hash !== 'held')
    const [waiting] = await db.select({ files: erasedPerson.files }).from(erasedPerson)
    await removeFilesOfErased(hash => removed.push(hash) > 0)

    expect(waiting).toEqual({ files: '["held"]' })
    expect(removed).toEqual(['held'])
    expect(await db.select({ files: erasedPerson.files }).from(erasedPerson)).toEqual([{ files: '[]' }])
  })
})

describe('is refused', () => {
  test('while the person is in service, or comes back on a day that is set', async () => {
    expect(await erase()).toMatchObject({ ok: false, reason: 'inService' })
    await left()
    await write(tx => tx.insert(membership).values({ personId, unitId: units.dongpu, fromDay: '2023-06-01' }))

    expect(await erase()).toMatchObject({ ok: false, reason: 'inService' })
  })

  test('in the lists of a year that is not locked, unless that is known', async () => {
    await left()

    expect(await erase({ openYears: false })).toEqual({
      ok: false,
      reason: 'openYear',
      places: { years: '2023' },
    })
    await write(tx => tx.run(sql`insert into locked_year (year, unit_id, locked_at) values (2023, 1, 1)`))
    expect(await erase({ openYears: false })).toEqual({ ok: true, personId })
  })

  test('with another name, and with a page that is older than the person', async () => {
    await left()

    expect(await erase({ typedName: '吴建' })).toEqual({ ok: false, reason: 'otherName', field: 'typedName' })
    await expect(erase({ version: 7 })).rejects.toThrow(Conflict)
  })

  test('of oneself, and of the last administrator', async () => {
    const { administrator } = world.viewers
    await write(tx =>
      tx.run(sql`update membership set to_day = '2023-03-09' where person_id = ${people.huanglijuan}`),
    )
    const own = { personId: people.huanglijuan, typedName: '黄丽娟' }

    expect(await erase(own)).toMatchObject({ ok: false, reason: 'ownAccount' })
    expect(await erase(own, { ...administrator, personId: null, accountId: null })).toMatchObject({
      reason: 'lastAdministrator',
    })
  })

  test('to whoever does not administer the top unit', async () => {
    await left()
    const ofDongpu = await viewerFor(people.xuguohua, 'administrator', units.dongpu)

    for (const viewer of [world.viewers.organiser, world.viewers.leader, world.viewers.cadre, ofDongpu])
      await expect(erase({}, viewer)).rejects.toThrow(NotFound)
    await expect(erasureOf(ofDongpu, personId)).rejects.toThrow(NotFound)
  })
})

test('of a namesake texts stay, since nobody can tell whom they mean; numbers go, and what belongs to the person', async () => {
  await write(tx => tx.update(person).set({ name }).where(eq(person.id, people.xieyong)))
  await left()
  const told = await erasureOf(world.viewers.administrator, personId)

  expect(await erase()).toEqual({ ok: true, personId })

  expect([told.texts, told.ambiguous]).toEqual([told.ambiguous, told.texts])
  expect(told.ambiguous).toBeGreaterThan(30)
  expect(await cellsWith(phone, staffNo)).toEqual([])
  const [record] = await db.all(sql`select discussion from meeting_record`)
  expect(record).toEqual({ discussion: `与${name}（已注销人员 #1，已注销人员 #1）谈过` })
  expect(await db.all(sql`select reason from leave_request`)).toEqual([{ reason: '' }])
})

test('once erased a person is nobody’s to change, export or erase again', async () => {
  await left()
  await erase()
  const { administrator } = world.viewers
  const accountId = world.viewers.cadre.accountId ?? 0

  expect(await erase({ version: 0, typedName: 'x' })).toEqual({ ok: true, personId })
  expect(await viewerOf(accountId)).toBe(null)
  const move = { personId, version: 1, unitId: units.dongpu, day: '2023-04-01', how: 'move' } as const
  await expect(movePerson(administrator, move)).rejects.toThrow(Forbidden)
  await expect(ownDataOf(administrator, personId)).rejects.toThrow(NotFound)
  const key = 'k'.repeat(40)
  await expect(resetPassword(administrator, { idempotencyKey: key, accountId })).rejects.toThrow(NotFound)
  await expect(grantRole(administrator, { accountId, role: 'leader', unitId: 1 })).rejects.toThrow(NotFound)
})

test('the next one is #2', async () => {
  await left()
  await erase()
  await left(people.fuming)
  atTime('2023-03-11T09:00:00+08:00')
  await erase({ personId: people.fuming, typedName: '傅明' })

  expect(await db.select({ name: person.name }).from(person).where(eq(person.id, people.fuming))).toEqual([
    { name: '已注销人员 #2' },
  ])
})
