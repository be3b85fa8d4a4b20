import path from 'node:path'
import { createClient } from '@libsql/client'
import { type Browser, type BrowserContext, expect, test } from '@playwright/test'
import { type MessageKey, sayIn } from '@/app/_i18n/messages'
import type { Locale } from '@/lib/core/glossary'
import { png } from '../fixtures/pictures'
import type { SignedInRole } from './routes'
import { samplesOf, sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

// The messages of real forms, in the production server, while this process holds a lock on the database.

let server: Server

test.beforeAll(async () => {
  server = await startServer({ communities: true, now: communitiesNow })
})
test.afterAll(() => server.stop())

for (const locale of ['zh', 'en'] as const)
  for (const javaScriptEnabled of [true, false])
    test(`while the database is held, forms in ${locale} ${javaScriptEnabled ? 'with' : 'without'} script say so and keep what was typed`, async ({
      browser,
    }) => {
      const database = createClient({ url: `file:${path.join(server.folder, 'xuefa.db')}`, timeout: 5000 })
      await database.execute({ sql: 'update account set locale = ?', args: [locale] })
      const opened = await Promise.all([
        signingIn(browser, locale, javaScriptEnabled),
        planItem(browser, locale, javaScriptEnabled),
        photo(browser, locale, javaScriptEnabled),
        roster(browser, locale, javaScriptEnabled),
        language(browser, locale, javaScriptEnabled),
        oneButton(browser, locale, javaScriptEnabled, '/me', 'access.me.endSessions'),
        oneButton(browser, locale, javaScriptEnabled, '/changes', 'changes.read'),
        oneButton(browser, locale, javaScriptEnabled, '/calendar', 'calendar.lunarOn'),
      ])

      const lock = await database.transaction('write')
      try {
        await Promise.all(opened.map(({ press }) => press()))
        await Promise.all(opened.map(({ look }) => look()))
      } finally {
        await lock.rollback()
        database.close()
        await Promise.all(opened.map(({ context }) => context.close()))
      }
    })

/** A form with typed values, its button, and what its page shows afterwards. */
type Opened = { context: BrowserContext; press: () => Promise<void>; look: () => Promise<void> }

// The server waits eight seconds for the lock (db/write.ts), so the forms are sent in parallel.
const patient = { timeout: 40_000 }

async function signingIn(browser: Browser, locale: Locale, javaScriptEnabled: boolean): Promise<Opened> {
  const { t } = sayIn(locale)
  const { context, page } = await pageOf(browser, locale, javaScriptEnabled, null, '/sign-in')
  const name = page.getByLabel(t('access.signIn.name'))
  await name.fill('A-007')
  await page.getByLabel(t('access.signIn.password')).fill('a-password')
  return {
    context,
    press: () => page.getByRole('button', { name: t('access.signIn.submit') }).click(patient),
    async look() {
      await expect(alertOf(page)).toHaveText(t('common.form.databaseBusy'), patient)
      await expect(name).toHaveValue('A-007')
    },
  }
}

async function planItem(browser: Browser, locale: Locale, javaScriptEnabled: boolean): Promise<Opened> {
  const { t } = sayIn(locale)
  const { draft } = samplesOf(server.folder).things.a
  const at = `/plans/${draft}/items/new`
  const { context, page } = await pageOf(browser, locale, javaScriptEnabled, 'organiser', at)
  const content = page.locator('textarea[name="content"]')
  await content.fill('学习民法典')
  await page.locator('input[name="time"]').fill('9月')
  return {
    context,
    press: () => page.locator('main form .btn-main').last().click(patient),
    async look() {
      await expect(alertOf(page)).toHaveText(t('common.form.databaseBusy'), patient)
      await expect(content).toHaveValue('学习民法典')
      await expect(page.locator('input[name="time"]')).toHaveValue('9月')
      if (javaScriptEnabled) await expect(alertOf(page)).toBeFocused()
    },
  }
}

/**
 * With script a photo stays queued on the device and is retried; a plain form is told that the photo was not
 * stored.
 */
async function photo(browser: Browser, locale: Locale, javaScriptEnabled: boolean): Promise<Opened> {
  const { t } = sayIn(locale)
  const at = `/activities/${samplesOf(server.folder).things.a.activity}/evidence`
  const { context, page } = await pageOf(browser, locale, javaScriptEnabled, 'organiser', at)
  const file = { name: '会场.png', mimeType: 'image/png', buffer: Buffer.from(png()) }
  if (javaScriptEnabled)
    return {
      context,
      press: () => page.getByLabel(t('attachment.form.album')).setInputFiles(file),
      look: () => expect(page.getByText(t('attachment.queue.waiting'))).toBeVisible(patient),
    }
  await page.locator('#photo').setInputFiles(file)
  const form = page.locator('form', { has: page.locator('#photo') })
  return {
    context,
    press: () => form.locator('button').click(patient),
    async look() {
      await expect(alertOf(page)).toContainText(t('attachment.refused.databaseBusy'), patient)
    },
  }
}

async function roster(browser: Browser, locale: Locale, javaScriptEnabled: boolean): Promise<Opened> {
  const { t } = sayIn(locale)
  const at = '/imports?kind=roster'
  const { context, page } = await pageOf(browser, locale, javaScriptEnabled, 'administrator', at)
  const sheet = '姓名,单位\n新来的人,东埔社区\n'
  await page
    .locator('#file')
    .setInputFiles({ name: '花名册.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) })
  return {
    context,
    press: () => page.getByRole('button', { name: t('import.form.upload') }).click(patient),
    look: () => expect(alertOf(page)).toHaveText(t('common.form.databaseBusy'), patient),
  }
}

/** In the menu of the header, which is closed again where a page comes without script. */
async function language(browser: Browser, locale: Locale, javaScriptEnabled: boolean): Promise<Opened> {
  const { t, term } = sayIn(locale)
  const { context, page } = await pageOf(browser, locale, javaScriptEnabled, 'organiser', '/home')
  await page.locator('header summary').click()
  const other = term(locale === 'zh' ? 'language.en' : 'language.zh')
  return {
    context,
    press: () => page.getByRole('button', { name: other }).click(patient),
    look: () => expect(alertOf(page)).toHaveText(t('common.form.databaseBusy'), patient),
  }
}

async function oneButton(
  browser: Browser,
  locale: Locale,
  javaScriptEnabled: boolean,
  at: string,
  key: MessageKey,
): Promise<Opened> {
  const { t } = sayIn(locale)
  const { context, page } = await pageOf(browser, locale, javaScriptEnabled, 'organiser', at)
  const button = page.getByRole('button', { name: t(key), exact: true })
  return {
    context,
    press: () => button.click(patient),
    async look() {
      await expect(alertOf(page)).toHaveText(t('common.form.databaseBusy'), patient)
      await expect(button).toBeVisible()
    },
  }
}

type Page = Awaited<ReturnType<BrowserContext['newPage']>>

function alertOf(page: Page) {
  return page.locator('main [role="alert"]')
}

async function pageOf(
  browser: Browser,
  locale: Locale,
  javaScriptEnabled: boolean,
  role: SignedInRole | null,
  at: string,
) {
  const context = await browser.newContext({ javaScriptEnabled })
  const session = role && (await sessionCookie(server.folder, role))
  await context.addCookies([
    { name: 'locale', value: locale, url: server.url },
    ...(session ? [{ ...session, url: server.url }] : []),
  ])
  const page = await context.newPage()
  await page.goto(server.url + at)
  return { context, page }
}
