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

test('a person changed by two at once: what only one of them changed is kept, of the rest one value is chosen', async ({
  browser,
}) => {
  const [first, second] = await twoOn(browser, '/people/{person}/edit', 'administrator', true)
  await first.getByLabel('职务').fill('副主任')
  await first.getByLabel('手机').fill('13800000001')
  await first.getByRole('button', { name: '保存' }).click()
  await first.waitForURL(/\/people\/\d+$/)

  await second.getByLabel('职务').fill('书记')
  await second.getByRole('button', { name: '保存' }).click()

  const alert = second.getByRole('alert').filter({ hasText: '已有更改' })
  await expect(alert).toContainText(/您 \d\d:\d\d 在别处保存过这条记录，这次没有保存/)
  await expect(alert).toContainText('已换成已保存的内容：手机')
  await expect(second.getByLabel('手机')).toHaveValue('13800000001')
  await expect(second.getByLabel('职务', { exact: true })).toHaveValue('书记')
  await expectAccessible(second)
  await alert.getByRole('link', { name: '职务' }).click()
  await second.getByRole('button', { name: '核对后保存' }).click()
  await expect(second.getByText('请选用其中一个').first()).toBeVisible()
  await second.getByLabel('用已保存的：副主任').check()
  await second.getByRole('button', { name: '核对后保存' }).click()
  await second.waitForURL(/\/people\/\d+$/)
  await expect(second.getByText('副主任').first()).toBeVisible()
  await expect(second.getByText('13800000001').first()).toBeVisible()
})

// The address of each form that edits a row, and its fields that are no facts of the row.
const edited: [path: string, role: SignedInRole, aside: string[]][] = [
  ['/people/{person}/edit', 'administrator', []],
  ['/people/units/{unit}', 'topAdministrator', ['movedOn', 'movedAlways']],
  ['/activities/{ahead}/edit', 'topAdministrator', []],
  ['/outputs/{output}', 'organiser', []],
  ['/advisers/{adviser}', 'administrator', []],
  ['/advisers/work/{work}', 'organiser', []],
  ['/exams/{exam}/edit', 'organiser', []],
  ['/plans/{plan}/items/{item}/edit', 'organiser', ['audienceAsWords', 'reason']],
  ['/plans/{plan}/rules', 'organiser', ['reason']],
  ['/settings', 'topAdministrator', []],
  ['/settings/channels?edit=1', 'topAdministrator', []],
  ['/settings/campaigns?edit=1', 'topAdministrator', []],
  ['/settings/figures', 'topAdministrator', []],
  ['/settings/rolls', 'topAdministrator', []],
  ['/settings/sessions', 'topAdministrator', []],
]
test('in each form that edits a row a field shows what is saved, so that an untouched one is known as such', async ({
  browser,
}) => {
  const wrong: unknown[] = []
  for (const [path, role, aside] of edited) {
    const page = await opensOn(browser, path, role, false)
    const shown = () =>
      page
        .locator('input[name^="was:"]')
        .evaluateAll(all =>
          all.map(each => [each.getAttribute('name')?.slice(4), each.getAttribute('value')]),
        )
    const opened = await shown()
    if (opened.length === 0) {
      wrong.push([path, 'no form'])
      continue
    }
    const form = page.locator('form:has(input[name^="was:"])').first()
    await form.evaluate(
      (element, names) => {
        for (const field of (element as HTMLFormElement).elements as Iterable<HTMLInputElement>) {
          if (names.includes(field.name)) field.value = '99'
          if (field.name === 'reason') field.value = '核对'
          // As if it had shown something else.
          if (field.name.startsWith('was:')) field.value = `${field.value.slice(0, 1)}zz`
        }
      },
      ['version', 'seen'],
    )
    await form.locator('button.btn[type="submit"]:not([name])').first().click()
    const told = page.getByRole('alert').filter({ hasText: /更改/ }).first()
    await told.waitFor({ timeout: 10_000 }).catch(() => {})
    const said = (await page.getByRole('alert').allTextContents()).join()
    const answered = await shown()
    const expected = opened.map(([name, value]) => [
      name,
      aside.includes(name ?? '') ? `${value?.slice(0, 1)}zz` : value,
    ])
    const differing = answered.filter((each, at) => String(each) !== String(expected[at]))
    if (!/已被他人更改|已有更改/.test(said) || opened.length === 0 || differing.length > 0)
      wrong.push([path, said, opened.length, differing])
    await page.context().close()
  }

  expect(wrong).toEqual([])
})

test('without script: an entry of the ledger changed by two at once, a refusal in between, and withdrawn', async ({
  browser,
}) => {
  const [first, second] = await twoOn(browser, '/outputs/{output}', 'organiser', false)
  const save = (page: Page) => page.getByRole('button', { name: /保存更改|核对后保存/ }).click()
  // A page that was drawn anew by a refusal still stands for what its user saw.
  await second.getByLabel('数量').fill('很多')
  await first.getByLabel('数量').fill('31')
  await save(first)
  await first.waitForURL(/\/outputs$/)
  await save(second)
  await expect(second.getByText('请填写数字').first()).toBeVisible()

  await second.getByLabel('数量').fill('29')
  await save(second)

  await expect(second.getByText('用已保存的：31')).toBeVisible()
  await second.getByLabel('用我填的：29').check()
  await save(second)
  await second.waitForURL(/\/outputs$/)
  await first.goBack()
  await first.reload()
  await expect(first.getByLabel('数量')).toHaveValue('29')
  await second.goto(first.url())
  await second.getByRole('textbox', { name: '删除原因' }).fill('重复登记')
  await second.getByRole('button', { name: '删除这一笔' }).click()
  await second.waitForURL(/\/outputs$/)
  await first.getByLabel('数量').fill('777')
  await save(first)
  await expect(first.getByText('这条记录已被删除')).toBeVisible()
  await expect(first.getByText('777')).toBeVisible()
})

async function twoOn(browser: Browser, pattern: string, role: SignedInRole, script: boolean) {
  return [
    await opensOn(browser, pattern, role, script),
    await opensOn(browser, pattern, role, script),
  ] as const
}

async function opensOn(browser: Browser, pattern: string, role: SignedInRole, script: boolean) {
  const at = filled(pattern, 'a', samplesOf(street.folder).things) ?? ''
  const context = await browser.newContext({ baseURL: street.url, javaScriptEnabled: script })
  const cookie = await sessionCookie(street.folder, role)
  await context.addCookies([{ ...cookie, url: street.url, httpOnly: true, sameSite: 'Lax' }])
  const page = await context.newPage()
  await page.goto(at)
  return page
}
