import type { Activity, Audience } from './facts'
import { personNamed, roster } from './people'
import { communityMembers, inUnits, officials, officialsAndMembers, outsideUnits, tagged } from './street'

export const CONGRESS = '党的二十大精神'
export const SPEECHES = '习近平总书记系列重要讲话精神'
export const CONSTITUTION = '宪法'
export const PARTY_RULES = '党内法规'
export const mustLearn = [CONGRESS, SPEECHES, CONSTITUTION, PARTY_RULES] as const

const RISKS = '防范化解重大风险'
const POLLUTION = '污染防治'
const GANGS = '扫黑除恶常态化'
const BUSINESS = '优化营商环境'
export const campaigns = { RISKS, POLLUTION, GANGS, BUSINESS } as const

/** A leader by position in the office's order. */
const leader = (place: number) =>
  [roster[place]?.person.name ?? '', roster[place]?.person.post ?? ''] as const
const secretary = leader(0)
const director = leader(1)
const mentor = ['方启明', '挂钩区领导'] as const
const counsel = ['贺文澜', '法律顾问'] as const
const headOfJustice = [
  roster.find(row => row.unit.name === '明桥司法所')?.person.name ?? '',
  '司法所所长',
] as const

interface Study {
  day: string
  name: string
  form: string
  host: string
  audience: Audience
  more?: Partial<Activity>
}
/** A study that officials, Party members and the units outside must attend: compulsory, with a roll. */
const owed = ({ day, name, form, host, audience, more = {} }: Study): Activity => ({
  code: null,
  day,
  name,
  form,
  host,
  audience,
  status: 'held',
  compulsory: true,
  public: false,
  starts: '9:00',
  ends: '11:00',
  place: '街道三楼会议室',
  hours: 2,
  roll: 'rows',
  ...more,
})

type Monthly = [
  day: string,
  about: string,
  lecturer: readonly [string, string],
  topics: string[],
  campaign?: string,
]
const centreGroup: readonly Monthly[] = [
  ['2023-01-11', CONGRESS, secretary, [CONGRESS]],
  ['2023-02-15', '《信访工作条例》', leader(4), [PARTY_RULES]],
  ['2023-03-15', '全国两会精神', secretary, [SPEECHES]],
  ['2023-04-12', '《国家安全法》', leader(4), [], RISKS],
  ['2023-05-17', '《民法典》', counsel, []],
  ['2023-06-14', '《中国共产党纪律处分条例》', leader(5), [PARTY_RULES]],
  ['2023-07-12', '习近平法治思想', mentor, [SPEECHES]],
  ['2023-08-16', '《反有组织犯罪法》', leader(4), [], GANGS],
  ['2023-09-13', '《环境保护法》', leader(9), [], POLLUTION],
  ['2023-10-18', '《优化营商环境条例》', director, [], BUSINESS],
  ['2023-11-15', '《行政复议法》', counsel, []],
  ['2023-12-06', CONSTITUTION, secretary, [CONSTITUTION]],
]
const members = tagged('中心组成员')
const leadingGroup = tagged('领导小组成员')

