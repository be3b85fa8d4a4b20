import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { viewerOf } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { noteExport, recordAudits, writeEntries } from '@/lib/access/audit.commands'
import { beginRun, sealLog } from '@/lib/access/seal.commands'
import { codeOf, offeredSecret } from '@/lib/access/second-factor.crypto'
import { stepAt } from '@/lib/access/second-factor.rules'
import { sawPerson, seenWritten } from '@/lib/access/seen'
import { purge } from '@/lib/activity/retention/purge.commands'
import { closeOverdueRolls } from '@/lib/activity/status.commands'
import { checkInByCode } from '@/lib/attendance/checkin/checkin.commands'
import { digitsOf } from '@/lib/attendance/checkin/code.crypto'
import { stepOf } from '@/lib/attendance/checkin/code.rules'
import { typeDigits } from '@/lib/attendance/checkin/scan.commands'
import { askToBeVerified } from '@/lib/attendance/checkin/verification.commands'
import { noteFeedUse } from '@/lib/calendar/feeds/feed.commands'
import { fillReminders, sendDueReminders } from '@/lib/calendar/reminders/reminder.commands'
import { now } from '@/lib/core/clock'
import { logFolder } from '@/lib/core/request-logs'
import { removeFilesOfErased } from '@/lib/organisation/accounts/erasure.commands'
import { sweepBackup } from '@/lib/organisation/operations/backup.commands'
import { healthOf } from '@/lib/organisation/operations/health.commands'
import { addNamedUnits } from '@/lib/organisation/units/named-unit.commands'
import { capInstants } from '@/server/clock'
import { type ActionRow, actions } from './journeys/actions'
import { filledIn, firstRun, own, type Sender as Plain, row, send } from './sent-actions'
import { bring } from './sheets'

// What tests/nth-failure.ts sends: each action of app/, each other way of one, and each command that no form sends.

/** With somebody who has missed {marked}. */
export type Sender = Plain & { missed: Plain['newcomer'] }

export type Sample = {
  name: string
  send(sender: Sender): Promise<string>
  /** Sent once more it writes nothing more: by its key, or by the version that it saw. */
  isOnce: boolean
  /** What stands in the database before it. */
  before?: (tx: Tx, sender: Sender) => Promise<unknown>
  /** In a database without accounts. */
  inEmpty?: true
  /** Many transactions, each whole by itself: done again after a failure, it ends as undisturbed. */
  goesOn?: true
}

/** The second factor of the leader. */
export const leadersSecret = Buffer.from('a secret of 20 bytes')

const password = { currentPassword: 'a-password', idempotencyKey: 'k'.repeat(40) }

/** In place of rows of `own` that are about nothing of their sender, or have a wrong password or code. */
const better: ActionRow[] = [
  {
    ...row('app/(desk)/evidence/actions.ts#remove', { id: '1', reason: '重复' }),
    allowed: ['topAdministrator'],
  },
  {
    ...row('app/(desk)/activities/[id]/leave/actions.ts#takeLeaveBack', { requestId: '{leaveRequest}' }),
    allowed: ['administrator'],
  },
  row('app/(entry)/sign-in/actions.ts#signIn', { name: '{phoneOfCadre}', password: 'a-password' }),
  row('app/(entry)/sign-in/code/actions.ts#giveCode', { oneTimePassword: '{codeOfLeader}' }),
  row('app/(entry)/second-factor/actions.ts#turnOn', { ...password, oneTimePassword: '{firstCode}' }),
  ofLeader('renewCodes'),
  ofLeader('turnOff'),
]

function ofLeader(name: string): ActionRow {
  const fields = { ...password, oneTimePassword: '{codeOfLeader}' }
  return { ...row(`app/(entry)/second-factor/actions.ts#${name}`, fields), allowed: ['leader'] }
}

/** Values of `better` that no table of routes has. */
export function codesOf({ samples }: Plain): Record<string, string> {
  const step = stepAt(now())
  return {
    codeOfLeader: codeOf(leadersSecret, step),
    firstCode: codeOf(offeredSecret(samples.accounts.cadre.sessionId), step),
  }
}

