import type { ImportKind } from '@/lib/spreadsheet/importer.rules'

/** What a file seems to be that is not imported: a step below `import.refused.seems`. */
export const otherSorts = [
  'dutyRoster',
  'changes',
  'onlineMeeting',
  'namesOfMeeting',
  'otherPeople',
  'spending',
  'assessment',
  'cases',
  'leaves',
  'totals',
  'byPeriod',
] as const
export type OtherSort = (typeof otherSorts)[number]

const otherWords: [OtherSort, RegExp][] = [
  ['dutyRoster', /值班|排班|轮值|值守/],
  [
    'changes',
    /(?:人员|干部|人事|岗位|队伍)(?:情况)?(?:变动|变化|调动|增减|异动|进出|调整)|(?:变动|异动)(?:情况|统计|明细|名单|表)|(?:调入|调出|离职|退休|辞职)(?:人员)?(?:名单|情况|统计|登记)/,
  ],
  [
    'onlineMeeting',
    /(?:腾讯|钉钉|飞书|企业微信|视频|线上|网络)会议.*(?:成员|名单|明细|记录)|参会成员|入会(?:记录|明细)/,
  ],
  ['namesOfMeeting', /(?:会议|参会|与会|出席|邀请|参加)(?:人员|领导|代表)?名单|座次|座位/],
  ['leaves', /(?:请假|销假|休假)(?:情况|登记|统计|台账|汇总|明细|表)/],
  ['assessment', /年度考核|绩效|述职|述法|评优|评先|民主测评/],
  [
    'cases',
    /(?:案件|纠纷|信访件?|投诉|法律援助|行政复议|应诉|诉讼|执法|法律(?:服务|咨询)|行政处罚|来访)[^学宣讲培]{0,4}(?:台账|登记|记录|汇总|一览|统计)/,
  ],
  ['spending', /经费|预算|报销|采购|发票|工资|津贴|补贴/],
]

/** People who are not the office's own. */
const otherPeople =
  /(?<who>(?:人民)?调解(?:员|委员)|志愿者|法律明白人|人大代表|政协委员|(?:社区)?矫正对象|帮教对象|安置帮教人员|重点人(?:员|群)|低保(?:户|对象)|残疾人|老年人|居民|住户|业主|租户|商户|楼门长|楼栋长|学生|家长)(?:基本|通讯)?(?:情况|信息|联系)?(?:花?名册|名单|登记表|信息表|一览表|通讯录|台账|统计表|表)/

/** What a name or a title says that is not imported, and who they are. */
export function otherSaid(words: string): { sort: OtherSort; detail: string } | null {
  if (/签到|考勤/.test(words)) return null
  const sort = otherWords.find(([, pattern]) => pattern.test(words))?.[0]
  if (sort) return { sort, detail: '' }
  const who = otherPeople.exec(words)?.groups?.who
  return who === undefined ? null : { sort: 'otherPeople', detail: who }
}

/** A list for one occasion, whatever it tells of each. */
export const ofOccasion =
  /宣誓|考试|参考|参赛|竞赛|培训|参训|学员|报名|讲座|会议|参会|旁听|观摩|学习(?!中心组|强国)|活动/
/** A list of who is there. */
export const ofStaff = /花名册|名册|通讯录|联系(?:方式|电话)|电话[本表]/

const kindWords: [ImportKind, RegExp][] = [
  [
    'works',
    /(?:法律顾问|律师).{0,6}(?:服务|工作|履职)(?!单位|聘).{0,6}(?:记录|台账|登记|日志|汇总|统计|情况|清单|表)|第一责任人|(?:负责人|领导).{0,4}(?:履职|出庭应诉).{0,4}(?:台账|记录|登记|统计|情况|清单)/,
  ],
  ['advisers', /法律顾问|顾问律师/],
  ['results', /成绩|得分|考分/],
  ['exams', /(?:考试|测试|竞赛|测验|考核)(?:时间|工作)?(?:安排|计划|方案|通知|日程)/],
  [
    'attendance',
    /签到|考勤|点名|补学|补课|签名[表册]|出勤|出席情况|(?:到会|参会|参学|参训|到场)(?:情况|登记|签)|旁听.*登记/,
  ],
  [
    'study',
    /网上学法|网络(?:培训|学院|学法)|在线学[习法]|学法用法.*(?:完成|统计)|学时(?:登记|统计|完成|汇总)/,
  ],
  [
    'outputs',
    /宣传(?:台账|资料|品|统计|数量|物品|情况)|资料发放|发放(?:登记|台账|统计|记录)|(?:推文|公众号|短视频|信息)(?:发布)?(?:清单|台账|统计|汇总)|(?:横幅|标语|LED|电子屏|展板|海报|短信).*(?:情况|统计|台账|清单|登记|汇总)/i,
  ],
  [
    'roster',
    /花名册|名册|通讯录|联系(?:方式|电话)|电话[本表]|(?:人员|干部|职工|员工|工作者|队员|网格员|公务员|社工|成员)(?:基本)?(?:名单|信息|情况|登记表|一览)/,
  ],
  ['units', /单位(?:名单|一览|信息|目录|$)|机构/],
]

/** Held, by the words of a name or title: what was kept of it. */
const held =
  /台账|(?:活动|讲座|会议|学习|学法|宣讲|培训|普法|宣传)(?:情况)?(?:记录|登记|汇总|一览|统计|明细|纪实)|(?:开展|落实|完成|活动|学习|学法|举办)情况|及落实|总结|纪实/
const planned = /计划|安排|方案|要点|配档|预告|日程|任务分解|学法清单|拟/

export type Said = { kinds: ImportKind[]; isHeld: boolean; isPlanned: boolean }

/** The kinds that the words of a name or a title say, with what they say of activities: held, or only planned. */
export function kindsSaid(words: string): Said {
  const kind = kindWords.find(([, pattern]) => pattern.test(words))?.[0]
  // 考试安排 is no plan of study, 宣传台账 no ledger of activities.
  const isOfAnother = kind !== undefined && kind !== 'units'
  const isHeld = !isOfAnother && held.test(words)
  const isPlanned = !isOfAnother && planned.test(words)
  const both: ImportKind[] = [
    ...(isHeld ? ['activities' as const] : []),
    ...(isPlanned ? ['plan' as const] : []),
  ]
  return { kinds: both.length > 0 ? both : kind === undefined ? [] : [kind], isHeld, isPlanned }
}
