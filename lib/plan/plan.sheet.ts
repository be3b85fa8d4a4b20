import { term } from '@/lib/core/glossary'
import type { Say } from '@/lib/core/i18n/say'
import type { Day } from '@/lib/core/time'
import type { OutgoingSheet } from '@/lib/spreadsheet/workbook.sheet'
import { inOrder, type OccurrenceState, occurrenceStates, type PlanKind } from './plan.rules'

/** The usual title of such a document in an office. */
export function titleOf(unitName: string, year: number, kind: PlanKind): string {
  return `${unitName}${year}年${kind === 'workPoints' ? '' : '度'}${term('zh', `planKind.${kind}`)}`
}

type Shown = {
  id: number
  parentId: number | null
  timeWords: string
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
  const isPoints = plan.kind === 'workPoints'
  const column = (head: string, width: number, kind: 'text' | 'number' = 'text') => ({ head, width, kind })
  const lines = inOrder(items)
  const pointOf = (id: number | null) => items.find(item => item.id === id)?.content ?? null
  return {
    sheetName: plan.title,
    title: plan.title,
    columns: isPoints
      ? [
          column('序号', 6),
          column('工作要点', 40),
          column('上级要点', 30),
          column('责任单位', 20),
          column('完成时限', 14),
          column('权重', 8, 'number'),
          column('佐证', 24),
          column('落实情况', 30),
        ]
      : [
          column('序号', 6),
          column('时间', 16),
          column('学习内容', 40),
          column('学习形式', 16),
          column('学习对象', 26),
          column('主讲人', 14),
          column('责任单位', 20),
          column('次数', 6, 'number'),
          column('必学', 20),
          column('备注', 20),
          column('开展情况', 30),
        ],
    rows: lines.map(({ item, number }) =>
      isPoints
        ? [
            number,
            item.content,
            pointOf(item.parentId),
            item.unitName,
            item.timeWords,
            item.weight,
            item.evidence,
            [statesOf(say, plan.kind, item), item.doneNote, ...item.activities.map(each => each.title)]
              .filter(Boolean)
              .join('；'),
          ]
        : [
            number,
            item.timeWords,
            item.content,
            item.form,
            item.audienceWords,
            item.lecturer,
            item.unitName,
            item.occurrences.length,
            item.topics.map(topic => topic.name).join('、') || (item.mustLearn ? '是' : null),
            item.remark,
            statesOf(say, plan.kind, item),
          ],
    ),
  }
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
