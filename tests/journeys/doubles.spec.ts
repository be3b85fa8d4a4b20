import type { Page } from '@playwright/test'
import { expect, test } from './street'

const field = (page: Page, label: RegExp) => page.getByRole('main').getByLabel(label)

async function arranged(page: Page, title: string, host: string, isClash = false): Promise<string> {
  await page.goto('/activities/new')
  await field(page, /^名称/).fill(title)
  await field(page, /^形式/).selectOption('集中学习')
  await field(page, /^主办/).selectOption({ label: host })
  await field(page, /^日期/).fill('2023-03-20')
  await field(page, /^地点/).fill('东埔社区会议室')
  await field(page, /^学习对象/).fill('东埔社区')
  await page.getByRole('button', { name: '安排活动' }).click()
  if (isClash) {
    await page.getByLabel('已看过撞期提醒，仍按此安排').check()
    await page.getByRole('button', { name: '安排活动' }).click()
  }
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
  return new URL(page.url()).pathname
}

test('one event that two units entered is merged by one press, and taken apart again', async ({
  page,
  signedIn,
}) => {
  await signedIn('topAdministrator')
  const kept = await arranged(page, '反诈宣传学习', '东埔社区')
  const other = await arranged(page, '反诈宣传学习会', '演示街道', true)
  await expect(page.getByText('疑似重复：与下面的活动可能是同一次。')).toBeVisible()

  await page.getByRole('button', { name: '合并，保留东埔社区的“反诈宣传学习”' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('反诈宣传学习')
  await expect(page.getByText('已与“反诈宣传学习会”合并。')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('演示街道')
  await page.goto(other)
  await expect(page.getByRole('main')).toContainText('已取消')

  await page.goto(kept)
  await page.getByRole('link', { name: '查看或撤销合并' }).click()
  await page.getByRole('link', { name: /^撤销这次/ }).click()
  await page.getByRole('button', { name: '确认撤销' }).click()
  await expect(page.getByText('已由', { exact: false })).toBeVisible()
  await page.goto(other)
  await expect(page.getByRole('main')).not.toContainText('已取消')
  await expect(page.getByText('疑似重复：与下面的活动可能是同一次。')).toBeVisible()
})
