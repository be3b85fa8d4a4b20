import { createClient } from '@libsql/client'
import { eq } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { atDoor } from '@/app/(entry)/s/_parts/door'
import { db } from '@/db/client'
import { attendance, signIn } from '@/db/schema/attendance'
import { digitsOf, sealOf } from '@/lib/attendance/checkin/code.crypto'
import { codeText, stepOf } from '@/lib/attendance/checkin/code.rules'
import { openCodes } from '@/lib/attendance/checkin/scan.commands'
import { checkInHallOf } from '@/lib/attendance/checkin/scan.queries'
import { noteClosed } from '@/lib/core/closed-time'
import { atTime, closeWorld, hasActivity, openWorld, people, sessionFor, type World } from '../../world'

// The cookies and headers that one browser sends with each request.
const browser = { cookies: new Map<string, string>(), headers: new Headers() }

let world: World
let id: number

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET = 'of this test alone'
  world = await openWorld()
  id = await hasActivity(world.viewers.organiser, { title: '民法典<讲座>', starts: '15:00', ends: '16:30' })
  await openCodes(world.viewers.organiser, { activityId: id })
})
afterAll(closeWorld)

function clock(time: string) {
  atTime(`2023-03-10T${time}+08:00`)
  return Date.parse(`2023-03-10T${time}+08:00`)
}

/** Another browser without cookies; signed in where an account is given. */
async function opens(accountId?: number | null) {
  browser.cookies.clear()
  browser.headers = new Headers({ host: 'xuefa.example', origin: 'http://xuefa.example' })
  if (!accountId) return
  const token = await sessionFor(accountId)
  const value = await encode({ token, secret: process.env.NEXTAUTH_SECRET ?? '', maxAge: 3600 })
  browser.cookies.set('next-auth.session-token', value)
}

async function codeAt(at: number) {
  const secret = (await checkInHallOf(id))?.codeSecret ?? ''
  const step = stepOf(at)
  const code = codeText({ activityId: id, step, seal: sealOf(secret, id, step) })
  return { code, digits: digitsOf(secret, id, step) }
}

