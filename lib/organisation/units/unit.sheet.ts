import type { UnitKind } from '@/lib/organisation/people/person.rules'
import { areSerials, each } from '@/lib/spreadsheet/head-words.rules'
import type { Columns } from '@/lib/spreadsheet/heads.rules'
import { cleanName } from '@/lib/spreadsheet/text.rules'

const unitHeads: Record<string, string[]> = {
  name: [
    '单位名称',
    '名称',
    '单位',
    '机构名称',
    '部门名称',
    '全称',
    '单位全称',
    '机构全称',
    '机构',
    ...each('社区', '科室', '部门', '内设机构', '村居', '办公室', '站所').of('名称', '全称'),
  ],
  parent: [
    '上级单位',
    '上级',
    '隶属单位',
    '上级部门',
    '主管单位',
    '主管部门',
    '所属单位',
    '所属街道',
    '上级机构',
    '隶属关系',
    '隶属机构',
    '隶属',
  ],
  kind: [
    '类别',
    '单位类别',
    '单位性质',
    '类型',
    '单位类型',
    '机构类别',
    '机构类型',
    '性质',
    '机构性质',
    '单位属性',
  ],
  code: ['单位编码', '编码', '单位代码', '代码', '机构编码', '机构代码', '编号'],
  shortName: ['简称', '单位简称', '机构简称'],
  position: ['排序', '排序号', '顺序'],
}

/** 单位; the first head of each column is shown in the example. */
export const unitColumns: Columns<string> = {
  columns: Object.entries(unitHeads).map(([field, heads]) => ({ field, heads })),
  required: ['name', 'parent', 'kind'],
  unfit: { code: areSerials },
}

/** For each kind the product's word first, then the words of offices. */
const kindWords: Record<UnitKind, string[]> = {
  street: ['街道', '街道办', '街道办事处', '镇街', '乡镇', '镇', '乡'],
  department: ['科室', '机关科室', '内设机构', '内设科室', '部门', '办公室', '机关'],
  community: [
    '社区',
    '社区居委会',
    '居委会',
    '居民委员会',
    '村',
    '村委会',
    '村社区',
    '村（社区）',
    '社区（村）',
    '村居',
    '居委',
  ],
  enterprise: ['企业', '公司', '国企', '国有企业', '民营企业', '私营企业', '非公企业'],
  institution: ['事业单位', '事业', '学校', '医院', '公办学校', '卫生院'],
  other: ['其他', '其它', '其他单位', '社会组织'],
}

/** The word for a kind in a sheet, and the choices for an unknown word. */
export const kindNames = Object.values(kindWords).map(words => words[0] ?? '')

/** The kind meant by the office's word in 类别; null where it is none of them. */
export function readKind(text: string): UnitKind | null {
  const word = cleanName(text)
  const found = Object.entries(kindWords).find(([, words]) => words.includes(word))
  return found ? (found[0] as UnitKind) : null
}

export function nameOfKind(kind: UnitKind): string {
  return kindWords[kind][0] ?? ''
}
