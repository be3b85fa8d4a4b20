import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { zipOf } from '../fixtures/office-files'
import { jpeg, png, taken } from '../fixtures/pictures'
import { expectAccessible, sidewaysScroll } from './fixtures'
import { expect, test } from './street'

test.describe.configure({ timeout: 180_000 })

const csv = (...lines: string[]) => Buffer.from(`\ufeff${lines.join('\r\n')}`)
const ledger = (unit: string, day: string) =>
  csv('日期,活动名称,形式,主办单位,必修,经手人', `${day},普法市集,普法大集市,${unit},否,林晓梅`)

/** What a clerk has of last year: ledgers of two communities, one of the street with a sign-in sheet, photos. */
const files: Record<string, Uint8Array> = {
  '东埔社区/东埔社区活动台账.csv': ledger('东埔社区', '2023-01-10'),
  '和平社区/和平社区活动台账.csv': ledger('和平社区', '2023-01-11'),
  '街道活动台账.csv': csv(
    '日期,活动名称,形式,主办单位,对象,必修,状态',
    '2023-01-12,学习宪法,集中学法,司法所,司法所,是,已开展',
    '2023-01-13,学习民法典,集中学法,司法所,司法所,是,已开展',
  ),
  '签到/1月12日学习宪法签到表.csv': csv('姓名,单位,签到', '郑晓燕,司法所,√', '蔡文辉,司法所,√'),
  '照片/IMG_1.jpg': taken(jpeg(), '2023-01-10'),
  '照片/合影.png': png(),
  '说明.txt': Buffer.from('这是说明'),
}

/** The preview over all files: a question that two files ask is answered once, and one press writes all. */
async function folderComesIn(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toContainText('文件夹“2023年资料”')
  await expect(page.getByText('台账 2 场，签到表 1 场：1 场应学的没有签到')).toBeVisible()
  await expect(page.getByText(/还有 2 处要您定/)).toBeVisible()
  await expect(page.getByRole('button', { name: /全部写入/ })).toHaveCount(0)
  const unused = page.getByRole('region', { name: '没有导入的列（2）' })
  await expect(unused.getByText('经手人（林晓梅）')).toHaveCount(2)
  const question = page.getByRole('group', { name: /普法大集市/ })
  await expect(question).toContainText('2 个文件，2 处')
  await question.getByLabel('怎样算').selectOption({ label: '宣传咨询活动' })
  const columns = page.getByRole('group', { name: /没有导入的列/ })
  await expect(columns).toContainText('2 个文件，2 处')
  await columns.getByLabel('怎样算').selectOption({ label: '这些不要' })
  await page.getByRole('button', { name: '保存回答' }).click()
  await expect(page.getByRole('button', { name: '全部写入：4 张表 6 行，1 张照片' })).toBeVisible()
}

