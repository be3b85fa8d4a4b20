import { expect, test } from './fixtures'

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
