import type { Page } from '@playwright/test'
import { expectAccessible, sidewaysScroll } from './fixtures'
import { expect, test, uploadAny } from './street'

// Each test starts a server, which is slow on a busy machine.
test.describe.configure({ timeout: 120_000 })

/** The columns that are settled are folded on a phone. */
async function showAll(page: Page) {
  const all = page.getByText('看全部列')
  if (await all.isVisible()) await all.click()
}

async function fits(page: Page) {
  await expectAccessible(page)
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
}

const board = (row: string) => `
  填报单位：东埔社区
  日期|拿什么宣传的|数量|责任单位
  ${row}`

async function headsAreSaid(page: Page) {
  await uploadAny(page, '宣传情况', { 宣传情况: board('2023-03-01|横幅|2|东埔社区') })
  await expect(page.getByText('按表头看，像是“宣传台账”。')).toBeVisible()
  await expect(page.getByText(/^还缺“渠道 \/ 资料名称.*”，请指明是哪一列，或者换一行作表头$/)).toBeVisible()
  await showAll(page)
  await page.getByLabel('B 列“拿什么宣传的”的意思').selectOption({ label: '渠道' })
  await expect(page.getByLabel('记住这种表头，下次照用')).toBeChecked()
  await page.getByRole('button', { name: '按这样读各列' }).click()
  await expect(page.getByText('可写入 1 行，')).toBeVisible()
  await page.getByRole('button', { name: '写入 1 行' }).click()
  await expect(page.getByText(/新增 1 行，变更 0 行/)).toBeVisible()

  await uploadAny(page, '宣传情况二', { 宣传情况: board('2023-03-02|横幅|3|东埔社区') })
  await expect(page.getByText('可写入 1 行，')).toBeVisible()
  await showAll(page)
  await expect(page.getByLabel('B 列“拿什么宣传的”的意思')).toHaveValue('channel')
}

async function headsAreForgotten(page: Page) {
  await page.goto('/settings/words')
  const row = page.getByRole('row', { name: /拿什么宣传的/ })
  await expect(row).toContainText('渠道')
  await row.getByRole('button', { name: '不再记住表头“拿什么宣传的”' }).click()
  await expect(row).toHaveCount(0)
}

async function oneAnswer(page: Page) {
  await uploadAny(page, '花名册', {
    花名册: `
      姓名|单位|工号|入职日期
      林小雨|东铺社区|D101|2023-03-01
      王海|东铺社区|D102|2023-03-02
      许国华|东埔社区|S008|
      周静|和平社区|D103|2023-02-30`,
  })
  await expect(page.getByText('还有 2 处要您定')).toBeVisible()
  await page.getByLabel('“东铺社区”在表中是什么意思').selectOption('东埔社区')
  await page.getByRole('button', { name: '照这样办' }).first().click()
  await expect(page.getByText('还有 1 处要您定')).toBeVisible()
  await expect(page.getByLabel('“东铺社区”在表中是什么意思')).toHaveValue('as:东埔社区')
}

async function openIsLeft(page: Page) {
  await page.getByRole('button', { name: '写入 2 行，1 行待定的留下' }).click()
  await expect(page.getByText(/新增 2 行，变更 0 行，不变 1 行/)).toBeVisible()
  await expect(page.getByText('周静 · 和平社区 · D103 · 2023-02-30')).toBeVisible()
  await page.getByRole('button', { name: '处理留下的' }).click()
  await page.getByRole('textbox', { name: '第 5 行的入职日期改为' }).fill('2023-02-28')
  await page.getByRole('button', { name: '照这样办' }).last().click()
  await expect(page.getByText('已改为“2023-02-28”')).toBeVisible()
  await page.getByRole('button', { name: '写入 1 行' }).click()
  await expect(page.getByText(/新增 1 行，变更 0 行，不变 3 行/)).toBeVisible()
}

const word = (page: Page) => page.getByLabel('“东铺社区”在表中是什么意思')
const joined = (page: Page) => page.getByRole('textbox', { name: /行的入职日期改为/ })

/** Whichever button is pressed, what was chosen in the other parts of the page is kept. */
async function nothingIsLost(page: Page) {
  const rows = (from: number) => `
      姓名|单位|工号|入职日期|政治面貌
      林小雨|东铺社区|D${from + 1}|2023-03-01|群众
      王海|东铺社区|D${from + 2}|2023-03-02|群众
      周静|和平社区|D${from + 3}|2023-02-30|群众`
  await uploadAny(page, '花名册', { 花名册: rows(310) })
  await word(page).selectOption('东埔社区')
  await joined(page).fill('2023-02-28')
  await page.getByRole('button', { name: '照这样办' }).first().click()
  await expect(page.getByText('已改为“2023-02-28”')).toBeVisible()
  await expect(word(page)).toHaveValue('as:东埔社区')
  await expect(page.getByRole('button', { name: '写入 3 行' })).toBeVisible()
  await page.getByRole('button', { name: '放弃这次导入' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '导入' })).toBeVisible()

  await uploadAny(page, '花名册', { 花名册: rows(320) })
  await joined(page).fill('2023-02-28')
  await page.getByRole('button', { name: '按这样读各列' }).click()
  await expect(page.getByText('已改为“2023-02-28”')).toBeVisible()
  await word(page).selectOption('东埔社区')
  // The button knew of one row alone.
  await page.getByRole('button', { name: '写入 1 行，2 行待定的留下' }).click()
  await expect(page.getByText('您刚选的已经存下，还没有写入。')).toBeVisible()
  await page.getByRole('button', { name: '写入 3 行' }).click()
  await expect(page.getByText(/新增 3 行，变更 0 行/)).toBeVisible()
}

