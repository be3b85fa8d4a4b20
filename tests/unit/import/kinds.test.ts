import { describe, expect, test } from 'vitest'
import { kindFound } from '@/lib/import/kind.rules'
import { lookedAt } from '@/lib/import/recognise.queries'
import { importKinds } from '@/lib/spreadsheet/importer.rules'
import type { FileSheet } from '@/lib/spreadsheet/reading.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'
import { activityShapes, outputShapes } from '../../shapes/activity.shapes'
import { formShapes } from '../../shapes/form.shapes'
import { lackingShapes } from '../../shapes/lacking.shapes'
import { platformShapes } from '../../shapes/platform.shapes'
import { programShapes } from '../../shapes/program.shapes'
import {
  attendanceShapes,
  examShapes,
  planShapes,
  resultShapes,
  studyShapes,
} from '../../shapes/record.shapes'
import { adviserShapes, rosterShapes, unitShapes } from '../../shapes/roster.shapes'
import { type Shape, sheetOf } from '../../shapes/shape'
import { strangerShapes } from '../../shapes/stranger.shapes'

function found(stem: string, sheets: FileSheet[]) {
  const looks = sheets.map(each =>
    finished(lookedAt(each, importKinds, () => ({ answers: {}, remembered: new Map() }))),
  )
  return kindFound({ stem, sheets: looks }, { today: '2026-01-15', year: 2025 })
}

/** In words: the kind, `?` with the kinds that are asked about, or what it is besides. */
function said(stem: string, text: string, tab = 'Sheet1'): string {
  const is = found(stem, [sheetOf(tab, text)])
  if (is.is === 'kind') return is.seems.kind
  if (is.is === 'asked') return `? ${is.kinds.map(each => each.kind).join(' ')}`
  return is.sort === null ? 'unknown' : [is.sort, is.detail].filter(Boolean).join(' ')
}

test.each([
  [
    '东埔社区普法活动登记表',
    '普法活动登记表|<|<|<\n活动名称|宪法进社区|负责人|何明\n活动时间|2025年12月4日|活动地点|广场\n参加人数|80|主讲人|丁一',
    'activities',
  ],
  [
    '12.4',
    '法治宣传活动情况记录|<\n活动时间|2025-12-04\n活动地点|广场\n主办单位|东埔社区\n活动内容|宪法进社区\n参加人数|80',
    'activities',
  ],
  [
    '12.4宣传情况统计',
    '12.4宣传情况统计表|<|<|<\n序号|单位|横幅（条）|宣传资料（份）\n1|东埔社区|3|200\n2|和平社区|2|100',
    'outputs',
  ],
  [
    '法律顾问服务记录',
    '日期|律师|服务社区|服务内容\n2025-3-8|江律明|东埔社区|物业合同审查\n2025-4-1|江律明|和平社区|调解邻里纠纷',
    'works',
  ],
  [
    '党政主要负责人履行推进法治建设第一责任人职责台账',
    '时间|责任人|履职内容|佐证材料\n2025-1-8|何明|主持召开专题会议研究法治建设|会议纪要',
    'works',
  ],
  ['法律顾问名单', '社区|法律顾问|律所|联系电话|聘期\n东埔社区|江律明|正和所|1|2025年1月—12月', 'advisers'],
  ['宪法宣传周统计', '项目|东埔社区|和平社区\n横幅（条）|3|2\n宣传资料（份）|200|100', 'outputs'],
])('%s, a form or crossed, is recognised', (stem, text, kind) => {
  expect(said(stem, text)).toBe(kind)
})