export const meetings: readonly Activity[] = [
  ...centreGroup.map(([day, about, lecturer, topics, campaign], month) =>
    owed({
      day,
      name: `中心组学习${about}`,
      form: '中心组学习',
      host: '党建办公室',
      audience: members,
      more: {
        code: `MQZ-${String(month + 1).padStart(2, '0')}`,
        lecturer,
        topics,
        ...(campaign ? { campaign } : {}),
        starts: '15:00',
        ends: '17:00',
        roll: month < 6 ? 'wide' : 'rows',
        targets: ['进机关'],
        planItem: { content: '党工委理论学习中心组学习', how: month % 3 === 0 ? 'named' : 'fits' },
      },
    }),
  ),
  ...(
    [
      ['2023-03-22', CONGRESS, secretary, 'named'],
      ['2023-06-20', PARTY_RULES, leader(5), 'fits'],
      ['2023-09-20', SPEECHES, director, 'fits'],
      ['2023-12-04', CONSTITUTION, mentor, 'named'],
    ] as const
  ).map(([day, about, lecturer, how], i) =>
    owed({
      day,
      name: `党员干部集中学法（${about}）`,
      form: '集中学法',
      host: '综合治理办公室',
      audience: officialsAndMembers,
      more: {
        code: `MQJ-0${i + 1}`,
        lecturer,
        topics: [about],
        place: '街道大会议室',
        starts: i === 2 ? '09：00' : '9:00',
        targets: ['进机关', '进社区'],
        planItem: { content: `集中学习${about}`, how },
      },
    }),
  ),
  ...(
    [
      ['2023-05-24', '《民法典》与基层治理专题讲座', counsel, '民法典专题讲座', 'named'],
      ['2023-11-08', '《行政处罚法》与规范执法专题讲座', mentor, '依法行政专题讲座', 'fits'],
    ] as const
  ).map(([day, name, lecturer, content, how], i) =>
    owed({
      day,
      name,
      form: '法治专题讲座',
      host: '明桥司法所',
      audience: officials,
      more: {
        code: `MQT-0${i + 1}`,
        lecturer,
        hours: 3,
        starts: '上午9时',
        ends: '12:00',
        targets: ['进机关'],
        place: '街道大会议室',
        planItem: { content, how },
      },
    }),
  ),
  ...(['2023-02-22', '2023-11-22'] as const).map((day, i) =>
    owed({
      day,
      name: `法治政府建设工作领导小组第${i ? '二' : '一'}次全体会议`,
      form: '领导小组全体会议',
      host: '综合治理办公室',
      audience: leadingGroup,
      more: {
        code: `MQH-0${i + 1}`,
        lecturer: secretary,
        hours: 1.5,
        planItem: { content: i ? '总结全年法治政府建设工作' : '研究部署全年法治政府建设工作', how: 'fits' },
      },
    }),
  ),
  owed({
    day: '2023-04-19',
    name: '企业合规与劳动用工培训',
    form: '培训',
    host: '经济服务办公室',
    audience: outsideUnits,
    more: {
      lecturer: counsel,
      campaign: BUSINESS,
      targets: ['进企业', '进单位'],
      place: '便民服务中心二楼',
      planItem: { content: '企业合规与劳动用工培训', how: 'named' },
    },
  }),
  owed({
    day: '2023-07-19',
    name: '行政执法人员业务培训',
    form: '培训',
    host: '综合执法队',
    audience: tagged('行政执法人员'),
    more: {
      lecturer: headOfJustice,
      hours: 4,
      ends: '17:00',
      planItem: { content: '行政执法人员业务培训', how: 'fits' },
    },
  }),
  owed({
    day: '2023-09-06',
    name: '新学期校园法治工作培训',
    form: '培训',
    host: '社会事务办公室',
    audience: inUnits('明桥实验小学', '明桥中学', '明桥中心幼儿园'),
    more: {
      targets: ['进学校'],
      place: '明桥中学报告厅',
      planItem: { content: '校园法治工作培训', how: 'fits' },
    },
  }),
  owed({
    day: '2023-10-25',
    name: '网格员矛盾纠纷调解培训',
    form: '培训',
    host: '明桥司法所',
    audience: tagged('网格员'),
    more: { lecturer: headOfJustice, planItem: { content: '网格员矛盾纠纷调解培训', how: 'fits' } },
  }),
  owed({
    day: '2023-12-20',
    name: '领导干部年度述法会议',
    form: '会议',
    host: '党政办公室',
    audience: tagged('领导干部'),
    more: { hours: 2, planItem: { content: '领导干部年度述法', how: 'fits' } },
  }),
  // Held, but its sheet was never handed in: 考勤未登记.
  owed({
    day: '2023-08-23',
    name: '社区党员集中学习',
    form: '集中学习',
    host: '党建办公室',
    audience: communityMembers,
    more: {
      topics: [PARTY_RULES],
      place: '党群服务中心',
      planItem: { content: '社区党员学习党内法规', how: 'fits' },
      roll: undefined,
    },
  }),
  // 选学: it has a sheet, but is in no rate.
  owed({
    day: '2023-08-30',
    name: '青年干部读书会',
    form: '集中学习',
    host: '党政办公室',
    audience: inUnits('党政办公室', '党建办公室'),
    more: { compulsory: false, hours: 1.5, starts: '15：00', ends: '16:30' },
  }),
  ...(['2023-03-29', '2023-06-28', '2023-12-27'] as const).map(day =>
    owed({
      day,
      name: `法治建设工作例会（${Number(day.slice(5, 7))}月）`,
      form: '会议',
      host: '明桥司法所',
      audience: leadingGroup,
      more: {
        compulsory: false,
        hours: 1,
        planItem: { content: '法治建设工作例会', how: 'fits' },
        roll: undefined,
      },
    }),
  ),
]

const elsewhere = { starts: undefined, ends: undefined, place: undefined, roll: undefined }
/** 网上学法, 网络培训: studied on another platform, completion imported; each runs from a first to a last day. */
export const onlineStudies: readonly Activity[] = [
  owed({
    day: '2023-03-01',
    name: '2023年度网上学法',
    form: '网上学法',
    host: '党政办公室',
    audience: tagged('应考人员'),
    more: {
      ...elsewhere,
      code: 'MQW-01',
      lastDay: '2023-11-30',
      hours: 40,
      planItem: { content: '街道工作人员网上学法', how: 'named' },
    },
  }),
  owed({
    day: '2023-05-15',
    name: '政府信息公开条例网络培训',
    form: '网络培训',
    host: '党政办公室',
    audience: officials,
    more: {
      ...elsewhere,
      code: 'MQW-02',
      lastDay: '2023-06-15',
      hours: 6,
      planItem: { content: '政府信息公开条例网络培训', how: 'fits' },
    },
  }),
]

/** 列席 at the plenary meetings. */
export const invitedToPlenary = ['明桥实验小学', '明桥东埔食品有限公司'].map(unit => {
  const head = roster.find(row => row.unit.name === unit)?.person
  if (!head) throw new Error(`nobody in ${unit}`)
  return head
})
/** 名单外参加 at the first lecture. */
export const strangersAtLecture = [personNamed('王伟', '望江社区'), personNamed('李静', '石井社区')]
