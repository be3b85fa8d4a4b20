import type { Shape } from './shape'

/** Scores as quizzes and platforms give them: a share, a make-up beside, parts and their sum. */
export const quizShapes: Shape[] = [
  {
    name: '小测验，正确率和公式算的结果，缺考写成不合格',
    program: 'excel',
    kind: 'results',
    options: { exam: '年度考试' },
    sheets: `
      党政办公室测试（3月）|<|<|<|<|<
      序号|姓名|部门|题数|正确率|结果
      1|陈志强|党政办公室|#40|95%|合格
      2|林静|党政办公室|#40|缺考|不合格
      3|吴建国|党政办公室|#40|52.5%|不合格`,
    answers: { isShare: 'share' },
    meant: `
      年度考试|吴建国|52.5|0
      年度考试|陈志强|95|1`,
  },
  {
    name: '分部分的成绩，总分是成绩',
    program: 'wps',
    kind: 'results',
    options: { exam: '年度考试' },
    sheets: `
      年度考试成绩汇总|<|<|<|<
      社区|姓名|笔试（3月20日）|线上（3月25日）|总分
      党政办公室|陈志强|#50|#45|#95
      ^|林静|#30|#25|#55`,
    meant: `
      年度考试|林静|55|0
      年度考试|陈志强|95|1`,
  },
  {
    name: '成绩旁边有补考，缺考的补考一次',
    program: 'excel',
    kind: 'results',
    options: { exam: '年度考试' },
    sheets: `
      姓名|单位|成绩|补考成绩|备注
      陈志强|党政办公室|#95||
      林静|党政办公室|#55|#72|
      蔡文辉|司法所|缺考|#66|补考
      吴建国|党政办公室|||公出`,
    answers: { makeUpBeside: 'further' },
    meant: `
      年度考试|林静|55|0
      年度考试|林静|72|1
      年度考试|蔡文辉|66|1
      年度考试|陈志强|95|1`,
  },
  {
    name: '最终成绩已含补考',
    program: 'excel',
    kind: 'results',
    options: { exam: '年度考试' },
    sheets: `
      姓名|单位|成绩|补考|最终成绩
      陈志强|党政办公室|#95||#95
      林静|党政办公室|#55|#72|#72`,
    answers: { makeUpBeside: 'within' },
    meant: `
      年度考试|林静|72|1
      年度考试|陈志强|95|1`,
  },
  {
    name: '成绩公示，只有等次',
    program: 'excel',
    kind: 'results',
    options: { exam: '年度考试' },
    sheets: `
      年度法律知识考试成绩公示|<|<|<
      序号|单位|姓名|等次
      1|党政办公室|陈志强|优秀
      2|司法所|蔡文辉|合格
      3|党政办公室|林静|不合格`,
    answers: { gradeAlone: 'result' },
    meant: `
      年度考试|林静||0
      年度考试|蔡文辉||1
      年度考试|陈志强||1`,
  },
  {
    name: '学习强国积分，没有是否完成',
    program: 'excel',
    kind: 'study',
    options: { year: 2023, activity: '2023年度网上学法' },
    sheets: `
      学习强国积分排名|<|<|<
      排名|姓名|部门|总积分
      1|陈志强|党政办公室|#1200
      2|林静|党政办公室|#860
      3|蔡文辉|司法所|#0`,
    answers: { creditsOnly: 'some' },
    meant: `
      2023年度网上学法|林静|2023-11-30
      2023年度网上学法|陈志强|2023-11-30`,
  },
  {
    name: '完成率是不带百分号的数',
    program: 'excel',
    kind: 'study',
    options: { year: 2023, activity: '2023年度网上学法' },
    sheets: `
      姓名|部门|完成率（%）
      陈志强|党政办公室|#100
      林静|党政办公室|#80`,
    meant: `
      2023年度网上学法|陈志强|2023-11-30`,
  },
]
