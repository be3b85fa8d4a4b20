import { type IncomingHttpHeaders, request } from 'node:http'
import type { BrowserContext, Page } from '@playwright/test'
import { test as base, expect } from '@playwright/test'
import ICAL from 'ical.js'
import { expectAccessible, test as onDemo, readWarning } from './fixtures'
import type { SignedInRole } from './routes'
import { samplesOf, sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

// Each test has its own copy of the small street, so that the feeds of one are not visible to another.
const test = base.extend<{ street: Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
  street: async ({}, use) => {
    const server = await startServer({ communities: true, now: communitiesNow })
    await use(server)
    await server.stop()
  },
  baseURL: async ({ street }, use) => use(street.url),
})

async function signIn(context: BrowserContext, street: Server, role: SignedInRole) {
  const cookie = await sessionCookie(street.folder, role)
  await context.addCookies([{ ...cookie, url: street.url, httpOnly: true, sameSite: 'Lax' }])
}

/** Creates an address on the page and returns it as shown. */
async function subscribe(page: Page): Promise<string> {
  await page.goto('/calendar/subscribe')
  await page.getByLabel('用在哪里').fill('手机')
  await page.getByRole('button', { name: '生成地址' }).click()
  await expect(page.getByText('地址已生成，只显示这一次。')).toBeVisible()
  return page.getByLabel('或者复制这个地址').inputValue()
}

async function titlesIn(address: string): Promise<string[]> {
  const answer = await fetch(address)
  expect(answer.status).toBe(200)
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()))
  return calendar.getAllSubcomponents('vevent').map(each => new ICAL.Event(each).summary)
}

/** The only event with that title, as read from the feed now. */
async function eventIn(address: string, title: string) {
  const calendar = new ICAL.Component(ICAL.parse(await (await fetch(address)).text()))
  const found = calendar
    .getAllSubcomponents('vevent')
    .filter(each => new ICAL.Event(each).summary.endsWith(title))
  expect(found, title).toHaveLength(1)
  const [only] = found as [ICAL.Component]
  const { uid, sequence, summary, startDate } = new ICAL.Event(only)
  const status = String(only.getFirstPropertyValue('status'))
  return { uid, sequence, summary, status, start: startDate.toJSDate().toISOString() }
}

test('a cadre subscribes, the calendar fills and follows a postponement, and revoked it is empty', async ({
  street,
  page,
  context,
  browser,
}) => {
  await signIn(context, street, 'cadre')
  await page.goto('/home')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('庄雅芳')

  const address = await subscribe(page)

  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/feeds\/[\w-]{32}\.ics$/)
  // A phone cannot reach an address on localhost, so no button is shown that would not work.
  await expect(page.getByText('只在这台电脑上有效').first()).toBeVisible()
  await expect(page.getByRole('link', { name: '用日历打开' })).toHaveCount(0)
  expect(await titlesIn(address)).toContain('东埔社区学法')
  await expectAccessible(page)
  await page.reload()
  expect(await page.content()).not.toContain(address)

  const before = await eventIn(address, '东埔社区前一场')
  const office = await browser.newContext({ baseURL: street.url })
  await signIn(office, street, 'organiser')
  const organiser = await office.newPage()
  await organiser.goto(`/activities/${samplesOf(street.folder).things.a.ahead}/postpone`)
  await organiser.getByLabel('新日期').fill('2023-03-29')
  await organiser.getByLabel('开始').fill('09:30')
  await organiser.getByLabel('结束').fill('11:00')
  await organiser.getByLabel('改期原因').fill('会议室调整')
  await organiser.getByRole('button', { name: '改期', exact: true }).click()
  await expect(organiser.getByText(/^已改期/)).toBeVisible()
  await office.close()
  const after = await eventIn(address, '东埔社区前一场')
  expect(after).toEqual({ ...before, start: '2023-03-29T01:30:00.000Z', sequence: after.sequence })
  expect(after.sequence).toBeGreaterThan(before.sequence)

  await page.getByText('撤销订阅', { exact: true }).click()
  await page.getByRole('button', { name: '撤销“手机”' }).click()
  await expect(page.getByText('还没有订阅。')).toBeVisible()
  expect((await fetch(address)).status).toBe(404)
})

