import type { Pause } from '@/db/pause'
import { addDays, type Day } from '@/lib/core/time'
import {
  ask,
  type Cells,
  type Choice,
  type ImportOptions,
  type Judged,
} from '@/lib/spreadsheet/importer.rules'
import { isNothing } from '@/lib/spreadsheet/numbers.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { isAway, joinedOf, leavingOf } from './leaving-words.rules'
import { keyOfRemarks, type Row, type There } from './person-row.import'
import type { RosterEffects } from './roster.commands'

type Left = Row & { left: NonNullable<Row['left']> }
type About = { start: Day; options: ImportOptions; judged: Judged<RosterEffects> }

/** Names that a question tells; of more it says how many. */
const MOST = 6

/**
 * People of whom a remark says that they retired, moved or died, where the sheet gives no 任职止: they would stay due for
 * ever. Asked once for all alike, with the day that the remark says; never taken by itself.
 */
export async function withoutLeft(there: There, rows: Row[], about: About, pause: Pause): Promise<Row[]> {
  const groups = new Map<string, Left[]>()
  for (const each of rows) {
    await pause()
    if (!isLeft(each) || each.to !== null || isEnded(there, each)) continue
    const key = `${each.left.leaving} ${each.left.lastDay === null ? 'undated' : 'dated'}`
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  if (groups.size === 0) return rows
  const asked = new Map<number, Row | null>()
  for (const [key, alike] of groups) {
    await pause()
    for (const each of alike) asked.set(each.row, settled(there, each, { key, alike }, about))
  }
  return rows.flatMap(each => {
    const answer = asked.get(each.row)
    return answer === undefined ? [each] : (answer ?? [])
  })
}

const isLeft = (row: Row): row is Left => row.left !== null

/** The row as was answered; null where it is still asked, or says of somebody who is not there any more. */
function settled(
  there: There,
  row: Left,
  { key, alike }: { key: string; alike: Left[] },
  { start, options, judged }: About,
): Row | null {
  const { leaving, lastDay, text } = row.left
  const names = alike.slice(0, MOST).map(each => [each.name, each.left.lastDay].filter(Boolean).join(' '))
  const choices: Choice[] = [
    lastDay === null
      ? { value: 'ends', choice: 'leftBefore', places: { day: addDays(start, -1) } }
      : { value: 'ends', choice: 'leftOnSaid', places: { day: lastDay } },
    { value: 'stays', choice: 'leftStays' },
  ]
  const answer = ask(judged.faults, options, {
    row: row.row,
    field: row.left.field,
    reason: alike.length === 1 ? 'saysLeft' : 'sayLeft',
    isDoubt: true,
    places: {
      word: leaving,
      text,
      count: alike.length,
      names: `${names.join('、')}${alike.length > MOST ? '…' : ''}`,
    },
    key: keyOfRemarks(`sayLeft ${key}`, { ...options, start }),
    choices: isAway(leaving) ? choices.reverse() : choices,
  })
  if (answer === null) return null
  if (answer === 'stays') return row
  const to = lastDay ?? addDays(start, -1)
  if (to >= (row.from ?? start) || isHeldOn(there, row, to)) return { ...row, to, end: 'given' }
  judged.outcomes.push({
    row: row.row,
    outcome: 'leftOut',
    label: `${row.name} ${row.unitName}`,
    remark: 'leftBefore',
    places: { text },
  })
  return null
}

/** The memberships of that unit that who is meant has. */
export function heldBy({ people, memberships }: There, { name, staffNo, unitId }: Row) {
  const own = people.filter(each =>
    staffNo === ''
      ? matchKey(each.name) === matchKey(name)
      : each.staffNo.toUpperCase() === staffNo.toUpperCase(),
  )
  return own.flatMap(each => memberships.get(each.id) ?? []).filter(each => each.unitId === unitId)
}

function isHeldOn(there: There, row: Row, day: Day): boolean {
  return heldBy(there, row).some(
    each => each.fromDay <= day && (row.from === null || each.fromDay === row.from),
  )
}

/** Whether it has ended already, so that nothing is left to ask. */
function isEnded(there: There, row: Row): boolean {
  const held = heldBy(there, row)
  return row.end !== 'empty' && held.length > 0 && held.every(each => each.toDay !== null)
}

/** Of who is there nothing more is said. */
const plainState = /^(?:[是否√✓]|正常|现职|现任|在[岗职编册任]|在(?:岗|职)(?:在编|人员)?|有效)$/

/** What stands in remarks and says nothing of leaving or coming is not taken, nor what `sooner` say, and said so. */
export function remarksUnused(
  given: readonly Cells[],
  sooner: readonly Row[],
  year: number,
): Judged<RosterEffects>['notes'] {
  const silent = given.flatMap(({ cells: { remark = '', status = '' } }) =>
    [remark, plainState.test(status) ? '' : status].filter(
      text => !isNothing(text) && !leavingOf(text) && joinedOf(text, year) === null,
    ),
  )
  const texts = [...silent, ...sooner.flatMap(each => each.joined?.text ?? [])]
  const [text] = texts
  return text === undefined ? [] : [{ reason: 'remarksUnused', places: { count: texts.length, text } }]
}