type Before = Sample['before']

/** Of somebody who has missed {marked}, and asked for leave from {ahead}. */
const ofPerson: Record<string, Before> = {
  'app/(desk)/activities/[id]/makeup/actions.ts#handInStudy': tx => tx.run(sql`delete from make_up`),
  'app/(desk)/activities/[id]/makeup/actions.ts#takeStudyBack': undefined,
}

/** Other ways of an action, each with a write of its own. */
const ways: [way: string, of: ActionRow, before?: Before][] = [
  ['wrong', row('app/(entry)/sign-in/actions.ts#signIn', { name: '{phoneOfCadre}', password: 'wrong' })],
  ['rest', pressed('{activity}', 'rest')],
  ['undo of the rest', pressed('{marked}', 'undo:{restAt}')],
  [
    'walk-in',
    {
      ...organised('app/(desk)/activities/[id]/people/actions.ts#listPerson'),
      fields: { way: 'walkIn', activityId: '{marked}', personId: '{newcomer}' },
    },
  ],
  [
    'confirms a proposal',
    {
      ...organised('app/(desk)/makeups/actions.ts#settle'),
      fields: { confirm: '{marked}/{person}/{closed}' },
    },
    async (tx, sender) => {
      const both = `select value, 1 from json_each('[{marked}, {closed}]')`
      await tx.run(sql`insert into topic (id, name) values (1, '宪法')`)
      await tx.run(filledSql(sender, `insert into activity_topic (activity_id, topic_id) ${both}`))
    },
  ],
  [
    'undo',
    {
      ...organised('app/(desk)/activities/[id]/sheet/[person]/actions.ts#saveMakeUp'),
      fields: { intent: 'undo', activityId: '{marked}', personId: '{person}', reason: '登记错了' },
    },
    (tx, sender) =>
      tx.run(
        filledSql(
          sender,
          `update attendance set made_up_on = '2023-03-10', version = version + 1
        where activity_id = {marked} and person_id = {person}`,
        ),
      ),
  ],
]

function pressed(activityId: string, press: string): ActionRow {
  return {
    ...organised('app/(desk)/activities/[id]/sheet/actions.ts#pressMark'),
    fields: { activityId, press },
    plain: true,
  }
}

function organised(action: string): ActionRow {
  return { ...row(action, {}), allowed: ['organiser'] }
}

/** Text of a statement with the ids of the samples in it. */
function filledSql({ samples }: Sender, text: string) {
  return sql.raw(String(filledIn({ text }, samples.things).text))
}

type Command = {
  run(viewer: Viewer, things: Record<string, number>, sender: Sender): Promise<unknown>
  by?: 'cadre' | 'organiser' | 'topAdministrator'
  before?: Before
  goesOn?: true
}

const phone = 'd'.repeat(32)
const inTheHall: Before = (tx, sender) =>
  tx.run(filledSql(sender, "update activity set code_secret = 'the secret of a hall' where id = {activity}"))

