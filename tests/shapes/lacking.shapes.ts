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
]
