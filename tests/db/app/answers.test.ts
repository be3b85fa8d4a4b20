import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { encode } from 'next-auth/jwt'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { typedOf } from '@/app/_forms/others'
import { digestOf } from '@/app/_forms/was'
import { sayIn } from '@/app/_i18n/messages'
import RatesPage from '@/app/(desk)/rates/page'
import { closeDatabase, openDatabase, writerClient } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { setReadOnly } from '@/db/read-only'
import type { StatementCache } from '@/db/statement-cache'
import type { Viewer } from '@/lib/access/access.rules'
import type { Unavailable } from '@/lib/core/unavailable'
import { views } from '@/lib/statistics/rates/rate.rules'
import { type ActionRow, actions, open } from '../../journeys/actions'
import type { Samples } from '../../journeys/samples'
import { communitiesNow } from '../../journeys/server'
import { asking } from '../../next-request'
import {
  type Answer,
  aboutNothing,
  type Fields,
  filledIn,
  firstRun,
  makeSamples,
  own,
  row,
  type Sender,
  send as sendBy,
  wordless,
} from '../../sent-actions'

// Every action of app/, called as Next calls it, on a real file with a thing of each kind in it.

vi.mock('next/headers', () => import('../../next-request'))
vi.mock('next/cache', () => import('../../next-request'))

const rows = [...actions, ...own]
/** With a thing of each kind, made once; each test has a copy. */
let made: string
let sender: Sender
let samples: Samples

const send = (each: ActionRow, options?: Parameters<typeof sendBy>[2]) => sendBy(sender, each, options)

beforeAll(async () => {
  made = mkdtempSync(path.join(tmpdir(), 'xuefa-answers-'))
  sender = await makeSamples(made)
  samples = sender.samples
  vi.stubEnv('NEXTAUTH_SECRET', sender.secret)
  vi.stubEnv('XUEFA_NOW', communitiesNow)
}, 120_000)
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(made, { recursive: true, force: true })
})

test('each action that answers in words is sent here', () => {
  const named = rows.map(each => each.action).filter(each => !actions.some(one => one.action === each))

  expect([...named, firstRun.action, ...wordless].sort()).toEqual(Object.keys(open).sort())
})

let folder: string
let url: string

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-answers-'))
  cpSync(made, folder, { recursive: true })
  url = `file:${path.join(folder, 'xuefa.db')}`
  await openDatabase(url)
})
afterEach(async () => {
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
})

test('a form from a page of another site is refused before the database is asked', async () => {
  const foreign = { origin: 'https://elsewhere.example' }
  const others = [...wordless].map(action => wordlessRow(action))
  const asked: [action: string, statements: number][] = []

  for (const each of [...rows, firstRun, ...others])
    asked.push([each.action, await statementsOf(() => send(each, foreign))])

  expect(asked.filter(([, statements]) => statements > 0)).toEqual([])
  // The same form from an own page does ask.
  expect(await statementsOf(() => send(rows[0] as ActionRow, {}))).toBeGreaterThan(0)
}, 60_000)

// How many are asked and not how long they take: rows that are read twice are found on any machine.
test('the page of rates asks at most eight statements in every view, one of them for all figures of a year', async () => {
  const { reads } = (globalThis as unknown as { xuefaDatabase: { reads: StatementCache } }).xuefaDatabase
  const session = await encode({ token: samples.accounts.leader, secret: sender.secret, maxAge: 3600 })
  const asked = { session, half: sender.half, origin: 'http://127.0.0.1' }
  const spy = vi.spyOn(reads, 'execute')
  for (const view of views) {
    spy.mockClear()
    const searchParams = Promise.resolve({ year: '2023', view })

    await asking.run(asked, () => RatesPage({ params: Promise.resolve({}), searchParams }))

    // Who the viewer is, is asked once in a request of Next, and here each time.
    const own = spy.mock.calls
      .map(([each]) => (typeof each === 'string' ? each : each.sql))
      .filter(each => !/"grant"|"account"/.test(each))
    expect(own.length, view).toBeLessThanOrEqual(8)
    expect(
      own.filter(each => /from activity a cross join attendance/.test(each)),
      view,
      // This year's, last year's, and a table of what the figures do not tell.
    ).toHaveLength(['tag', 'topic', 'missed'].includes(view) ? 3 : 2)
  }
})

