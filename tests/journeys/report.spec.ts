import { expect, sidewaysScroll, test } from './fixtures'

const QUARTER = '/reports/2023?from=2023-04-01&to=2023-06-30'

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('a quarter’s report is edited, made final and taken as a file, without script', async ({
    page,
    signedIn,
    isMobile,
  }) => {
    test.skip(isMobile, 'the forms are the same at every width')
    await signedIn('topAdministrator')
    await page.goto(QUARTER)
    const paragraph = page.locator('article > div', { hasText: '宣传咨询活动' }).first()
    await paragraph.getByRole('link', { name: /^改这一段/ }).click()
    const text = page.getByLabel('文字')
    const before = await text.inputValue()
    expect(before).toContain('〔宣传咨询活动〕')

    await text.fill('本季度举办宣传咨询活动〔宣传咨询活动〕。\n另起一段。')
    await page.getByLabel('插入数字').selectOption('横幅标语')
    await page.getByRole('button', { name: '保存这一段' }).click()
    await page.goto(QUARTER)
    await expect(page.locator('article')).toContainText(/本季度举办宣传咨询活动\d+场次。/)
    await expect(page.locator('article')).toContainText(/另起一段，横幅标语\d+条。/)

    await page.getByRole('button', { name: '定稿', exact: true }).click()
    await page.goto(QUARTER)
    await expect(page.getByText('第1稿已经定稿', { exact: false })).toBeVisible()
    await page.getByRole('link', { name: /^看第1稿/ }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('第1稿')
    for (const name of ['下载 .docx', '下载附表 .xlsx']) {
      const href = await page.getByRole('link', { name }).getAttribute('href')
      const answer = await page.request.get(href ?? '')
      expect([name, answer.status(), (await answer.body()).subarray(0, 2).toString()]).toEqual([
        name,
        200,
        'PK',
      ])
    }
  })
})

test('on a phone a figure of the report is opened with a finger, and a paragraph edited beside its text', async ({
  page,
  signedIn,
  isMobile,
}) => {
  test.skip(!isMobile, 'the walk of a phone')
  await signedIn('topAdministrator')
  await page.goto('/home')
  await page.getByRole('navigation', { name: '主导航' }).last().getByRole('link', { name: '报告' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('年度报告')

  const figure = page.locator('article').getByRole('link', { name: '15场次' })
  expect((await figure.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await figure.click()
  await expect(page.locator('#rows')).toContainText('打开全部 15 行')
  await expect(page.locator('#rows')).toBeInViewport()

  await page
    .locator('article')
    .getByRole('link', { name: /^改这一段：1.营造法治宣传氛围/ })
    .click()
  await expect(page.locator('#edit')).toBeInViewport()
  // What is edited fits on the screen, and the text of the report follows it.
  const [editor, paper] = [page.locator('#edit'), page.locator('article')]
  const [top, below] = [await editor.boundingBox(), await paper.boundingBox()]
  expect(top?.height).toBeLessThan(700)
  expect((below?.y ?? 0) - (top?.y ?? 0) - (top?.height ?? 0)).toBeLessThan(60)
  await page.getByLabel('文字').fill('1.营造氛围。举办宣传咨询活动〔宣传咨询活动〕。')
  await page.getByRole('button', { name: '保存这一段' }).click()
  await expect(editor.getByRole('status')).toBeVisible()
  await page.getByRole('link', { name: '看正文这一段' }).click()
  await expect(paper.getByText('1.营造氛围。举办宣传咨询活动')).toBeInViewport()
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
})
