import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test as base, expect, type Page } from '@playwright/test'
import type { run } from 'axe-core'
import type { SignedInRole } from './routes'
import { sessionCookie } from './samples'
import { type Server, startServer } from './server'

type Fixtures = {
  /** Signs the page in as a role of community A, without the form: only the sign-in journey uses that. */
  signedIn: (role: SignedInRole) => Promise<void>
}

/**
 * Journeys on the demo: one server a worker. A journey that changes data used by others starts its own server
 * with `startServer`.
 */
export const test = base.extend<Fixtures, { demo: Server }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
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
  // Every journey fails on a CSP violation or an error in the page.
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

// Injected once a page and minified; the builder of @axe-core/playwright injects the whole source twice.
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The violations found by axe, by rule and element. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: typeof run } }
    // Without this axe also describes every element that passes: on a long page a third of the time.
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.target} ${node.html}`))
  })
}

/** Waits until the page is hydrated and its script has made its first changes. */
export function settled(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>(done => requestIdleCallback(() => done(), { timeout: 5_000 })))
}

export async function expectAccessible(page: Page): Promise<void> {
  // After a link is followed the title comes a moment later than the page.
  await expect(page).toHaveTitle(/./)
  expect(await axeFindings(page), `axe on ${new URL(page.url()).pathname}`).toEqual([])
}

/** A warning in a dialog counts as read only after a moment (app/_ui/move-dialog.client.tsx). */
export async function readWarning(page: Page): Promise<void> {
  await expect(page.getByRole('dialog').getByRole('button', { name: '仍然改期' })).toBeVisible()
  await page.waitForTimeout(700)
}

/** By how many pixels the page overflows the viewport; scroll containers inside it do not count. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}

export { expect }