describe('a list of people', () => {
  test.each([
    ['在编人员一览', '姓名|性别|民族|出生年月|政治面貌|现任职务\n丁一凡|女|汉|1990.5|党员|科员', 'roster'],
    ['工作人员联系方式', '科室|姓名|职务|办公电话|手机\n党政办|丁一凡|主任|1|2', 'roster'],
    ['领导班子分工', '姓名|职务|分管工作\n丁一凡|书记|全面工作', '? roster attendance'],
    ['宪法宣誓人员名单', '序号|姓名|单位|职务\n1|丁一凡|司法所|科员', '? roster attendance'],
    ['考试参考人员名单', '姓名|单位|准考证号\n丁一凡|司法所|001', '? roster attendance'],
    ['培训班学员名单', '姓名|单位|职务|电话\n丁一凡|司法所|科员|1', '? roster attendance'],
    ['会议签到', '时间|2025年3月5日|<\n序号|姓名|单位及职务\n1|丁一凡|司法所所长', 'attendance'],
    ['打卡记录', '姓名|部门|打卡时间|打卡结果\n丁一凡|司法所|2025-3-5 8:50|正常', 'attendance'],
    ['请假情况统计', '姓名|单位|请假类型|开始时间\n丁一凡|司法所|病假|3.5', 'leaves'],
    ['年度考核结果', '姓名|单位|考核等次\n丁一凡|司法所|优秀', 'assessment'],
    ['学法笔记检查', '姓名|单位|篇数|是否合格\n丁一凡|司法所|12|合格', '? study results roster'],
    ['学习强国积分', '姓名|组织|总积分\n丁一凡|司法所|5000', '? roster attendance'],
    ['机关干部花名册', '江滨街道机关干部花名册|<|<\n姓名|部门|职务\n丁一凡|司法所|科员', 'roster'],
    [
      '通讯录',
      '姓名|职务|手机|姓名|职务|手机\n司法所|<|<|党政办公室|<|<\n丁一凡|所长|1|邓文|主任|2',
      'roster',
    ],
    ['执法队人员名单', '序号|姓名|性别|所在单位|联系电话\n1|丁一凡|女|执法队|1', 'roster'],
    ['2025', '姓名|单位|职务|手机号码\n丁一凡|司法所|科员|1', 'roster'],
    ['新建表', '姓名|部门|入职日期|工号\n丁一凡|司法所|2020-01-01|1', 'roster'],
    ['社区工作者基本情况', '姓名|性别|出生年月|学历|所在社区\n丁一凡|女|1990.5|大学|东埔社区', 'roster'],
    ['名单', '姓名|单位\n丁一凡|司法所', '? roster attendance'],
    ['Sheet1', '序号|姓名|部门|备注\n1|丁一凡|司法所|', '? roster attendance'],
    ['签到', '姓名|单位|签名\n丁一凡|司法所|', 'attendance'],
    ['Sheet2', '序号|姓名|单位|签到|备注\n1|丁一凡|司法所|√|', 'attendance'],
    [
      '中心组学习',
      '时间：2025年3月5日|<|<\n姓名|职务|签到|姓名|职务|签到\n丁一凡|主任|√|邓文|所长|公出',
      'attendance',
    ],
    ['签到表', '法治讲座签到表|<|<\n姓名|单位|联系电话\n丁一凡|司法所|1', 'attendance'],
    [
      '钉钉签到明细',
      '姓名|部门|签到时间|签到状态|地点\n丁一凡|司法所|2025-06-18 08:40|正常|三楼',
      'attendance',
    ],
    [
      '旁听庭审登记',
      '时间|2025年10月28日|地点|法庭\n姓名|单位|职务|是否到场\n丁一凡|司法所|科员|是',
      'attendance',
    ],
    [
      '补学登记表',
      '序号|补学人|科室|原学习时间|原学习内容|补学时间|补学方式|确认人\n1|丁一凡|司法所|3月8日|民法典|3.20|自学|邓文',
      'attendance',
    ],
    [
      'Sheet1',
      '2025年集中学法补学情况统计|<|<|<\n姓名|单位|缺席日期|补学日期\n丁一凡|司法所|2025-03-08|2025-03-20',
      'attendance',
    ],
    [
      '补课台账',
      '姓名|部门|学习时间|学习内容|补学日期|签名\n丁一凡|司法所|3月8日|民法典|3月20日|',
      'attendance',
    ],
    ['学法考勤', '姓名|部门|3月19日|4月16日\n丁一凡|司法所|√|×', 'attendance'],
    ['会前学法出勤统计', '姓名|科室|3.19|4.16|出勤率\n丁一凡|司法所|√|√|100%', 'attendance'],
    ['讲座签到', '题目：民法典|<|<|<\n姓名|住址|联系电话|签名\n刘大妈|3号楼||', '? attendance'],
    ['社区普法签到表', '姓名|单位|签名\n丁一凡|司法所|丁一凡\n居民若干||', '? attendance'],
    ['2025年人员变动情况', '姓名|原单位及职务|变动情况|时间\n丁一凡|司法所科员|调出|2025年3月', 'changes'],
    ['干部调动', '姓名|调出单位|调入单位|时间\n丁一凡|司法所|党政办|2025-3-1', 'changes'],
    ['退休人员名单', '姓名|单位|退休时间\n丁一凡|司法所|2025-3-1', 'changes'],
    ['人民调解员名册', '社区|姓名|性别|电话|专兼职\n东埔社区|丁一凡|女|1|专职', 'otherPeople 人民调解员'],
    ['普法志愿者名单', '姓名|单位|电话\n丁一凡|东埔社区|1', 'otherPeople 志愿者'],
    ['区人大代表通讯录', '姓名|单位|职务|电话\n丁一凡|东埔社区|书记|1', 'otherPeople 人大代表'],
    ['会议名单', '姓名|单位|职务\n丁一凡|司法所|所长', 'namesOfMeeting'],
    ['腾讯会议参会名单', '用户昵称|首次入会时间|最后退会时间\n丁一凡|13:50|15:30', 'onlineMeeting'],
    ['值班表', '法律顾问值班安排|<|<|<\n|周一|周二|周三\n第1周|丁一凡|邓文|洪青', 'dutyRoster'],
    ['春节值班安排', '日期|带班领导|值班人员|电话\n2025-1-28|丁一凡|邓文|1', 'dutyRoster'],
    ['学法考试成绩', '姓名|单位|成绩|备注\n丁一凡|司法所|95|', 'results'],
    ['行政处罚法测试', '姓名|部门|题数|正确率|结果\n丁一凡|司法所|40|95%|合格', 'results'],
    ['答题导出', '姓名|部门|答题次数|得分|最近答题时间\n丁一凡|司法所|2|95|2025-11-02', 'results'],
    ['网上学法完成情况', '姓名|部门|必修学时|总学时|完成率|是否完成\n丁一凡|司法所|40|60|100%|是', 'study'],
    ['平台导出', '学员姓名|所在单位|学习状态|完成时间|学分\n丁一凡|司法所|已完成|2025-3-1|40', 'study'],
    ['学时登记', '姓名|1季度|2季度|3季度|4季度|全年\n丁一凡|4|6|8|10|28', 'byPeriod'],
    [
      '法律顾问名册',
      '姓名|律所名称|服务社区|联系电话|聘期\n江律明|正和所|东埔社区|1|2025年1月—12月',
      'advisers',
    ],
  ])('%s: %#', (stem, text, meant) => {
    expect(said(stem, text)).toBe(meant)
  })
})

