import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { findings } from './findings'
import { test as base, expect, expectAccessible, readWarning } from './fixtures'
import { sessionCookie } from './samples'
import { DEMO, type Server, startServer } from './server'

const test = base.extend<object, { demo: Server }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
    async ({}, use) => {
      const server = await startServer({ demo: true, entry: DEMO })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

const titles = { zh: '界面部件', en: 'Parts of pages' }

for (const [language, title] of Object.entries(titles))
  test(`every shared part can be read by anybody, in ${language}`, async ({ page, isMobile }, info) => {
    test.skip(isMobile && language === 'en', 'English is read at the desk')
    await page.goto('/ui')
    if (language === 'en') await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)

    for (const path of [
      '/ui',
      '/ui?part=calendar-views',
      '/ui?part=calendar-views&view=week',
      '/ui?part=not-there',
    ]) {
      await page.goto(path)
      expect.soft(await findings(page, isMobile), path).toEqual([])
      // The pictures are looked at in the language that the product is used in.
      if (language === 'zh') await picture(page, path, name => info.outputPath(name))
    }
  })

/** A picture of the whole page and one of each part on it, to be looked at. */
async function picture(page: Page, path: string, fileOf: (name: string) => string): Promise<void> {
  const address = path.replace(/\W+/g, '-').slice(1)
  await page.screenshot({ path: fileOf(`page-${address}.png`), fullPage: true })
  for (const part of await page.locator('[data-part]').all())
    await part.screenshot({ path: fileOf(`${address}-${await part.getAttribute('data-part')}.png`) })
}

test('a form answers as on any page', async ({ page }) => {
  await page.goto('/ui')
  const form = page.locator('form', { has: page.locator('#live-title') })

  await form.getByLabel('活动名称').fill('')
  await form.getByRole('button', { name: '安排' }).click()
  await expect(form.getByRole('alert')).toContainText('有 1 处需要更正')
  await form.getByLabel('活动名称').fill('国家安全教育')
  await form.getByRole('button', { name: '安排' }).click()

  await expect(form.getByRole('status')).toHaveText('已收到，没有写入任何数据。')
})

test('the dialog opens, warns and answers', async ({ page }, info) => {
  await page.goto('/ui')

  await page.getByRole('button', { name: '打开改期对话框' }).click()
  await readWarning(page)
  await expectAccessible(page)
  await page.screenshot({ path: info.outputPath('dialog.png') })
  await page.getByRole('dialog').getByRole('button', { name: '仍然改期' }).click()

  await expect(page.getByText('已改期：《法治专题讲座》')).toBeVisible()
  await page.screenshot({ path: info.outputPath('moved.png') })
})

test('npm start on the same database knows no such page', async ({ demo, page, isMobile }) => {
  test.skip(isMobile, 'the same on every screen')
  const started = await startServer({ demo: true })
  const seen = async (path: string) => {
    const answer = await page.goto(started.url + path)
    await expect(page.locator('h1')).toBeVisible()
    return [answer?.status(), await page.title(), await page.locator('body').innerText()]
  }

  try {
    const unknown = await seen('/nowhere')
    expect(unknown[0]).toBe(404)
    expect(await seen('/ui')).toEqual(unknown)
    expect(await seen('/ui?part=calendar-views')).toEqual(unknown)
    const cookie = await sessionCookie(started.folder, 'topAdministrator')
    await page.context().addCookies([{ ...cookie, url: started.url, httpOnly: true, sameSite: 'Lax' }])
    expect(await seen('/ui')).toEqual(await seen('/nowhere'))
    expect(await answered(demo)).toEqual([200, true])
    expect(await answered(started)).toEqual([404, false])
  } finally {
    await started.stop()
  }
})

/** Status and whether the form of the page was answered, for a request as of a browser without script. */
async function answered(server: Server): Promise<[number, boolean]> {
  const references = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')).node
  const id = Object.keys(references).find(each => references[each].exportedName === 'answerSample')
  const body = new FormData()
  body.set('$ACTION_REF_1', '')
  body.set('$ACTION_1:0', JSON.stringify({ id, bound: '$@1' }))
  body.set('$ACTION_1:1', '[{"turn":0}]')
  body.set('$ACTION_KEY', 'k1')
  body.set('title', '国家安全教育')
  body.set('day', '2026-10-16')
  const response = await fetch(`${server.url}/ui`, { method: 'POST', headers: { origin: server.url }, body })
  return [response.status, (await response.text()).includes('没有写入任何数据。')]
}
