import type { Shape } from './shape'

/** Sheets without a required column: one answer says what stands in every row. */
export const lackingShapes: Shape[] = [
  {
    name: '会前学法计划，没有形式和对象',
    program: 'word',
    kind: 'plan',
    options: { year: 2023, plan: 'officials' },
    sheets: `
      序号|学习内容|授课单位|时间安排
      1|《中国共产党章程》|党政办公室|10月
      2|《信访工作条例》|司法所|11月`,
    answers: { 'noColumn form': '集中学法', 'noColumn audience': '全体机关干部' },
    meant: `
      10月|《中国共产党章程》|集中学法|全体机关干部|
      11月|《信访工作条例》|集中学法|全体机关干部|`,
  },
  {
    name: '活动登记表，没有形式',
    program: 'excel',
    kind: 'activities',
    options: { year: 2023 },
    sheets: `
      普法宣传活动登记表|<|<|<|<
      序号|活动时间|活动地点|活动内容|责任单位
      1|2023.6.26|和平广场|禁毒宣传|和平社区
      2|2023.12.4|东埔市场|宪法宣传|东埔社区`,
    answers: { noColumn: '宣传咨询活动' },
    meant: `
      2023-06-26|禁毒宣传|宣传咨询活动|和平社区|和平广场|||held
      2023-12-04|宪法宣传|宣传咨询活动|东埔社区|东埔市场|||held`,
  },
  {
    name: '签到表，只有到会的人的姓名',
    program: 'excel',
    kind: 'attendance',
    sheets: `
      一季度集中学习签到表|<|<|<
      时间：2023.3.10|<|地点：三楼|<
      序号|姓名|单位|备注
      1|陈志强|党政办公室|
      2|林静|党政办公室|
      3|黄丽娟|党政办公室|病假`,
    answers: { noColumn: '出席' },
    meant: `
      2023-03-10|一季度集中学习|林静|present|
      2023-03-10|一季度集中学习|陈志强|present|
      2023-03-10|一季度集中学习|黄丽娟|leave|病假`,
  },
  {
    name: '短视频发布清单，没有数量',
    program: 'csv-gbk',
    kind: 'outputs',
    sheets: `
      发布时间|标题|平台|播放量|发布单位
      2023/6/1 10:00|以案释法：高空抛物|抖音|1520|司法所`,
    answers: { noColumn: '1' },
    meant: `2023-06-01|短视频|1|条|以案释法：高空抛物|司法所`,
  },
  {
    name: '12.4宣传情况统计，一行一个单位，人数不是宣传品',
    program: 'excel',
    kind: 'outputs',
    sheets: `
      2023年12.4宣传情况统计表|<|<|<|<
      序号|单位|悬挂横幅（条）|宣传资料发放（份）|参与人数（人）
      1|东埔社区|#3|#200|#80
      2|和平社区||#150|#60
      合计||#3|#350|#140`,
    meant: `
      2023-12-04|普法资料|150|份||和平社区
      2023-12-04|普法资料|200|份||东埔社区
      2023-12-04|横幅|3|条||东埔社区`,
  },
  {
    name: '宣传情况统计，一列一个社区，没有日期，按季度问一次',
    program: 'word',
    kind: 'outputs',
    sheets: `
      2023年第三季度宣传统计|<|<|<
      项目|东埔社区|和平社区|合计
      横幅（条）|2|1|3
      LED屏/次|8||8
      活动场次（场）|1|2|3`,
    answers: { noColumn: '2023-09-30' },
    meant: `
      2023-09-30|LED|8|次||东埔社区
      2023-09-30|横幅|1|条||和平社区
      2023-09-30|横幅|2|条||东埔社区`,
  },
]
