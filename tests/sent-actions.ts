import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { encode } from 'next-auth/jwt'
import type { FormState } from '@/app/_forms/action'
import { hashPassword } from '@/lib/access/password.crypto'
import { passwordMark } from '@/lib/access/second-factor.crypto'
import type { ActionRow } from './journeys/actions'
import { filled, type Things } from './journeys/routes'
import { type Samples, samplesOf } from './journeys/samples'
import { communitiesNow } from './journeys/server'
import { asking, sentBy } from './next-request'
import { copyCommunities } from './templates'

// Sends an action of app/ as Next calls it, on the open database. `next/headers` and `next/cache` must stand for
// tests/next-request.ts in whatever process does it.

const root = path.resolve(import.meta.dirname, '..')

const proved = { currentPassword: 'a-password', oneTimePassword: '123456' }

/** Actions of `open` in tests/journeys/actions.ts that answer in words, with what their form sends. */
export const own: ActionRow[] = [
  row('app/(desk)/me/actions.ts#savePassword', {
    currentPassword: 'a-password',
    newPassword: 'another kettle on 3 roofs',
    repeatPassword: 'another kettle on 3 roofs',
  }),
  row('app/(desk)/me/actions.ts#endSession', { sessionId: 'of-another-device' }),
  row('app/(desk)/me/actions.ts#keepEmail', { email: 'cadre@example.org' }),
  row('app/(desk)/me/actions.ts#endAllSessions', {}),
  { ...row('app/(entry)/language/actions.ts#chooseLanguage', { locale: '{otherLanguage}' }), plain: true },
  row('app/(desk)/changes/actions.ts#markRead', { until: '{now}' }),
  { ...row('app/(desk)/calendar/actions.ts#turnLunar', { shows: 'yes' }), plain: true },
  row('app/(desk)/evidence/actions.ts#remove', { id: '1', reason: '重复' }),
  row('app/(entry)/sign-in/actions.ts#signIn', { name: 'nobody', password: 'a-password' }),
  row('app/(entry)/sign-in/code/actions.ts#giveCode', { oneTimePassword: '123456' }),
  row('app/(entry)/second-factor/actions.ts#turnOn', { ...proved, idempotencyKey: 'k'.repeat(40) }),
  row('app/(entry)/second-factor/actions.ts#renewCodes', { ...proved, idempotencyKey: 'k'.repeat(40) }),
  row('app/(entry)/second-factor/actions.ts#turnOff', proved),
  row('app/(entry)/change-password/actions.ts#choosePassword', {
    newPassword: 'another kettle on 3 roofs',
    repeatPassword: 'another kettle on 3 roofs',
  }),
  row('app/(desk)/activities/[id]/leave/actions.ts#askForLeave', {
    activityId: '{ahead}',
    kind: '病假',
    reason: '住院',
  }),
  row('app/(desk)/activities/[id]/leave/actions.ts#takeLeaveBack', { requestId: '{leaveRequest}' }),
  row('app/(desk)/activities/[id]/makeup/actions.ts#handInStudy', {
    activityId: '{marked}',
    day: '2023-03-10',
    material: '民法典',
    note: '通读',
  }),
  row('app/(desk)/activities/[id]/makeup/actions.ts#takeStudyBack', { makeUpId: '{selfStudy}' }),
  row('app/(desk)/calendar/subscribe/actions.ts#changeThisFeed', {
    id: '1',
    version: '0',
    name: '手机',
    alarm: '120',
    'shown[]': ['exam'],
  }),
  row('app/(desk)/calendar/subscribe/actions.ts#revokeThisFeed', { id: '1' }),
]

