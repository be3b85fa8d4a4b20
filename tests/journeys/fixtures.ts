import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import type { SignedInRole } from './routes'
import { sessionCookie } from './samples'
import { type Server, startServer } from './server'

type Fixtures = {
  /** Signs the page in as a role of the community A, without the form: only the sign-in journey uses that. */
  signedIn: (role: SignedInRole) => Promise<void>
  /** Every journey fails on a broken policy or an error in the page. */
  cleanConsole: undefined
}

/**
 * Journeys on the demo: one server a worker. A journey that changes what others look at starts its own by
 * `startServer`.
 */
export const test = base.extend<Fixtures, { demo: Server }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs here
    async ({}, use) => {
      const server = await startServer({ demo: true })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ demo }, use) => use(demo.url),
  signedIn: async ({ context, demo }, use) =>
    use(async role => {
      const cookie = await sessionCookie(demo.folder, role)
      await context.addCookies([{ ...cookie, url: demo.url, httpOnly: true, sameSite: 'Lax' }])
    }),
  cleanConsole: [
    async ({ page }, use) => {
      const errors: string[] = []
      page.on('pageerror', error => errors.push(error.message))
      page.on('console', message => {
        if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) errors.push(message.text())
      })
      await use(undefined)
      expect(errors, 'errors in the console of the page').toEqual([])
    },
    { auto: true },
  ],
})

/** Nothing that axe finds, named by rule and element. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.target} ${node.html}`))
  expect(found, `axe on ${new URL(page.url()).pathname}`).toEqual([])
}

/** The page fits its width: nothing scrolls sideways but what is meant to, inside itself. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(over, `${new URL(page.url()).pathname} is wider than the screen`).toBeLessThanOrEqual(0)
}

export { expect }