async function asks(
  to: string,
  { fields, arrivedAt }: { fields?: Record<string, string>; arrivedAt?: number } = {},
) {
  const headers = new Headers(browser.headers)
  headers.set('cookie', [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
  const sent = fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}
  const answer = await atDoor(new Request(`http://xuefa.example${to}`, { headers, ...sent }), arrivedAt)
  expect(answer.headers.get('x-middleware-set-cookie')).toBeNull()
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  for (const cookie of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    browser.cookies.set(name, value)
  }
  // Each answer has a nonce of its own.
  const text = (await answer.text()).replaceAll(/nonce="[^"]+"/g, '')
  return { status: answer.status, text }
}

const scans = (code: string, arrivedAt?: number) => asks(`/s/${code}`, { arrivedAt })
const sends = (fields: Record<string, string>) => asks('/s', { fields })

async function rowNow(personId: number) {
  const rows = await db.select().from(attendance).where(eq(attendance.activityId, id))
  return rows.find(row => row.personId === personId)
}

test('a phone with a session: one GET, one POST, and from then on it needs no session', async () => {
  await opens(world.viewers.cadre.accountId)
  const { code } = await codeAt(clock('14:59:50'))

  const scanned = await scans(code)
  clock('15:08:00')
  const pressed = await sends({ intent: 'press' })

  expect(scanned.status).toBe(200)
  expect(scanned.text).toContain('您是 <b>吴建国</b>')
  expect(scanned.text).toContain('民法典&#60;讲座&#62;')
  expect(scanned.text.match(/<script|data-again/g)).toEqual(['data-again', '<script'])
  expect(pressed).toMatchObject({ status: 200, text: expect.stringContaining('吴建国 · 出席 · 15:08') })
  expect(await rowNow(people.wujianguo)).toMatchObject({ mark: 'present', how: 'code' })
  browser.cookies.delete('next-auth.session-token')
  expect((await scans((await codeAt(clock('15:09:00'))).code)).text).toContain('您是 <b>吴建国</b>')
})

test('a phone without a session keeps its scan while its owner signs in; lateness is judged by the scan', async () => {
  await opens()
  const { code } = await codeAt(clock('15:09:59'))
  const scanned = await scans(code)
  expect(scanned.text).toContain('href="/sign-in?to=/s"')
  const kept = new Map(browser.cookies)

  await opens(world.viewers.leader.accountId)
  for (const [name, value] of kept) browser.cookies.set(name, value)
  clock('15:15:00')
  const after = (await asks('/s')).text
  const pressed = await sends({ intent: 'press' })

  expect(after).toContain('您是 <b>陈志强</b>')
  expect(pressed.text).toContain('出席')
  clock('15:20:00')
  expect((await sends({ intent: 'press' })).text).toContain('请重新扫描屏幕上的二维码')
})

test('without a scan, from elsewhere or with a ticket of another browser nothing is marked', async () => {
  await opens(world.viewers.organiser.accountId)
  await scans((await codeAt(clock('15:30:00'))).code)
  const ticket = browser.cookies.get('hall-ticket') ?? ''

  browser.headers.set('origin', 'http://evil.example')
  const fromElsewhere = await sends({ intent: 'press' })
  await opens(world.viewers.organiser.accountId)
  browser.cookies.set('hall-ticket', ticket)
  const carried = await sends({ intent: 'press' })

  expect([fromElsewhere.status, carried.status]).toEqual([403, 403])
  expect(await rowNow(people.linjing)).toMatchObject({ mark: null })
})

test('an unknown code is not there, an old one is refused with the time at which it ended', async () => {
  await opens()
  const { code } = await codeAt(clock('15:40:00'))
  clock('15:41:05')

  expect((await scans('1.2s6xk.AAAAAAAAAAAAAAAA')).status).toBe(404)
  expect(await scans(code)).toMatchObject({
    status: 403,
    text: expect.stringContaining('已在 15:40:30 失效'),
  })
  expect((await scans(code)).text).toContain('服务器时间 15:41:05')
})

test('a code counts by the moment at which the request arrived, however long the server was busy', async () => {
  await opens(world.viewers.hepingOrganiser.accountId)
  const shownAt = clock('15:42:00')
  const { code } = await codeAt(shownAt)
  clock('15:42:50')

  const inTime = await scans(code, shownAt + 29_000)
  await opens(world.viewers.hepingOrganiser.accountId)
  const tooLate = await scans(code, shownAt + 30_000)

  expect(inTime.text).toContain('您是 <b>傅明</b>')
  expect(tooLate).toMatchObject({ status: 403, text: expect.stringContaining('已在 15:42:30 失效') })
})

describe('where the server took no requests for a while', () => {
  afterEach(() => {
    delete (globalThis as { xuefaClosed?: unknown }).xuefaClosed
  })

  test('a code counts without that time, its scan as well, and a photo of it lives no longer', async () => {
    await opens(world.viewers.hepingOrganiser.accountId)
    const shownAt = clock('15:09:30')
    const { code } = await codeAt(shownAt)
    // Down for two minutes; who scanned before or meanwhile comes in afterwards.
    noteClosed([shownAt + 5000.4, shownAt + 125_000.4])
    clock('15:12:30')

    const inTime = await scans(code, shownAt + 149_998)
    const pressed = await asks('/s', { fields: { intent: 'press' } })
    await opens(world.viewers.hepingOrganiser.accountId)
    const atItsEnd = await scans(code, shownAt + 149_999)
    const forwarded = await opens().then(() => scans(code, shownAt + 150_000))

    expect([inTime, atItsEnd].map(page => page.text.includes('您是 <b>傅明</b>'))).toEqual([true, true])
    expect(pressed.text).toContain('傅明 · 出席')
    expect(forwarded).toMatchObject({ status: 403, text: expect.stringContaining('失效') })
  })

  test('so do the six digits, and the ten minutes of a scan', async () => {
    await opens(world.viewers.dongpuOrganiser.accountId)
    const shownAt = clock('15:00:00')
    const { digits } = await codeAt(shownAt)
    noteClosed([shownAt + 5000, shownAt + 125_000])
    clock('15:02:20')

    expect((await sends({ intent: 'digits', digits })).text).toContain('苏美玲 · 出席')
    clock('15:02:31')
    expect((await sends({ intent: 'digits', digits })).text).toContain('数字不对')
    await scans((await codeAt(clock('15:03:00'))).code)
    noteClosed([clock('15:04:00'), clock('15:06:00')])
    clock('15:14:59')
    expect((await sends({ intent: 'press' })).text).toContain('已经签过到')
    clock('15:15:00')
    expect((await sends({ intent: 'press' })).text).toContain('扫码后超过 10 分钟')
  })

  test('who pressed before the end is taken after it', async () => {
    const scannedAt = clock('16:29:50')
    await opens(world.viewers.organiser.accountId)
    await scans((await codeAt(scannedAt)).code)
    const pressedAt = clock('16:30:00')
    clock('16:31:00')

    const waited = await asks('/s', { fields: { intent: 'press' }, arrivedAt: pressedAt })
    const late = await asks('/s', { fields: { intent: 'press' }, arrivedAt: pressedAt + 1 })

    expect(waited.text).toContain('林静 · 迟到')
    expect(late.text).toContain('签到已在 16:30 截止')
  })
})

test('the page of a scan that is asked for once more keeps the scan, in the browser that made it', async () => {
  await opens(world.viewers.administrator.accountId)
  const { code } = await codeAt(clock('15:20:00'))
  await scans(code)
  clock('15:25:00')

  const again = await scans(code)
  await opens(world.viewers.administrator.accountId)
  const forwarded = await scans(code)

  expect(again).toMatchObject({ status: 200, text: expect.stringContaining('您是 <b>黄丽娟</b>') })
  expect(forwarded).toMatchObject({ status: 403, text: expect.stringContaining('失效') })
})

test('six digits: typed by whoever is known, and by anybody else with the name, answered alike', async () => {
  await opens(world.viewers.administrator.accountId)
  const { digits } = await codeAt(clock('15:45:00'))
  expect((await sends({ intent: 'digits', digits })).text).toContain('黄丽娟 · 迟到')

  await opens()
  expect((await sends({ intent: 'stranger', digits, name: '', phone: '12' })).text).toContain('请写四位数字')
  const [known, unknown] = [
    await sends({ intent: 'stranger', digits, name: '蔡文辉', phone: '1234' }),
    await sends({ intent: 'stranger', digits, name: '查无此人', phone: '1234' }),
  ]

  expect(known.text.replace('蔡文辉', '')).toBe(unknown.text.replace('查无此人', ''))
  expect(known.text).toContain('已提交，待经办人核对')
  const waiting = await db.select().from(signIn).where(eq(signIn.outcome, 'toVerify'))
  expect(waiting.map(scan => scan.reason)).toEqual(['蔡文辉', '查无此人'])
})

test('where the database stays locked the phone is told so, keeps its scan, and the same button works later', async () => {
  await opens(world.viewers.dongpuCadre.accountId)
  await scans((await codeAt(clock('15:50:00'))).code)
  const holder = createClient({ url: `file:${world.file}` })
  const lock = await holder.transaction('write')
  const began = Date.now()
  const pressing = sends({ intent: 'press' })
  await vi.waitUntil(() => ((globalThis as { xuefaWritingSince?: number }).xuefaWritingSince ?? 0) >= began, {
    timeout: 10_000,
  })
  // Later than any patience that began before.
  vi.spyOn(Date, 'now').mockImplementation(() => began + 60_000)

  const busy = await pressing
  vi.restoreAllMocks()
  await lock.rollback()
  holder.close()
  const later = await sends({ intent: 'press' })

  expect(busy.status).toBe(503)
  expect(busy.text).toContain('数据库正忙，没有记下')
  expect(busy.text).toContain('name="intent" value="press"')
  expect(later).toMatchObject({ status: 200, text: expect.stringContaining('已签到') })
})
