import type { Columns } from '@/lib/spreadsheet/heads.rules'
import { cleanName, cleanText } from '@/lib/spreadsheet/text.rules'

const rosterHeads: Record<string, string[]> = {
  name: ['姓名'],
  unit: ['单位', '所在单位', '工作单位', '单位名称'],
  department: ['部门', '所在部门', '科室'],
  staffNo: ['工号', '人员编号', '员工编号', '职工编号', '人员编码'],
  post: ['职务', '职务名称'],
  rankBand: ['职级'],
  tags: ['标签', '人员标签'],
  primary: ['主兼职', '主/兼', '主兼'],
  position: ['排序', '排序号'],
  from: ['任职起', '入职日期', '任职开始', '到岗日期'],
  to: ['任职止', '离岗日期', '任职结束', '离职日期'],
  phone: ['手机', '手机号', '手机号码', '联系电话'],
}

/** 花名册: a row is one membership. 部门 is another head for 单位; where both are there, it is the unit within that unit. */
export const rosterColumns: Columns<string> = {
  columns: Object.entries(rosterHeads).map(([field, heads]) => ({ field, heads })),
  required: ['name', [['unit'], ['department']]],
}

/** 中心组成员、党员: split, without duplicates. */
export function splitTags(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[、，,;；\n]/)
        .map(cleanName)
        .filter(Boolean),
    ),
  ]
}

/** 主 or 兼; undefined where the cell is empty, null where it is anything else. */
export function readPrimary(text: string): boolean | null | undefined {
  const word = cleanName(text)
  if (word === '') return undefined
  if (['主', '主职', '主要', '是'].includes(word)) return true
  return ['兼', '兼职', '兼任', '否'].includes(word) ? false : null
}

/** Whether a cell 任职止 means that the person is still there. */
export function isOpenEnd(text: string): boolean {
  return /^(?:|至今|现任|在职|在岗|[-—–/]+|无)$/.test(cleanText(text))
}
