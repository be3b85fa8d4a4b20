import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { signedOutUpload } from '@/app/_forms/signed-out-upload'
import { sayIn } from '@/app/_i18n/messages'
import { signOutHere } from '@/lib/access/session.commands'
import type { HeldSession } from '@/lib/access/session.queries'
import { keptForm } from '@/server/kept-form'
import { atTime, closeWorld, openWorld, sessionFor, type World } from '../../world'

const secret = 'of this test alone'
let world: World
let ended: HeldSession

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET = secret
  world = await openWorld()
})
afterAll(closeWorld)
beforeEach(async () => {
  atTime('2023-03-10T09:00:00+08:00')
  ended = await sessionFor(world.viewers.organiser.accountId)
  await signOutHere(world.viewers.organiser, ended.sessionId)
})

const typed = '学法\n"民法典" <第一讲> & 讨论'
const action: [string, string][] = [
  ['$ACTION_REF_1', ''],
  ['$ACTION_1:0', '{"id":"ab","bound":"$@1"}'],
  ['version', '3'],
]

async function sent(fields: [string, string | File][], held: HeldSession | null): Promise<Request> {
  const body = new FormData()
  for (const [name, value] of [...action, ...fields]) body.append(name, value)
  const token = held && (await encode({ token: held, secret, maxAge: 3600 }))
  const headers = token ? { cookie: `next-auth.session-token=${token}` } : undefined
  return new Request('http://front/plans/3/new?month=2', { method: 'POST', headers, body })
}

/** The fields of the form on the page, as a browser would send them again. */
async function fieldsOn(answer: Response | null): Promise<[string, string][]> {
  const page = (await answer?.text()) ?? ''
  const plain = (text = '') =>
    text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)).replaceAll('\r\n', '\n')
  return [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
    ([, name, value]): [string, string] => [plain(name), plain(value)],
  )
}

test('what was typed comes back after the session has ended, and goes through once its account is back', async () => {
  const answer = await keptForm(
    await sent(
      [
        ['title', typed],
        ['days[]', '1'],
        ['days[]', '2'],
      ],
      ended,
    ),
  )

  expect(answer?.status).toBe(401)
  const page = (await answer?.clone().text()) ?? ''
  expect(page).toContain('action="/plans/3/new?month=2"')
  expect(page).toContain('您已经退出登录，还没有保存')
  const again = await fieldsOn(answer)
  expect(again.slice(0, -1)).toEqual([...action, ['title', typed], ['days[]', '1'], ['days[]', '2']])
  const back = await sessionFor(world.viewers.organiser.accountId)
  const body = again.slice(action.length)
  // Sent while nobody is signed in, the page comes back as it was.
  expect(await fieldsOn(await keptForm(await sent(body, ended)))).toEqual(again)
  expect(await keptForm(await sent(body, back))).toBe(null)
})

test('another account does not send it in its own name', async () => {
  const answer = await keptForm(await sent([['title', typed]], ended))
  const body = (await fieldsOn(answer)).slice(action.length)
  const other = await sessionFor(world.viewers.cadre.accountId)

  const refused = await keptForm(await sent(body, other))

  expect(await refused?.clone().text()).toContain('现在登录的是另一个账号，还没有保存')
  expect(await fieldsOn(refused)).toEqual([...action, ...body])
})

test('a file is named, to be chosen again, also where it was all of the form; a form with a password is not kept', async () => {
  const file = new File(['x'], '签到表 3 月.png')
  const withFile = await keptForm(
    await sent(
      [
        ['title', typed],
        ['photo', file],
      ],
      ended,
    ),
  )
  const alone = await keptForm(
    await sent(
      [
        ['photo', file],
        ['paper', new File([], '')],
      ],
      ended,
    ),
  )

  for (const answer of [withFile, alone]) {
    const page = (await answer?.clone().text()) ?? ''
    expect(page).toContain(
      '“签到表 3 月.png”没有保留，请重新选择：<br><input type="file" name="photo" required>',
    )
    expect(page).not.toContain('type="file" name="paper"')
  }
  expect((await fieldsOn(withFile)).map(([name]) => name)).toEqual([
    ...action.map(([name]) => name),
    'title',
    '$ACTION_TYPED_BY',
  ])
  expect(
    await keptForm(
      await sent(
        [
          ['newPassword', 'p'],
          ['title', typed],
        ],
        ended,
      ),
    ),
  ).toBe(null)
})

test.each<[string, [string, string][]]>([
  ['a button alone', []],
  ['the choice of a language', [['locale', 'en']]],
])('%s has nothing typed in it', async (_, fields) => {
  expect(await keptForm(await sent(fields, ended))).toBe(null)
})

test('without a session before, and while it lasts', async () => {
  const live = await sessionFor(world.viewers.organiser.accountId)

  expect((await keptForm(await sent([['title', typed]], null)))?.status).toBe(401)
  expect(await keptForm(await sent([['title', typed]], live))).toBe(null)
})

test('an address that a browser would take for another host is never the target', async () => {
  const request = await sent([['title', typed]], ended)

  expect(await keptForm(new Request('http://front//evil.example/x', request))).toBe(null)
})

test('an upload after its session has ended says which file has to be chosen again, with what stood beside it', async () => {
  const form = new FormData()
  form.append('kind', 'outputs')
  form.append('sheet', '3 月 "新"')
  form.append('file', new File(['x'], '宣传台账.xlsx'))
  const sent = new Response(form)
  const headers = { 'content-type': sent.headers.get('content-type') ?? '' }
  const body = await sent.arrayBuffer()
  const upload = () => new Request('http://front/api/imports', { method: 'POST', headers, body })
  const say = sayIn('zh')

  const answer = await signedOutUpload(upload(), 10_000, say, { held: ended, viewer: null })
  const unknown = await signedOutUpload(upload(), 10_000, say, { held: null, viewer: null })
  const tooBig = await signedOutUpload(upload(), 100, say, { held: ended, viewer: null })

  expect(answer.status).toBe(401)
  expect(answer.headers.get('content-security-policy')).toContain('nonce-')
  expect(await fieldsOn(answer.clone())).toEqual([
    ['kind', 'outputs'],
    ['sheet', '3 月 "新"'],
  ])
  const page = await answer.text()
  expect(page).toContain('action="/api/imports"')
  expect(page).toContain('“宣传台账.xlsx”没有保留，请重新选择：<br><input type="file" name="file" required>')
  for (const each of [unknown, tooBig])
    expect([each.status, each.headers.get('location')]).toEqual([303, '/sign-in'])
})
