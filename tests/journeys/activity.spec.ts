import type { Page } from '@playwright/test'
import { expectAccessible, sidewaysScroll } from './fixtures'
import { expect, test } from './street'

// Each test starts a server, which is slow on a busy machine.
test.describe.configure({ timeout: 120_000 })

const field = (page: Page, label: RegExp) => page.getByRole('main').getByLabel(label)

async function typed(page: Page) {
  await expect(field(page, /^名称/)).toHaveValue('民法典学习')
  await expect(field(page, /^形式/)).toHaveValue('集中学习')
  await expect(field(page, /^日期/)).toHaveValue('2023-03-20')
  await expect(field(page, /^地点/)).toHaveValue('东埔社区会议室')
}

/** The form keeps the typed values through every refusal until the activity is created. */
async function activityIsMade(page: Page) {
  await page.goto('/activities/new')
  await field(page, /^名称/).fill('民法典学习')
  await field(page, /^形式/).selectOption('集中学习')
  await field(page, /^日期/).fill('2023-03-20')
  await field(page, /^地点/).fill('东埔社区会议室')

  await field(page, /^学习对象/).fill('火星干部')
  await page.getByRole('button', { name: '查看人数' }).click()
  await expect(page.getByText(/看不懂“火星/).first()).toBeVisible()
  await typed(page)
  await expect(field(page, /^学习对象/)).toHaveValue('火星干部')

  await field(page, /^学习对象/).fill('东埔社区')
  await page.getByRole('button', { name: '查看人数' }).click()
  await expect(page.getByText(/应学 \d+ 人，来自 \d+ 个单位/)).toBeVisible()
  await typed(page)
  await expect(field(page, /^学习对象/)).toHaveValue('东埔社区')

  await field(page, /^学时/).fill('两小时')
  await page.getByRole('button', { name: '安排活动' }).click()
  await expect(page.getByText(/请填写数字|请填数字|数字/).first()).toBeVisible()
  await typed(page)

  await field(page, /^学时/).fill('2')
  await page.getByRole('button', { name: '安排活动' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('民法典学习')
}

test('an activity is made, and no answer loses what was typed', async ({ page, signedIn }) => {
  await signedIn('organiser')
  await activityIsMade(page)
  await expectAccessible(page)
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
})

test('fault 13: without network, or after an update of the server, a form says so and keeps what was typed', async ({
  page,
  context,
  signedIn,
}) => {
  await signedIn('organiser')
  await page.goto('/activities/new?as=stall')
  const title = field(page, /^名称/)
  await title.fill('广场宣传')
  const press = () => page.getByRole('button', { name: '安排活动' }).click()

  await context.setOffline(true)
  await press()
  await expect(page.getByText('没有发出去：连不上服务器。')).toBeVisible()
  await expect(title).toHaveValue('广场宣传')
  await context.setOffline(false)
  // Next's response to an action id of a page from an earlier build.
  const unknown = { status: 404, contentType: 'text/plain', headers: { 'x-nextjs-action-not-found': '1' } }
  await page.route('**/activities/new?as=stall', route => route.fulfill({ ...unknown, body: 'not found' }))
  await press()
  await expect(page.getByText('系统刚更新过，这一页没有保存。')).toBeVisible()
  await expect(title).toHaveValue('广场宣传')

  await page.unroute('**/activities/new?as=stall')
  await press()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('广场宣传')
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('an activity is made all the same', async ({ page, signedIn }) => {
    await signedIn('organiser')
    await activityIsMade(page)
  })
})
