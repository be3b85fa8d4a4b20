import { type Browser, expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './fixtures'
import { filled, type SignedInRole } from './routes'
import { samplesOf, sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

// Two people have the same form open, each in a browser of their own.
let street: Server

test.describe.configure({ timeout: 120_000 })
test.beforeEach(async () => {
  street = await startServer({ communities: true, now: communitiesNow })
})
test.afterEach(() => street.stop())

for (const script of [true, false]) {
  const how = script ? 'with script' : 'without script'

  test(`${how}: a person changed by two at once keeps what was saved, until the other has seen it`, async ({
    browser,
  }) => {
    const at = filled('/people/{person}/edit', 'a', samplesOf(street.folder).things) ?? ''
    const [first, second] = await twoOn(browser, at, 'administrator', script)
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

  test(`${how}: an entry of the ledger changed by two at once, and a refusal in between`, async ({
    browser,
  }) => {
    const at = filled('/outputs/{output}', 'a', samplesOf(street.folder).things) ?? ''
    const [first, second] = await twoOn(browser, at, 'organiser', script)
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
    await first.goto(at)
    await expect(first.getByLabel('数量')).toHaveValue('31')
    await save(second)
    await second.waitForURL(/\/outputs$/)
    await first.goto(at)
    await expect(first.getByLabel('数量')).toHaveValue('29')
  })
}

async function twoOn(browser: Browser, at: string, role: SignedInRole, script: boolean) {
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
