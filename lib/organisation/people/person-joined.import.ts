import type { Pause } from '@/db/pause'
import type { Day } from '@/lib/core/time'
import { ask, type ImportOptions, type Judged } from '@/lib/spreadsheet/importer.rules'
import { heldBy } from './person-left.import'
import { keyOfRemarks, type Row, type There } from './person-row.import'
import type { RosterEffects } from './roster.commands'

type About = { start: Day; options: ImportOptions; judged: Judged<RosterEffects> }
type Joined = Row & { joined: NonNullable<Row['joined']> }

/** Names that a question tells; of more it says how many. */
const MOST = 6

/**
 * People of whom a remark says that they came in the year, where the sheet gives no 任职起: they would be due for what was
 * held before. Asked once for all, with their days; never taken by itself. Of who is there already nothing is asked.
 */
export async function withJoined(
  there: There,
  rows: Row[],
  { start, options, judged }: About,
  pause: Pause,
): Promise<Row[]> {
  const isAsked = (each: Row): each is Joined => isLater(each, start) && heldBy(there, each).length === 0
  const joined: Joined[] = []
  for (const each of rows) {
    await pause()
    if (isAsked(each)) joined.push(each)
  }
  const names = joined.slice(0, MOST).map(each => `${each.name} ${each.joined.day}`)
  const answers = new Map<number, Row | null>()
  for (const each of joined) {
    await pause()
    const answer = ask(judged.faults, options, {
      row: each.row,
      field: each.joined.field,
      reason: 'saysJoined',
      isDoubt: true,
      places: {
        count: joined.length,
        names: `${names.join('、')}${joined.length > MOST ? '…' : ''}`,
        text: each.joined.text,
      },
      key: keyOfRemarks('saysJoined', { ...options, start }),
      choices: [
        { value: 'from', choice: 'joinedOnSaid', places: { day: each.joined.day } },
        { value: 'start', choice: 'joinedAtStart', places: { day: start } },
      ],
    })
    answers.set(
      each.row,
      answer === null ? null : answer === 'from' ? { ...each, from: each.joined.day } : each,
    )
  }
  return rows.flatMap(each => {
    const answer = answers.get(each.row)
    return answer === undefined ? [each] : (answer ?? [])
  })
}

const isLater = (row: Row, start: Day): row is Joined => row.joined !== null && row.joined.day > start

/** Whether somebody is there from another day than a remark says: nothing is taken of it. */
export function isHereSooner(there: There, row: Row, start: Day): boolean {
  const held = heldBy(there, row)
  return isLater(row, start) && held.length > 0 && held.every(each => each.fromDay !== row.joined.day)
}
