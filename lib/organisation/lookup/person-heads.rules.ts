import { unitAndPostHeads } from './unit-and-post.rules'

/** Heads by which sheets of every kind name a person and the unit, the preferred ones first. */
const personHeads: Record<'staffNo' | 'name' | 'unit', string[]> = {
  staffNo: ['工号', '人员编号', '员工编号', '职工编号', '员工号', '职工号'],
  name: [
    '姓名',
    '人员姓名',
    '学员姓名',
    '员工姓名',
    '干部姓名',
    '职工姓名',
    '用户姓名',
    '考生姓名',
    '参会人员',
    '签到人姓名',
    '真实姓名',
  ],
  unit: [
    '单位',
    '部门',
    '所在单位',
    '工作单位',
    '单位名称',
    '所属单位',
    '所在部门',
    '所属部门',
    '部门名称',
    '科室',
    '所在科室',
    '所属科室',
    '处室',
    '内设机构',
    '社区',
    '所在社区',
    '所属社区',
    '村社区',
    '村',
    '村居',
    '机构',
    '所属机构',
    '机构名称',
    '组织',
    '所属组织',
    '学习组织',
    '组织名称',
    ...unitAndPostHeads,
  ],
}

/** The kind's own heads first, then those that every kind has. */
export function withPersonHeads(own: Record<string, string[]>): Record<string, string[]> {
  const shared = Object.entries(personHeads).map(([field, heads]) => [
    field,
    [...new Set([...(own[field] ?? []), ...heads])],
  ])
  return { ...own, ...Object.fromEntries(shared) }
}
