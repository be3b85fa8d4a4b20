import type { Page } from '@playwright/test'
import type { SheetCell } from '@/lib/spreadsheet/workbook.sheet'
import { expectAccessible, sidewaysScroll } from './fixtures'
import { samplesOf } from './samples'
import type { Server } from './server'
import { expect, test, uploadSheet } from './street'

// Each test starts a server, which is slow on a busy machine.
test.describe.configure({ timeout: 120_000 })

const day = '2023-03-10'
const heads = ['用户昵称（入会昵称）', '首次入会时间', '最后退会时间', '入会次数', '累计参会时长', '身份']
const seen = (name: string, from: string, to: string, lasts: string) => [
  name,
  `${day} ${from}`,
  `${day} ${to}`,
  '1',
  lasts,
  '普通参会者',
]
const meeting = [
  seen('东埔社区-苏美玲', '07:55:00', '09:02:00', '1:07:00'),
  seen('许国华', '08:20:00', '09:00:00', '0:40:00'),
  seen('小庄', '08:00:00', '08:30:00', '0:30:00'),
]

const activityOf = (street: Server) => `/activities/${samplesOf(street.folder).things.a.activity}`

async function uploaded(page: Page, street: Server, rows: SheetCell[][], as = heads) {
  await page.goto(activityOf(street))
  await page.getByRole('link', { name: '导入签到记录' }).click()
  await uploadSheet(page, '参会成员', as, rows)
}

test('the list of an online meeting becomes the marks of a roll', async ({ page, street, signedIn }) => {
  await signedIn('organiser')
  await uploaded(page, street, meeting)
  await expect(page.getByText('还有 1 处要先处理')).toBeVisible()
  await expect(page.getByText('没有开始时间，不判迟到')).toBeVisible()
  await expectAccessible(page)
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)

  await page.getByRole('textbox', { name: '“小庄”是谁' }).or(page.getByLabel('“小庄”是谁')).fill('S009')
  await page.getByRole('button', { name: '是此人' }).click()
  await page.getByText('修改判定办法').click()
  await page.getByLabel('会议开始').fill('08:00')
  await page.getByLabel('会议结束').fill('09:00')
  await page.getByRole('button', { name: '按此重新判定' }).click()
  await expect(page.getByText('核对无误：出席 1 人，迟到 1 人，早退 1 人')).toBeVisible()
  await page.getByRole('button', { name: '写入 3 人' }).click()
  await expect(page.getByText('已写入：出席 1 人，迟到 1 人，早退 1 人')).toBeVisible()

  await page.goto(`${activityOf(street)}/sheet/9`)
  await expect(page.getByText('08:00–08:30，在场 30 分钟')).toBeVisible()

  // The person behind the nickname was confirmed once, and the same file changes nothing.
  await uploaded(page, street, meeting)
  await page.getByText('修改判定办法').click()
  await page.getByLabel('会议开始').fill('08:00')
  await page.getByLabel('会议结束').fill('09:00')
  await page.getByRole('button', { name: '按此重新判定' }).click()
  await expect(page.getByText('没有要写入的')).toBeVisible()
  await expect(page.getByRole('button', { name: /^写入/ })).toHaveCount(0)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('columns that nobody knows are chosen once', async ({ page, street, signedIn }) => {
    await signedIn('organiser')
    const strange = ['网名', '进', '出']
    const rows = [
      ['许国华', '08:00', '09:00'],
      ['客人', '08:00', '09:00'],
      ['庄雅芳', '八点', '09:00'],
    ]
    await uploaded(page, street, rows, strange)
    await page.getByLabel('姓名或昵称').selectOption('网名')
    await page.getByLabel('记住为').fill('社区直播')
    await page.getByRole('button', { name: '核对名单' }).click()
    await expect(page.getByText('请选定入会时间、离会时间或时长中的至少一列').first()).toBeVisible()
    await page.getByLabel('入会、签到时间').selectOption('进')
    await page.getByLabel('离会、签退时间').selectOption('出')
    await page.getByRole('button', { name: '核对名单' }).click()
    await expect(page.getByText('进“八点”不是时间')).toBeVisible()
    await page.getByRole('button', { name: '不计这一行' }).click()
    await page.getByRole('button', { name: '这 1 个都不导入' }).click()
    await page.getByRole('button', { name: '写入 1 人' }).click()
    await expect(page.getByText('已写入：出席 1 人')).toBeVisible()

    await uploaded(page, street, rows, strange)
    await expect(page.getByText('按“社区直播”读取')).toBeVisible()
  })
})