/** Commands that no form sends: what the server does by itself, at the door of the hall, and at the command line. */
const byItself: Record<string, Command> = {
  'lib/access/audit.commands.ts#noteExport': { run: async viewer => noteExport(viewer, '/people/export') },
  'lib/access/seal.commands.ts#beginRun': { run: beginRun },
  'lib/access/seal.commands.ts#sealLog': {
    run: () => sealLog('run'),
    before: async (tx, { samples }) => {
      const entry = { action: 'backup.make' as const, subject: 'backup', subjectId: 1, reason: '一句话' }
      await recordAudits(tx, [[{ accountId: samples.accounts.cadre.accountId, name: '某人' }, entry]])
    },
  },
  'lib/access/seen.ts#sawPerson': {
    run: async (_, __, { samples }) => {
      const seenAt = now() - 10 * 60_000
      sawPerson({ id: samples.accounts.cadre.sessionId, seenAt, sheetOpenedAt: null })
      await seenWritten()
    },
    before: tx => tx.run(sql`update session set seen_at = seen_at - 600000`),
  },
  'lib/activity/status.commands.ts#closeOverdueRolls': {
    run: () => closeOverdueRolls(now() + 30 * 86_400_000),
    before: async (tx, sender) => {
      await tx.run(sql`insert into setting (name, value) values ('autoCloseDays', '7')`)
      await tx.run(filledSql(sender, 'update activity set roll_opened_at = null where id <> {marked}'))
    },
  },
  'lib/organisation/units/named-unit.commands.ts#addNamedUnits': {
    run: viewer => addNamedUnits(viewer, ['文化服务中心', '新桥社区']),
    by: 'topAdministrator',
  },
  'lib/activity/retention/purge.commands.ts#purge': {
    run: purge,
    by: 'topAdministrator',
    before: aged,
    goesOn: true,
  },
  'lib/activity/retention/purge.commands.ts#purge of logs': {
    run: purge,
    by: 'topAdministrator',
    before: async (tx, sender) => {
      await longUsed(tx, sender)
      mkdirSync(logFolder(), { recursive: true })
      writeFileSync(path.join(logFolder(), 'requests-2021-01-01.log'), '')
    },
    goesOn: true,
  },
  'lib/activity/retention/purge.commands.ts#purge too early': { run: purge, by: 'topAdministrator' },
  'lib/attendance/checkin/checkin.commands.ts#checkInByCode': {
    run: ({ personId, accountId, name }, { activity = 0 }) =>
      checkInByCode({
        ...{ activityId: activity, device: phone, scannedAt: now() - 1000, binds: true },
        person: { personId: personId ?? 0, accountId: accountId ?? 0, name },
      }),
    before: inTheHall,
  },
  'lib/attendance/checkin/scan.commands.ts#typeDigits': {
    run: (viewer, { activity = 0 }) =>
      typeDigits(digitsOf('the secret of a hall', activity, stepOf(now())), typist(viewer)),
    before: inTheHall,
  },
  'lib/attendance/checkin/scan.commands.ts#typeDigits wrong': {
    run: viewer => typeDigits('000000', typist(viewer)),
    before: inTheHall,
  },
  'lib/attendance/checkin/verification.commands.ts#askToBeVerified': {
    run: (_, { activity = 0 }) =>
      askToBeVerified({ activityId: activity, scannedAt: now() }, { name: '某人', phone: '8888' }, phone),
  },
  'lib/calendar/feeds/feed.commands.ts#noteFeedUse': { run: () => noteFeedUse(1) },
  'lib/calendar/reminders/reminder.commands.ts#fillReminders': { run: remind, before: tomorrow },
  'lib/calendar/reminders/reminder.commands.ts#sendDueReminders': {
    run: () => sendDueReminders(async () => {}, null),
    before: due,
  },
  'lib/calendar/reminders/reminder.commands.ts#sendDueReminders refused': {
    run: () => sendDueReminders(() => Promise.reject(new Error('450 busy')), null),
    before: due,
  },
  'lib/import/writing.commands.ts#importFile outputs': {
    run: viewer =>
      bring(viewer, 'outputs', {
        heads: '日期|渠道|数量|责任单位',
        rows: ['2023-03-01|横幅|2|东埔社区', '2023-03-02|LED|3|和平社区'],
      }),
    by: 'topAdministrator',
  },
  'lib/import/writing.commands.ts#importFile roster': {
    run: viewer => bring(viewer, 'roster', { heads: '姓名|单位', rows: ['张三|东埔社区', '李四|司法所'] }),
    by: 'topAdministrator',
  },
  'lib/organisation/accounts/erasure.commands.ts#removeFilesOfErased': {
    run: () => removeFilesOfErased(() => true),
    before: (tx, { samples }) =>
      tx.run(sql`insert into erased_person (person_id, number, erased_at, keeps_proofs, files)
        select person_id, 1, 1, 0, '["a hash"]' from account where id = ${samples.accounts.cadre.accountId}`),
  },
  'lib/organisation/operations/backup.commands.ts#sweepBackup': {
    run: sweepBackup,
    before: tx =>
      tx.run(sql`insert into setting (name, value) values ('backupBegun', '"/nowhere/xuefa.db"')`),
  },
  'lib/organisation/operations/health.commands.ts#healthOf': {
    run: async () => {
      Object.assign(globalThis, { xuefaWritten: undefined })
      return (await healthOf(true)).ok
    },
  },
  'server/clock.ts#capInstants': {
    run: capInstants,
    before: tx => tx.run(sql`update session set seen_at = seen_at + 86400000, started_at = started_at + 1`),
  },
}

