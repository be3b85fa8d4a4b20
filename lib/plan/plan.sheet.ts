import { term } from '@/lib/core/glossary'
import type { Say } from '@/lib/core/i18n/say'
import type { Day } from '@/lib/core/time'
import { type FilledColumn, filledWith, type OutgoingSheet } from '@/lib/spreadsheet/workbook.sheet'
import { inOrder, type OccurrenceState, occurrenceStates, type PlanKind } from './plan.rules'

/** The usual title of such a document in an office. */
export function titleOf(unitName: string, year: number, kind: PlanKind): string {
  return `${unitName}${year}年${kind === 'workPoints' ? '' : '度'}${term('zh', `planKind.${kind}`)}`
}

type Shown = {
  id: number
  parentId: number | null
  timeWords: string
  every: string | null
  times: number
  content: string
  form: string
  audienceWords: string
  lecturer: string | null
  unitName: string
  mustLearn: boolean
  topics: { name: string }[]
  remark: string | null
  weight: number | null
  evidence: string | null
  doneNote: string | null
  activities: { title: string; day: Day }[]
  occurrences: { state: OccurrenceState }[]
}

/**
 * The plan as a sheet, with the heads that an import accepts: an export can be edited and imported again. The
 * heads are Chinese in both languages; the states are in the reader's language.
 */
export function planSheet(say: Say, plan: { title: string; kind: PlanKind }, items: Shown[]): OutgoingSheet {
  return {
    sheetName: plan.title,
    title: plan.title,
    ...filledWith(
      plan.kind === 'workPoints' ? pointColumns(say, items) : itemColumns(say, plan.kind),
      inOrder(items),
    ),
  }
}

type Line = { item: Shown; number: string }
type PlanColumn = FilledColumn<Line>

function pointColumns(say: Say, items: Shown[]): PlanColumn[] {
  const pointOf = (id: number | null) => items.find(item => item.id === id)?.content ?? null
  return [
    column('序号', 6, ({ number }) => number),
    column('工作要点', 40, ({ item }) => item.content),
    column('上级要点', 30, ({ item }) => pointOf(item.parentId)),
    column('责任单位', 20, ({ item }) => item.unitName),
    column('完成时限', 14, ({ item }) => item.timeWords),
    { ...column('权重', 8, ({ item }) => item.weight), kind: 'number' },
    column('佐证', 24, ({ item }) => item.evidence),
    column('落实情况', 30, ({ item }) =>
      [statesOf(say, 'workPoints', item), item.doneNote, ...item.activities.map(each => each.title)]
        .filter(Boolean)
        .join('；'),
    ),
  ]
}

function itemColumns(say: Say, kind: PlanKind): PlanColumn[] {
  return [
    column('序号', 6, ({ number }) => number),
    column('时间', 16, ({ item }) => item.timeWords),
    column('学习内容', 40, ({ item }) => item.content),
    column('学习形式', 16, ({ item }) => item.form),
    column('学习对象', 26, ({ item }) => item.audienceWords),
    column('主讲人', 14, ({ item }) => item.lecturer),
    column('责任单位', 20, ({ item }) => item.unitName),
    { ...column('次数', 6, ({ item }) => timesTyped(item)), kind: 'number' },
    column(
      '必学',
      20,
      ({ item }) => item.topics.map(topic => topic.name).join('、') || (item.mustLearn ? '是' : null),
    ),
    column('备注', 20, ({ item }) => item.remark),
    column('开展情况', 30, ({ item }) => statesOf(say, kind, item)),
  ]
}

/** As a sheet has it: 每月 says by itself how often. */
function timesTyped({ every, times }: Shown): number | null {
  return every !== null && times === 1 ? null : times
}

function column(head: string, width: number, of: PlanColumn['of']): PlanColumn {
  return { head, width, kind: 'text', of }
}

function statesOf(say: Say, kind: PlanKind, { occurrences }: Shown): string {
  const word = (state: OccurrenceState) =>
    say.term(kind === 'workPoints' ? `pointState.${state}` : `occurrenceState.${state}`)
  return occurrenceStates
    .map(state => ({ state, count: occurrences.filter(each => each.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${word(state)}${count > 1 ? ` ${count}` : ''}`)
    .join('，')
}
