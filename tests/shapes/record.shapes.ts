import type { Shape } from './shape'

const title = '一季度集中学习'

export const attendanceShapes: Shape[] = [
  {
    name: '会议签到表，签名列',
    program: 'excel',
    kind: 'attendance',
    sheets: `
      会议签到表|||||
      会议名称：一季度集中学习|||||
      时间：2023年3月10日 15:00||地点：三楼会议室|||
      序号|姓名|单位|职务|签名|备注
      1|陈志强|党政办公室|书记|陈志强|
      2|林静|党政办公室|科员||请假
      3|黄丽娟|党政办公室|科员|√|`,
    meant: `
      2023-03-10|${title}|林静|leave|
      2023-03-10|${title}|陈志强|present|
      2023-03-10|${title}|黄丽娟|present|`,
  },
  {
    name: '签到表左右两半',
    program: 'excel',
    kind: 'attendance',
    sheets: `
      日期|活动名称|姓名|单位|签到|姓名|单位|签到
      2023-3-10|${title}|陈志强|党政办公室|√|蔡文辉|司法所|√
      2023-3-10|${title}|林静|党政办公室|×|郑晓燕|司法所|√`,
    meant: `
      2023-03-10|${title}|林静|absent|
      2023-03-10|${title}|蔡文辉|present|
      2023-03-10|${title}|郑晓燕|present|
      2023-03-10|${title}|陈志强|present|`,
  },
  {
    name: '横表',
    program: 'excel',
    kind: 'attendance',
    options: { year: 2023 },
    sheets: `
      演示街道2023年学法考勤表||||
      序号|姓名|科室|3月10日 一季度集中学习|3.17
      1|陈志强|党政办公室|√|√
      2|林静|党政办公室|病假|迟到
      3|蔡文辉|司法所|√|`,
    meant: `
      2023-03-10|${title}|林静|leave|病假
      2023-03-10|${title}|蔡文辉|present|
      2023-03-10|${title}|陈志强|present|
      2023-03-17|法治讲座|林静|late|
      2023-03-17|法治讲座|陈志强|present|`,
  },
  {
    name: '横表，日期在上名称在下',
    program: 'excel',
    kind: 'attendance',
    options: { year: 2023 },
    sheets: `
      姓名|单位|3月10日|3月17日
      姓名|单位|一季度集中学习|法治讲座
      陈志强|党政办公室|√|√
      林静|党政办公室|√|事假`,
    meant: `
      2023-03-10|${title}|林静|present|
      2023-03-10|${title}|陈志强|present|
      2023-03-17|法治讲座|林静|leave|事假
      2023-03-17|法治讲座|陈志强|present|`,
  },
  {
    name: '横表，公出',
    program: 'excel',
    kind: 'attendance',
    options: { year: 2023 },
    sheets: `
      姓名|单位|3月10日 一季度集中学习
      陈志强|党政办公室|公出
      林静|党政办公室|√
      黄丽娟|党政办公室|公出`,
    words: { 公出: '公假' },
    meant: `
      2023-03-10|${title}|林静|present|
      2023-03-10|${title}|陈志强|leave|公假
      2023-03-10|${title}|黄丽娟|leave|公假`,
  },
  {
    name: '一行一人一次，网页导出',
    program: 'web-table',
    kind: 'attendance',
    sheets: `
      活动时间|活动名称|姓名|部门|签到状态|签到时间
      2023-03-10|${title}|陈志强|党政办公室|已签到|2023-03-10 14:52
      2023-03-10|${title}|林静|党政办公室|未到|`,
    meant: `
      2023-03-10|${title}|林静|absent|
      2023-03-10|${title}|陈志强|present|`,
  },
]

export const studyShapes: Shape[] = [
  {
    name: '网上学法完成情况',
    program: 'web-table',
    kind: 'study',
    options: { activity: '2023年度网上学法' },
    sheets: `
      序号|学员姓名|所在部门|学习状态|完成时间|获得学分
      1|陈志强|党政办公室|已完成|2023-03-20 10:11:12|40
      2|林静|党政办公室|未完成||12`,
    meant: `2023年度网上学法|陈志强|2023-03-20`,
  },
]

export const examShapes: Shape[] = [
  {
    name: '考试安排',
    program: 'excel',
    kind: 'exams',
    sheets: `
      考试名称|开考时间|结束时间|总分|及格线|参考人员|组织单位
      2023年宪法知识测试|2023-12-01 9:00|2023-12-04 17:30|#100|#60|全体机关干部|党政办公室`,
    meant: `2023年宪法知识测试|2023-12-01 09:00|2023-12-04 17:30|100|60`,
  },
]

export const resultShapes: Shape[] = [
  {
    name: '问卷平台成绩',
    program: 'excel',
    kind: 'results',
    options: { exam: '年度考试' },
    sheets: `
      序号|提交答卷时间|所用时间|来源|总分|1、您的姓名|2、您的单位
      1|2023/3/20 9:12:33|312秒|微信|#95|陈志强|党政办公室
      2|2023/3/21 10:00:01|250秒|微信|#55|林静|党政办公室`,
    columns: { F: 'name', G: 'unit' },
    meant: `
      年度考试|林静|55|0
      年度考试|陈志强|95|1`,
  },
  {
    name: '学习平台成绩',
    program: 'web-table',
    kind: 'results',
    options: { exam: '年度考试' },
    sheets: `
      序号|单位|姓名|学习积分|考试成绩|考试时间
      1|演示街道|陈志强|100|95|2023/3/20 9:12
      2|演示街道|蔡文辉|80|76|2023/3/20 9:40`,
    meant: `
      年度考试|蔡文辉|76|1
      年度考试|陈志强|95|1`,
  },
  {
    name: '成绩汇总表，有缺考',
    program: 'excel',
    kind: 'results',
    options: { exam: '年度考试' },
    sheets: `
      演示街道年度法律知识考试成绩汇总表||||
      序号|姓名|部门|成绩|备注
      1|陈志强|党政办公室|95分|
      2|林静|党政办公室||缺考
      3|蔡文辉|司法所|88.5|`,
    meant: `
      年度考试|蔡文辉|88.5|1
      年度考试|陈志强|95|1`,
  },
]

export const planShapes: Shape[] = [
  {
    name: '学法计划 Word',
    program: 'word',
    kind: 'plan',
    options: { year: 2023, plan: 'officials' },
    sheets: `
      月份|学法内容|组织形式|参学人员|责任科室
      1月|《宪法》|集中学法|全体机关干部|司法所
      3月|《民法典》|专题讲座|全体机关干部|党政办公室`,
    meant: `
      1月|《宪法》|集中学法|全体机关干部|
      3月|《民法典》|专题讲座|全体机关干部|`,
  },
  {
    name: '学法安排表',
    program: 'excel',
    kind: 'plan',
    options: { year: 2023, plan: 'officials' },
    sheets: `
      演示街道2023年领导干部学法安排表|||||
      序号|时间安排|学习专题|学习方式|参加人员|授课人
      1|2月|信访工作条例|集中学法|全体机关干部|郑晓燕
      2|每季度|党内法规|中心组学习|中心组成员|`,
    meant: `
      2月|信访工作条例|集中学法|全体机关干部|郑晓燕
      每季度|党内法规|中心组学习|中心组成员|`,
  },
]