test('every calendar program gets the feed as it likes it', async ({ street, page, context }) => {
  await signIn(context, street, 'cadre')
  const address = await subscribe(page)
  // Sent as written: no Accept or User-Agent unless given, which fetch() would add.
  const first = await asked(address)
  const { etag = '', 'last-modified': date = '' } = first.headers

  for (const headers of [
    { 'user-agent': 'Google-Calendar-Importer' },
    { accept: 'text/html', 'accept-encoding': 'gzip, deflate, br, zstd', 'accept-language': 'en' },
    { accept: 'application/json', cookie: 'next-auth.session-token=stale', origin: 'https://example.com' },
    { 'if-none-match': '"other"', 'if-modified-since': date },
    { 'if-modified-since': 'yesterday', range: 'bytes=0-9' },
  ] as Headers[]) {
    const again = await asked(address, { headers })
    expect({ ...again, headers: { ...again.headers, date: '' } }).toEqual({
      ...first,
      headers: { ...first.headers, date: '' },
    })
  }
  expect(first.status).toBe(200)
  expect(first.headers).toMatchObject({
    'content-type': 'text/calendar; charset=utf-8',
    'content-length': String(Buffer.byteLength(first.body)),
    'cache-control': 'private, max-age=0, must-revalidate',
  })
  for (const name of ['content-encoding', 'vary', 'set-cookie', 'location', 'transfer-encoding'])
    expect(first.headers).not.toHaveProperty(name)
  const head = await asked(address, { method: 'HEAD' })
  expect([head.status, head.headers['content-length'], head.body]).toEqual([
    200,
    first.headers['content-length'],
    '',
  ])
  for (const headers of [{ 'if-none-match': `W/${etag}` }, { 'if-modified-since': date }] as Headers[])
    for (const method of ['GET', 'HEAD']) {
      const { status, body, headers: sent } = await asked(address, { method, headers })
      expect([status, body, sent.etag, sent['last-modified']]).toEqual([304, '', etag, date])
      expect(sent['cache-control']).toBe(first.headers['cache-control'])
    }
  const unknown = address.replace(/feeds\/.{10}/, 'feeds/aaaaaaaaaa')
  expect(await asked(unknown, { headers: { 'if-none-match': '*' } })).toMatchObject({ status: 404, body: '' })
})

type Headers = Record<string, string>
type Asking = { method?: string; headers?: Headers }

/** One request with only these headers. */
async function asked(address: string, options: Asking = {}) {
  return new Promise<{ status?: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const sent = request(address, options, response => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', chunk => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }))
    })
    sent.on('error', reject).end()
  })
}

test('the month moves by links and by keys, and the keys can be switched off', async ({
  street,
  page,
  context,
  isMobile,
}) => {
  await signIn(context, street, 'cadre')
  await page.goto('/calendar')
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveText('2023年3月')
  await page.getByRole('link', { name: '下月' }).first().click()
  await expect(heading).toHaveText('2023年4月')
  test.skip(isMobile, 'a phone has no keys')

  await page.keyboard.press('ArrowLeft')
  await expect(heading).toHaveText('2023年3月')
  await page.keyboard.press('ArrowLeft')
  await expect(heading).toHaveText('2023年2月')
  await page.keyboard.press('t')
  await expect(heading).toHaveText('2023年3月')
  await page.getByRole('button', { name: '快捷键' }).click()
  await page.keyboard.press('ArrowLeft')
  await page.getByRole('link', { name: '列表' }).click()
  await expect(heading).toHaveText('2023年3月')
})

