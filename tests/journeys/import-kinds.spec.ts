import type { Page } from '@playwright/test'
import { expectAccessible, sidewaysScroll } from './fixtures'
import { expect, test, uploadAny } from './street'

// Each test starts a server, which is slow on a busy machine.
test.describe.configure({ timeout: 120_000 })

async function fits(page: Page) {
  await expectAccessible(page)
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
}

async function written(page: Page, rows: number) {
  await page.getByRole('button', { name: `写入 ${rows} 行` }).click()
  await expect(page.getByText(new RegExp(`新增 ${rows} 行`))).toBeVisible()
}

/** 撤销这次导入, of the last one. */
async function undone(page: Page) {
  await page.goto('/imports')
  await page.getByRole('region', { name: '最近的导入' }).getByRole('link').first().click()
  await expect(page.getByRole('link', { name: '撤销这次导入' })).toBeVisible()
  await expect(page).toHaveTitle(/导入/)
  await fits(page)
  await page.getByRole('link', { name: '撤销这次导入' }).click()
  await page.getByRole('button', { name: '确认撤销' }).click()
  await expect(page.getByText(/已由.+撤销。/)).toBeVisible()
  await fits(page)
}

test('work of advisers comes in by sheet, is asked of which kind it is, and is taken back as a whole', async ({
  page,
  signedIn,
}) => {
  await signedIn('topAdministrator')
  await uploadAny(page, '法律顾问名单', { 名单: '姓名|服务单位|聘期起\n江律明|司法所|2023-01-01' })
  await written(page, 1)
  await uploadAny(page, '法律顾问服务记录', {
    服务记录: `
      日期|姓名|服务社区|服务内容|佐证
      2023-02-08|江律明|司法所|物业费纠纷调解|协议书
      2023-02-09|江律明|司法所|婚姻纠纷|`,
  })
  await expect(page.getByText('还有 1 处要您定')).toBeVisible()
  await fits(page)
  await page.getByRole('radio', { name: '调解' }).check()
  await page.getByRole('button', { name: '照这样办' }).last().click()
  await written(page, 2)
  await page.goto('/advisers?year=2023')
  await expect(page.getByText('婚姻纠纷')).toBeVisible()
  await undone(page)
  await page.goto('/advisers?year=2023')
  await expect(page.getByText('婚姻纠纷')).toHaveCount(0)
})

test('an adjusted plan is asked item by item, and what is left of the old one after it', async ({
  page,
  signedIn,
}) => {
  await signedIn('topAdministrator')
  const heads = '时间|学习内容|学习形式|学习对象'
  await uploadAny(page, '演示街道2022年机关学法安排', {
    安排: `
      演示街道2022年机关学法安排
      ${heads}
      8月|学习行政处罚法|集中学法|全体机关干部
      9月|学习保密法|集中学法|全体机关干部`,
  })
  await written(page, 2)
  await uploadAny(page, '演示街道2022年下半年机关学法安排（调整）', {
    安排: `
      演示街道2022年下半年机关学法安排（调整）
      ${heads}
      10月|学习行政处罚法|集中学法|全体机关干部`,
  })
  await expect(page.getByText('还有 1 处要您定')).toBeVisible()
  await fits(page)
  await page.getByRole('radio', { name: '替换“8月 学习行政处罚法”' }).check()
  await page.getByRole('button', { name: '照这样办' }).last().click()
  await expect(page.getByText('调整后的表里没有“9月 学习保密法”：还保留吗？')).toBeVisible()
  await page.getByRole('radio', { name: '不再开展，从计划中去掉' }).check()
  await page.getByRole('button', { name: '照这样办' }).last().click()
  await expect(page.getByText('都已核对')).toBeVisible()
  await fits(page)
  await page.getByRole('button', { name: /^写入/ }).click()
  await expect(page.getByText(/变更 1 行/)).toBeVisible()
})

test('a form of one event, filled in behind its labels, comes in as its row', async ({ page, signedIn }) => {
  await signedIn('topAdministrator')
  await uploadAny(page, '东埔社区法治宣传活动记录表', {
    记录表: `
      东埔社区法治宣传活动记录表|<|<|<
      活动名称|宪法进社区|负责人|何明
      活动时间|2022年12月4日上午9时|活动地点|社区广场
      活动形式|宣传咨询活动|参加人数|80
      主办单位|东埔社区|活动内容|当日上午发放资料
      照片||<|<`,
  })
  await expect(page.getByText('都已核对')).toBeVisible()
  await fits(page)
  await written(page, 1)
  await page.goto('/activities?year=2022')
  await expect(page.getByText('宪法进社区').first()).toBeVisible()
})

test('results alone make their exam, under a name that is typed, for whom is asked; who missed it has a reason', async ({
  page,
  signedIn,
}) => {
  await signedIn('topAdministrator')
  await uploadAny(page, '学法考试成绩', {
    成绩: '姓名|单位|成绩|交卷时间\n郑晓燕|司法所|88|2023-02-06 10:00',
  })
  await page.getByLabel('哪一场考试').selectOption({ label: '按表新建“学法考试”' })
  await page.getByLabel('新建考试的名称（选填）').fill('2023年春季学法考试')
  await page.locator('#options').getByRole('button').click()
  await page.getByRole('radio', { name: /表中最早和最晚的交卷/ }).check()
  await page.getByRole('radio', { name: '满分 100，合格 60' }).check()
  await page.getByRole('button', { name: '照这样办' }).last().click()
  await page.getByRole('radio', { name: '司法所：2 人，其中表里没有的 1 人' }).check()
  await fits(page)
  await page.getByRole('button', { name: '照这样办' }).last().click()
  await expect(page.getByText(/2023年春季学法考试（2023-02-06，满分 100，合格 60）/)).toBeVisible()
  await written(page, 1)
  await page.goto('/exams?year=2023')
  await page.getByRole('link', { name: '2023年春季学法考试' }).click()
  await expect(page.getByRole('row', { name: /蔡文辉/ })).toContainText('未考')

  // Why the other one missed it is typed.
  await page.getByRole('link', { name: '蔡文辉' }).click()
  await page.getByLabel('没有考的原因（选填）').fill('住院')
  await page.getByRole('button', { name: '保存原因' }).click()
  await expect(page.getByText('未考：住院')).toBeVisible()
  await fits(page)
})
