import type { Cells } from '@/lib/spreadsheet/importer.rules'
import type { Steps } from '@/lib/spreadsheet/steps.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { readState } from './state-words.rules'

/** Who clocked in late and went early came late. */
const strongest = ['late', 'leftEarly', 'present'] as const

/**
 * Rows of a clock, which has one for coming and one for going: those of one person and meeting say the same mark, that of
 * having come where one of them does. Rows without a time are no clock's, and stay as they are.
 */
export function* oneMarkEach(
  rows: Cells[],
  meaningOf: (text: string) => string = text => text,
): Steps<Cells[]> {
  const by = new Map<string, Cells[]>()
  for (const each of rows) {
    const key = clocked(each)
    const alike = by.get(key)
    if (alike) alike.push(each)
    else by.set(key, [each])
    yield
  }
  const said = new Map<Cells, string>()
  for (const alike of by.values()) {
    yield
    if (alike.length < 2 || !alike.some(isTimed)) continue
    const states = alike.map(({ cells }) => ({
      text: cells.state ?? '',
      state: readState(meaningOf(cells.state ?? ''))?.state,
    }))
    const came = strongest.flatMap(state => states.filter(each => each.state === state))[0]
    if (came) for (const each of alike) said.set(each, came.text)
  }
  if (said.size === 0) return rows
  return rows.map(each => {
    const state = said.get(each)
    return state === undefined ? each : { ...each, cells: { ...each.cells, state } }
  })
}

/** Who clocked, and for what on which day. */
function clocked({ cells }: Cells): string {
  const of = ['code', 'title', 'host', 'staffNo', 'name', 'unit'].map(field => matchKey(cells[field] ?? ''))
  return JSON.stringify([matchKey((cells.date ?? '').trim().split(/[\sT]+/)[0] ?? ''), ...of])
}

const isTimed = ({ cells }: Cells) => /\d[:：]\d\d/.test(`${cells.recordedAt ?? ''} ${cells.date ?? ''}`)
