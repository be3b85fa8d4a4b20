import { type Browser, test as base, expect, type Page } from '@playwright/test'
import { expectAccessible, readWarning, sidewaysScroll } from './fixtures'
import type { SignedInRole } from './routes'
import { sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

// Each test has its own copy of the small street, because a plan issued by one would affect another.
const test = base.extend<{ street: Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
  street: async ({}, use) => {
    const server = await startServer({ communities: true, now: communitiesNow })
    await use(server)
    await server.stop()
  },
})

// Each test starts a server, which is slow on a busy machine.
test.describe.configure({ timeout: 120_000 })

type As = (role: SignedInRole) => Promise<Page>

function pagesOf(browser: Browser, street: Server, script: boolean): As {
  return async role => {
    const context = await browser.newContext({ baseURL: street.url, javaScriptEnabled: script })
    const cookie = await sessionCookie(street.folder, role)
    await context.addCookies([{ ...cookie, url: street.url, httpOnly: true, sameSite: 'Lax' }])
    return context.newPage()
  }
}

async function addItem(page: Page, plan: string, fields: Record<string, string>, form: string) {
  await page.goto(`${plan}/items/new`)
  for (const [label, value] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).fill(value)
  await page.getByLabel('学习形式').selectOption(form)
  await page.getByRole('button', { name: '保存计划项' }).click()
}

async function planToActivity(as: As) {
  const organiser = await as('organiser')
  await organiser.goto('/plans/new?year=2025')
  await organiser.getByLabel('计划种类').selectOption('communities')
  await organiser.getByRole('button', { name: '建立计划' }).click()
  await expect(organiser.getByRole('heading', { level: 1 })).toHaveText(
    '东埔社区2025年度社区、企事业单位学法安排',
  )
  const plan = new URL(organiser.url()).pathname

  // An error is shown for what cannot be parsed, and no typed value is lost.
  await addItem(organiser, plan, { 时间: '近期', 学习内容: '社区干部学法', 学习对象: '东埔社区' }, '集中学法')
  await expect(organiser.getByText('没有读懂这个时间').first()).toBeVisible()
  await expect(organiser.getByLabel('学习内容')).toHaveValue('社区干部学法')
  await organiser.getByLabel('时间', { exact: true }).fill('每季度')
  await organiser.getByRole('button', { name: '保存计划项' }).click()
  await expect(organiser).toHaveURL(new RegExp(`${plan}\\?said=saved(#.*)?$`))
  await addItem(
    organiser,
    plan,
    { 时间: '4月15日', 学习内容: '国家安全教育日宣传', 学习对象: '居民' },
    '宣传咨询活动',
  )
  await expect(organiser).toHaveURL(new RegExp(`${plan}\\?said=saved(#.*)?$`))
  await addItem(
    organiser,
    plan,
    { 时间: '3月19日', 学习内容: '民法典学习', 学习对象: '东埔社区' },
    '集中学法',
  )
  await expect(organiser).toHaveURL(new RegExp(`${plan}\\?said=saved(#.*)?$`))

  const cadre = await as('cadre')
  expect((await cadre.goto(plan))?.status(), 'a draft is not for everybody').toBe(404)

  const leader = await as('leader')
  await leader.goto(plan)
  await leader.getByRole('link', { name: '印发' }).click()
  await leader.getByRole('button', { name: '印发《东埔社区2025年度社区、企事业单位学法安排》' }).click()
  await expect(leader.getByText('已印发').first()).toBeVisible()
  expect((await cadre.goto(plan))?.status(), 'an issued one is').toBe(200)

  await organiser.goto(`${plan}/pending`)
  await organiser.getByRole('link', { name: '确定时间：社区干部学法 1月–3月' }).click()
  // The working day in the middle of the quarter, a Friday.
  await expect(organiser.getByLabel('日期')).toHaveValue('2025-02-14')
  await organiser.getByLabel('开始').fill('15:00')
  await organiser.getByRole('button', { name: '安排这次活动' }).click()
  await expect(organiser).toHaveURL(/\/activities\/\d+\?done=date$/)
  await expect(organiser.getByText(/^已排定：/)).toBeVisible()
  await expect(organiser.getByRole('heading', { level: 1 })).toContainText('社区干部学法')

  await organiser.goto(`${plan}/pending`)
  await expect(organiser.getByRole('link', { name: '确定时间：社区干部学法 4月–6月' })).toBeVisible()
  await expect(organiser.getByRole('link', { name: '确定时间：社区干部学法 1月–3月' })).toHaveCount(0)
  await nextYear(organiser)
  return { organiser, plan }
}

