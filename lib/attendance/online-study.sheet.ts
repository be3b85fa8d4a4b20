import type { Columns } from '@/lib/spreadsheet/heads.rules'

const studyHeads: Record<string, string[]> = {
  title: ['学习名称', '课程名称', '学习项目'],
  staffNo: ['工号', '人员编号'],
  name: ['姓名'],
  unit: ['单位', '部门', '所在单位'],
  done: ['是否完成', '完成情况', '完成状态'],
  completedOn: ['完成日期', '完成时间'],
  hours: ['学时'],
  credits: ['学分'],
}

/** 网上学法; 学习名称 may be given with the file instead. */
export const studyColumns: Columns<string> = {
  columns: Object.entries(studyHeads).map(([field, heads]) => ({ field, heads })),
  required: [[['staffNo'], ['name', 'unit']], 'done'],
}
