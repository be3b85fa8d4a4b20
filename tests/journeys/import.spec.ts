import type { Page } from '@playwright/test'
import { expectAccessible, sidewaysScroll } from './fixtures'
import { expect, test, uploadSheet } from './street'

// Each test starts a server, which is slow on a busy machine.
test.describe.configure({ timeout: 120_000 })

/** An office's sheet: a name with a near match, somebody who exists already, and `day` as given. */
async function uploadRoster(page: Page, day: string) {
  await page.goto('/imports?kind=roster')
  await uploadSheet(
    page,
    '演示街道花名册',
    ['姓名', '所在单位', '人员编号', '职务', '入职日期'],
    [
      ['林小雨', '东铺社区', 'D101', '网格员', '2023.3.1'],
      ['王　海', '和平社区', 'D102', '副主任', day],
      ['许国华', '东埔社区', 'S008', '', ''],
    ],
  )
}

async function rosterComesIn(page: Page) {
  await page.goto('/imports')
  await page.getByRole('link', { name: '选择文件' }).nth(1).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('导入花名册')
  await uploadRoster(page, '2023-02-30')
  await expect(page.getByText('还有 2 处要您定')).toBeVisible()
  await expect(page.getByText('没有“东铺社区”，是“东埔社区”吗？')).toBeVisible()
  await expect(page.getByText('没有“2023-02-30”这一天')).toBeVisible()
  const preview = page.url()

  // Nothing is written before the user confirms.
  await page.goto('/people?q=D10')
  await expect(page.getByRole('row', { name: /林小雨/ })).toHaveCount(0)

  await page.goto(preview)
  await page.getByRole('radio', { name: '东埔社区' }).check()
  // Nothing is remembered before it is ticked.
  const remember = page.getByRole('checkbox', { name: '本单位记住“东铺社区”' })
  await expect(remember).not.toBeChecked()
  await remember.check()
  await page.getByRole('textbox', { name: /^第 \d+ 行的入职日期改为$/ }).fill('2月28日')
  // What is offered for the empty 职务 has a button of its own, and needs no answer.
  await page.getByRole('region', { name: '单独的格子' }).getByRole('button', { name: '照这样办' }).click()
  await expect(page.getByText('还有 1 处要您定')).toBeVisible()
  await page.getByLabel('没有写年份的日期是哪一年').selectOption('2023')
  await page.getByRole('button', { name: '按这样读各列' }).click()
  await expect(page.getByText('都已核对')).toBeVisible()
  await page.getByRole('button', { name: '写入 2 行' }).click()
  await expect(page.getByText(/新增 2 行，变更 0 行，不变 1 行/)).toBeVisible()

  await page.goto('/people?q=林小雨')
  await expect(page.getByRole('row', { name: /林小雨/ })).toContainText('东埔社区')
  await page.goto('/people?q=王海')
  await expect(page.getByRole('row', { name: /王海/ })).toContainText('副主任')
}

/** 撤销这次导入: both people go. */
async function importIsUndone(page: Page, look: (page: Page) => Promise<void> = expectAccessible) {
  await page.goto('/imports')
  await page.getByRole('region', { name: '最近的导入' }).getByRole('link').first().click()
  await expect(page.getByRole('link', { name: '撤销这次导入' })).toBeVisible()
  await look(page)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
  await page.getByRole('link', { name: '撤销这次导入' }).click()
  await page.getByRole('button', { name: '确认撤销' }).click()
  await expect(page.getByText(/已由.+撤销。/)).toBeVisible()
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
  await page.goto('/people?q=D10')
  await expect(page.getByRole('row', { name: /林小雨|王海/ })).toHaveCount(0)
}

test('a roster comes in after its faulty rows are mended', async ({ page, signedIn }) => {
  await signedIn('topAdministrator')
  await rosterComesIn(page)

  await page.getByRole('link', { name: '王海' }).click()
  await expect(page.getByText('2023-02-28').first()).toBeVisible()

  // The confirmed name is remembered, and the same sheet changes nothing.
  await uploadRoster(page, '2023-02-28')
  await expect(page.getByText('表中内容与已有的完全相同，不需要导入')).toBeVisible()
  await expect(page.getByRole('button', { name: /^写入 \d+ 行/ })).toHaveCount(0)
  await importIsUndone(page)
})

test('the preview with its faults can be read by everyone', async ({ page, signedIn }) => {
  await signedIn('topAdministrator')
  await uploadRoster(page, '2023-02-30')
  await expect(page.getByText('还有 2 处要您定')).toBeVisible()
  await expectAccessible(page)
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('a roster comes in all the same', async ({ page, signedIn }) => {
    await signedIn('topAdministrator')
    await rosterComesIn(page)
    // axe waits, and a page without script never wakes it.
    await importIsUndone(page, async () => {})
  })
})