function typist({ personId, accountId }: Viewer) {
  const signer = { personId: personId ?? 0, accountId: accountId ?? 0 }
  return { device: phone, signer, address: '10.0.0.1' }
}

const DAY = 86_400_000

/** Used on some days, and what would go was shown for long enough. */
async function longUsed(tx: Tx, { samples }: Sender): Promise<void> {
  const { accountId } = samples.accounts.cadre
  const entry = { accountId, actor: '某人', action: 'account.signIn', subject: 'account', reason: null }
  const more = { subjectId: String(accountId), before: undefined, after: { address: '10.0.0.1' } }
  const days = [730, 729, 20, 19, 18, 17, 16]
  await writeEntries(
    tx,
    days.map(back => ({ ...entry, ...more, at: now() - back * DAY })),
  )
  await tx.run(sql`insert into setting (name, value) values ('purgeNoticed', ${String(now() - 30 * DAY)})`)
}

/** Sessions, sign-ins and a paper of a locked year that have been kept for their periods. */
async function aged(tx: Tx, sender: Sender): Promise<void> {
  await longUsed(tx, sender)
  const begun = now() - 60 * DAY
  for (const id of ['old', 'older'])
    await tx.run(sql`insert into session (id, account_id, started_at, seen_at, browser, system, ended_at, why)
      values (${id}, ${sender.samples.accounts.cadre.accountId}, ${begun}, ${begun}, 'other', 'other', ${begun}, 'signOut')`)
  await tx.run(sql`insert into locked_year (year, unit_id, locked_at) select 2016, id, 1 from unit`)
  await tx.run(sql`update evidence set added_at = ${Date.parse('2016-06-01')}`)
  await tx.run(sql`update activity set day = '2016-03-10', last_day = '2016-03-10', version = version + 1
    where id in (select activity_id from evidence)`)
}

async function remind(): Promise<void> {
  await fillReminders(now())
}

async function tomorrow(tx: Tx, sender: Sender): Promise<void> {
  await tx.run(sql`update account set email = 'a@example.org'`)
  await tx.run(
    filledSql(sender, `update activity set day = '2023-03-11', last_day = '2023-03-11' where id = {ahead}`),
  )
  await tx.run(filledSql(sender, `update attendance set day = '2023-03-11' where activity_id = {ahead}`))
}

async function due(tx: Tx, sender: Sender): Promise<void> {
  await tomorrow(tx, sender)
  await tx.run(
    filledSql(
      sender,
      `insert into reminder (account_id, activity_id, day, next_try_at)
       select c.id, {ahead}, '2023-03-11', 1 from account c join attendance r on r.person_id = c.person_id
       where r.activity_id = {ahead} order by c.id limit 1`,
    ),
  )
}

/** Everything that is sent. */
export function allSamples(): Sample[] {
  const signOut = { ...row('app/(entry)/sign-in/actions.ts#signOut', {}), plain: true as const }
  const rows = [...actions, ...own, signOut].map(of => better.find(one => one.action === of.action) ?? of)
  return [
    ...rows.map(of => sampleOf(of.action, of, ofPerson[of.action])),
    ...ways.map(([way, of, before]) => sampleOf(`${of.action} ${way}`, of, before)),
    { ...sampleOf(firstRun.action, firstRun), send: sendFirstRun, inEmpty: true as const },
    ...Object.entries(byItself).map(([name, command]) => commandSample(name, command)),
  ]
}