describe.each(['zh', 'en'] as const)('in %s', locale => {
  const { t } = sayIn(locale)

  beforeEach(async () => {
    await writerClient().execute({ sql: 'update account set locale = ?', args: [locale] })
  })

  test('while another process holds the database, every form says so and keeps what was typed', async () => {
    const holder = createClient({ url })
    await holder.transaction('write')

    const answers = await Promise.all(rows.map(each => send(each, { locale }))).finally(() => holder.close())

    const said = Object.fromEntries(answers.map((answer, at) => [rows[at]?.action, answer.text]))
    expect(said).toEqual(expected('databaseBusy', t('common.form.databaseBusy')))
    expect(answers.filter(lostSomething)).toEqual([])
  }, 60_000)

  const wrongCode = t('access.secondStep.wrong', { time: '09:00' })

  test('while a damaged database is only read, every form says so and keeps what was typed', async () => {
    setReadOnly('damaged', 'a page is malformed')

    const answers = await Promise.all(rows.map(each => send(each, { locale })))

    const said = Object.fromEntries(answers.map((answer, at) => [rows[at]?.action, answer.text]))
    expect(said).toEqual({
      ...expected('readOnly', t('common.form.readOnly')),
      // It signs in all the same, to read.
      'app/(entry)/sign-in/actions.ts#signIn': t('access.signIn.wrong'),
      'app/(entry)/sign-in/code/actions.ts#giveCode': wrongCode,
    })
    expect(answers.filter(lostSomething)).toEqual([])
  }, 60_000)

  test('on a full disk, every form says so and keeps what was typed', async () => {
    await fillWithEachRow()
    const said: Record<string, string> = {}
    const lost: Answer[] = []
    const client = writerClient()
    const limit = async () => {
      const [pages] = (await client.execute('pragma page_count')).rows
      await client.execute(`pragma max_page_count = ${pages?.page_count}`)
    }
    // The limit goes with the connection that meets it, and some actions write twice.
    const reconnect = client.reconnect.bind(client)
    vi.spyOn(client, 'reconnect').mockImplementation(async () => {
      await reconnect()
      await limit()
    })
    // The limit is of the database: the disk that a copy goes to has room.
    const passed = [...aboutNothing, 'app/(desk)/settings/operations/actions.ts#backUp']
    for (const each of rows.filter(one => !passed.includes(one.action))) {
      await limit()
      const answer = await send(each, { locale })
      said[each.action] = answer.text
      if (lostSomething(answer)) lost.push(answer)
    }

    const all = Object.entries({
      ...expected('diskFull', t('common.form.diskFull')),
      // It signs in all the same, to read.
      'app/(entry)/sign-in/actions.ts#signIn': t('access.signIn.wrong'),
      'app/(entry)/sign-in/code/actions.ts#giveCode': wrongCode,
      // Judged before anything is written.
      ...Object.fromEntries(
        ['turnOn', 'renewCodes', 'turnOff'].map(name => [
          `app/(entry)/second-factor/actions.ts#${name}`,
          t('access.refused.wrongOneTimePassword'),
        ]),
      ),
    })
    expect(said).toEqual(Object.fromEntries(all.filter(([action]) => !passed.includes(action))))
    expect(lost).toEqual([])
  }, 120_000)

  test('the first run says so too', async () => {
    await closeDatabase()
    const empty = `file:${path.join(folder, 'empty.db')}`
    await openDatabase(empty)
    await migrateDatabase()
    const holder = createClient({ url: empty })
    await holder.transaction('write')

    const answer = await send(firstRun, { locale }).finally(() => holder.close())

    expect(answer.text).toBe(t('common.form.databaseBusy'))
    expect(lostSomething(answer)).toBe(false)
  }, 60_000)

  test.each([
    ['by somebody who may not', (each: ActionRow) => send(each, { locale, by: samples.accounts.cadre })],
    [
      'from a page of another site',
      (each: ActionRow) => send(each, { locale, origin: 'https://elsewhere.example' }),
    ],
    ['without anything', (each: ActionRow) => send({ ...each, fields: {} }, { locale })],
    ['of a version long past', (each: ActionRow) => send(changed(each, 'version', '99'), { locale })],
    ['with much too long texts', (each: ActionRow) => send(swollen(each), { locale })],
  ])(
    'a form sent %s is answered in sentences',
    async (_, sent) => {
      const answers: Answer[] = []
      // A key of the sheet without script sends what its button holds, and nothing can be typed.
      for (const each of rows) if (!each.plain) answers.push(await sent(each))

      expect(answers.flatMap(each => each.texts).filter(text => !isSentence(text, locale))).toEqual([])
      expect(answers.flatMap(each => each.texts).length).toBeGreaterThan(20)
    },
    120_000,
  )
})

