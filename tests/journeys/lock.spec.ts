import type { Page } from '@playwright/test'
import { expect, sidewaysScroll, test } from './fixtures'

test('a year is locked, one of its figures corrected with a reason, and unlocked again', async ({
  page,
  signedIn,
}) => {
  await signedIn('topAdministrator')
  await walk(page, '调解纠纷')
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('the same, without script', async ({ page, signedIn, isMobile }) => {
    test.skip(isMobile, 'the forms are the same at every width')
    await signedIn('topAdministrator')
    await walk(page, '法律援助')
  })
})

async function walk(page: Page, name: string) {
  await page.goto('/reports/2023')
  const card = page.getByRole('region', { name: '锁定年度数据' })
  await expect(card.getByLabel('数据截至')).toHaveValue('2023-12-31')
  await card.getByRole('button', { name: '锁定年度数据' }).click()
  await expect(card).toContainText(/2023年的年度数据已于 \d{4}-\d\d-\d\d 由.+锁定，数据截至 2023-12-31。/)
  await expect(card).toContainText('锁定以后没有更正。')

  const figures = page.locator('form', { has: page.getByRole('button', { name: '添加' }) })
  await figures.getByLabel('名称').fill(name)
  await figures.getByLabel('类型').selectOption('count')
  await figures.getByLabel('数字', { exact: true }).fill('11件')
  await figures.getByLabel('出处').fill('司法所台账')
  await figures.getByRole('button', { name: '添加' }).click()
  await expect(figures.getByRole('alert')).toContainText('2023年的年度数据已锁定')
  await expect(figures.getByRole('alert')).toContainText(`${name} — → 11件`)
  await expect(figures.getByLabel('数字', { exact: true })).toHaveValue('11件')
  await figures.getByLabel('更正已锁定数字的原因').fill('司法所补报')
  await figures.getByRole('button', { name: '添加' }).click()
  await expect(page.getByRole('status')).toContainText('已保存')

  await page.goto('/rates?year=2023')
  await expect(page.getByText('显示的是锁定时的数字', { exact: false })).toBeVisible()
  await page.getByText('更正 1 次').click()
  await expect(page.getByRole('list', { name: '更正' })).toContainText('司法所补报')

  await page.goto('/reports/2023')
  await card.getByText('解除锁定').first().click()
  await card.getByLabel('解除的原因').fill('区里要求重报')
  await card.getByRole('button', { name: '解除锁定' }).click()
  await expect(card.getByRole('button', { name: '锁定年度数据' })).toBeVisible()
}
