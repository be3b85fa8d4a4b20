import { type BrowserContext, expect, type Page } from '@playwright/test'
import { expectAccessible, sidewaysScroll } from './fixtures'
import { opened, signInAs, test } from './office'

test.describe.configure({ timeout: 90_000 })

const tokenName = 'next-auth.session-token'
/** Names of the rows kept in the browser; undefined while the page is being left. */
const draftsOf = (page: Page) =>
  page
    .evaluate(() => Object.keys(localStorage).filter(name => name.startsWith('plan-table:')))
    .catch(() => undefined)

for (const script of [true, false])
  test(`sessions are listed, ended one by one, and signing out ends the one on the server ${script ? 'with' : 'without'} script`, async ({
    browser,
    office,
  }) => {
    const [here, other] = [await opened(browser, office, script), await opened(browser, office)]
    for (const page of [here, other]) await signIn(page)

    await here.goto('/me')
    const list = here.getByRole('region', { name: '登录状态' })
    await expect(list.getByText('30 分钟不操作自动退出')).toBeVisible()
    await expect(list.getByText('本机', { exact: true })).toHaveCount(1)
    await expect(list.getByText('Chrome · Linux 电脑').first()).toBeVisible()
    if (script) await expectAccessible(here)
    await here.setViewportSize({ width: 390, height: 844 })
    expect(await sidewaysScroll(here)).toBeLessThanOrEqual(0)
    const before = await list.getByRole('listitem').count()
    await list
      .getByRole('listitem')
      .filter({ hasNotText: '本机' })
      .first()
      .getByRole('button', { name: /^退出/ })
      .click()
    await expect(list.getByRole('listitem')).toHaveCount(before - 1)

    await other.goto('/home')
    await expect(other).toHaveURL(/\/sign-in(\?|$)/)
    const stolen = await tokenOf(here.context())
    await list.getByRole('button', { name: /^退出：/ }).click()
    await expect(here).toHaveURL(/\/sign-in(\?|$)/)
    expect(await tokenOf(here.context())).toBeUndefined()
    // 返回: what the page showed is not shown again.
    // The answer to a form, as without script, is asked for anew or not at all.
    await here.goBack().catch(() => {})
    if (script) await expect(here).toHaveURL(/\/sign-in(\?|$)/)
    await expect(list).toHaveCount(0)
    await expect(here.getByText('登录状态')).toHaveCount(0)
    const again = await fetch(`${office.url}/home`, {
      redirect: 'manual',
      headers: { cookie: `${tokenName}=${stolen}` },
    })
    expect([again.status, again.headers.get('location')]).toEqual([307, '/sign-in'])
  })

test('where a session has ended elsewhere, Back shows nothing, and signing out reaches the other windows', async ({
  browser,
  office,
}) => {
  const page = await opened(browser, office)
  await signIn(page)
  await page.goto('/home')
  await page.getByRole('link', { name: '活动', exact: true }).first().click()
  await expect(page.getByRole('heading', { name: '活动', exact: true })).toBeVisible()
  await page.getByRole('link', { name: '计划', exact: true }).first().click()
  await expect(page).toHaveURL(/\/plans/)

  await page.context().clearCookies({ name: tokenName })
  // Back is pressed before the new document is there which forgets what the router holds.
  const isDocument = (url: URL) => url.pathname === '/sign-in'
  await page.route(isDocument, async route => {
    if (route.request().isNavigationRequest()) await page.waitForTimeout(1_500)
    await route.continue().catch(() => {})
  })
  await page.getByRole('link', { name: '统计', exact: true }).first().click()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible()
  for (let times = 0; times < 3; times++) {
    // The page may leave for the sign-in before Back has loaded.
    await page.goBack().catch(() => {})
    await expect(page).toHaveURL(/\/sign-in/)
    if (times === 0) await page.unroute(isDocument)
  }

  await signIn(page)
  const other = await page.context().newPage()
  await other.goto('/people')
  await expect(other.getByRole('heading', { name: '人员', exact: true })).toBeVisible()
  await signOut(page)
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(other).toHaveURL(/\/sign-in/)
})

test('a plan’s draft waits through an ended session for its own account, and goes when that signs out', async ({
  browser,
  office,
  isMobile,
}) => {
  test.skip(isMobile, 'the table is for a desk')
  const page = await opened(browser, office)
  await signIn(page)
  await page.goto('/plans/new?year=2031')
  await page.getByRole('button', { name: '建立计划' }).click()
  await expect(page).toHaveURL(/\/plans\/\d+$/)
  await page.goto(`${new URL(page.url()).pathname}/table`)
  await typeRow(page, '3月', '宪法')
  await expect(stateOf(page, 1)).toContainText('已保存')
  const cookies = await page.context().cookies()

  await page.context().clearCookies({ name: tokenName })
  await typeRow(page, '4月', '民法典')
  await expect(stateOf(page, 2)).toContainText('等待重新登录')
  await expect.poll(() => draftsOf(page)).toHaveLength(1)
  // Somebody else signs in in another window: nothing is sent in that name.
  const colleague = await page.context().newPage()
  await signIn(colleague, '系统管理员')
  await page.waitForTimeout(4_500)
  await expect(stateOf(page, 2)).toContainText('等待重新登录')
  // Nor does that person's signing out take it along.
  await signOut(colleague)
  await expect(colleague).toHaveURL(/\/sign-in/)
  await expect.poll(() => draftsOf(colleague)).toHaveLength(1)
  await page.context().addCookies(cookies)
  await expect(stateOf(page, 2)).toContainText('已保存')

  await typeRow(page, '', '近期安排')
  await expect(stateOf(page, 3)).toContainText('未保存')
  await colleague.goto('/home')
  await signOut(colleague)
  await expect(colleague.getByRole('heading', { name: '还有 1 条没有发出' })).toBeVisible()
  await colleague.getByRole('button', { name: '丢弃并退出' }).click()
  await expect(colleague).toHaveURL(/\/sign-in/)
  await expect.poll(() => draftsOf(colleague)).toEqual([])
  // The table that is still open writes its row no more, neither now nor when it is closed.
  await page.waitForTimeout(5_500)
  await page.goto('/sign-in')
  await expect.poll(() => draftsOf(page)).toEqual([])
})

