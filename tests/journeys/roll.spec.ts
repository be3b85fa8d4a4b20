import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { key, row } from './on-sheet'
import { samplesOf, sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

// The printed list beside the sheet, the roll after it is closed, and both without script.
let street: Server

test.beforeAll(async () => {
  street = await startServer({ hall: true, now: communitiesNow })
})
test.afterAll(() => street.stop())

test('numbers that would overwrite what was marked meanwhile are sent again after a look', async ({
  page,
  context,
}) => {
  await signIn(context)
  await page.goto(`${sheetOf('numbers')}?way=numbers`)
  await page.getByLabel('缺席序号').fill('2')
  const colleague = await context.newPage()
  await colleague.goto(sheetOf('numbers'))
  await key(colleague, '许国华', '迟到').click()
  await expect(row(colleague, '许国华')).toContainText('已存 09:00')

  await page.getByRole('button', { name: '保存登记' }).click()
  await expect(page.getByText('填写期间有了新的登记，请核对后再保存')).toBeVisible()
  await expect(row(page, '许国华')).toContainText('迟到')
  await expect(page.getByLabel('缺席序号')).toHaveValue('2')
  await page.getByRole('button', { name: '保存登记' }).click()
  await expect(page.getByText(/已登记 \d+ 人/)).toBeVisible()
  await expect(row(page, '许国华')).toContainText('缺席')
})

test('a closed roll is corrected with a reason that its history keeps; fault 12: from an old tab after both were seen', async ({
  page,
  context,
}) => {
  await signIn(context)
  await page.goto(sheetOf('closed'))
  await page.getByRole('main').getByRole('link', { name: '林静', exact: true }).click()
  await page.waitForURL(/\/sheet\/\d+$/)
  const old = await context.newPage()
  await old.goto(page.url())

  const correct = async (on: Page, mark: string, why: string) => {
    await on.getByLabel('考勤', { exact: true }).selectOption({ label: mark })
    await on.getByLabel('更正原因').fill(why)
    await on.getByRole('button', { name: '更正登记' }).click()
  }
  await correct(page, '迟到', '签到表上晚签')
  await expect(page.getByText('出席 → 迟到')).toBeVisible()
  await expect(page.getByText(/林静 · .*逐人登记 · 签到表上晚签/)).toBeVisible()

  await correct(old, '缺席', '本人未到')
  await expect(old.getByText('已保存的是“迟到”，您填写的是“缺席”。')).toBeVisible()
  await expect(old.getByLabel('更正原因')).toHaveValue('本人未到')
  await old.getByRole('button', { name: '更正登记' }).click()
  await expect(old.getByText('迟到 → 缺席')).toBeVisible()
})

test('the paper has the numbers of the sheet in the order that was chosen, and says on each page what it is', async ({
  page,
  context,
  isMobile,
}) => {
  test.skip(isMobile, 'a page of A4 is as wide from anywhere')
  await signIn(context)
  await page.goto(`${sheetOf('touched')}/print`)
  await page.getByRole('button', { name: '改为按姓氏笔画' }).click()
  await expect(page.getByText('按姓氏笔画排列').first()).toBeVisible()
  const onPaper = await page
    .locator('.sign-in tbody tr:has(td)')
    .evaluateAll(rows =>
      rows
        .map(each => `${each.children[0]?.textContent} ${each.children[1]?.textContent}`)
        .filter(text => text !== ' '),
    )

  await page.goto(sheetOf('touched'))
  const onScreen = await page
    .locator('li[data-id]')
    .evaluateAll(rows =>
      rows.map(each => `${each.children[0]?.textContent} ${each.children[1]?.textContent}`),
    )

  expect(onPaper).toHaveLength(60)
  expect(onPaper).toEqual(onScreen)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('the sheet is one form, and its keys still work one by one', async ({ page, context }) => {
    await signIn(context)
    await page.goto(sheetOf('form'))

    await page.getByLabel('缺席序号').fill('99')
    await page.getByRole('button', { name: '保存登记' }).click()
    // getByText does not find texts in <noscript>, though a browser without script shows them.
    await expect(page.locator('#absent-error')).toHaveText('看不懂“99”，请写名单上的序号')
    await page.getByLabel('缺席序号').fill('2')
    await page.getByRole('button', { name: '保存登记' }).click()
    await expect(page.locator('noscript [role=status]')).toContainText(/已登记 \d+ 人/)
    await expect(page.getByText('缺席 1', { exact: true })).toBeVisible()
    await expect(page.getByText('未登记 0', { exact: true })).toBeVisible()

    await key(page, '许国华', '迟到').click()
    await expect(key(page, '许国华', '迟到')).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByText('缺席 0', { exact: true })).toBeVisible()
  })

  test('one unit of a sheet can be chosen, on a phone too, and stays chosen', async ({
    page,
    context,
    isMobile,
  }) => {
    await signIn(context)
    await page.goto(sheetOf('closed'))
    const people = page.locator('li[id^="p"]')
    const all = await people.count()

    const choice = page.getByRole('combobox', { name: '单位', exact: true })
    await choice.selectOption({ label: '司法所' })
    await page.getByRole('button', { name: '筛选' }).click()
    await expect(page).toHaveURL(/[?&]unit=\d+/)
    const ofUnit = await people.count()
    expect(ofUnit).toBeGreaterThan(0)
    expect(ofUnit).toBeLessThan(all)
    await expect(choice).not.toHaveValue('')

    if (isMobile) {
      await page.getByRole('main').getByText('更多', { exact: true }).click()
      await page.getByRole('link', { name: '只看未登记' }).click()
      await expect(page).toHaveURL(/[?&]unit=\d+&show=unmarked/)
    }
  })
})

function sheetOf(name: string): string {
  return `${street.url}/activities/${samplesOf(street.folder).things.a[name]}/sheet`
}

async function signIn(context: BrowserContext) {
  const cookie = await sessionCookie(street.folder, 'organiser')
  await context.addCookies([{ ...cookie, url: street.url, httpOnly: true, sameSite: 'Lax' }])
}
