import { withPersonHeads } from '@/lib/organisation/lookup/person-heads.rules'
import { areSerials } from '@/lib/spreadsheet/head-words.rules'
import type { Columns } from '@/lib/spreadsheet/heads.rules'
import type { TitleFacts } from '@/lib/spreadsheet/title.rules'

const studyHeads: Record<string, string[]> = {
  title: ['学习名称', '课程名称', '学习项目', '课程', '专题', '学习课程'],
  staffNo: ['工号', '人员编号', '员工编号', '职工编号'],
  // That of an entry, unless the roster has it.
  entryNo: ['编号'],
  done: [
    '是否完成',
    '完成情况',
    '完成状态',
    '完成',
    '学习状态',
    '学习情况',
    '是否学完',
    '是否合格',
    '学习完成情况',
    '课程完成情况',
    '课程完成状态',
    '是否达标',
    '达标情况',
    '学习进度',
    '完成进度',
    '完成率',
  ],
  completedOn: ['完成日期', '完成时间', '学习完成时间', '学完时间', '达标时间', '达标日期'],
  // When somebody was there last: whether that is when it was completed is asked.
  lastStudied: [
    '最后学习时间',
    '最近学习时间',
    '最近一次学习时间',
    '最后登录时间',
    '最近学习日期',
    '最后学习日期',
  ],
  hours: ['学时', '学习学时', '已获学时'],
  credits: [
    '学分',
    '获得学分',
    '已获学分',
    '总学分',
    '积分',
    '总积分',
    '学习积分',
    '累计积分',
    '年度积分',
    '学习强国积分',
  ],
}

/** 网上学法; 学习名称 may be given with the file instead. */
export const studyColumns: Columns<string> = {
  columns: Object.entries(withPersonHeads(studyHeads)).map(([field, heads]) => ({ field, heads })),
  required: [
    // Without a unit a name is looked for in the whole office.
    [['staffNo'], ['name'], ['entryNo']],
    [['done'], ['completedOn'], ['credits']],
  ],
  fillsDown: ['unit'],
  figures: ['done', 'hours', 'credits'],
  unfit: { staffNo: areSerials, entryNo: areSerials },
}

/** When it was to be studied, as the lines above the sheet say. */
export function titledStudy({ day, until }: TitleFacts): Record<string, string> {
  return { ...(day ? { aboveDay: day } : {}), ...(until ? { aboveUntil: until } : {}) }
}
export const toldOfStudy = ['aboveDay', 'aboveUntil']
