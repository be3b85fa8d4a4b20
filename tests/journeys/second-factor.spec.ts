import { expect, type Page } from '@playwright/test'
import { codeOf } from '@/lib/access/second-factor.crypto'
import { stepAt } from '@/lib/access/second-factor.rules'
import { expectAccessible, sidewaysScroll } from './fixtures'
import { giveNameAndPassword, opened, signInAs, test } from './office'
import { testNow } from './server'

test.describe.configure({ timeout: 120_000 })

// The clock of the server stands still, so three codes pass in a journey: of the half minute before, of this one and
// of the one after.
let shots = 0
const codeAt = (secret: Buffer, away: number) => codeOf(secret, stepAt(Date.parse(testNow)) + away)

for (const script of [true, false])
  test(`a second factor is enrolled, asked for, and replaced by a recovery code ${script ? 'with' : 'without'} script`, async ({
    browser,
    office,
  }) => {
    const page = await opened(browser, office, script)
    const account = await signInAs(page, script ? '经办人' : '分管领导')
    await expect(page).toHaveURL(/\/home$/)

    await page.goto('/me')
    await page.getByRole('link', { name: '开启两步验证' }).click()
    await expect(page).toHaveURL(/\/second-factor$/)
    await fits(page, script)
    const secret = secretOn(await page.locator('.font-mono').first().innerText())
    await prove(page, '开启两步验证', account.password, '000000')
    await expect(page.getByText('验证码不对，或者已经过期').first()).toBeVisible()
    // Neither is sent back, and the same secret is shown.
    await expect(page.getByLabel('登录密码', { exact: true })).toHaveValue('')
    await expect(page.getByLabel('验证码', { exact: true })).toHaveValue('')
    expect(secretOn(await page.locator('.font-mono').first().innerText())).toEqual(secret)
    await prove(page, '开启两步验证', account.password, codeAt(secret, -1))
    await expect(page.getByRole('heading', { name: '学法日历恢复码' })).toBeVisible()
    const codes = await page.locator('li .select-all').allInnerTexts()
    expect(codes).toHaveLength(10)
    await fits(page, script)
    await page.getByRole('link', { name: '已经收好，继续' }).click()
    await expect(page).toHaveURL(/\/home$/)
    await page.goto('/second-factor')
    await expect(page.getByText('恢复码还剩 10 个')).toBeVisible()
    expect(await page.content()).not.toContain(codes[0])
    await fits(page, script)

    await signOut(page)
    await giveNameAndPassword(page, account)
    await expect(page).toHaveURL(/\/sign-in\/code$/)
    await fits(page, script)
    const box = page.getByLabel('验证码', { exact: true })
    await expect(box).toHaveAttribute('inputmode', 'numeric')
    await expect(box).toHaveAttribute('autocomplete', 'one-time-code')
    // The password alone opens nothing.
    await page.goto('/home')
    await expect(page).toHaveURL(/\/sign-in(\?|$)/)
    await page.goto('/sign-in/code')
    await page.getByLabel('验证码', { exact: true }).fill(codeAt(secret, 0))
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await expect(page).toHaveURL(/\/home$/)

    await signOut(page)
    await giveNameAndPassword(page, account)
    await page.getByLabel('验证码', { exact: true }).fill(codeAt(secret, 0))
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await expect(page.getByText('服务器现在是 10:00')).toBeVisible()
    await page.getByRole('link', { name: '手机不在身边，用恢复码登录' }).click()
    await expect(page.getByLabel('恢复码')).not.toHaveAttribute('inputmode', 'numeric')
    await expect(page.getByText('服务器现在是 10:00')).toBeHidden()
    await fits(page, script)
    await page.getByLabel('恢复码').fill((codes[3] ?? '').toUpperCase())
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await expect(page).toHaveURL(/\/second-factor\?from=recovery$/)
    await expect(page.getByText('恢复码还剩 9 个')).toBeVisible()
    await page.context().close()
  })

test('where the office asks for it, an organiser gets no further page until it is enrolled', async ({
  browser,
  office,
}) => {
  const administrator = await opened(browser, office)
  await signInAs(administrator, '系统管理员')
  await administrator.goto('/settings/sessions')
  await fits(administrator, true)
  await administrator.getByLabel('两步验证').selectOption('organisers')
  await administrator.getByRole('button', { name: '保存' }).click()
  // The administrator is the first who owes it.
  await expect(administrator).toHaveURL(/\/second-factor$/)

  const page = await opened(browser, office)
  const account = await signInAs(page, '普法联络员')
  await expect(page).toHaveURL(/\/second-factor$/)
  await expect(page.getByText('本单位要求')).toBeVisible()
  await fits(page, true)
  for (const closed of ['/home', '/activities', '/me', '/people']) {
    await page.goto(closed)
    await expect(page).toHaveURL(/\/second-factor$/)
  }
  expect((await page.request.get('/activities/export')).status()).toBe(404)
  expect((await page.request.get('/api/marks?activityId=1&since=0')).status()).toBe(401)
  const secret = secretOn(await page.locator('.font-mono').first().innerText())
  await prove(page, '开启两步验证', account.password, codeAt(secret, 0))
  await page.getByRole('link', { name: '已经收好，继续' }).click()
  await expect(page).toHaveURL(/\/home$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()

  // Who owes it may sign out.
  await administrator.getByRole('button', { name: '退出登录' }).click()
  await expect(administrator).toHaveURL(/\/sign-in(\?|$)/)
  // A cadre is not asked.
  await signInAs(administrator, '干部')
  await expect(administrator).toHaveURL(/\/home$/)
})

async function signOut(page: Page) {
  await page.goto('/home')
  await page.locator('header summary').filter({ hasText: '▾' }).click()
  await page.getByRole('button', { name: '退出登录', exact: true }).click()
  await expect(page).toHaveURL(/\/sign-in(\?|$)/)
}

async function prove(page: Page, button: string, password: string, code: string) {
  await page.getByLabel('登录密码', { exact: true }).fill(password)
  await page.getByLabel('验证码', { exact: true }).fill(code)
  await page.getByRole('button', { name: button, exact: true }).click()
}

/** The key as a person types it into the app. */
function secretOn(written: string): Buffer {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...written.replace(/\s/g, '')]
    .map(each => letters.indexOf(each).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
}

/** Nothing overflows at both widths; with script axe finds nothing either. */
async function fits(page: Page, script: boolean) {
  const before = page.viewportSize()
  const name = `${new URL(page.url()).pathname.slice(1).replaceAll('/', '-')}-${shots++}`
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 })
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true })
  }
  if (before) await page.setViewportSize(before)
  if (script) await expectAccessible(page)
}
