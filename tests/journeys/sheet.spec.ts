import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { expectAccessible, sidewaysScroll } from './fixtures'
import { countedInput, key, result, row, swipe } from './on-sheet'
import type { SignedInRole } from './routes'
import { samplesOf, sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

let street: Server
let sheet: string

test.beforeAll(async () => {
  street = await startServer({ hall: true, now: communitiesNow })
  sheet = sheetOf('keys')
})
test.afterAll(() => street.stop())
test.describe.configure({ mode: 'serial' })

test('60 people with 5 exceptions take at most 45 keys, or on a phone 25 touches', async ({
  page,
  context,
  isMobile,
}) => {
  await signIn(context, 'organiser')
  await page.goto(sheetOf('hall'))
  await expect(page.getByText('应到 60', { exact: true })).toBeVisible()
  const exceptions = [
    ['xgh', '许国华', '请假', '4'],
    ['zxy', '郑晓燕', '缺席', '5'],
    ['cwh', '蔡文辉', '迟到', '2'],
    ['zyf', '庄雅芳', '缺席', '5'],
    ['fm', '傅明', '早退', '3'],
  ] as const
  const input = await countedInput(page)

  if (isMobile) {
    await page.getByRole('button', { name: '其余 60 人出席' }).tap()
    await expect(page.getByRole('status')).toHaveText('已登记其余 60 人出席')
    const box = page.getByPlaceholder(/姓名或拼音首字母/)
    await box.tap()
    for (const [initials, name, mark] of exceptions) {
      // Typed on the phone's own keyboard, where each key is a touch.
      await page.keyboard.type(initials)
      await key(page, name, mark).tap()
      await expect(result(page)).toHaveText(`${name} ${mark}：已存 09:00`)
      await expect(box).toBeFocused()
    }
  } else {
    await expect(page.getByPlaceholder(/姓名或拼音首字母/)).toBeFocused()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('status')).toHaveText('已登记其余 60 人出席')
    for (const [initials, name, mark, digit] of exceptions) {
      await page.keyboard.type(initials)
      await page.keyboard.press('Enter')
      await expect(key(page, name, '出席')).toBeFocused()
      await page.keyboard.press(digit)
      await expect(result(page)).toHaveText(`${name} ${mark}：已存 09:00`)
    }
  }

  const { keys, touches } = await input()
  test.info().annotations.push({ type: 'counted', description: `${keys} keys, ${touches} touches` })
  expect(isMobile ? touches + keys : keys).toBeLessThanOrEqual(isMobile ? 25 : 45)
  for (const words of ['实到 57', '请假 1', '缺席 2', '未登记 0'])
    await expect(page.getByText(words, { exact: true })).toBeVisible()
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
  await expectAccessible(page)

  // The last mark is undone, and the one before, by one press each.
  await page.getByRole('button', { name: '撤销', exact: true }).first().click()
  await expect(key(page, '傅明', '出席')).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('button', { name: '撤销', exact: true }).first().click()
  await expect(key(page, '庄雅芳', '出席')).toHaveAttribute('aria-pressed', 'true')
})

test('on a phone a row is swiped to present or absent, and scrolling marks nobody', async ({
  page,
  context,
  isMobile,
}) => {
  test.skip(!isMobile, 'a swipe wants a finger')
  await signIn(context, 'organiser')
  await page.goto(sheetOf('touched'))
  const finger = await context.newCDPSession(page)

  await swipe(finger, row(page, '林静'), 120, 0)
  await expect(result(page)).toHaveText('林静 出席：已存 09:00')
  await swipe(finger, row(page, '黄丽娟'), -120, 4)
  await expect(result(page)).toHaveText('黄丽娟 缺席：已存 09:00')
  await swipe(finger, row(page, '黄丽娟'), 30, 160)
  await expect(page.getByText('未登记 58', { exact: true })).toBeVisible()
})

