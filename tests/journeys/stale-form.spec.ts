import { type Browser, expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './fixtures'
import { filled, type SignedInRole } from './routes'
import { samplesOf, sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

// Two people have the same form open, each in a browser of their own; every form is in tests/db/app/answers.test.ts.
let street: Server

test.describe.configure({ mode: 'serial', timeout: 60_000 })
test.beforeAll(async () => {
  street = await startServer({ communities: true, now: communitiesNow })
})
test.afterAll(() => street.stop())

test('a person changed by two at once keeps what was saved, until the other has seen it', async ({
  browser,
}) => {
  const [first, second] = await twoOn(browser, '/people/{person}/edit', 'administrator', true)
  await first.getByLabel('职务').fill('副主任')
  await first.getByRole('button', { name: '保存' }).click()
  await first.waitForURL(/\/people\/\d+$/)

  await second.getByLabel('职务').fill('书记')
  await second.getByRole('button', { name: '保存' }).click()

  await expect(second.getByRole('alert').filter({ hasText: '已被他人更改' })).toBeVisible()
  await expect(second.getByText('已保存的是“副主任”，您填写的是“书记”。')).toBeVisible()
  await expect(second.getByLabel('职务')).toHaveValue('书记')
  await expectAccessible(second)
  await first.reload()
  await expect(first.getByText('副主任').first()).toBeVisible()
  await second.getByRole('button', { name: '保存' }).click()
  await second.waitForURL(/\/people\/\d+$/)
  await expect(second.getByText('书记').first()).toBeVisible()
})

test('without script: an entry of the ledger changed by two at once, and a refusal in between', async ({
  browser,
}) => {
  const [first, second] = await twoOn(browser, '/outputs/{output}', 'organiser', false)
  const save = (page: Page) => page.getByRole('button', { name: '保存更改' }).click()
  // A page that was drawn anew by a refusal still stands for what its user saw.
  await second.getByLabel('数量').fill('很多')
  await first.getByLabel('数量').fill('31')
  await save(first)
  await first.waitForURL(/\/outputs$/)
  await save(second)
  await expect(second.getByText('请填写数字').first()).toBeVisible()

  await second.getByLabel('数量').fill('29')
  await save(second)

  await expect(second.getByText('已保存的是“31”，您填写的是“29”。')).toBeVisible()
  await first.goBack()
  await first.reload()
  await expect(first.getByLabel('数量')).toHaveValue('31')
  await save(second)
  await second.waitForURL(/\/outputs$/)
  await first.reload()
  await expect(first.getByLabel('数量')).toHaveValue('29')
})

async function twoOn(browser: Browser, pattern: string, role: SignedInRole, script: boolean) {
  const at = filled(pattern, 'a', samplesOf(street.folder).things) ?? ''
  const open = async () => {
    const context = await browser.newContext({ baseURL: street.url, javaScriptEnabled: script })
    const cookie = await sessionCookie(street.folder, role)
    await context.addCookies([{ ...cookie, url: street.url, httpOnly: true, sameSite: 'Lax' }])
    const page = await context.newPage()
    await page.goto(at)
    return page
  }
  return [await open(), await open()] as const
}
