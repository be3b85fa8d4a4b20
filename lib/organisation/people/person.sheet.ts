import { unitAndPostHeads } from '@/lib/organisation/lookup/unit-and-post.rules'
import { areSerials } from '@/lib/spreadsheet/head-words.rules'
import type { Columns } from '@/lib/spreadsheet/heads.rules'
import { endsOf } from '@/lib/spreadsheet/moments.rules'
import { cleanName, cleanText } from '@/lib/spreadsheet/text.rules'
import type { TitleFacts } from '@/lib/spreadsheet/title.rules'

const rosterHeads: Record<string, string[]> = {
  name: ['姓名', '人员姓名', '干部姓名', '职工姓名', '员工姓名', '名字', '真实姓名', '用户姓名', '学员姓名'],
  unit: [
    '单位',
    '所在单位',
    '工作单位',
    '单位名称',
    '所属单位',
    '单位全称',
    '社区',
    '所在社区',
    '所属社区',
    '村社区',
    '村',
    '村居',
    '机构',
    '组织',
    '所属组织',
  ],
  department: [
    '部门',
    '所在部门',
    '科室',
    '所属部门',
    '所属科室',
    '所在科室',
    '内设机构',
    '处室',
    '部门名称',
    '科室名称',
  ],
  // Both in one cell: 清河街道党政办公室主任.
  unitAndPost: unitAndPostHeads,
  staffNo: ['工号', '人员编号', '员工编号', '职工编号', '人员编码', '职工号', '工作证号', '编号', '职工工号'],
  post: ['职务', '职务名称', '岗位', '现任职务', '职位', '行政职务', '现职务', '岗位名称'],
  rankBand: ['职级', '级别', '职务层次', '职务职级', '现任职级'],
  tags: ['标签', '人员标签', '人员类别', '身份', '人员身份'],
  primary: ['主兼职', '主/兼', '主兼'],
  position: ['排序', '排序号'],
  from: [
    '任职起',
    '入职日期',
    '任职开始',
    '到岗日期',
    '入职时间',
    '到岗时间',
    '任职时间',
    '任现职时间',
    '到职日期',
    '开始日期',
    '任职自',
    '起始日',
    '起始日期',
    '任职起始',
    '任职日期',
    '到任时间',
    '任期',
    '任职期限',
    '任职起止',
    '任职起止时间',
  ],
  to: ['任职止', '离岗日期', '任职结束', '离职日期', '离职时间', '离岗时间', '结束日期'],
  status: [
    '状态',
    '人员状态',
    '在职状态',
    '在岗状态',
    '在册状态',
    '在岗情况',
    '在职情况',
    '在编状态',
    '是否在岗',
    '是否在职',
    '人员去向',
    '去向',
    '变动情况',
    '异动情况',
    '变动',
    '离岗原因',
    '离职原因',
  ],
  remark: ['备注', '说明', '备注说明', '备注信息', '其他', '情况说明'],
  phone: ['手机', '手机号', '手机号码', '联系电话', '联系方式', '电话', '移动电话', '电话号码', '手机电话'],
}

/** 花名册: a row is one membership. 部门 is another head for 单位; where both are there, it is the unit within that unit. */
export const rosterColumns: Columns<string> = {
  columns: Object.entries(rosterHeads).map(([field, heads]) => ({ field, heads })),
  required: ['name', [['unit'], ['department'], ['unitAndPost']]],
  fillsDown: ['unit', 'department'],
  unfit: { staffNo: areSerials },
}

/** Both ends of a membership of which the sheet has one column: 2023.1-2025.12. */
export function heldInOne({ from, to }: Record<string, string>): Record<string, string> {
  return to === undefined && from ? (endsOf(from) ?? {}) : {}
}

/** The unit of a sheet whose rows name none: as a line above it says, else as its title or its name. */
export function unitOfSheet({ unit }: TitleFacts, titled: string | undefined): Record<string, string> {
  const named = unit ?? titled
  return named === undefined ? {} : { unit: named }
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
