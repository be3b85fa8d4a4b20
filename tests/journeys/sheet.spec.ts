import path from 'node:path'
import { createClient } from '@libsql/client'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { expectAccessible, sidewaysScroll } from './fixtures'
import type { SignedInRole } from './routes'
import { samplesOf, sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

let street: Server
let sheet: string

test.beforeAll(async () => {
  street = await startServer({ communities: true, now: communitiesNow })
  sheet = `${street.url}/activities/${samplesOf(street.folder).things.a.activity}/sheet`
})
test.afterAll(() => street.stop())
test.describe.configure({ mode: 'serial' })

test('an organiser takes a sheet by keys and by hand, and two organisers lose nothing', async ({
  page,
  context,
  browser,
}) => {
  await signIn(context, 'organiser')
  await page.goto(sheet)
  const colleague = await colleagueOn(await browser.newContext({ locale: 'zh-CN' }))

  await page.getByPlaceholder(/姓名或拼音首字母/).fill('xgh')
  await expect(page.getByRole('listitem').filter({ visible: true })).toHaveCount(1)
  await page.keyboard.press('Enter')
  await page.keyboard.press('4')
  await expect(row(page, '许国华')).toContainText('已存 09:00')
  await row(page, '许国华').getByRole('combobox').fill('病假')
  await page.keyboard.press('Enter')
  await key(page, '庄雅芳', '缺席').click()
  await expect(key(page, '庄雅芳', '缺席')).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText('请假 1', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: /^其余 \d+ 人出席$/ }).click()
  await expect(page.getByRole('status')).toContainText(/已登记其余 \d+ 人出席/)
  await expect(page.getByText('未登记 0', { exact: true })).toBeVisible()
  await page.getByRole('status').getByRole('button', { name: '撤销' }).click()
  await expect(page.getByRole('status')).toContainText(/已撤销：\d+ 人恢复为未登记/)
  await expect(key(page, '庄雅芳', '缺席')).toHaveAttribute('aria-pressed', 'true')

  // The colleague's page still shows nobody marked.
  await key(colleague, '许国华', '出席').click()
  await expect(row(colleague, '许国华')).toContainText('已登记“请假”，您登记“出席”')
  await row(colleague, '许国华').getByRole('button', { name: '保留请假' }).click()
  await expect(key(colleague, '许国华', '请假')).toHaveAttribute('aria-pressed', 'true')

  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
  await expectAccessible(page)
})

test('a mark that waited for the network is shown beside a newer one, also after a reload', async ({
  page,
  context,
  browser,
}) => {
  const newcomer = '东埔社区新人'
  await signIn(context, 'organiser')
  await page.goto(sheet)
  const colleague = await colleagueOn(await browser.newContext({ locale: 'zh-CN' }))
  // The page warns of what it has not sent; here it is left all the same.
  page.on('dialog', dialog => dialog.accept())

  await context.setOffline(true)
  await key(page, newcomer, '迟到').click()
  await expect(row(page, newcomer)).toContainText('待发')
  await key(colleague, newcomer, '早退').click()
  await expect(row(colleague, newcomer)).toContainText('已存 09:00')

  // Sent by the page that is loaded anew and knows of the newer mark, not by the one that was offline.
  await page.route(/\/api\/marks$/, route => route.abort())
  await context.setOffline(false)
  await page.reload()
  await expect(row(page, newcomer)).toContainText('待发')
  await expect(key(page, newcomer, '迟到')).toHaveAttribute('aria-pressed', 'true')
  await page.unroute(/\/api\/marks$/)

  await expect(row(page, newcomer)).toContainText('已登记“早退”，您登记“迟到”')
  await expect(key(page, newcomer, '早退')).toHaveAttribute('aria-pressed', 'true')
  await row(page, newcomer).getByRole('button', { name: '改为迟到' }).click()
  await expect(row(page, newcomer)).toContainText('已存 09:00')
  await expect(key(page, newcomer, '迟到')).toHaveAttribute('aria-pressed', 'true')
})

test('the roll is closed with who is missing named, and a make-up stands beside the leave', async ({
  page,
  context,
}) => {
  await signIn(context, 'organiser')
  await page.goto(sheet)
  await page.getByRole('button', { name: /^其余 \d+ 人出席$/ }).click()
  await expect(page.getByText('未登记 0', { exact: true })).toBeVisible()

  await page.getByRole('link', { name: '确认考勤' }).click()
  await expect(page.getByText(/请假 1 · 缺席 1 · 未登记 0/)).toBeVisible()
  await page.getByRole('button', { name: '确认考勤' }).click()
  await expect(page.getByText('已确认考勤')).toBeVisible()

  await page.goto(sheet)
  await expect(page.getByText(/考勤已确认/)).toBeVisible()
  await page.getByRole('link', { name: '许国华' }).click()
  await page.getByLabel('补学方式').selectOption({ label: '自学' })
  await page.getByRole('button', { name: '登记补学' }).click()
  await expect(page.getByText('已于 3月10日 补学')).toBeVisible()
  await expect(page.getByText('未登记 → 请假')).toBeVisible()
  await page.goto(sheet)
  await expect(page.getByText('请假→补学 3月10日')).toBeVisible()
})