/** Another page of what is asked is shown with what was chosen on this one saved. */
async function pagesKeep(page: Page) {
  const letters = '甲乙丙丁戊己庚辛'
  const people = Array.from({ length: 60 }, (_, at) => {
    const name = `陈${letters[Math.floor(at / 8)]}${letters[at % 8]}`
    return `${name}|和平社区|E${100 + at}|2023-${at < 24 ? 13 + at : '02'}-01`
  })
  await uploadAny(page, '花名册', { 花名册: ['姓名|单位|工号|入职日期', ...people].join('\n') })
  await expect(page.getByText('还有 24 处要您定')).toBeVisible()
  await page.getByRole('textbox', { name: '第 2 行的入职日期改为' }).fill('2023-02-28')
  await page.getByRole('button', { name: '下一页' }).click()
  await expect(page.getByRole('textbox', { name: '第 25 行的入职日期改为' })).toBeVisible()
  await expect(page.getByText('还有 23 处要您定')).toBeVisible()
}

/** A meeting of which the sheet alone is there is named before it is written. */
async function meetingIsNamed(page: Page, day: string) {
  await uploadAny(page, '签到表', {
    签到表: `2023年2月${day}日普法培训扫码签到表
      姓名|单位|签到
      郑晓燕|司法所|√
      蔡文辉|司法所|△`,
  })
  const meeting = page.getByRole('combobox', { name: /在表中是什么意思/ }).first()
  const made = meeting.getByRole('option', { name: /^新建这次会，形式“集中学法”/ })
  await meeting.selectOption((await made.getAttribute('value')) ?? '')
  await page.getByRole('button', { name: '照这样办' }).first().click()
  await expect(
    page.getByText(new RegExp(`2023-02-${day} 普法培训（司法所）：新建，出席 1，请假 1`)),
  ).toBeVisible()
  await page.locator('[name^=typed-]').first().fill(`行政处罚法培训${day}`)
  await page.getByRole('button', { name: '照这样办' }).first().click()
  await expect(
    page.getByText(new RegExp(`2023-02-${day} 行政处罚法培训${day}（司法所）：新建`)),
  ).toBeVisible()
  await page.getByRole('button', { name: '写入 2 行' }).click()
  await expect(page.getByText(/新增 2 行/)).toBeVisible()
}

async function twoSheets(page: Page) {
  await uploadAny(page, '各社区花名册', {
    填表说明: '请各社区按时填报\n不要改表头',
    东埔社区: '东埔社区2023年花名册\n姓名|单位|工号\n钱多多|东埔社区|D201',
    和平社区: '和平社区2023年花名册\n姓名|单位|工号\n孙小小|和平社区|D202',
  })
  await expect(page.getByText('文字，不是表')).toBeVisible()
  await expect(page.getByRole('checkbox', { name: '东埔社区' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: '和平社区' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: '填表说明' })).not.toBeChecked()
  await expect(page.getByText('请先定读哪几张表')).toBeVisible()
  // What a script puts into the way back is no header of the answer.
  const backs = page.locator('input[name=back]')
  await backs.evaluateAll(all => {
    for (const each of all as HTMLInputElement[]) each.value = 'list=new\r\nx-typed: 1'
  })
  await page.getByRole('button', { name: '按勾选的读' }).click()
  await expect(page.getByText('可写入 2 行，')).toBeVisible()
  await page.getByRole('button', { name: '写入 2 行' }).click()
  await expect(page.getByText(/新增 2 行，变更 0 行/)).toBeVisible()
}

async function typedSurvives(page: Page) {
  const typed = page.getByRole('textbox', { name: '第 5 行的入职日期改为' })
  await typed.fill('2023-02-28')
  await page.reload()
  await expect(typed).toHaveValue('2023-02-28')
  await typed.fill('2023-02-30')
}

test('what a sheet does not say by itself is asked: heads, words for many rows, which sheets', async ({
  page,
  signedIn,
}) => {
  await signedIn('topAdministrator')
  await headsAreSaid(page)
  await fits(page)
  await headsAreForgotten(page)
  await oneAnswer(page)
  await fits(page)
  await typedSurvives(page)
  await openIsLeft(page)
  await twoSheets(page)
})

test('whichever button is pressed, nothing that was chosen on the page is lost', async ({
  page,
  signedIn,
}) => {
  await signedIn('topAdministrator')
  await nothingIsLost(page)
  await fits(page)
  await pagesKeep(page)
  await fits(page)
})

test('a meeting made from a sign-in sheet is named before it is written', async ({ page, signedIn }) => {
  await signedIn('topAdministrator')
  await meetingIsNamed(page, '14')
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('columns, sheets and answers are said all the same', async ({ page, signedIn }) => {
    await signedIn('topAdministrator')
    await headsAreSaid(page)
    await headsAreForgotten(page)
    await oneAnswer(page)
    await openIsLeft(page)
    await twoSheets(page)
  })

  test('nothing that was chosen on the page is lost either', async ({ page, signedIn }) => {
    await signedIn('topAdministrator')
    await nothingIsLost(page)
    await pagesKeep(page)
    await meetingIsNamed(page, '15')
  })
})
