/** The sheets of the start of a year: units, people, plans, work points. */
import type { PlanItem } from './facts'
import { roster } from './people'
import { communitiesPlan, officialsPlan, workPoints } from './plans'
import { STREET, units } from './street'
import { asDate, type Cells, type OfficeSheet } from './workbook'

const kindWords = {
  street: '街道',
  department: '科室',
  community: '社区',
  institution: '事业单位',
  enterprise: '企业',
} as const

export function unitsSheet(): OfficeSheet {
  return {
    name: '单位',
    titles: [`${STREET}单位名录`, '填报单位：党政办公室    填报日期：2023年1月3日'],
    heads: ['序号', '单位编码', '单位名称', '简称', '上级单位', '类别', '排序', '备注'],
    rows: units.map((unit, i) => [
      i + 1,
      unit.code,
      unit.name,
      unit.short,
      i === 0 ? null : i === 1 ? STREET : '同上',
      kindWords[unit.kind],
      i + 1,
      i === 0 ? '本表为演示数据，名称均为虚构' : null,
    ]),
    below: [['合计', null, `${units.length}个单位`], ['制表人：党政办公室']],
    widths: [6, 10, 28, 12, 20, 10, 8, 28],
  }
}

export function rosterSheet(): OfficeSheet {
  const positions = new Map<unknown, number>()
  for (const { person } of roster)
    if (!positions.has(person)) positions.set(person, (positions.size + 1) * 10)

  const rows = roster.map((row, i): Cells => {
    const previous = roster[i - 1]?.unit
    // Departments have a merged cell, communities write 同上, the others repeat the name.
    const merged = row.unit.kind === 'department' && previous === row.unit
    const same = row.unit.kind === 'community' && previous === row.unit
    return [
      i + 1,
      row.person.staffNo,
      spaced(row.person.name, i),
      merged ? null : same ? '同上' : row.unit.name,
      row.person.post,
      row.person.rank || null,
      row.tags.join(i % 7 === 0 ? ',' : '、') || null,
      roster.some(other => other.person === row.person && !other.primary)
        ? row.primary
          ? '主'
          : '兼'
        : null,
      writtenDay(row.from, i),
      writtenDay(row.to, i + 1),
      positions.get(row.person),
      row.remark,
    ]
  })
  return {
    name: '花名册',
    titles: [`${STREET}2023年度工作人员花名册`, '填报单位：党建办公室    （虚构人员，仅供演示）'],
    heads: [
      '序号',
      '工号',
      '姓名',
      '单位',
      '职务',
      '职级',
      '标签',
      '主兼职',
      '任职起',
      '任职止',
      '排序',
      '备注',
    ],
    rows,
    below: [['合计', null, `${positions.size}人`], ['注：任职起空白的，为本年1月1日前已在岗。']],
    widths: [6, 9, 18, 24, 26, 10, 44, 8, 13, 13, 8, 22],
    merged: mergedUnits(),
    landscape: true,
  }
}

/** Runs of consecutive rows of one department, whose unit cell is merged. */
function mergedUnits(): [number, number, number][] {
  const runs: [number, number, number][] = []
  roster.forEach((row, i) => {
    const last = runs.at(-1)
    if (row.unit.kind !== 'department') return
    if (last && roster[last[0]]?.unit === row.unit && last[0] + last[2] === i) last[2]++
    else runs.push([i, 3, 1])
  })
  return runs.filter(([, , rows]) => rows > 1)
}

/** Two-character names are padded to three characters' width, as offices do; some with a full-width space. */
export function spaced(name: string, i: number): string {
  const letters = [...name]
  if (letters.length !== 2 || i % 3 === 0) return name
  return letters.join(i % 3 === 1 ? '　' : ' ')
}

function writtenDay(day: string | null, i: number) {
  if (!day) return null
  const [y, m, d] = day.split('-').map(Number)
  return [asDate(day), `${y}.${m}.${d}`, asDate(day), `${y}年${m}月${d}日`, `${y}/${m}/${d}`][i % 5]
}

const planHeads = [
  '序号',
  '时间',
  '学习内容',
  '学习形式',
  '学习对象',
  '主讲人',
  '责任单位',
  '次数',
  '必学',
  '备注',
]
const planWidths = [6, 18, 34, 16, 30, 14, 26, 8, 28, 20]

export function officialsPlanSheet(): OfficeSheet {
  return {
    name: '机关学法安排',
    titles: [`${STREET}2023年度机关学法安排`, '明街综〔2023〕1号（演示）'],
    heads: planHeads,
    rows: planRows(officialsPlan),
    below: [['备注：每月、每季度安排由责任单位提前一周通知具体时间。']],
    widths: planWidths,
    landscape: true,
  }
}

export function communitiesPlanSheet(): OfficeSheet {
  return {
    name: '社区企事业单位学法安排',
    titles: [`${STREET}2023年度社区、企事业单位学法安排`, '明街综〔2023〕2号（演示）'],
    heads: planHeads,
    rows: planRows(communitiesPlan),
    below: [['审核：综合治理办公室']],
    widths: planWidths,
    landscape: true,
  }
}

function planRows(items: readonly PlanItem[]): Cells[] {
  return items.map((item, i) => [
    i + 1,
    item.time,
    item.content,
    item.form,
    item.audience.words,
    item.lecturer,
    item.unit,
    item.times,
    item.topics?.join('、') ?? (i % 4 === 3 ? '否' : null),
    item.remark,
  ])
}

export function workPointsSheet(): OfficeSheet {
  return {
    name: '工作要点',
    titles: [`${STREET}2023年普法依法治理工作要点`, '填报单位：综合治理办公室'],
    heads: ['序号', '工作要点', '上级要点', '责任单位', '完成时限', '权重', '佐证'],
    rows: workPoints.map((point, i): Cells => {
      const above = workPoints[i - 1]
      const sameAsAbove = above?.parent !== undefined && above.parent === point.parent
      return [
        i + 1,
        sameAsAbove ? '〃' : point.content,
        sameAsAbove ? '〃' : point.parent,
        point.unit,
        point.until,
        point.weight,
        sameAsAbove ? '〃' : point.evidence,
      ]
    }),
    below: [['注：分解到街道本级和各社区的要点纳入年度绩效评估。']],
    widths: [6, 40, 32, 24, 14, 8, 24],
  }
}