describe('what is held or to be held', () => {
  test.each([
    ['普法工作计划', '月份|工作内容|牵头单位|配合单位\n1月|春节普法|司法所|各社区', 'plan'],
    ['法治讲座计划', '月份|讲座主题|主讲人|对象\n3月|宪法|律师|居民', 'plan'],
    ['考核安排', '科目|考试时间|地点|参考人员\n宪法|12月10日|三楼|全体干部', 'exams'],
    ['普法宣传月活动总结表', '时间|活动主题|地点|参与人数|图片\n5月8日|民法典|广场|100|有', 'activities'],
    ['会议记录', '时间|地点|主持人|议题|参加人员\n2025.3.5|三楼|丁|宪法|全体', 'activities'],
    ['调解案件台账', '受理日期|当事人|纠纷类型|结果\n3月5日|甲乙|邻里|成功', 'cases'],
    ['公共法律服务咨询登记表', '日期|咨询人|电话|咨询事项\n3.5|某|1|离婚', 'cases'],
    ['汇总', '单位|应到|实到|缺席|参学率\n司法所|10|9|1|90%', 'totals'],
    ['年度学法计划', '时间|学习内容|责任单位\n1月|宪法|司法所\n12月|民法典|党政办', 'plan'],
    ['2025', '江滨街道年度学法安排|<|<\n月份|学习内容|责任科室\n1月|宪法|司法所', 'plan'],
    ['中心组学习方案', '时间|内容|形式|参加人员\n3月上旬|宪法|集中学习|中心组成员', 'plan'],
    [
      '会前学法计划表',
      '季度|序号|拟学时间|学法内容|主讲人|参加范围\n一季度|1|3月5日|宪法|邓文|班子成员',
      'plan',
    ],
    ['工作要点', '序号|重点任务|责任单位|完成时限\n1|宪法宣传|司法所|12月', 'plan'],
    ['普法责任', '时间|活动内容|责任单位\n1月|宪法|司法所\n3月|维权|司法所', 'plan'],
    ['活动', '日期|活动内容|责任单位\n3月8日|维权|司法所\n4月15日|国安|司法所', '? plan activities'],
    ['活动', '日期|活动名称|形式|主办单位\n2025-3-8|维权|讲座|司法所', '? plan activities'],
    ['学法安排及开展情况', '月份|学习内容|责任单位\n1月|宪法|司法所', 'plan'],
    [
      '学法安排及开展情况',
      '时间|学习内容|学习形式|责任单位|实到人数\n2025-3-5|宪法|集中学习|司法所|30',
      'activities',
    ],
    [
      '宪法宣传周活动安排及落实',
      '宪法宣传周活动情况|<|<\n日期|活动|牵头单位|地点|受众（人）|形式\n12月1日|启动|司法所|广场|200|现场',
      'activities',
    ],
    [
      '普法宣传活动台账',
      '活动时间|活动名称|活动地点|主办单位|参加人数\n1月8日|培训|会议室|司法所|46',
      'activities',
    ],
    [
      '法治讲座登记表',
      '讲座日期|时间|讲座题目|主讲人|地点|听讲人数\n3月20日|9:00|治安管理|周律|三楼|65',
      'activities',
    ],
    ['东埔社区学法台账', '月份|日|学习内容|形式|应到|实到\n3|12|宪法|集中学习|10|9', 'activities'],
    [
      '各社区法治活动登记',
      '日期|活动内容|地点|人数|负责人|照片\n2025/2/5|法律咨询|活动室|20|邓文|有',
      'activities',
    ],
    ['2025', '时间|活动主题|活动形式|主办单位|参加人次\n2025-3-8|维权|讲座|司法所|120', 'activities'],
    ['明年活动', '日期|活动名称|形式|主办单位|参加人数\n2026-3-8|维权|讲座|司法所|100', '? plan activities'],
    ['考试安排', '考试名称|开始|截止|满分|合格分|对象\n宪法考试|2025-12-1|2025-12-4|100|60|全体', 'exams'],
    ['宣传资料发放登记表', '日期|资料名称|领取单位|数量|单位\n3月15日|民法典读本|东埔社区|50|册', 'outputs'],
    ['公众号推文清单', '发布时间|标题|平台|数量|阅读量\n2025-6-26|禁毒|公众号|1|860', 'outputs'],
    ['单位名单', '单位名称|上级单位|类别\n东埔社区|江滨街道|社区', 'units'],
    ['法律进社区统计', '社区|一季度场次|一季度人次|二季度场次|全年合计\n东埔社区|2|60|3|150', 'totals'],
    ['普法经费预算', '项目|数量|单价|金额\n手册|500|2|1000', 'spending'],
    [
      '宣传情况',
      '填报单位：东埔社区|<|<|<\n日期|拿什么宣传的|数量|责任单位\n2023-03-01|横幅|2|东埔社区',
      'outputs',
    ],
    ['台账', '日期|渠道|数量\n2023-03-04|短信|100', 'outputs'],
    ['东埔社区活动台账', '日期|活动名称|形式|主办单位|必修\n2025-01-10|普法|讲座|东埔社区|否', 'activities'],
    ['通知', '附件|内容\n一|略', 'unknown'],
  ])('%s: %#', (stem, text, meant) => {
    expect(said(stem, text)).toBe(meant)
  })
})

