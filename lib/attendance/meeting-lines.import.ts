import { instantOf, timeOf } from '@/lib/core/time'
import type { Judged } from '@/lib/spreadsheet/importer.rules'
import { placeOf } from '@/lib/spreadsheet/place.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import type { Context } from './attendance-context.import'
import type { Activity } from './attendance-meeting.import'
import type { JudgedRoll } from './attendance-rest.import'
import { hoursIn, type LineFacts, type MeetingLines } from './sheet-lines.rules'

const words: Record<keyof MeetingLines, string> = {
  place: '地点',
  chair: '主持',
  lecturer: '主讲',
  time: '时间',
}

/**
 * Gives meetings what the lines around their sheets say and they lack, and says what is taken and what is not: of a sheet
 * of several meetings nothing, as it is not said of which one; nor of a roll that is confirmed, or of which nothing else
 * is written.
 */
export function linesTaken(context: Context, rolls: JudgedRoll[]): Judged<unknown>['notes'] {
  const sheetOf = ({ row }: JudgedRoll) => placeOf(row).sheet
  const taken: string[] = []
  const left = new Set<string>()
  for (const roll of rolls) {
    const of = roll.activity
    const isAlone = rolls.filter(each => sheetOf(each) === sheetOf(roll)).length === 1
    const mayTake = isAlone && of.status !== 'closed' && (roll.due !== undefined || roll.rows.length > 0)
    const facts: LineFacts = {}
    const said: string[] = []
    for (const [field, text] of Object.entries(roll.lines) as [keyof MeetingLines, string][]) {
      const { is, was, given } = factIn(context, of, field, text)
      if (given !== null && was !== null && is === was) continue
      const line = `${words[field]}：${text}`
      if (given !== null && was === null && mayTake) {
        Object.assign(facts, given)
        said.push(line)
        // A day alone, which the meeting has already, is no time.
      } else if (field !== 'time' || given !== null) left.add(line)
    }
    if (said.length === 0) continue
    roll.facts = facts
    taken.push(`${of.day} ${of.title}（${said.join('，')}）`)
  }
  return [
    ...(taken.length > 0 ? [{ reason: 'linesTaken', places: { lines: taken.join('、') } }] : []),
    ...(left.size > 0 ? [{ reason: 'linesLeft', places: { lines: [...left].join('、') } }] : []),
  ]
}

type Said = { is: string | number | null; was: string | number | null; given: LineFacts | null }

/** What a line says, what the meeting has of it, and the fact that it would give; null where it is not understood. */
function factIn({ known, viewer }: Context, of: Activity, field: keyof MeetingLines, text: string): Said {
  const plain = (was: string | null) => was && matchKey(was)
  if (field === 'place') return { is: plain(text), was: plain(of.place), given: { place: text } }
  if (field === 'lecturer') return { is: plain(text), was: plain(of.lecturer), given: { lecturer: text } }
  if (field === 'chair') {
    const person = known.personMeant(viewer, { staffNo: '', name: text, unit: '' }, of.day)
    const hostPersonId = person.ok ? person.value : null
    return { is: hostPersonId, was: of.hostPersonId, given: person.ok ? { hostPersonId } : null }
  }
  const { start, end } = hoursIn(text)
  const was = of.startsAt === null ? null : timeOf(of.startsAt)
  if (start === null) return { is: null, was, given: null }
  const startsAt = instantOf(of.day, start)
  const given = { startsAt, ...(end !== null && end > start ? { endsAt: instantOf(of.day, end) } : {}) }
  return { is: start, was, given: of.day === of.lastDay ? given : null }
}
