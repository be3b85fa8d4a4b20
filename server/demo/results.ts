/** The sheets from other platforms: completion of online study, exams and their scores. */
import { attempts, exams } from './exams'
import type { Attempt, Exam } from './facts'
import { dayAsWritten } from './ledgers'
import { study, unitOn } from './rolls'
import { STREET } from './street'
import { asDate, type OfficeSheet } from './workbook'

export function studySheet(): OfficeSheet {
  const namesakes = ['王伟', '李静']
  return {
    name: '网上学法',
    titles: [`${STREET}2023年度网上学法、网络培训完成情况`, '导出时间：2023年12月4日'],
    heads: ['序号', '学习名称', '工号', '姓名', '单位', '是否完成', '完成日期', '学时', '学分'],
    rows: study.map(({ activity, person, completedOn }, i) => {
      // The second platform has no staff numbers and gives the whole street as everybody's unit.
      const platform = activity.form === '网络培训'
      const last = completedOn === activity.lastDay
      return [
        i + 1,
        activity.name,
        platform && !namesakes.includes(person.name) ? null : person.staffNo,
        person.name,
        platform ? STREET : unitOn(person, activity.day).name,
        platform ? '已完成' : '是',
        last ? null : dayAsWritten(completedOn, i),
        activity.hours,
        platform ? null : (activity.hours ?? 0) / 2,
      ]
    }),
    below: [['合计', `${study.length}人次`]],
    widths: [6, 28, 9, 18, 22, 10, 14, 8, 8],
  }
}

export function examsSheet(): OfficeSheet {
  return {
    name: '考试安排',
    titles: [`${STREET}2023年度法律知识考试安排`],
    heads: [
      '序号',
      '考试名称',
      '开始',
      '截止',
      '补考截止',
      '满分',
      '合格分',
      '可考次数',
      '补考次数',
      '计分方式',
      '对象',
      '主办单位',
      '计划项',
    ],
    rows: exams.map((exam, i) => [
      i + 1,
      exam.name,
      exam.opens,
      exam.closes,
      exam.makeUpCloses,
      exam.fullMark,
      exam.passMark,
      exam.attempts,
      exam.makeUpAttempts,
      '最高',
      exam.audience.words,
      exam.host,
      exam.planItem,
    ]),
    widths: [6, 28, 18, 18, 18, 8, 8, 10, 10, 10, 16, 20, 28],
    landscape: true,
  }
}

const resultHeads = ['序号', '工号', '姓名', '单位', '成绩', '交卷时间', '状态', '备注']
const stateWords: Record<Attempt['state'], string> = {
  submitted: '已交卷',
  annulled: '作废',
  missed: '缺考',
  exempt: '免考',
}
export function resultsSheet(exam: Exam): OfficeSheet {
  const rows = attempts.filter(attempt => attempt.exam === exam)
  return {
    name: '考试成绩',
    titles: [`${STREET}${exam.name}成绩`],
    heads: resultHeads,
    rows: rows.map(({ person, score, at, state, remark }, i) => [
      i + 1,
      person.staffNo,
      person.name,
      unitOn(person, exam.closes.slice(0, 10)).name,
      // Some numbers as text, as the platform exports them.
      score === null ? null : i % 4 === 0 ? String(score) : score,
      at ? asDate(at) : null,
      stateWords[state],
      remark,
    ]),
    below: [['合计', `${rows.length}条`]],
    widths: [6, 9, 18, 22, 8, 20, 10, 20],
  }
}

/** The same as .csv: what the older platform exports. */
export function resultsCsv(exam: Exam): string {
  const rows = attempts.filter(attempt => attempt.exam === exam)
  const lines = rows.map(({ person, score, at, state, remark }) => [
    person.staffNo,
    person.name,
    unitOn(person, exam.closes.slice(0, 10)).name,
    score,
    at?.replaceAll('-', '/'),
    stateWords[state],
    remark,
  ])
  return [[`${exam.name}成绩（演示）`], resultHeads.slice(1), ...lines]
    .map(line => line.map(cell => cell ?? '').join(','))
    .join('\r\n')
    .concat('\r\n')
}