test('an organiser drags an activity to another day, takes it back, and moves it by keyboard', async ({
  street,
  page,
  context,
  isMobile,
}) => {
  test.skip(isMobile, 'a phone has the link 改期 on the page of the activity')
  await signIn(context, street, 'organiser')
  const unit = samplesOf(street.folder).things.a.unit
  await page.goto(`/calendar?unit=${unit}&view=week`)
  const on = (day: string) => page.locator(`[data-day="${day}"]`).getByText('东埔社区学法')
  const dialog = page.getByRole('dialog')

  await on('2023-03-10').dragTo(page.locator('[data-day="2023-03-11"]'))
  await expect(dialog.getByLabel('新日期')).toHaveValue('2023-03-11')
  await expectAccessible(page)
  await dialog.getByLabel('改期原因').selectOption('场地调整')
  await readWarning(page)
  await dialog.getByRole('button', { name: '仍然改期' }).click()
  await expect(page.getByText('已改期：《东埔社区学法》3月10日 周五 → 3月11日 周六')).toBeVisible()
  await expect(on('2023-03-11')).toBeVisible()
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(on('2023-03-10')).toBeVisible()

  await page.getByRole('link', { name: '东埔社区学法' }).focus()
  await page.keyboard.press('m')
  await dialog.getByLabel('新日期').fill('2023-03-09')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('不能改到已经过去的日期')).toBeVisible()
  await dialog.getByLabel('新日期').fill('2023-03-12')
  await readWarning(page)
  await page.keyboard.press('Enter')
  await expect(on('2023-03-12')).toBeVisible()
  await expect(dialog).toBeHidden()
})

onDemo(
  'a month is seen whole on an office screen, and printed on one sheet',
  async ({ demo, page, signedIn, isMobile }) => {
    onDemo.skip(isMobile, 'a phone has a list')
    await page.setViewportSize({ width: 1280, height: 800 })
    await signedIn('topAdministrator')
    const { unit } = samplesOf(demo.folder).things.any
    for (const path of ['/calendar', `/calendar?unit=${unit}`, '/public']) {
      await page.goto(path)
      const ends = await page.evaluate(isPublic => {
        const whole = isPublic ? document.querySelector('main table') : document.documentElement
        return isPublic ? whole?.getBoundingClientRect().bottom : whole?.scrollHeight
      }, path === '/public')
      expect.soft(ends, `${path}: where it ends on the screen`).toBeLessThanOrEqual(800)
      const printed = await page.pdf({ preferCSSPageSize: true })
      expect.soft(printed.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g), path).toHaveLength(1)
    }
  },
)

test('somebody without an account finds a public event, and takes it along', async ({ page, street }) => {
  await page.goto('/public')
  await page.getByLabel('主办单位').selectOption({ label: '和平社区' })
  await page.getByRole('button', { name: '查看' }).click()
  await expect(page.getByText('东埔社区普法集市')).toHaveCount(0)
  await page.getByRole('link', { name: '和平社区普法集市' }).filter({ visible: true }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('和平社区普法集市')
  await expectAccessible(page)

  const file = await page.getByRole('link', { name: '加入日历' }).getAttribute('href')

  expect(await titlesIn(street.url + file)).toEqual(['和平社区普法集市'])
  expect(await titlesIn(`${street.url}/feeds/public.ics`)).toHaveLength(2)
  expect(await titlesIn(`${street.url}/public/calendar.ics`)).toHaveLength(2)
  // Requested by a host name that a phone can reach, the page shows the link and the QR code.
  const known = await asked(`${street.url}/public`, { headers: { host: 'xuefa.example.cn' } })
  expect(known.body).toContain('href="webcal://xuefa.example.cn/feeds/public.ics"')
  expect(known.body).toMatch(/<svg [^>]*role="img" aria-label="订阅地址的二维码"/)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('an address is made, shown and revoked all the same', async ({ street, page, context }) => {
    await signIn(context, street, 'cadre')

    const address = await subscribe(page)

    expect(await titlesIn(address)).toContain('东埔社区学法')
    await page.goto('/calendar/subscribe')
    await page.getByText('撤销订阅', { exact: true }).click()
    await page.getByRole('button', { name: '撤销“手机”' }).click()
    expect((await fetch(address)).status).toBe(404)
  })
})