function sampleOf(name: string, of: ActionRow, before?: Before): Sample {
  return {
    name,
    before,
    isOnce: 'idempotencyKey' in of.fields || 'version' in of.fields,
    send: async sender => {
      const by = of.action in ofPerson ? sender.missed : undefined
      return (await send(sender, of, { locale: 'zh', by })).text
    },
  }
}

async function sendFirstRun(sender: Sender): Promise<string> {
  Object.assign(globalThis, { xuefaFirstRunCode: firstRun.fields.code })
  return (await send(sender, firstRun, { locale: 'zh' })).text
}

function commandSample(name: string, { run, by = 'cadre', before, goesOn }: Command): Sample {
  return {
    name,
    before,
    goesOn,
    isOnce: false,
    send: async sender => {
      const viewer = await viewerOf(sender.samples.accounts[by].accountId)
      if (!viewer) throw new Error(`${by} is nobody.`)
      return JSON.stringify(await run(viewer, sender.samples.things.a as Record<string, number>, sender))
    },
  }
}

type Kept = {
  /** What is written before the one change and kept where it fails, and why. */
  tables?: string[]
  /** It says the same where nothing could be written. */
  isQuiet?: 'onFullDisk' | 'always'
  why: string
}

const tries = {
  tables: ['sign_in_failure'],
  why: 'a try counts before the password is compared, or a failure would be a free guess',
}
const signsInToRead = { ...tries, isQuiet: 'onFullDisk' as const }

export const keptBefore: Record<string, Kept> = {
  'app/(desk)/me/actions.ts#savePassword': tries,
  'app/(entry)/second-factor/actions.ts#turnOn': tries,
  'app/(entry)/second-factor/actions.ts#renewCodes': tries,
  'app/(entry)/second-factor/actions.ts#turnOff': tries,
  'app/(entry)/first-run/actions.ts#openProduct': tries,
  // On a full disk its session is kept in memory, and may only read.
  'app/(entry)/sign-in/actions.ts#signIn': signsInToRead,
  // And it has no log.
  'app/(entry)/sign-in/actions.ts#signIn wrong': signsInToRead,
  'app/(entry)/sign-in/code/actions.ts#giveCode': signsInToRead,
  'app/(desk)/settings/operations/actions.ts#backUp': {
    tables: ['setting', 'audit', 'audit_text', 'audit_seal', 'request_key'],
    isQuiet: 'always',
    why: 'the copy beside the database is what was asked for, and is made where no note of it can be',
  },
  'lib/access/audit.commands.ts#noteExport': {
    isQuiet: 'always',
    why: 'the file is made all the same',
  },
  'lib/access/seal.commands.ts#beginRun': {
    isQuiet: 'onFullDisk',
    why: 'the process then only reads, and begins again once there is room',
  },
  'lib/access/seen.ts#sawPerson': { isQuiet: 'always', why: 'the next request writes it' },
  'lib/activity/retention/purge.commands.ts#purge of logs': {
    tables: ['setting', 'audit', 'audit_text', 'audit_seal'],
    why: 'files of the request log are no rows: how many went is lost where it cannot be noted',
  },
  'lib/attendance/checkin/scan.commands.ts#typeDigits': { ...tries, isQuiet: 'onFullDisk' },
  'lib/attendance/checkin/scan.commands.ts#typeDigits wrong': {
    ...tries,
    isQuiet: 'always',
    why: 'a refusal is answered where it cannot be noted',
  },
  'lib/calendar/reminders/reminder.commands.ts#sendDueReminders': {
    tables: ['reminder'],
    why: 'claimed before the mail leaves, so that it leaves once at most',
  },
  'lib/calendar/reminders/reminder.commands.ts#sendDueReminders refused': {
    tables: ['reminder'],
    why: 'claimed before the mail leaves, so that it leaves once at most',
  },
}
