import { expect, test } from 'vitest'
import { commonPath } from '@/lib/access/unit-path.rules'
import { formsToChoose } from '@/lib/attendance/meeting.rules'
import { meetingIn, newMeeting, titleOfMeeting } from '@/lib/attendance/new-meeting.rules'
import { isPart, restChoices } from '@/lib/attendance/roll-rest.rules'

test.each([
  ['2025年会前学法考勤统计表', '2025年会前学法'],
  ['枫林社区法治讲座签到表', '枫林社区法治讲座'],
  ['一季度集中学习签到表（机关）', '一季度集中学习（机关）'],
  ['民法典宣讲会参会人员名单', '民法典宣讲会'],
  ['旁听庭审人员登记表', '旁听庭审'],
  ['签到表', ''],
  ['中心组学习', ''],
  ['', ''],
])('under “%s” people sign in to “%s”', (headline, name) => {
  expect(meetingIn(headline)).toBe(name)
})

test('a new meeting is called as the sheet calls it, else by its heading, else by its form', () => {
  const called = (name: string, headline: string) =>
    newMeeting(-1, { day: '2025-03-19', name, headline, form: '集中学法', hostUnitId: 1, makeUpDays: 30 })
      .title

  expect([called('信访工作条例', '考勤表'), called('', '会前学法签到表'), called('', '签到表')]).toEqual([
    '信访工作条例',
    '会前学法',
    '集中学法',
  ])
})

test.each([
  ['2025年5月21日宪法、民法典专题讲座', '宪法、民法典专题讲座'],
  ['治安管理处罚法讲座扫码', '治安管理处罚法讲座'],
  ['9月10日治安管理处罚法讲座扫码签到表', '治安管理处罚法讲座'],
  ['2025.3.5 机关学法签到', '机关学法'],
  ['6月机关集中学法（《安全生产法》）', '6月机关集中学法（《安全生产法》）'],
  ['2025年社区工作人员学法', '2025年社区工作人员学法'],
  ['12·4宪法宣传', '12·4宪法宣传'],
  ['签到', '签到'],
  ['', '集中学法'],
])('of “%s” the day and the signing in are no part of its name', (name, title) => {
  expect(titleOfMeeting({ name, headline: '', form: '集中学法' })).toBe(title)
})

test('forms that the sheet names come first, those of the public and of single people not at all', () => {
  const forms = ['集中学法', '中心组学习', '专题讲座', '宣传咨询活动', '网上学法', '网上学法考试']

  expect(formsToChoose('党工委中心组学习签到表', forms, ['宣传咨询活动'])).toEqual([
    '中心组学习',
    '集中学法',
    '专题讲座',
  ])
})

test.each([
  [['/1/4/', '/1/4/'], '/1/4/'],
  [['/1/4/', '/1/40/'], '/1/'],
  [['/1/4/7/', '/1/4/'], '/1/4/'],
  [['/1/', '/2/'], null],
  [[], null],
])('%j meet in %s', (paths, common) => {
  expect(commonPath(paths)).toBe(common)
})

test.each([
  [40, 28, true],
  [40, 9, true],
  [40, 8, false],
  [6, 3, true],
  [3, 2, false],
  [12, 1, false],
])('of %i due with %i left the sheet is part of the roll: %s', (due, rest, part) => {
  expect(isPart({ due, rest })).toBe(part)
  expect(restChoices({ due, rest })[0]).toBe(part ? 'open' : 'unmarked')
})

test.each([
  ['11月学法签到（行政复议法）', '行政复议法'],
  ['活动签到明细（宪法宣誓暨宪法学习）', '宪法宣誓暨宪法学习'],
  ['演示街道机关集中学法签到表（2024年1月19日）', '演示街道机关集中学法'],
  ['3月学法签到表（2024.3.5 上午）', '3月学法'],
  ['二季度集中学习签到表（信访工作条例）', '信访工作条例'],
  ['一季度集中学习签到表（机关）', '一季度集中学习（机关）'],
  ['集中学习签到表（社区干部）', '集中学习（社区干部）'],
  ['民法典讲座签到表（第二场）', '民法典讲座（第二场）'],
  ['民法典学习签到', '民法典学习'],
])('%s is of "%s"', (headline, name) => {
  expect(meetingIn(headline)).toBe(name)
})