test('without script the sheet is one form, and its keys still work one by one', async ({ browser }) => {
  const own = await startServer({ communities: true, now: communitiesNow })
  try {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' })
    await context.addCookies([await cookieOf(own, 'organiser')])
    const page = await context.newPage()
    await page.goto(`${own.url}/activities/${samplesOf(own.folder).things.a.activity}/sheet`)

    await page.getByLabel('缺席序号').fill('99')
    await page.getByRole('button', { name: '保存登记' }).click()
    // Texts in <noscript> are not found by getByText, though a browser without script shows them.
    await expect(page.locator('#absent-error')).toHaveText('看不懂“99”，请写名单上的序号')
    await page.getByLabel('缺席序号').fill('2')
    await page.getByRole('button', { name: '保存登记' }).click()
    await expect(page.locator('noscript [role=status]')).toContainText(/已登记 \d+ 人/)
    await expect(page.getByText('缺席 1', { exact: true })).toBeVisible()
    await expect(page.getByText('未登记 0', { exact: true })).toBeVisible()

    await key(page, '许国华', '迟到').click()
    await expect(key(page, '许国华', '迟到')).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByText('迟到 1', { exact: true })).toBeVisible()
    await context.close()
  } finally {
    await own.stop()
  }
})

test('numbers that would overwrite what was marked meanwhile are sent again after a look', async ({
  browser,
}) => {
  const own = await startServer({ communities: true, now: communitiesNow })
  try {
    const context = await browser.newContext({ locale: 'zh-CN' })
    await context.addCookies([await cookieOf(own, 'organiser')])
    const page = await context.newPage()
    const ownSheet = `${own.url}/activities/${samplesOf(own.folder).things.a.activity}/sheet`
    await page.goto(`${ownSheet}?way=numbers`)
    await page.getByLabel('缺席序号').fill('2')
    const colleague = await context.newPage()
    await colleague.goto(ownSheet)
    await key(colleague, '许国华', '迟到').click()
    await expect(row(colleague, '许国华')).toContainText('已存 09:00')

    await page.getByRole('button', { name: '保存登记' }).click()
    await expect(page.getByText('填写期间有了新的登记，请核对后再保存')).toBeVisible()
    await expect(row(page, '许国华')).toContainText('迟到')
    await expect(page.getByLabel('缺席序号')).toHaveValue('2')
    await page.getByRole('button', { name: '保存登记' }).click()
    await expect(page.getByText(/已登记 \d+ 人/)).toBeVisible()
    await expect(row(page, '许国华')).toContainText('缺席')
    await context.close()
  } finally {
    await own.stop()
  }
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('one unit of a sheet can be chosen, on a phone too, and stays chosen', async ({
    page,
    context,
    isMobile,
  }) => {
    const demo = await startServer({ demo: true })
    try {
      await context.addCookies([await cookieOf(demo, 'topAdministrator')])
      await page.goto(`${demo.url}/activities/${await closedOfManyUnits(demo)}/sheet`)
      const people = page.locator('li[id^="p"]')
      const all = await people.count()

      const choice = page.getByRole('combobox', { name: '单位', exact: true })
      // The first is the street itself, with everybody below it.
      await choice.selectOption({ index: (await choice.getByRole('option').count()) - 1 })
      await page.getByRole('button', { name: '筛选' }).click()
      await expect(page).toHaveURL(/[?&]unit=\d+/)
      const ofUnit = await people.count()
      expect(ofUnit).toBeGreaterThan(0)
      expect(ofUnit).toBeLessThan(all)
      await expect(choice).not.toHaveValue('')

      if (isMobile) {
        await page.getByRole('main').getByText('更多', { exact: true }).click()
        await page.getByRole('link', { name: '只看未登记' }).click()
        await expect(page).toHaveURL(/[?&]unit=\d+&show=unmarked/)
      }
    } finally {
      await demo.stop()
    }
  })
})

async function closedOfManyUnits({ folder }: Server): Promise<number> {
  const database = createClient({ url: `file:${path.join(folder, 'xuefa.db')}` })
  const { rows } = await database.execute(
    `select r.activity_id from attendance r join activity a on a.id = r.activity_id
     where a.status = 'closed' and a.form not in ('网上学法', '网络培训')
     group by 1 order by count(distinct r.unit_id) desc, 1 limit 1`,
  )
  database.close()
  return Number(rows[0]?.[0])
}

function row(page: Page, name: string) {
  return page.getByRole('listitem').filter({ hasText: name })
}

function key(page: Page, name: string, mark: string) {
  return page.getByRole('group', { name, exact: true }).getByRole('button', { name: mark, exact: true })
}

async function cookieOf(server: Server, role: SignedInRole) {
  const cookie = await sessionCookie(server.folder, role)
  return { ...cookie, url: server.url, httpOnly: true, sameSite: 'Lax' as const }
}

async function signIn(context: BrowserContext, role: SignedInRole) {
  await context.addCookies([await cookieOf(street, role)])
}

/** Another organiser on the same sheet, whose page does not hear of others' marks. */
async function colleagueOn(context: BrowserContext): Promise<Page> {
  await signIn(context, 'administrator')
  const page = await context.newPage()
  await page.route(/\/api\/marks\?/, route => route.abort())
  await page.goto(sheet)
  return page
}
