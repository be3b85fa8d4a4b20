import type { Page } from '@playwright/test'
import { expectAccessible, sidewaysScroll } from './fixtures'
import { expect, test, uploadSheet } from './street'

// Each test starts a server, which is slow on a busy machine.
test.describe.configure({ timeout: 120_000 })

const upload = (page: Page, last: string) =>
  uploadSheet(
    page,
    '东埔社区考试成绩',
    ['工号', '姓名', '成绩', '交卷时间'],
    [
      ['S007', '苏美玲', '95', '2023-03-06 09:20'],
      ['S008', '许国华', '52', '2023-03-06 10:05'],
      ['S009', '庄雅芳', last, '2023-03-07 15:40'],
    ],
  )

async function resultsComeIn(page: Page) {
  await page.goto('/exams')
  await page.getByRole('link', { name: '东埔社区考试' }).first().click()
  await expect(page.getByText('考试中：已考 0/6')).toBeVisible()
  const exam = page.url()

  await page.getByRole('link', { name: '导入成绩' }).click()
  await page.getByLabel('哪一场考试').selectOption('东埔社区考试')
  await upload(page, '108')
  await expect(page.getByText('还有 1 处要您定')).toBeVisible()
  await expect(page.getByText('108 分高于满分 100 分').first()).toBeVisible()
  const preview = page.url()

  // Nothing is written before the user confirms.
  await page.goto(exam)
  await expect(page.getByText('考试中：已考 0/6')).toBeVisible()
  await page.goto(preview)
  await page.getByRole('textbox', { name: /^第 \d+ 行的成绩改为$/ }).fill('88')
  await page.getByRole('button', { name: '照这样办' }).click()
  await expect(page.getByText('可写入 3 行，')).toBeVisible()
  await page.getByRole('button', { name: '写入 3 行' }).click()
  await expect(page.getByText(/新增 3 行，变更 0 行，不变 0 行/)).toBeVisible()

  await page.goto(exam)
  await expect(page.getByText('考试中：已考 3/6')).toBeVisible()
  await expect(page.getByRole('row', { name: /苏美玲/ })).toContainText('95')
  await expect(page.getByRole('row', { name: /许国华/ })).toContainText('不合格')
  await page.getByRole('link', { name: '未考 3' }).click()
  await expect(page.getByRole('row', { name: /东埔社区新人/ })).toContainText('未考')
  await expect(page.getByRole('row', { name: /庄雅芳/ })).toHaveCount(0)
  return exam
}

test('results of an exam come in after a preview, and who has not sat is named', async ({
  page,
  signedIn,
}) => {
  await signedIn('organiser')
  const exam = await resultsComeIn(page)

  await page.goto(exam)
  await expectAccessible(page)
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
  await page.getByRole('link', { name: '庄雅芳' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('庄雅芳的答卷')
  await expect(page.getByText('88').first()).toBeVisible()
})

test('what was imported once is not imported again', async ({ page, signedIn }) => {
  await signedIn('organiser')
  await resultsComeIn(page)
  await page.goto('/imports?kind=results')
  await page.getByLabel('哪一场考试').selectOption('东埔社区考试')
  await upload(page, '88')
  await expect(page.getByText('表中内容与已有的完全相同，不需要导入')).toBeVisible()
  await expect(page.getByRole('button', { name: /^写入 \d+ 行/ })).toHaveCount(0)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('results come in all the same', async ({ page, signedIn }) => {
    await signedIn('organiser')
    await resultsComeIn(page)
  })
})