test('a folder comes in as a zip without script, or file by file, and is written with one press', async ({
  browser,
  context,
  page,
  street,
  signedIn,
}) => {
  await signedIn('topAdministrator')
  const plain = await browser.newContext({
    baseURL: street.url,
    locale: 'zh-CN',
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
    storageState: await context.storageState(),
  })
  const phone = await plain.newPage()
  await phone.goto('/imports/folder')
  expect(await sidewaysScroll(phone)).toBeLessThanOrEqual(0)
  await phone.getByLabel('哪一年的资料').fill('2023')
  const zip = { name: '2023年资料.zip', mimeType: 'application/zip', buffer: Buffer.from(zipOf(files)) }
  await phone.getByLabel('选择文件').setInputFiles(zip)
  await phone.getByRole('button', { name: '上传并核对' }).click()
  await folderComesIn(phone)
  expect(await sidewaysScroll(phone)).toBeLessThanOrEqual(0)
  await phone.getByRole('button', { name: '不导入这个文件夹' }).click()
  await expect(phone.getByRole('heading', { level: 1, name: '导入' })).toBeVisible()
  await plain.close()

  const directory = mkdtempSync(path.join(tmpdir(), 'xuefa-clerk-'))
  const folder = path.join(directory, '2023年资料')
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), bytes)
  }
  await page.goto('/imports')
  await page.getByRole('link', { name: '导入整个文件夹' }).click()
  await page.getByLabel('哪一年的资料').fill('2023')
  await page.getByLabel('选择文件夹').setInputFiles(folder)
  await expect(page.getByText('已选 7 个文件')).toBeVisible()
  await expectAccessible(page)
  // What is refused says why; what is then chosen anew is sent from its first file on.
  let sent = 0
  await page.route('**/api/imports/folder', route =>
    ++sent < 2 ? route.continue() : route.fulfill({ status: 507, json: { ok: false, reason: 'diskFull' } }),
  )
  await page.getByRole('button', { name: '上传并核对' }).click()
  await expect(page.getByText(/没有收下：服务器磁盘已满/)).toBeVisible()
  await expect(page.getByRole('button', { name: '继续上传' })).toBeVisible()
  await page.unroute('**/api/imports/folder')
  await page.getByLabel('选择文件夹').setInputFiles(folder)
  await expect(page.getByRole('button', { name: '继续上传' })).toHaveCount(0)
  await page.getByRole('button', { name: '上传并核对' }).click()
  await folderComesIn(page)
  await expectAccessible(page)
  // A sheet of it is not written by itself, and its page does not offer that.
  const preview = page.url()
  const signed = page.getByRole('listitem').filter({ hasText: '学习宪法签到表' })
  await expect(signed).toContainText('2023-01-12 学习宪法（司法所）：出席 2')
  await signed.getByRole('link', { name: /学习宪法签到表/ }).click()
  // It is seen as it will be: the ledger before it brings its meeting.
  await expect(page.getByText('按前面的文件都已写入来核对')).toBeVisible()
  await expect(page.getByText('2023-01-12 学习宪法（司法所）：出席 2')).toBeVisible()
  await expect(page.getByRole('button', { name: /^写入/ })).toHaveCount(0)
  await expectAccessible(page)
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: '存下，回到文件夹' }).click()
  await expect(page).toHaveURL(new RegExp(`${new URL(preview).pathname}(?:#|$)`))
  await page.getByRole('button', { name: /全部写入/ }).click()
  await expect(page.getByText('已一次写入 4 张表和 1 张照片。')).toBeVisible()
  await page.getByRole('checkbox', { name: /照片：1 张/ }).check()
  await page.getByLabel('勾选的照片归到').selectOption('2023-01-12 学习宪法 司法所')
  await page.getByRole('button', { name: '保存归属' }).click()
  await expect(page.getByRole('heading', { name: /等待归到活动/ })).toHaveCount(0)

  // The photo now rests on what the folder brought in.
  await page.getByRole('link', { name: '看这次导入，或者撤销' }).click()
  await expect(page.getByText('“2023-01-12 学习宪法”已用在照片和附件里，1 处')).toBeVisible()
  await expect(page.getByRole('link', { name: '撤销这次导入' })).toHaveCount(0)
  await expectAccessible(page)
  rmSync(directory, { recursive: true })
})

test('a photo whose day has no activity begins one, and is then of it', async ({
  browser,
  context,
  street,
  signedIn,
}) => {
  await signedIn('topAdministrator')
  const plain = await browser.newContext({
    baseURL: street.url,
    locale: 'zh-CN',
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
    storageState: await context.storageState(),
  })
  const phone = await plain.newPage()
  const photos = zipOf({
    '照片/5月9日宪法进校园.jpg': jpeg(),
    '照片/5月10日民法典进企业.jpg': jpeg(),
    '照片/合影.png': png(),
  })
  await phone.goto('/imports/folder')
  await phone.getByLabel('哪一年的资料').fill('2023')
  await phone
    .getByLabel('选择文件')
    .setInputFiles({ name: '2023年照片.zip', mimeType: 'application/zip', buffer: Buffer.from(photos) })
  await phone.getByRole('button', { name: '上传并核对' }).click()
  const preview = phone.url()
  await expect(phone.getByText('等待归到活动', { exact: true })).toHaveCount(3)
  expect(await sidewaysScroll(phone)).toBeLessThanOrEqual(0)
  await activityBegins(phone, { day: '2023-05-09', title: '宪法进校园' })

  await phone.goto(preview)
  await expect(phone.getByText(/归到：2023-05-09 宪法进校园/)).toBeVisible()
  await phone.getByRole('button', { name: /全部写入/ }).click()
  await expect(phone.getByRole('heading', { name: '等待归到活动的照片（2）' })).toBeVisible()

  // Of a folder that is written it is proposed, and goes there by one press.
  await activityBegins(phone, { day: '2023-05-10', title: '民法典进企业' })
  await phone.goto(preview)
  await expect(phone.getByText(/像是这项活动的，等待保存归属：2023-05-10 民法典进企业/)).toBeVisible()
  expect(await sidewaysScroll(phone)).toBeLessThanOrEqual(0)
  await phone.getByRole('button', { name: '保存归属' }).click()
  await expect(phone.getByRole('heading', { name: '等待归到活动的照片（1）' })).toBeVisible()
  await plain.close()
})

/** The link beside a photo that waits opens a form with its day and the words of its name. */
async function activityBegins(phone: Page, { day, title }: { day: string; title: string }) {
  const field = (label: RegExp) => phone.getByRole('main').getByLabel(label)
  await phone.getByRole('link', { name: `${day} 没有活动：新建活动` }).click()
  await expect(field(/^名称/)).toHaveValue(title)
  await expect(field(/^日期/)).toHaveValue(day)
  await field(/^形式/).selectOption('集中学习')
  await field(/^学习对象/).fill('东埔社区')
  await phone.getByRole('button', { name: '安排活动' }).click()
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText(title)
}
