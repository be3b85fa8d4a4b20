import { type Browser, test as base, expect, type Page } from '@playwright/test'
import { type Server, startServer } from './server'

/** Journeys on a server of their own with the demo, whose pages of sign-in name their accounts. */
export const test = base.extend<object, { office: Server }>({
  office: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
    async ({}, use) => {
      const server = await startServer({ demo: true })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

/** A browser of its own. */
export async function opened(browser: Browser, office: Server, javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ baseURL: office.url, javaScriptEnabled, locale: 'zh-CN' })
  return context.newPage()
}

export type Account = { staffNo: string; password: string }

/** Sends the form of the sign-in page as the demo's first account of that role. */
export async function signInAs(page: Page, role: string): Promise<Account> {
  await page.goto('/sign-in')
  const row = page.getByRole('row', { name: new RegExp(`^${role}`) }).first()
  const [, , staffNo = '', password = ''] = await row.getByRole('cell').allTextContents()
  await giveNameAndPassword(page, { staffNo, password })
  return { staffNo, password }
}

export async function giveNameAndPassword(page: Page, { staffNo, password }: Account): Promise<void> {
  await page.getByLabel('工号或手机号').fill(staffNo)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page).not.toHaveURL(/\/sign-in$/)
}