test('signing out on the open table asks, and leaves nothing', async ({ browser, office, isMobile }) => {
  test.skip(isMobile, 'the table is for a desk')
  const page = await opened(browser, office)
  await signIn(page)
  await page.goto('/plans/new?year=2032')
  await page.getByRole('button', { name: '建立计划' }).click()
  await expect(page).toHaveURL(/\/plans\/\d+$/)
  await page.goto(`${new URL(page.url()).pathname}/table`)
  await typeRow(page, '', '近期安排')
  await expect(stateOf(page, 1)).toContainText('未保存')

  await signOut(page)
  await page.getByRole('button', { name: '先不退出' }).click()
  await expect.poll(() => draftsOf(page)).toHaveLength(1)
  await signOut(page)
  await page.getByRole('button', { name: '丢弃并退出' }).click()

  await expect(page).toHaveURL(/\/sign-in/)
  await expect.poll(() => draftsOf(page)).toEqual([])
})

test('a form whose session has ended keeps what was typed until its person is signed in again', async ({
  browser,
  office,
}) => {
  const page = await opened(browser, office)
  await signIn(page)
  await page.goto('/plans/new?year=2033')
  const title = page.getByRole('main').getByLabel(/名称/)
  await title.fill('会话结束后的计划')
  await page.context().clearCookies({ name: tokenName })

  await page.getByRole('button', { name: '建立计划' }).click()
  await expect(page.getByRole('alert').filter({ hasText: '已经退出登录' })).toBeVisible()
  await expect(title).toHaveValue('会话结束后的计划')
  const another = await page.context().newPage()
  await signIn(another)
  await page.getByRole('button', { name: '建立计划' }).click()

  await expect(page).toHaveURL(/\/plans\/\d+$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('会话结束后的计划')
})

test('without script a form whose session has ended comes back, for its own account alone', async ({
  browser,
  office,
}) => {
  const page = await opened(browser, office, false)
  await signIn(page)
  await page.goto('/plans/new?year=2034')
  await page.getByRole('main').getByLabel(/名称/).fill('会话结束后的“计划”')
  await page.context().clearCookies({ name: tokenName })

  await page.getByRole('button', { name: '建立计划' }).click()
  await expect(page.getByRole('heading', { name: '您已经退出登录，还没有保存' })).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/kept-390.png` })
  // Still signed out, nothing is lost.
  await page.getByRole('button', { name: '再次提交' }).click()
  await expect(page.getByRole('button', { name: '再次提交' })).toBeVisible()
  const opening = page.waitForEvent('popup')
  await page.getByRole('link', { name: '在新的标签页登录' }).click()
  await signIn(await opening)
  await page.getByRole('button', { name: '再次提交' }).click()

  await expect(page).toHaveURL(/\/plans\/\d+$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('会话结束后的“计划”')
})

test('no address of the auth library answers', async ({ office }) => {
  const names = 'session csrf providers signin signin/credentials signout callback callback/credentials error'
  const addresses = `${names} verify-request _log anything`.split(' ').map(name => `/api/auth/${name}`)
  const answers: Record<string, number> = {}
  for (const path of addresses)
    for (const method of ['GET', 'POST']) {
      const body = method === 'POST' ? new URLSearchParams({ name: 'x', password: 'x' }) : undefined
      const headers = { origin: office.url }
      const { status } = await fetch(office.url + path, { method, body, headers, redirect: 'manual' })
      if (status !== 404) answers[`${method} ${path}`] = status
    }

  expect(answers).toEqual({})
})

async function signIn(page: Page, role = '经办人') {
  await signInAs(page, role)
  await expect(page).toHaveURL(/\/home$/)
}

async function signOut(page: Page) {
  const button = page.getByRole('button', { name: '退出登录', exact: true })
  if (!(await button.isVisible())) await page.locator('header summary').filter({ hasText: '▾' }).click()
  await button.click()
}

async function tokenOf(context: BrowserContext): Promise<string | undefined> {
  return (await context.cookies()).find(each => each.name === tokenName)?.value
}

async function typeRow(page: Page, time: string, content: string) {
  if (time) {
    await page.getByLabel('新的一项：时间', { exact: true }).click()
    await page.keyboard.type(time)
    await page.keyboard.press('Tab')
  } else await page.getByLabel('新的一项：学习内容', { exact: true }).click()
  await page.keyboard.type(content)
  await page.keyboard.press('Enter')
}

function stateOf(page: Page, row: number) {
  return page.getByRole('grid').getByRole('row').nth(row)
}
