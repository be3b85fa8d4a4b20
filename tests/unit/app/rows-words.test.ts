import { expect, test } from 'vitest'
import { sayIn } from '@/app/_i18n/messages'
import { exportTitle } from '@/app/(desk)/rates/rows/_parts/rows-words'
import { ratesAsked } from '@/lib/statistics/rates/rate.input'
import type { FigureCode, Side } from '@/lib/statistics/rates/rate.rules'

const none = { person: null, tag: null, topic: null }
const whole = { names: none, narrowedTo: null, ofPlans: null, unitName: '演示街道' as string | null }
const span = { from: '2023-04-01', to: '2023-06-30', asOf: '2023-05-20' }

// A sheet that is passed on has left its page behind: it says itself what it lists.
test.each<[string, Record<string, string>, Partial<typeof whole> | object, string]>([
  [
    'a side',
    { code: 'participationRate', side: 'rest' },
    {},
    '集中学法参学率（人次） 演示街道 2023年4月1日–2023年6月30日 只在分母 7 截至2023年5月20日',
  ],
  [
    'all rows',
    { code: 'heads' },
    {},
    '受众人次 演示街道 2023年4月1日–2023年6月30日 全部 7 截至2023年5月20日',
  ],
  [
    '本级 of a month',
    { code: 'attendanceRate', alone: '1', month: '2023-05' },
    {},
    '出勤率 演示街道本级 2023年5月 2023年4月1日–2023年6月30日 全部 7 截至2023年5月20日',
  ],
  [
    'a person in a unit',
    { code: 'attendanceRate', person: '3', unit: '1' },
    { names: { ...none, person: '黄丽娟' } },
    '出勤率 黄丽娟 演示街道 2023年4月1日–2023年6月30日 全部 7 截至2023年5月20日',
  ],
  [
    'one’s own, of whatever unit',
    { code: 'attendanceRate', person: '3' },
    { names: { ...none, person: '黄丽娟' } },
    '出勤率 黄丽娟 2023年4月1日–2023年6月30日 全部 7 截至2023年5月20日',
  ],
  [
    'an exam',
    { code: 'passRate', exam: '2' },
    { narrowedTo: '网上学法考试' },
    '合格率（按应考） 演示街道 网上学法考试 2023年4月1日–2023年6月30日 全部 7 截至2023年5月20日',
  ],
  [
    'a plan',
    { code: 'planItems', plan: '2', side: 'numerator' },
    { unitName: null, ofPlans: { id: 2, title: '机关学法安排', year: 2023 } },
    '计划完成率（项） 机关学法安排 2023年4月1日–2023年6月30日 计入分子 7 截至2023年5月20日',
  ],
])('the export of the rows of %s says figure, unit, span, side and as-of', (_, given, facts, said) => {
  const to = ratesAsked({ ...span, ...given }, '2026-12-01')
  const { unitName, ...found } = { ...whole, ...facts }
  const of = {
    code: to.given.code as FigureCode,
    side: (to.given.side ?? 'all') as Side,
    behind: { listed: 7 },
  }

  expect(exportTitle(sayIn('zh'), to, { ...found, ...of, filter: { ...span, unitName } })).toBe(said)
})
