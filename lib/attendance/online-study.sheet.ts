import type { Columns } from '@/lib/spreadsheet/heads.rules'

const studyHeads: Record<string, string[]> = {
  title: ['学习名称', '课程名称', '学习项目', '课程', '专题', '学习课程'],
  staffNo: ['工号', '人员编号', '员工编号', '职工编号', '编号'],
  name: ['姓名', '学员姓名', '人员姓名'],
  unit: ['单位', '部门', '所在单位', '科室', '所属单位', '工作单位', '单位名称', '所在部门'],
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
  ],
  completedOn: ['完成日期', '完成时间', '学习完成时间', '学完时间'],
  hours: ['学时', '学习学时', '已获学时'],
  credits: ['学分', '获得学分', '已获学分', '总学分'],
}

/** 网上学法; 学习名称 may be given with the file instead. */
export const studyColumns: Columns<string> = {
  columns: Object.entries(studyHeads).map(([field, heads]) => ({ field, heads })),
  required: [
    [['staffNo'], ['name', 'unit']],
    [['done'], ['completedOn']],
  ],
}