/**
 * The plan of 2025 is copied to 2026: the moved times are shown before anything is written, and it is written
 * once.
 */
async function nextYear(organiser: Page) {
  const title = '东埔社区2026年度社区、企事业单位学法安排'
  await organiser.goto('/plans?year=2026')
  await organiser.getByRole('link', { name: title.replace('2026', '2025') }).click()
  const line = (content: string) => organiser.getByRole('listitem').filter({ hasText: content })
  await expect(line('社区干部学法')).toContainText('2026年每季度按月、季、周写的时间照写')
  await expect(line('国家安全教育日宣传')).toContainText('2026年4月15日')
  // The Wednesday of the same week.
  await expect(line('民法典学习')).toContainText('2026年3月18日')
  await expect(line('民法典学习').getByLabel('保持原日期 3月19日')).not.toBeChecked()
  const list = organiser.url()
  await organiser.getByRole('button', { name: '按此建立' }).click()
  await expect(organiser.getByRole('heading', { level: 1 })).toHaveText(title)
  await expect(organiser.getByText('3月18日').first()).toBeVisible()
  await organiser.goto(list)
  await expect(organiser.getByText('2026年已有这份计划，并且已经有计划项。')).toBeVisible()
  await organiser.getByRole('link', { name: `打开《${title}》` }).click()
  await expect(organiser.getByText('民法典学习', { exact: true }).filter({ visible: true })).toHaveCount(1)
}

test('a plan is typed, issued and dated into an activity', async ({ browser, street }) => {
  const { organiser, plan } = await planToActivity(pagesOf(browser, street, true))

  for (const page of ['', '/year', '/pending', '/revisions', '/items/new']) {
    await organiser.goto(plan + page)
    await expectAccessible(organiser)
    expect(await sidewaysScroll(organiser), page).toBeLessThanOrEqual(0)
  }
})

test('the same without script', async ({ browser, street }) => {
  await planToActivity(pagesOf(browser, street, false))
})

async function monthlyItem(as: As) {
  const organiser = await as('organiser')
  await organiser.goto('/plans/new?year=2025')
  await organiser.getByLabel('计划种类').selectOption('communities')
  await organiser.getByRole('button', { name: '建立计划' }).click()
  await expect(organiser.getByRole('heading', { level: 1 })).toContainText('东埔社区2025年度')
  const plan = new URL(organiser.url()).pathname
  await addItem(organiser, plan, { 时间: '每月', 学习内容: '每月学法', 学习对象: '东埔社区' }, '集中学法')
  await expect(organiser).toHaveURL(new RegExp(`${plan}\\?said=saved(#.*)?$`))
  await organiser.goto(`${plan}/pending`)
  await expect(organiser.getByRole('link', { name: /^确定时间：每月学法/ })).toHaveCount(12)
  await organiser.getByRole('link', { name: '每月学法', exact: true }).first().click()
  await expect(organiser.getByRole('listitem').filter({ hasText: '待定' })).toHaveCount(12)

  const leader = await as('leader')
  await leader.goto(`${plan}/issue`)
  await leader.getByRole('button', { name: /^印发《/ }).click()
  await expect(leader.getByText('已印发').first()).toBeVisible()

  await organiser.goto(`${plan}/pending`)
  await organiser.getByRole('link', { name: '每月学法', exact: true }).first().click()
  await organiser.getByRole('link', { name: '批量确定 12 次' }).click()
  await organiser.getByLabel('规律').fill('第二个星期三')
  await organiser.getByRole('button', { name: '按规律排' }).click()
  await expect(organiser.getByLabel('3月的日期')).toHaveValue('2025-03-12')
  // The second Wednesday of October 2025 lies in the holiday.
  await expect(organiser.getByLabel('10月的日期')).toHaveValue('2025-10-09')
  await expect(organiser.getByText('原为10月8日 周三')).toBeVisible()

  // A Saturday gives a warning, and nothing is written until the user has seen it.
  await organiser.getByLabel('3月的日期').fill('2025-03-22')
  await organiser.getByLabel('开始').fill('15:00')
  await organiser.getByRole('button', { name: '排定以上各次' }).click()
  await expect(organiser.getByText('3月22日 周六：适逢周末').first()).toBeVisible()
  await expect(organiser.getByLabel('3月的日期')).toHaveValue('2025-03-22')
  await organiser.getByLabel('已看过撞期提醒，仍按此安排').check()
  await organiser.getByRole('button', { name: '排定以上各次' }).click()
  await expect(organiser.getByRole('listitem').filter({ hasText: '已安排' })).toHaveCount(12)
  await organiser.getByRole('link', { name: '每月学法' }).nth(2).click()
  // The people of the community and of its groups.
  await expect(organiser.getByRole('heading', { name: '应学 6 人' })).toBeVisible()

  const cadre = await as('cadre')
  await cadre.goto('/calendar?month=2025-03&view=agenda')
  const day = cadre.getByRole('listitem').filter({ hasText: '15:00' }).first()
  await expect(day).toContainText('22')
  await day.getByRole('link', { name: '每月学法' }).click()
  await expect(cadre.getByRole('heading', { level: 1 })).toHaveText('每月学法')
  return { organiser, plan }
}

