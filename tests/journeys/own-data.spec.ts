import { readFileSync } from 'node:fs'
import { readXlsx } from 'hucre/xlsx'
import { test as base, expect, expectAccessible, sidewaysScroll } from './fixtures'
import { filled } from './routes'
import { samplesOf } from './samples'
import { startServer } from './server'

// A server of its own: a person is taken out.
const test = base.extend({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
    async ({}, use) => {
      const server = await startServer({ demo: true })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})
test.use({ javaScriptEnabled: false })

test('without script one’s data is downloaded, and who left is taken out by typing the name', async ({
  browser,
  demo,
  page,
  signedIn,
}) => {
  const at = filled('/people/{person}', 'a', samplesOf(demo.folder).things) ?? ''
  await signedIn('topAdministrator')
  await page.goto('/me')
  const download = async (name: string) => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name }).click(),
    ])
    return readFileSync(await file.path())
  }
  const own = JSON.parse((await download('下载 .json')).toString())
  expect([own.format, own.version, own.roles[0].role]).toEqual(['xuefa.ownData', 1, 'administrator'])
  const { sheets } = await readXlsx(await download('下载表格（.xlsx）'))
  expect(sheets.map(sheet => sheet.name).slice(0, 3)).toEqual(['基本信息', '任职与调动', '标签与分工'])
  expect(sheets[0]?.rows[1]?.slice(0, 2)).toEqual([own.of.staffNo, own.of.name])

  await page.goto(`${at}/erase`)
  await expect(page.getByText('此人还在岗')).toBeVisible()
  await page.goto(`${at}/leave`)
  const today = await page.getByLabel('最后在岗日').inputValue()
  await page
    .getByLabel('最后在岗日')
    .fill(new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10))
  await page.getByRole('button', { name: '保存' }).click()
  const name = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
  await page.getByRole('link', { name: '注销（删除个人信息）' }).click()
  await page.getByLabel('输入此人的姓名').fill('别人')
  await page.getByLabel('知道，这些年度').check()
  await page.getByRole('button', { name: '注销，不能撤回' }).click()
  await expect(page.getByText('与此人的姓名不同，没有办理').first()).toBeVisible()
  await expect(page.getByLabel('知道，这些年度')).toBeChecked()
  await page.getByLabel('输入此人的姓名').fill(name)
  await page.getByRole('button', { name: '注销，不能撤回' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('已注销人员 #1')
  await page.goto(`/people?q=${encodeURIComponent(name)}`)
  await expect(page.getByText('没有符合条件的人员')).toBeVisible()

  const looking = await browser.newContext({
    storageState: await page.context().storageState(),
    javaScriptEnabled: true,
  })
  for (const width of [390, 1280]) {
    const seen = await looking.newPage()
    await seen.setViewportSize({ width, height: 900 })
    for (const path of ['/me', at, `${at}/erase`]) {
      await seen.goto(demo.url + path)
      expect(await sidewaysScroll(seen)).toBeLessThanOrEqual(0)
      await expectAccessible(seen)
    }
    await seen.close()
  }
  await looking.close()
})
