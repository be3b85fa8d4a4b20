import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test as base, expect, type Page } from '@playwright/test'
import type { run } from 'axe-core'
import type { SignedInRole } from './routes'
import { sessionCookie } from './samples'
import { type Server, startServer } from './server'

type Fixtures = {
  /** Signs the page in as a role of the community A, without the form: only the sign-in journey uses that. */
  signedIn: (role: SignedInRole) => Promise<void>
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
  // Every journey fails on an offence against the policy or an error in the page.
  page: async ({ page }, use) => {
    const errors: string[] = []
    page.on('pageerror', error => errors.push(error.message))
    page.on('console', message => {
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) errors.push(message.text())
    })
    await use(page)
    expect(errors, 'errors in the console of the page').toEqual([])
  },
})

// Sent once a page and minified; the builder of @axe-core/playwright sends the whole source twice.
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds, by rule and element. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: typeof run } }
    // Of what passes, axe would else describe every element: on a long page a third of the time.
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.target} ${node.html}`))
  })
}

/** Waits until the page's script has drawn what it draws by itself. */
export function settled(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>(done => requestIdleCallback(() => done(), { timeout: 5_000 })))
}

export async function expectAccessible(page: Page): Promise<void> {
  expect(await axeFindings(page), `axe on ${new URL(page.url()).pathname}`).toEqual([])
}

/** What a dialog warns of counts as read only after a moment (app/_ui/move-dialog.client.tsx). */
export async function readWarning(page: Page): Promise<void> {
  await expect(page.getByRole('dialog').getByRole('button', { name: '仍然改期' })).toBeVisible()
  await page.waitForTimeout(700)
}

/** By how many pixels the page is wider than the screen; what is meant to scroll does so inside itself. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}

export { expect }