test('twelve times are dated by one rule, a clash is told, and one is moved in the year view and back', async ({
  browser,
  street,
  isMobile,
}) => {
  const { organiser, plan } = await monthlyItem(pagesOf(browser, street, true))
  if (isMobile) return

  await organiser.goto(`${plan}/year`)
  await organiser.getByRole('link', { name: '已安排 3月22日' }).press('m')
  const dialog = organiser.getByRole('dialog')
  await dialog.getByLabel('新日期').fill('2025-03-23')
  await expect(dialog.getByText('适逢周末')).toBeVisible()
  await dialog.getByLabel('新日期').fill('2025-04-16')
  // Another month than the plan's gives a warning, and must be confirmed.
  await readWarning(organiser)
  await dialog.getByRole('button', { name: '仍然改期' }).click()
  await expect(organiser.getByRole('link', { name: '已安排 4月16日' })).toBeVisible()
  await organiser.getByRole('button', { name: '撤销' }).click()
  await expect(organiser.getByText('已改回：《每月学法》仍在2025年3月22日 周六')).toBeVisible()
  await expect(organiser.getByRole('link', { name: '已安排 3月22日' })).toBeVisible()

  const may = organiser.locator('td[data-month="2025-05"]').first()
  await organiser.getByRole('link', { name: '已安排 3月22日' }).dragTo(may)
  await expect(dialog.getByLabel('新日期')).toHaveValue('2025-05-24')
  await readWarning(organiser)
  await dialog.getByRole('button', { name: '仍然改期' }).click()
  await expect(may.getByRole('link', { name: '已安排 5月24日' })).toBeVisible()
  await expectAccessible(organiser)
})

test('the item of every month without script', async ({ browser, street }) => {
  await monthlyItem(pagesOf(browser, street, false))
})

test('an issued plan changes only with a reason, and keeps what it was', async ({ browser, street }) => {
  const organiser = await pagesOf(browser, street, true)('organiser')
  await organiser.goto('/plans?year=2023')
  await organiser.getByRole('link', { name: '东埔社区2023年度社区、企事业单位学法安排' }).click()
  await expect(organiser).toHaveURL(/\/plans\/\d+$/)
  const plan = new URL(organiser.url()).pathname

  await addItem(
    organiser,
    plan,
    { 时间: '12月', 学习内容: '宪法宣传周学习', 学习对象: '东埔社区' },
    '集中学法',
  )
  await expect(organiser.getByText('计划已印发，请写明修改原因').first()).toBeVisible()
  await organiser.getByLabel('修改原因').fill('上级通知')
  await organiser.getByRole('button', { name: '保存计划项' }).click()
  await expect(organiser).toHaveURL(new RegExp(`${plan}\\?said=saved(#.*)?$`))

  await organiser.goto(`${plan}/revisions`)
  await expect(organiser.getByText('上级通知')).toBeVisible()
  await expect(organiser.getByText('12月 · 宪法宣传周学习')).toBeVisible()
  await organiser.getByRole('link', { name: '第 1 版的全文' }).click()
  await expect(organiser.getByText('宪法宣传周学习')).toHaveCount(0)

  await organiser.goto(plan)
  const [download] = await Promise.all([
    organiser.waitForEvent('download'),
    organiser
      .getByText('更多 ▾')
      .click()
      .then(() => organiser.getByRole('link', { name: '导出表格' }).click()),
  ])
  expect(download.suggestedFilename()).toBe('东埔社区2023年度社区、企事业单位学法安排.xlsx')
})