/** About a thing of the sender's own that the samples have none of: without it nothing is written. */
export const aboutNothing = own
  .map(each => each.action)
  .filter(action => /#(endSession|remove|takeLeaveBack|handInStudy|takeStudyBack|\w+ThisFeed)$/.test(action))

/** It asks for a database without accounts. */
export const firstRun = row('app/(entry)/first-run/actions.ts#openProduct', {
  code: 'ABCD-EFGH',
  unitName: '某街道',
  name: '某人',
  newPassword: 'another kettle on 3 roofs',
  repeatPassword: 'another kettle on 3 roofs',
})

/** Those that show no answer of a form: they only read, write nothing to the database, or have pages of their own. */
export const wordless = new Set([
  'app/(desk)/accounts/slips/route.ts#POST',
  'app/(entry)/s/route.ts#POST',
  'app/(entry)/sign-in/actions.ts#signOut',
  'app/(desk)/calendar/actions.ts#warnOfMove',
  'app/ui/actions.ts#answerSample',
])

export type Sender = {
  samples: Samples
  secret: string
  /** Of a sign-in whose password was right, and whose code is still owed. */
  half: string
  /** Somebody with a first password, for the page that changes it. */
  newcomer: Samples['accounts']['cadre']
}

/** Fills `folder` with a thing of each kind; the password of everybody is `a-password`. */
export async function makeSamples(folder: string): Promise<Sender> {
  await copyCommunities(folder)
  const samples = samplesOf(folder)
  const secret = readFileSync(path.join(folder, 'session.secret'), 'utf8')
  const client = createClient({ url: `file:${path.join(folder, 'xuefa.db')}` })
  const hash = await hashPassword('a-password')
  await client.execute({ sql: 'update account set password_hash = ?', args: [hash] })
  const known = Object.values(samples.accounts).map(each => each.accountId)
  const { rows } = await client.execute(
    `update account set must_change = 1 where id = (select max(id) from account where id not in (${known}))
     returning id`,
  )
  const at = Date.parse(communitiesNow)
  await client.execute({
    sql: `insert into session (id, account_id, started_at, seen_at, browser, system) values ('of-the-newcomer', ?, ?, ?, 'other', 'other')`,
    args: [Number(rows[0]?.id), at, at],
  })
  client.close()
  const half = await halfOf(Number(known[0]), hash, secret)
  const newcomer = { accountId: Number(rows[0]?.id), sessionId: 'of-the-newcomer' }
  return { samples, secret, half, newcomer }
}

/** The cookie between the password and the code. */
export function halfOf(accountId: number, passwordHash: string, secret: string): Promise<string> {
  const at = Date.parse(communitiesNow)
  const half = { accountId, name: 'x', mark: passwordMark(passwordHash), at, isReadable: true }
  return encode({ token: { half }, secret, salt: 'second step', maxAge: 3600 })
}

export type Answer = { action: string; text: string; texts: string[]; typed: Fields } & Pick<
  FormState,
  'values' | 'theirs' | 'taken' | 'asked'
>
export type Fields = Record<string, string | string[]>

export async function send(
  { samples, secret, half, newcomer }: Sender,
  { action, fields, allowed, json, upload, plain }: ActionRow,
  {
    by,
    origin = 'http://127.0.0.1',
    locale,
    referer,
  }: { by?: Samples['accounts']['cadre']; origin?: string; locale?: string; referer?: string } = {},
): Promise<Answer> {
  const typed = filledIn(fields, {
    ...samples.things,
    a: { ...samples.things.a, now: Date.parse(communitiesNow), otherLanguage: locale === 'en' ? 'zh' : 'en' },
  })
  const token =
    by ?? (action.endsWith('#choosePassword') ? newcomer : samples.accounts[allowed[0] ?? 'cadre'])
  const session = await encode({ token, secret, maxAge: 3600 })
  const [file = '', name = ''] = action.split('#')
  const called = (await import(path.join(root, file)))[name]
  return asking.run({ session, half, origin, locale, referer }, async () => {
    if (json || upload) {
      const address = `http://127.0.0.1${json ?? upload?.to}`
      const body = json ? asJson(typed) : asForm(typed, upload)
      const headers = sentBy(asking.getStore())
      const response: Response = await called(new Request(address, { method: 'POST', body, headers }))
      const told = json
        ? `${response.status} ${((await response.json()) as { reason?: string }).reason}`
        : reasonIn(response.headers.get('location'))
      return { action, text: told, texts: [], typed }
    }
    try {
      const sent = plain ? [asForm(typed)] : [{ turn: 0 }, asForm(typed)]
      const state: FormState | undefined = await called(...sent)
      // The answer of a form without a state stands in a cookie, for the frame of the page.
      if (!state) return { action, text: `said=${asking.getStore()?.kept?.answer}`, texts: [], typed }
      const { message, errors = {}, values = {}, theirs, taken, asked } = state
      const texts = [message, ...Object.values(errors)].filter(text => text !== undefined)
      return { action, text: texts.join(' '), texts, typed, values, theirs, taken, asked }
    } catch (error) {
      // redirect() and notFound() of Next.
      const digest = String((error as { digest?: string }).digest)
      if (!digest.startsWith('NEXT_')) throw error
      return { action, text: reasonIn(digest.split(';')[2]), texts: [], typed }
    }
  })
}

function reasonIn(address: string | null | undefined): string {
  return /(said|refused)=[\w.]+/.exec(address ?? '')?.[0] ?? String(address)
}

function asJson(fields: Fields): string {
  return JSON.stringify(fields, (_, value) =>
    typeof value === 'string' && value.startsWith('[{') ? JSON.parse(value) : value,
  )
}

function asForm(fields: Fields, file?: { name: string; text: string }): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) form.append(name, each)
  if (file) form.set('file', new Blob([file.text]), file.name)
  return form
}

export function filledIn(fields: Fields, things: Things): Fields {
  const fill = (text: string) => {
    const value = filled(text, 'a', things)
    if (value === undefined) throw new Error(`make what ${text} names in tests/journeys/communities.ts`)
    return value
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      fill(name),
      Array.isArray(value) ? value.map(fill) : fill(value),
    ]),
  )
}

export function row(action: string, fields: Fields): ActionRow {
  return { action, allowed: ['cadre'], fields }
}