test('a name and a title that say different kinds are asked about', () => {
  expect(said('人员花名册', '学习签到表|<|<\n姓名|单位|签名\n丁一凡|司法所|丁一凡')).toBe('attendance')
  expect(said('学法计划', '普法活动台账|<|<\n时间|活动内容|形式|主办单位\n3月|宪法|讲座|司法所')).toBe(
    '? plan activities',
  )
})

const shapes: Shape[] = [
  ...unitShapes,
  ...rosterShapes,
  ...planShapes,
  ...activityShapes,
  ...attendanceShapes,
  ...studyShapes,
  ...examShapes,
  ...resultShapes,
  ...outputShapes,
  ...adviserShapes,
  ...platformShapes,
  ...programShapes,
  ...formShapes,
  ...strangerShapes,
  ...lackingShapes,
].filter(({ sheets }) => typeof sheets === 'string' || !('file' in sheets))

test('no shape without a telling name is taken for another kind, and most are known', () => {
  const other: string[] = []
  let known = 0
  for (const { name, kind, sheets } of shapes) {
    const all = typeof sheets === 'string' ? { Sheet1: sheets } : (sheets as Record<string, string>)
    const is = found(
      '',
      Object.entries(all).map(([tab, text]) => sheetOf(tab, text)),
    )
    if (is.is === 'kind' && is.seems.kind === kind) known++
    if (is.is === 'kind' && is.seems.kind !== kind) other.push(`${name} ${is.seems.kind}`)
    if (is.is === 'other' && is.sort !== null) other.push(`${name} ${is.sort}`)
  }
  expect(other).toEqual([])
  expect(known / shapes.length).toBeGreaterThan(0.8)
})
