import type { Row } from '@/lib/plan/table/table.rules'
import type { Field } from '@/lib/plan/table/table.sheet'
import type { TableEditor } from './table-editor.client'
import { faultText, filled } from './words'

/** The text at the end of a row: whether it is saved, and if not, why. */
export type Said = { tone: 'plain' | 'done' | 'wait' | 'wrong'; text: string }

export const quiet: Said = { tone: 'plain', text: '' }

export function saidOf(row: Row, editor: TableEditor, words: Record<string, string>): Said {
  const now = editor.stateOf(row)
  const unsaved = (why = '') => ({ tone: 'wrong' as const, text: filled(words.unsaved, { why }) })
  switch (now.state) {
    case 'saved':
      return { tone: 'done', text: words.saved ?? '' }
    case 'saving':
      return { tone: 'plain', text: words.saving ?? '' }
    case 'waiting':
      return { tone: 'wait', text: (editor.waitsFor === 'signIn' ? words.signIn : words.waiting) ?? '' }
    case 'lacking': {
      const needs = { time: 'needTime', content: 'needContent', reason: 'needReason' }
      return unsaved(words[`planTable.refused.${needs[now.needs]}`])
    }
    case 'refused':
      return unsaved(faultText(words, row.fault ?? { field: null, reason: '' }))
    case 'conflict':
      return unsaved(Object.keys(row.theirs ?? {}).length > 0 ? words['planTable.refused.conflict'] : '')
    default:
      return quiet
  }
}

export function faultyIn(row: Row, editor: TableEditor): Field | null {
  const now = editor.stateOf(row)
  if (now.state === 'refused') return row.fault?.field ?? null
  return now.state === 'lacking' && now.needs !== 'reason' ? now.needs : null
}

/** 1, 2, 2.1, 2.2, 3: parts are numbered under their work point. */
export function numbersOf(rows: Row[]): string[] {
  let [point, part] = [0, 0]
  return rows.map(row => {
    if (!row.cells.parent || point === 0) {
      point++
      part = 0
      return `${point}`
    }
    part++
    return `${point}.${part}`
  })
}
