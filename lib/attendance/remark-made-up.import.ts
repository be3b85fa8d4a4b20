import type { Pause } from '@/db/pause'
import { dayIn } from '@/lib/spreadsheet/day-said.rules'
import type { Asking } from '@/lib/spreadsheet/doubt.rules'
import { ask, type Cells, type Judged } from '@/lib/spreadsheet/importer.rules'
import { isNothing } from '@/lib/spreadsheet/numbers.rules'

const makingUp = /补学|补课|补训|补会|补开/
/** Of what is still to be made up. */
const ahead = /(?:未|没有?|待|需|应|将|拟|计划|安排|尚未)[^,，;；。]{0,10}补|补[学课训会开]?(?:中|未|待)/

/** The day on which remarks say that something was made up, as it is written there: 3月15日已补学; null where they say none. */
export function madeUpSaid(remark: string): string | null {
  if (!makingUp.test(remark) || ahead.test(remark)) return null
  return dayIn(remark)?.day ?? null
}

/**
 * The make-up that the remarks beside a mark of absence say, asked once for the column; '' where they say none, or it is
 * not to count, null while it is asked.
 */
export function madeUpAsked(cells: Cells['cells'], { faults, options, row }: Asking): string | null {
  const { remark = '', madeUpOn, register } = cells
  const day = madeUpOn === undefined && register === undefined ? madeUpSaid(remark) : null
  if (day === null) return ''
  const answer = ask(faults, options, {
    row,
    field: 'remark',
    reason: 'saysMadeUp',
    isDoubt: true,
    isOfColumn: true,
    places: { text: remark },
    key: 'saysMadeUp',
    choices: [
      { value: 'madeUp', choice: 'madeUpOnSaid' },
      { value: 'not', choice: 'madeUpNotSaid' },
    ],
  })
  return answer === null ? null : answer === 'madeUp' ? day : ''
}

/** That remarks were not taken: they are no mark, and say of no make-up. */
export async function remarksLeft(rows: readonly Cells[], pause: Pause): Promise<Judged<unknown>['notes']> {
  const texts: string[] = []
  for (const { cells } of rows) {
    await pause()
    const { remark = '', state = '' } = cells
    if (!isNothing(remark) && remark !== state && madeUpSaid(remark) === null) texts.push(remark)
  }
  const [text] = texts
  return text === undefined ? [] : [{ reason: 'remarksUnused', places: { count: texts.length, text } }]
}
