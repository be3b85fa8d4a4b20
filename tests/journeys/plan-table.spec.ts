import { type Browser, expect, type Page, test } from '@playwright/test'
import { expectAccessible, sidewaysScroll } from './fixtures'
import { sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

test.skip(({ isMobile }) => isMobile, 'the same table as cards: looked at here by a narrow window')

let street: Server
test.beforeAll(async () => {
  street = await startServer({ communities: true, now: communitiesNow })
})
test.afterAll(() => street.stop())
test.describe.configure({ timeout: 120_000 })

const subjects =
  '宪法 民法典 刑法 国家安全法 行政处罚法 行政复议法 信访条例 网络安全法 劳动法 安全生产法 消防法 禁毒法 反诈法 宪法周'

test('a plan is pasted, corrected, typed, moved and undone, and waits for the network across a reload', async ({
  browser,
}) => {
  const page = await draftOf(browser, 2025)
  await page.getByRole('link', { name: '表格编辑' }).first().click()
  await cell(page, '新的一项：时间').click()

  // As copied from Word and Excel: a title, column heads, a merged cell; one time is wrong.
  const rows = subjects
    .split(' ')
    .map((content, n) => [`${n + 1}`, n === 4 ? '13月' : `${(n % 12) + 1}月`, content])
  await paste(
    page,
    `<table><tr><td colspan=5>2025年学法安排</td></tr>
      <tr><td>序号</td><td>时间</td><td>学习内容</td><td>学习形式</td><td>参加对象</td></tr>
      ${rows.map((texts, n) => `<tr>${texts.map(text => `<td>${text}</td>`).join('')}${n ? '' : '<td rowspan=14>集中学法</td><td rowspan=14>东埔社区</td>'}</tr>`).join('')}</table>`,
  )
  await expect(page.getByText('1 行需要改正，改好后才能写入')).toBeVisible()
  await expect(page.getByRole('button', { name: '写入 14 行' })).toBeDisabled()
  await expectAccessible(page)
  await cell(page, '时间，第 5 行').fill('5月')
  // Pressed at once: the preview reads the corrected row again, and the press counts when it has.
  await page.getByRole('button', { name: '写入 14 行' }).click()
  await expect(page.getByRole('region', { name: '粘贴预览' })).toBeHidden()
  // A burst that is not answered is sent again after some seconds.
  await expect(page.getByText(/^已保存 \d\d:\d\d$/)).toBeVisible({ timeout: 30_000 })
  await expect(stateOf(page, 14)).toContainText('已保存')

  // Typed as in a spreadsheet.
  await cell(page, '主讲人，第 1 行').click()
  await page.keyboard.type('苏美玲')
  await page.keyboard.press('Enter')
  await page.keyboard.type('许国华')
  await page.keyboard.press('Tab')
  await expect(cell(page, '责任单位，第 2 行')).toBeFocused()
  await expect(stateOf(page, 2)).toContainText('已保存')

  // Copied cells can be pasted back, and elsewhere.
  await cell(page, '主讲人，第 1 行').click()
  await page.keyboard.press('Shift+ArrowDown')
  expect(await copied(page)).toEqual([
    '苏美玲\r\n许国华\r\n',
    '<table><tr><td>苏美玲</td></tr><tr><td>许国华</td></tr></table>',
  ])

  // An incomplete row is not sent and says so; a time that cannot be parsed keeps its text.
  await cell(page, '新的一项：学习内容').click()
  await page.keyboard.type('近期安排')
  await page.keyboard.press('Enter')
  await expect(stateOf(page, 15)).toContainText('未保存：请填写时间')
  await cell(page, '时间，第 15 行').click()
  await page.keyboard.type('近期')
  await page.keyboard.press('Enter')
  await expect(stateOf(page, 15)).toContainText('未保存：时间没有读懂')
  await expect(page.getByText('未保存的行只存在这台电脑的浏览器里')).toBeVisible()

  // Moved by keyboard, then undone three times.
  await cell(page, '学习内容，第 3 行').click()
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Alt+ArrowUp')
  await expect(cell(page, '学习内容，第 1 行')).toHaveValue('刑法')
  await expect(cell(page, '学习内容，第 1 行')).toBeFocused()
  for (let n = 0; n < 3; n++) await page.keyboard.press('Control+z')
  await expect(cell(page, '学习内容，第 1 行')).toHaveValue('宪法')
  await expect(cell(page, '时间，第 15 行')).toHaveValue('')
  await page.keyboard.press('Control+y')
  await expect(cell(page, '时间，第 15 行')).toHaveValue('近期')

  // Offline it stays unsent, and the page opened next sends it.
  page.on('dialog', dialog => dialog.accept())
  await page.context().setOffline(true)
  await cell(page, '学习内容，第 2 行').click()
  await page.keyboard.type('民法典讲座')
  await page.keyboard.press('Enter')
  await expect(stateOf(page, 2)).toContainText('等待网络')
  await page.route(/\/api\/plan-items$/, route => route.abort())
  await page.context().setOffline(false)
  await page.reload()
  await expect(page.getByText('找回了上次没有保存的 2 行')).toBeVisible()
  await expect(cell(page, '学习内容，第 2 行')).toHaveValue('民法典讲座')
  await expect(cell(page, '学习内容，第 15 行')).toHaveValue('近期安排')
  await expect(stateOf(page, 2)).toContainText('等待网络')
  await page.unroute(/\/api\/plan-items$/)
  await expect(stateOf(page, 2)).toContainText('已保存')

  await page.setViewportSize({ width: 390, height: 800 })
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
  await expectAccessible(page)
  await page.getByRole('link', { name: '回到计划' }).click()
  await expect(page).toHaveURL(/\/plans\/\d+$/)
  await expect(page.getByRole('link', { name: '民法典讲座' })).toBeVisible()
  await expect(page.getByText('近期安排')).toHaveCount(0)
})

test('two people in one cell lose nothing, and without script a block is pasted as well', async ({
  browser,
}) => {
  const page = await draftOf(browser, 2026)
  const plain = await pageOf(browser, false)
  await plain.goto(`${new URL(page.url()).pathname}/table`)
  await plain
    .getByLabel('粘贴的内容')
    .fill('时间\t学习内容\t对象\n3月\t宪法\t东埔社区\n近期\t民法典\t东埔社区')
  await plain.getByRole('button', { name: '预览' }).click()
  await expect(plain.getByText('有 1 行需要改正')).toBeVisible()
  await plain.getByRole('group', { name: '第 2 行' }).getByLabel('时间').fill('4月')
  await plain.getByRole('button', { name: '写入计划' }).click()
  await expect(plain.getByRole('link', { name: '民法典' })).toBeVisible()

  const colleague = await pageOf(browser)
  for (const each of [page, colleague]) await each.goto(`${new URL(plain.url()).pathname}`)
  await cell(page, '备注，第 1 行').click()
  await cell(colleague, '备注，第 1 行').click()
  await colleague.keyboard.type('同事写的')
  await colleague.keyboard.press('Enter')
  await expect(stateOf(colleague, 1)).toContainText('已保存')
  await page.keyboard.type('我写的')
  await page.keyboard.press('Enter')
  await expect(stateOf(page, 1)).toContainText('未保存：同事刚改过同一格')
  await expect(page.getByText('同事改为：同事写的')).toBeVisible()
  await expect(cell(page, '备注，第 1 行')).toHaveValue('我写的')
  await page.getByRole('button', { name: '用同事的' }).click()
  await expect(cell(page, '备注，第 1 行')).toHaveValue('同事写的')
})

async function pageOf(browser: Browser, script = true): Promise<Page> {
  const context = await browser.newContext({
    baseURL: street.url,
    javaScriptEnabled: script,
    locale: 'zh-CN',
  })
  const cookie = await sessionCookie(street.folder, 'organiser')
  await context.addCookies([{ ...cookie, url: street.url, httpOnly: true, sameSite: 'Lax' }])
  return context.newPage()
}

async function draftOf(browser: Browser, year: number): Promise<Page> {
  const page = await pageOf(browser)
  await page.goto(`/plans/new?year=${year}`)
  await page.getByLabel('计划种类').selectOption('communities')
  await page.getByRole('button', { name: '建立计划' }).click()
  await expect(page).toHaveURL(/\/plans\/\d+$/)
  return page
}

function cell(page: Page, name: string) {
  return page.getByLabel(name, { exact: true })
}

function stateOf(page: Page, row: number) {
  return page.getByRole('grid').getByRole('row').nth(row)
}

/** Simulates the clipboard, because a headless browser does not grant access to it. */
async function paste(page: Page, html: string) {
  await page.evaluate(given => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', given)
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(paste)
  }, html)
}

async function copied(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const clipboardData = new DataTransfer()
    const copy = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(copy)
    return [clipboardData.getData('text/plain'), clipboardData.getData('text/html')]
  })
}
