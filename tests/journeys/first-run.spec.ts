import { test as base, expect, type Page } from '@playwright/test'
import { expectAccessible, sidewaysScroll } from './fixtures'
import { routes } from './routes'
import { type Server, startServer } from './server'

// Each test has an empty database of its own, because there is only one first run.
const test = base.extend<{ empty: Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
  empty: async ({}, use) => {
    const server = await startServer()
    await use(server)
    await server.stop()
  },
  baseURL: async ({ empty }, use) => use(empty.url),
})

// Each test starts a server, which is slow on a busy machine.
test.describe.configure({ timeout: 120_000 })

const password = '榕树下听海风 2027'

async function send(page: Page, code: string) {
  await page.getByLabel('一次性验证码').fill(code)
  await page.getByLabel('新密码', { exact: true }).fill(password)
  await page.getByLabel('再输一遍新密码').fill(password)
  await page.getByRole('button', { name: '建立并登录' }).click()
}

async function firstRun(page: Page, server: Server) {
  await page.goto('/')
  await expect(page).toHaveURL(/\/first-run$/)
  await page.getByLabel('单位名称').fill('海湾街道办事处')
  await page.getByLabel('管理员姓名').fill('周大江')
  await page.getByLabel('管理员工号').fill('A001')

  await send(page, 'AAAA-BBBB-CCCC')
  await expect(page.getByText('验证码不对，请看控制台最近一次启动时显示的那一个').first()).toBeVisible()
  await expect(page.getByLabel('单位名称')).toHaveValue('海湾街道办事处')
  await expect(page.getByLabel('管理员姓名')).toHaveValue('周大江')
  await expect(page.getByLabel('管理员工号')).toHaveValue('A001')
  // A password is never sent back.
  await expect(page.getByLabel('新密码', { exact: true })).toHaveValue('')

  await send(page, await server.firstRunCode())
  await expect(page).toHaveURL(/\/home$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('周大江')

  expect((await page.goto('/first-run'))?.status()).toBe(404)
  await page.goto('/people/units')
  await expect(page.getByText('海湾街道办事处').first()).toBeVisible()

  await page.getByText('周大江 ▾').click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.getByLabel('工号或手机号').fill('A001')
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page).toHaveURL(/\/home$/)
}

test('an empty database leads to the first run, which makes the administrator', async ({ page, empty }) => {
  await page.goto('/first-run')
  await expectAccessible(page)
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)

  await firstRun(page, empty)

  await page.goto('/home')
  await expectAccessible(page)
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
})

test('whatever page is asked for of an empty database, the first run answers', async ({ request }) => {
  const pages = routes.filter(each => each.file.endsWith('/page.tsx') && !each.path.includes('{'))
  expect(pages.length).toBeGreaterThan(20)
  for (const { path } of pages) {
    const answer = await request.get(path)
    expect.soft([new URL(answer.url()).pathname, answer.status()], path).toEqual(['/first-run', 200])
  }
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('the administrator is made all the same', async ({ page, empty }) => {
    await firstRun(page, empty)
  })
})
