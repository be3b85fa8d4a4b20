import path from 'node:path'
import { createClient } from '@libsql/client'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './fixtures'
import { key } from './on-sheet'
import type { SignedInRole } from './routes'
import { samplesOf, sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

let street: Server

test.beforeAll(async () => {
  street = await startServer({ communities: true, now: communitiesNow })
})
test.afterAll(() => street.stop())
test.describe.configure({ mode: 'serial' })
test.skip(({ isMobile }) => !isMobile, 'who has no network has a phone')

const [first, second, third, fourth] = ['许国华', '庄雅芳', '苏美玲', '东埔社区新人'] as const

test('fault 37: a sheet opens and is marked without network, through a reload, a closed page and a restarted server', async ({
  page: opened,
  context,
  browser,
}) => {
  let page = opened
  await signIn(context, 'organiser')
  const sheet = await openKept(page, 'activity', 'sheet')
  const colleague = await browser.newContext({ locale: 'zh-CN' })
  await signIn(colleague, 'administrator')

  await context.setOffline(true)
  await page.reload()
  await expect(page.getByRole('alert').filter({ hasText: '离线：名单保存于 3月10日 09:00' })).toBeVisible()
  await key(page, first, '迟到').tap()
  await key(page, second, '请假').tap()
  await key(page, third, '缺席').tap()
  await expect(page.getByText('待发 3 条，联网后自动发出')).toBeVisible()
  await expectAccessible(page)

  await page.close()
  page = await context.newPage()
  await page.goto(sheet)
  await expect(page.getByText('待发 3 条，联网后自动发出')).toBeVisible()
  await expect(key(page, second, '请假')).toHaveAttribute('aria-pressed', 'true')
  // A page that is not cached says so, and lists the cached ones.
  await page.goto(`${street.url}/home`)
  await page.getByRole('link', { name: /登记考勤$/ }).tap()
  await expect(row(page, first)).toContainText('待发')

  await street.restart()
  const other = await colleague.newPage()
  await other.goto(sheet)
  await key(other, third, '早退').click()
  await expect(row(other, third)).toContainText('已存 09:00')
  await colleague.close()

  await context.setOffline(false)
  await expect(row(page, first)).toContainText('已存 09:00')
  await expect(row(page, second)).toContainText('已存 09:00')
  await expect(row(page, third)).toContainText('已登记“早退”，您登记“缺席”')
  await expect(page.getByText('离线：')).toBeHidden()

  // Undecided conflicts are reported on other pages too, and are still there when the sheet is opened again.
  await page.goto(`${street.url}/home`)
  await expect(page.getByRole('alert').filter({ hasText: '有 1 条登记没有存上' })).toBeVisible()
  await page.getByRole('link', { name: '请核对' }).tap()
  await expect(row(page, third)).toContainText('已登记“早退”，您登记“缺席”')
  await row(page, third).getByRole('button', { name: '改为缺席' }).tap()
  await expect(row(page, third)).toContainText('已存 09:00')
})

test('a stall is opened and counted without network after a reload', async ({ page, context }) => {
  await signIn(context, 'organiser')
  await openKept(page, 'publicEvent', 'stall')
  const heads = page.getByRole('region', { name: '受众人次' })
  const more = heads.getByRole('button', { name: '受众人次加 1' })

  await context.setOffline(true)
  await page.reload()
  await expect(page.getByRole('alert').filter({ hasText: '离线：数据保存于 3月10日 09:00' })).toBeVisible()
  await more.tap()
  await more.tap()
  await expect(page.getByText(/^待发 2/)).toBeVisible()
  await page.reload()
  await expect(heads.getByRole('status')).toHaveText('2')

  // The page is closed before the network is back: another page sends its outbox.
  await page.goto('about:blank')
  await context.setOffline(false)
  await page.goto(`${street.url}/home`)
  const { publicEvent } = samplesOf(street.folder).things.a
  await expect
    .poll(async () => (await page.request.get(`${street.url}/api/heads?activityId=${publicEvent}`)).json())
    .toMatchObject({ heads: 2 })
  await page.goBack()
  await page.goBack()
  await expect(heads.getByRole('status')).toHaveText('2')
  await expect(page.getByText('已保存', { exact: true })).toBeVisible()
  await expect(page.getByText('离线：')).toBeHidden()
})

test('over plain HTTP the open sheet says that it must stay open, and keeps and sends all the same', async ({
  page,
  context,
}) => {
  // As over plain HTTP, where browsers provide no service worker.
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'))
  await signIn(context, 'organiser')
  await page.goto(`${street.url}/activities/${samplesOf(street.folder).things.a.activity}/sheet`)
  await expect(page.getByText('没有网络时请不要关闭或刷新本页')).toBeVisible()

  await context.setOffline(true)
  await key(page, fourth, '早退').tap()
  await expect(row(page, fourth)).toContainText('待发')
  await context.setOffline(false)

  await expect(row(page, fourth)).toContainText('已存 09:00')
})

test('signing out asks where something waits, and leaves nothing in the browser', async ({
  page,
  context,
}) => {
  await signIn(context, 'organiser')
  const sheet = await openKept(page, 'activity', 'sheet')
  await context.route(/\/api\/marks$/, route => route.abort())
  await key(page, first, '出席').tap()
  await expect(row(page, first)).toContainText('待发')
  // Unsent rows belong to one account: sent as another one they are refused.
  const { activity, publicEvent } = samplesOf(street.folder).things.a
  for (const [address, sent] of [
    ['/api/heads', { activityId: publicEvent, nonce: 'somebody-elses', heads: 3, by: 999_999 }],
    ['/api/evidence', { activityId: activity, nonce: 'somebody-elses', by: 999_999 }],
  ] as const) {
    const answer = await page.request.post(street.url + address, {
      headers: { origin: street.url, accept: 'application/json' },
      ...(address === '/api/heads' ? { data: sent } : { multipart: sent as Record<string, string | number> }),
    })
    expect([address, answer.status(), (await answer.json()).reason]).toEqual([address, 401, 'signedOut'])
  }

  await signOut(page)
  await expect(page.getByRole('heading', { name: '还有 1 条没有发出' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: '先不退出' }).tap()
  await expect(row(page, first)).toContainText('待发')
  expect(await keptIn(page)).toMatchObject({ caches: ['xuefa-files', 'xuefa-pages'], marks: 1 })
  await signOut(page)
  await page.getByRole('button', { name: '丢弃并退出' }).tap()

  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible()
  const nothing = { caches: [], files: 0, bytes: 0, taps: 0, marks: 0, seen: 0 }
  // The sign-in page is loaded anew where a link led to it.
  await expect.poll(() => keptIn(page).catch(() => null)).toEqual(nothing)
  expect((await context.cookies()).map(each => each.name)).not.toContain('kept')
  await context.setOffline(true)
  expect(await page.goto(sheet).catch(() => null)).toBe(null)
})

test('what waited was made once', async () => {
  const { activity, publicEvent } = samplesOf(street.folder).things.a
  await street.close()
  const client = createClient({ url: `file:${path.join(street.folder, 'xuefa.db')}`, timeout: 5000 })
  const written = await client.execute({
    sql: `select t.actor, p.name, a.after ->> 'mark' as mark from audit a join audit_text t on t.audit_id = a.id
      join person p on a.subject_id = ? || '/' || p.id where a.action = 'attendance.mark' order by a.id`,
    args: [String(activity)],
  })
  const counted = await client.execute({
    sql: `select after ->> 'heads' as heads from audit where action = 'stall.count' and subject_id = ?`,
    args: [String(publicEvent)],
  })
  const sealed = await client.execute(
    'select kind, last_audit_id - (select max(id) from audit) as open from audit_seal order by id desc limit 1',
  )
  client.close()

  expect(sealed.rows).toMatchObject([{ kind: 'stop', open: 0 }])
  const by = (isColleague: boolean) =>
    written.rows.filter(each => (each.actor === '郭强') === isColleague).map(each => [each.name, each.mark])
  expect(by(true)).toEqual([[third, 'leftEarly']])
  expect(by(false)).toEqual([
    [first, 'late'],
    [second, 'leave'],
    [third, 'absent'],
    [fourth, 'leftEarly'],
  ])
  expect(counted.rows.map(each => each.heads)).toEqual([2])
})

/** By row id, because names also occur in the rows that they marked. */
function row(page: Page, name: string) {
  return page.getByRole('listitem').filter({ has: page.getByRole('group', { name, exact: true }) })
}

async function signIn(context: BrowserContext, role: SignedInRole) {
  const cookie = await sessionCookie(street.folder, role)
  await context.addCookies([{ ...cookie, url: street.url, httpOnly: true, sameSite: 'Lax' }])
}

/** Opens the page online, and waits until it is completely cached. */
async function openKept(page: Page, thing: string, kind: 'sheet' | 'stall'): Promise<string> {
  const address = `${street.url}/activities/${samplesOf(street.folder).things.a[thing]}/${kind}`
  await page.goto(address)
  await expect
    .poll(() =>
      page.evaluate(
        async url => Boolean(await caches.match(url)) && Boolean(navigator.serviceWorker.controller),
        address,
      ),
    )
    .toBe(true)
  return address
}

async function signOut(page: Page) {
  const button = page.getByRole('button', { name: '退出登录' })
  if (!(await button.isVisible())) await page.locator('summary').filter({ hasText: '▾' }).tap()
  await button.tap()
}

/** The caches and the rows in IndexedDB. */
function keptIn(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>(done => {
      const request = indexedDB.open('xuefa-outbox')
      request.onsuccess = () => done(request.result)
    })
    const counts = await Promise.all(
      [...database.objectStoreNames].map(
        name =>
          new Promise<[string, number]>(done => {
            const request = database.transaction(name).objectStore(name).count()
            request.onsuccess = () => done([name, request.result])
          }),
      ),
    )
    database.close()
    return { caches: (await caches.keys()).sort(), ...Object.fromEntries(counts) }
  })
}
