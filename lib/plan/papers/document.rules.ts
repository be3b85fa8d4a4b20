import { type Day, monthOf, yearOf } from '@/lib/core/time'
import { inOrder, type PlanKind } from '@/lib/plan/plan.rules'
import type { Snapshot, SnapshotItem } from '@/lib/plan/revision.rules'

/** A column of the annex; `share` is its preferred width, in characters. */
export type PaperColumn = { head: string; share: number; isNumber?: true }

/** A plan as an office presents it: 附件, title, note, table. All texts are final, as printed. */
export type Paper = {
  /** 附件, at the top. */
  mark: string
  title: string
  /** The title broken into lines, the first one shorter (梯形). */
  titleLines: string[]
  /** （草案）, or the date and revision of the issue. */
  note: string
  isDraft: boolean
  /** A table with many columns is printed in landscape. */
  isWide: boolean
  columns: PaperColumn[]
  rows: string[][]
}

export type Issue = { revision: number; on: Day } | null

type Column = PaperColumn & { text(item: SnapshotItem, number: string): string; always?: true }

const number: Column = { head: '序号', share: 3, isNumber: true, always: true, text: (_, at) => at }

// The heads that an import accepts, so that the paper can be imported again.
function columnsOf(kind: PlanKind, pointOf: (id: number | null) => string): Column[] {
  if (kind === 'workPoints')
    return [
      number,
      { head: '工作要点', share: 12, always: true, text: item => item.content },
      { head: '上级要点', share: 8, text: item => pointOf(item.parentId) },
      { head: '责任单位', share: 6, always: true, text: item => item.unit },
      { head: '完成时限', share: 5, always: true, text: item => item.time },
      {
        head: '权重',
        share: 3,
        isNumber: true,
        text: item => (item.weight === null ? '' : `${item.weight}`),
      },
      { head: '佐证', share: 7, text: item => item.evidence },
      { head: '备注', share: 6, text: item => item.remark },
    ]
  return [
    number,
    { head: '时间', share: 5, always: true, text: item => item.time },
    { head: '学习内容', share: 13, always: true, text: item => item.content },
    { head: '学习形式', share: 5, always: true, text: item => item.form },
    { head: '学习对象', share: 7, always: true, text: item => item.audience },
    { head: '主讲人', share: 4, text: item => item.lecturer },
    { head: '责任单位', share: 6, always: true, text: item => item.unit },
    { head: '次数', share: 3, isNumber: true, text: item => (item.times > 1 ? `${item.times}` : '') },
    {
      head: '必学',
      share: 5,
      text: item =>
        item.topics.filter(topic => topic !== item.content).join('、') || (item.mustLearn ? '是' : ''),
    },
    { head: '备注', share: 5, text: item => item.remark },
  ]
}

// Up to this many columns a table is printed in portrait.
const MOST_UPRIGHT = 5

/** The annex of a plan in one of its revisions, or of its draft. Empty columns are left out. */
export function paperOf(snapshot: Snapshot, kind: PlanKind, issue: Issue): Paper {
  const lines = inOrder(snapshot.items)
  const contentOf = (id: number | null) => snapshot.items.find(item => item.id === id)?.content ?? ''
  const columns = columnsOf(kind, contentOf).filter(
    column => column.always || lines.some(({ item, number: at }) => column.text(item, at) !== ''),
  )
  const isWide = columns.length > MOST_UPRIGHT
  return {
    mark: '附件',
    title: snapshot.title,
    titleLines: titleLines(snapshot.title, isWide ? 29 : 20),
    note: issue
      ? `（${dayWords(issue.on)}${issue.revision === 1 ? '印发' : '修订'}，第${issue.revision}版）`
      : '（草案）',
    isDraft: issue === null,
    isWide,
    columns: columns.map(({ head, share, isNumber }) => ({ head, share, ...(isNumber ? { isNumber } : {}) })),
    rows: lines.map(({ item, number: at }) => columns.map(column => column.text(item, at))),
  }
}

/**
 * The margins of the sheet in mm (GB/T 9704-2012, 5.2). Each belongs to its edge of the paper: on a landscape
 * page, turned to the left, the binding margin is at the top.
 */
export function margins({ isWide }: Pick<Paper, 'isWide'>) {
  return isWide ? { top: 28, bottom: 26, left: 35, right: 37 } : { top: 37, bottom: 35, left: 28, right: 26 }
}

/**
 * A title too long for one line is broken where it reads well, after its year, with the upper line shorter;
 * else in the middle. Two digits or Latin letters are as wide as one character.
 */
export function titleLines(title: string, most: number): string[] {
  const letters = [...title]
  const width = (part: string[]) => part.reduce((sum, letter) => sum + (/[ -~]/.test(letter) ? 0.5 : 1), 0)
  if (width(letters) <= most) return [title]
  const year = /^(.*?\d{4}年度?)(.+)$/.exec(title)
  const [, upper = '', lower = ''] = year ?? []
  if (year && width([...upper]) <= width([...lower]) && width([...lower]) <= most) return [upper, lower]
  const middle = Math.floor(letters.length / 2)
  return [letters.slice(0, middle).join(''), letters.slice(middle).join('')]
}

/** 2023年3月1日: Arabic, without leading zeros (GB/T 9704-2012, 7.3.5.4). */
export function dayWords(day: Day): string {
  return `${yearOf(day)}年${monthOf(day)}月${Number(day.slice(8))}日`
}
