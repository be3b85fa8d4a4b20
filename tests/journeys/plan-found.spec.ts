import { type Browser, test as base, expect, type Page } from '@playwright/test'
import { expectAccessible, sidewaysScroll } from './fixtures'
import { sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

// A copy of the small street: the plan typed here would change what other tests see.
const test = base.extend<{ street: Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
  street: async ({}, use) => {
    const server = await startServer({ communities: true, now: communitiesNow })
    await use(server)
    await server.stop()
  },
})
test.describe.configure({ timeout: 120_000 })

async function organiserIn(browser: Browser, street: Server, script: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL: street.url, javaScriptEnabled: script })
  const cookie = await sessionCookie(street.folder, 'organiser')
  await context.addCookies([{ ...cookie, url: street.url, httpOnly: true, sameSite: 'Lax' }])
  return context.newPage()
}

async function addItem(page: Page, plan: string, fields: Record<string, string>, form: string) {
  await page.goto(`${plan}/items/new`)
  for (const [label, value] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).fill(value)
  await page.getByLabel('学习形式').selectOption(form)
  await page.getByRole('button', { name: '保存计划项' }).click()
  await expect(page).toHaveURL(new RegExp(`${plan}\\?said=saved(#.*)?$`))
}

/** Meetings typed or imported before their plan are found for it, and joined in one press. */
async function meetingsBeforePlan(organiser: Page, script: boolean) {
  for (const [day, title] of [
    ['2025-03-05', '民法典学习'],
    ['2025-04-09', '禁毒法讲座签到'],
  ] as const) {
    await organiser.goto('/activities/new')
    await organiser.getByLabel('名称', { exact: true }).fill(title)
    await organiser.getByLabel('形式', { exact: true }).selectOption('集中学法')
    await organiser.getByLabel('日期', { exact: true }).fill(day)
    await organiser.getByLabel('学习对象', { exact: true }).fill('东埔社区')
    await organiser.getByRole('button', { name: '安排活动' }).click()
    await expect(organiser.getByRole('heading', { level: 1 })).toHaveText(title)
  }
  await organiser.goto('/plans/new?year=2025')
  await organiser.getByLabel('计划种类').selectOption('communities')
  await organiser.getByRole('button', { name: '建立计划' }).click()
  await expect(organiser).toHaveURL(/\/plans\/\d+$/)
  const plan = new URL(organiser.url()).pathname
  await addItem(organiser, plan, { 时间: '3月', 学习内容: '民法典', 学习对象: '东埔社区' }, '集中学法')
  await addItem(
    organiser,
    plan,
    { 时间: '4月', 学习内容: '《禁毒法》', 学习对象: '东埔社区' },
    '法治专题讲座',
  )
  await expect(organiser.getByText('2次已有的活动或考试像是这份计划里的事项，还没有计入')).toBeVisible()
  await organiser.goto(`${plan}/pending`)
  await organiser.getByRole('link', { name: '逐次核对' }).click()
  const sure = organiser.getByRole('checkbox', { name: /民法典学习/ })
  await expect(sure).toBeChecked()
  await expect(organiser.getByRole('checkbox', { name: /禁毒法讲座签到/ })).not.toBeChecked()
  await organiser.getByRole('checkbox', { name: /禁毒法讲座签到/ }).check()
  if (script) await expectAccessible(organiser)
  expect(await sidewaysScroll(organiser)).toBeLessThanOrEqual(0)
  await organiser.getByRole('button', { name: '计入勾选的' }).click()
  await expect(organiser.getByText('已把勾选的活动计入计划项')).toBeVisible()
  await expect(organiser.getByText('像是这份计划里的事项')).toHaveCount(0)
  await organiser.goto(`${plan}/pending`)
  await expect(organiser.getByText('没有待定的安排')).toBeVisible()
}

test('meetings held before their plan was typed are joined to it', async ({ browser, street }) => {
  await meetingsBeforePlan(await organiserIn(browser, street, true), true)
})

test('meetings are joined to a plan without script', async ({ browser, street }) => {
  await meetingsBeforePlan(await organiserIn(browser, street, false), false)
})