test('a form that was opened before another save says 已被他人更改, keeps what was typed, and has seen the newer one', async () => {
  const met: [ActionRow, Answer][] = []
  for (const each of rows.filter(one => 'version' in one.fields && !one.plain && !one.json))
    met.push([each, await send(changed(each, 'version', '99'), { locale: 'zh' })])

  const others = met.filter(([, answer]) => !answer.text.startsWith('已被他人更改：'))
  expect(others.map(([each]) => each.action)).toEqual([
    // The samples have no feed of the sender's own.
    'app/(desk)/calendar/subscribe/actions.ts#changeThisFeed',
  ])
  const conflicts = met.filter(each => !others.includes(each))
  expect(conflicts.length).toBeGreaterThan(45)
  expect(conflicts.map(([, answer]) => answer).filter(lostSomething)).toEqual([])
  // As it stands in the samples: with it the form would be saved.
  const versions = conflicts.map(([each]) => filledIn({ version: each.fields.version ?? '' }, samples.things))
  expect(conflicts.map(([, answer]) => ({ version: answer.theirs?.version }))).toEqual(versions)
}, 60_000)

test.each<{ action: string; typed: Fields; saved: Fields }>([
  {
    action: 'app/(desk)/activities/actions.ts#saveActivity',
    // The last is a column, and no field of the form.
    typed: { starts: '14:00', 'targets[]': ['进社区'], coHosts: '某律所', codeSecret: 'x' },
    saved: {
      title: '东埔社区学法',
      day: '2023-03-10',
      starts: '',
      audienceWords: '东埔社区',
      compulsory: 'on',
      coHosts: '',
      targets: [],
    },
  },
  {
    action: 'app/(desk)/activities/actions.ts#postpone',
    typed: { starts: '14:00' },
    saved: { newDay: '2023-03-10', starts: '' },
  },
  // The day and the place typed there are those of another session.
  { action: 'app/(desk)/activities/actions.ts#split', typed: { place: '礼堂' }, saved: {} },
  {
    action: 'app/(desk)/exams/actions.ts#saveExam',
    typed: { opensOn: '2023-03-02', opensTime: '09:00', audienceWords: '和平社区' },
    saved: { title: '东埔社区考试', opensOn: '2023-03-01', opensTime: '', audienceWords: '东埔社区' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#savePlanItem',
    typed: {
      ...{ itemId: '{item}', time: '5月', audience: '干部', topics: '宪法', mustLearn: 'on' },
    },
    saved: {
      time: '每月',
      content: '东埔社区每月学法',
      audience: '东埔社区',
      topics: '',
      mustLearn: '',
    },
  },
  {
    action: 'app/(desk)/plans/actions.ts#saveMustLearn',
    typed: { topics: '宪法', seen: '民法典' },
    saved: { topics: '', seen: '' },
  },
])('$action: the saved values beside what was typed', async ({ action, typed, saved }) => {
  const form = rows.find(one => one.action === action) ?? firstRun

  const { theirs } = await send({ ...form, fields: { ...form.fields, version: '99', ...typed } })

  const { version, ...shown } = theirs ?? {}
  expect(shown).toEqual(saved)
})

describe('two people change one entry of the ledger', () => {
  const entry = () => rows.find(one => one.action.endsWith('#saveMaterial')) ?? firstRun
  const opened = String(Date.parse(communitiesNow) - 1)
  /** As a browser sends the form that shows the entry, with what was typed. */
  const form = (shown: Fields, typed: Fields = {}) => ({
    ...entry(),
    fields: {
      ...entry().fields,
      ...shown,
      ...typed,
      opened,
      ...Object.fromEntries(
        Object.entries(shown).map(([name, value]) => [`was:${name}`, digestOf('t', [value])]),
      ),
    },
  })
  const asOpened = { quantity: '30', topic: '民法典', place: '' }
  const by = () => samples.accounts.administrator
  const stored = async () => {
    const { rows } = await writerClient().execute({
      sql: 'select quantity, topic, place, version from output where id = ?',
      args: [samples.things.a?.output ?? 0],
    })
    return { ...rows[0] }
  }
  let name: unknown

  beforeEach(async () => {
    // Both open it as it is then.
    expect((await send(entry(), { by: by() })).text).toBe('/outputs')
    const { rows } = await writerClient().execute({
      sql: 'select p.name from account k join person p on p.id = k.person_id where k.id = ?',
      args: [by().accountId],
    })
    name = rows[0]?.name
  })

  test('what one did not touch takes the saved value, what only that one changed stays, and the rest is chosen', async () => {
    const other = { ...form(asOpened, { topic: '宪法', place: '礼堂', version: '1' }) }
    await send(other, { by: by() })
    expect(await stored()).toMatchObject({ topic: '宪法', place: '礼堂', version: 2 })

    const met = await send(form(asOpened, { quantity: '40', topic: '反诈', version: '1' }), { locale: 'zh' })

    expect(met.text).toContain(`${name} 09:00 已保存这条记录`)
    expect([met.taken, met.asked, met.theirs]).toEqual([
      ['place'],
      ['topic'],
      { topic: '宪法', version: '2' },
    ])
    expect(met.values).toMatchObject({ quantity: '40', topic: '反诈', place: '礼堂' })
    const again = {
      ...entry(),
      fields: { ...(met.values as Fields), version: '2', 'asked:topic': '["宪法"]' },
    }
    const undecided = await send(again, { locale: 'zh' })
    expect(undecided.text).toBe('请选用其中一个')
    expect(undecided).toMatchObject({ theirs: { topic: '宪法' }, asked: ['topic'] })
    expect(await stored()).toMatchObject({ quantity: 30, version: 2 })
    await send({ ...again, fields: { ...again.fields, 'take:topic': 'saved' } })
    expect(await stored()).toMatchObject({ quantity: 40, topic: '宪法', place: '礼堂', version: 3 })
  })

  test('changes of different fields are shown together before they are saved', async () => {
    await send(form(asOpened, { place: '礼堂', version: '1' }), { by: by() })

    const met = await send(form(asOpened, { quantity: '40', version: '1' }), { locale: 'zh' })

    expect(met.text).toContain('两边改的不是同一栏')
    expect([met.taken, met.asked]).toEqual([['place'], []])
    await send({ ...entry(), fields: { ...(met.values as Fields), version: '2' } })
    expect(await stored()).toMatchObject({ quantity: 40, topic: '民法典', place: '礼堂', version: 3 })
  })

  test('an entry that was withdrawn meanwhile is told with who and when, and what was typed stays', async () => {
    const drop = rows.find(one => one.action.endsWith('#dropMaterial')) ?? firstRun
    await send(changed(drop, 'version', '1'), { by: by() })
    const labels = JSON.stringify({ quantity: '数量', topic: '内容', place: '地点' })

    const met = await send(form(asOpened, { topic: '反诈', version: '1', labels }), { locale: 'zh' })

    expect(met.text).toBe('/gone')
    const viewer = { accountId: samples.accounts.organiser.accountId } as Viewer
    expect(typedOf(viewer)).toMatchObject({
      message: `这条记录已被删除（${name} 09:00），没有保存。填写的内容还在下面，可以复制。`,
      typed: [
        { label: '数量', text: '30' },
        { label: '内容', text: '反诈' },
      ],
    })
    expect(typedOf({ accountId: by().accountId } as Viewer)).toBeNull()
    // Of what he may not see nobody learns that it was there.
    const stranger = await send(form(asOpened, { version: '1' }), {
      by: samples.accounts.cadre,
      locale: 'zh',
    })
    expect(stranger.text).not.toContain(String(name))
  })
})

test.each([
  ['by somebody who may not', (each: ActionRow) => send(each, { by: samples.accounts.cadre })],
  ['from a page of another site', (each: ActionRow) => send(each, { origin: 'https://elsewhere.example' })],
  [
    'from a page whose address cannot be read',
    (each: ActionRow) => send(each, { origin: 'https://elsewhere.example', referer: 'not an address' }),
  ],
  ['without anything', (each: ActionRow) => send({ ...each, fields: {} })],
])('a file that a plain form sends %s is answered by a page', async (_, sent) => {
  const uploads = rows.filter(each => each.upload)

  const answers = await Promise.all(uploads.map(sent))

  expect(uploads.length).toBeGreaterThan(2)
  expect(
    answers
      .map(each => each.text)
      .filter(text => !/^refused=\w+$|^\/(activities|imports|imports\/folder)\/\d+/.test(text)),
  ).toEqual([])
})

/** What every action says for that reason: a form its sentence, an address its reason, which its page has words for. */
function expected(reason: Unavailable, sentence: string): Record<string, string> {
  const status = reason === 'diskFull' ? 507 : 503
  return Object.fromEntries(
    rows.map(each => {
      if (each.json) return [each.action, `${status} ${reason}`]
      if (each.plain) return [each.action, `said=${reason}`]
      if (!each.upload) return [each.action, sentence]
      const isPhoto = each.upload.to === '/api/evidence' && reason === 'diskFull'
      return [each.action, `refused=${isPhoto ? 'notKept' : reason}`]
    }),
  )
}

/** Whether something typed is not in the answer; a password is asked for again. */
function lostSomething({ values, typed, action }: Answer): boolean {
  if (values === undefined) return false
  // A name and a password: only the first is kept.
  const names = Object.keys(typed).filter(name => !/password/i.test(name))
  return names.some(name => String(values[name.replace(/\[\]$/, '')]) !== String(typed[name])) && !!action
}

function isSentence(text: string, locale: 'zh' | 'en'): boolean {
  if (/^[a-z]\w*(\.\w+)+$/i.test(text) || /\{\w+\}|undefined|\[\w+\|/.test(text)) return false
  if (locale === 'zh') return /\p{Script=Han}/u.test(text)
  // Who decided before: names are not translated.
  const words = text.replace(/^\p{Script=Han}{2,4}(?= (approved|sent|refused) )/u, '')
  return /[a-z]/i.test(words) && !/\p{Script=Han}/u.test(words)
}

function changed(each: ActionRow, name: string, value: string): ActionRow {
  return name in each.fields ? { ...each, fields: { ...each.fields, [name]: value } } : each
}

function swollen(each: ActionRow): ActionRow {
  const fields = Object.entries(each.fields).map(([name, value]) => [
    name,
    typeof value === 'string' && /\p{Script=Han}/u.test(value) ? '很长'.repeat(110_000) : value,
  ])
  return { ...each, fields: Object.fromEntries(fields) }
}

/** How many statements and transactions the work asks of the database. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const { reads } = (globalThis as unknown as { xuefaDatabase: { reads: StatementCache } }).xuefaDatabase
  const writer = writerClient()
  const spies = [
    vi.spyOn(reads, 'execute'),
    vi.spyOn(reads, 'first'),
    vi.spyOn(writer, 'execute'),
    vi.spyOn(writer, 'batch'),
    vi.spyOn(writer, 'transaction'),
  ]
  await work()
  const count = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
  for (const spy of spies) spy.mockRestore()
  return count
}

function wordlessRow(action: string): ActionRow {
  const to = /^app(?:\/\([a-z]+\))?(\/.*)\/route\.ts#POST$/.exec(action)?.[1]
  const as = to ? { upload: { to, name: 'a.txt', text: 'a' } } : { plain: true as const }
  return { ...row(action, { slips: 'k'.repeat(40), intent: 'press', locale: 'en' }), ...as }
}

/** Whatever is written from now on needs a megabyte more than there was. */
async function fillWithEachRow(): Promise<void> {
  const writer = writerClient()
  await writer.execute('create table if not exists filler (bytes blob)')
  for (const table of await tables())
    for (const what of ['insert', 'update', 'delete'])
      await writer.execute(
        `create trigger "fill_${table}_${what}" after ${what} on "${table}"
         begin insert into filler values (zeroblob(1000000)); end`,
      )
}

async function tables(): Promise<string[]> {
  const { rows } = await writerClient().execute(
    "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'filler'",
  )
  return rows.map(each => String(each.name))
}