test('an organiser takes a sheet by keys and by hand, and fault 10: two organisers lose nothing', async ({
  page,
  context,
  browser,
}) => {
  await signIn(context, 'organiser')
  await page.goto(sheet)
  const colleague = await colleagueOn(await browser.newContext({ locale: 'zh-CN' }))

  await page.getByPlaceholder(/姓名或拼音首字母/).fill('许国')
  await expect(page.getByRole('listitem').filter({ visible: true })).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(key(page, '许国华', '出席')).toBeFocused()
  await page.keyboard.press('4')
  await expect(row(page, '许国华')).toContainText('已存 09:00')
  await row(page, '许国华').getByRole('combobox').fill('病假')
  await page.keyboard.press('Enter')
  await key(page, '庄雅芳', '缺席').click()
  await expect(key(page, '庄雅芳', '缺席')).toHaveAttribute('aria-pressed', 'true')

  await page.getByRole('button', { name: /^其余 \d+ 人出席$/ }).click()
  await expect(page.getByText('未登记 0', { exact: true })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('status')).toContainText(/已撤销：\d+ 人恢复为未登记/)
  await expect(key(page, '庄雅芳', '缺席')).toHaveAttribute('aria-pressed', 'true')

  // The colleague's page still shows nobody marked.
  await key(colleague, '许国华', '出席').click()
  await expect(row(colleague, '许国华')).toContainText('已登记“请假”，您登记“出席”')
  await row(colleague, '许国华').getByRole('button', { name: '保留请假' }).click()
  await expect(key(colleague, '许国华', '请假')).toHaveAttribute('aria-pressed', 'true')
})

test('fault 12: signed out overnight, the page keeps the mark and sends it once somebody signs in', async ({
  page,
  context,
}) => {
  await signIn(context, 'organiser')
  await page.goto(sheet)

  await context.clearCookies()
  await key(page, '苏美玲', '迟到').click()
  await expect(row(page, '苏美玲')).toContainText('待发，请重新登录')
  await signIn(context, 'administrator')
  await page.waitForTimeout(4500)
  await expect(row(page, '苏美玲'), 'what waits is of one person alone').toContainText('待发')
  await signIn(context, 'organiser')

  await expect(row(page, '苏美玲')).toContainText('已存 09:00')
})

test('fault 4: while the disk of the server is full a mark waits and says so, and goes out once there is room', async ({
  page,
  context,
}) => {
  const said = page.getByText('服务器磁盘已满，登记还留在本机')
  await signIn(context, 'organiser')
  await page.goto(sheet)
  // The server's response in that case: tests/db/attendance/never-lost.test.ts.
  await page.route(/\/api\/marks$/, route =>
    route.fulfill({ status: 507, json: { ok: false, reason: 'diskFull' } }),
  )

  await key(page, '苏美玲', '出席').click()
  await expect(row(page, '苏美玲')).toContainText('待发，服务器磁盘已满')
  await expect(said).toBeVisible()
  await page.unroute(/\/api\/marks$/)

  await expect(row(page, '苏美玲')).toContainText('已存 09:00')
  await expect(said).toBeHidden()
})

test('a mark that waited for the network is shown beside a newer one, also after a reload', async ({
  page,
  context,
  browser,
}) => {
  const newcomer = '刘勇'
  await signIn(context, 'organiser')
  await page.goto(sheet)
  const colleague = await colleagueOn(await browser.newContext({ locale: 'zh-CN' }))
  // The page warns of unsent marks; here it is closed all the same.
  page.on('dialog', dialog => dialog.accept())

  await context.setOffline(true)
  await key(page, newcomer, '迟到').click()
  await expect(row(page, newcomer)).toContainText('待发')
  await key(colleague, newcomer, '早退').click()
  await expect(row(colleague, newcomer)).toContainText('已存 09:00')

  // Sent by the reloaded page, which knows the newer mark, not by the one that was offline.
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
  await page.getByLabel('依据').fill('自学《民法典》总则编')
  await page.getByRole('button', { name: '登记补学' }).click()
  await expect(page.getByText('已于 3月10日 补学')).toBeVisible()
  await expect(page.getByText('未登记 → 请假')).toBeVisible()
  await page.goto(sheet)
  await expect(page.getByText('请假→补学 3月10日')).toBeVisible()
})

function sheetOf(name: string): string {
  return `${street.url}/activities/${samplesOf(street.folder).things.a[name]}/sheet`
}

async function cookieOf(server: Server, role: SignedInRole) {
  const cookie = await sessionCookie(server.folder, role)
  return { ...cookie, url: server.url, httpOnly: true, sameSite: 'Lax' as const }
}

async function signIn(context: BrowserContext, role: SignedInRole) {
  await context.addCookies([await cookieOf(street, role)])
}

/** Another organiser on the same sheet, whose page does not receive others' marks. */
async function colleagueOn(context: BrowserContext): Promise<Page> {
  await signIn(context, 'administrator')
  const page = await context.newPage()
  await page.route(/\/api\/marks\?/, route => route.abort())
  await page.goto(sheet)
  return page
}
