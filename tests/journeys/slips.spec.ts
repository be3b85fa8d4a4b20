import { readFileSync } from 'node:fs'
import { readXlsx } from 'hucre/xlsx'
import { qrOf } from '@/app/_ui/qr'
import { test as base, expect, expectAccessible, sidewaysScroll } from './fixtures'
import { filled } from './routes'
import { samplesOf } from './samples'
import { startServer } from './server'

// A server of its own: a password is reset.
const test = base.extend({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
    async ({}, use) => {
      const server = await startServer({ demo: true })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test('the code on a slip opens sign-in with the number, and the password is typed as it is read', async ({
  browser,
  demo,
  page,
  signedIn,
}) => {
  const address = filled('/accounts/{account}', 'any', samplesOf(demo.folder).things) ?? ''
  await signedIn('topAdministrator')
  await page.goto(address)
  await expect(page.getByText('账号条上的网址别的设备打不开')).toBeVisible()
  await page.getByRole('button', { name: '生成新的初始密码' }).click()
  const slip = page.getByRole('listitem').filter({ hasText: '学法日历账号条' })
  await expect(slip).toBeVisible()
  const [staffNo = '', password = '', printed] = await slip.locator('dd').allTextContents()
  const codeAddress = `${demo.url}/sign-in?name=${staffNo}`

  expect(password).toMatch(/^(\w{4}-){2}\w{4}$/)
  expect(printed).toBe(demo.url)
  expect(await slip.locator('svg path').getAttribute('d')).toBe(qrOf(codeAddress).path)
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
  await expectAccessible(page)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出表格' }).click(),
  ])
  const [sheet] = (await readXlsx(readFileSync(await file.path()))).sheets
  expect(sheet?.rows[1]?.slice(2, 4)).toEqual([staffNo, password])
  expect(sheet?.rows[1]).toContain(demo.url)
  expect(sheet?.images?.map(each => [each.type, each.anchor.from])).toEqual([['png', { row: 1, col: 6 }]])

  const phone = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await phone.goto(codeAddress)
  const field = phone.getByLabel('密码', { exact: true })
  await field.fill(` ${password.toUpperCase().replaceAll('-', ' ')}`)
  const show = phone.getByRole('button', { name: '显示密码' })
  expect((await show.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await field.press('Tab')
  await expect(show).toBeFocused()
  await show.press('Enter')
  await expect(field).toHaveAttribute('type', 'text')
  await expectAccessible(phone)
  await phone.getByRole('button', { name: '隐藏密码' }).press(' ')
  await expect(field).toHaveAttribute('type', 'password')
  await expect(phone.getByLabel('工号或手机号')).toHaveValue(staffNo)
  await phone.getByRole('button', { name: '登录', exact: true }).click()
  await expect(phone).toHaveURL(/\/change-password$/)
  await phone.getByRole('button', { name: '显示密码' }).click()
  for (const label of ['新密码', '再输一遍新密码'])
    await expect(phone.getByLabel(label, { exact: true })).toHaveAttribute('type', 'text')
  await phone.close()
})

test('without script a password stays hidden, and nothing offers to show it', async ({ browser, demo }) => {
  const page = await browser.newPage({ javaScriptEnabled: false })

  await page.goto(`${demo.url}/sign-in?name=MQ001`)

  await expect(page.getByLabel('工号或手机号')).toHaveValue('MQ001')
  await expect(page.getByLabel('密码', { exact: true })).toHaveAttribute('type', 'password')
  await expect(page.getByRole('button', { name: '显示密码' })).toHaveCount(0)
  await page.close()
})
