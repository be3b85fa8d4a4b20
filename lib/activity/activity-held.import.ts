import { type Day, yearOf } from '@/lib/core/time'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import { type Asking, type Offering, peopleAsked } from '@/lib/spreadsheet/doubt.rules'
import { ask, type Cells, type Choice } from '@/lib/spreadsheet/importer.rules'
import { isNothing } from '@/lib/spreadsheet/numbers.rules'
import type { ActivityStatus } from './activity.rules'
import { type MovedTo, movedTo } from './moved-day.rules'
import { doubtIn, readStatus, remarkInTitle } from './status-words.rules'

const answers = ['held', 'cancelled', 'postponed', 'scheduled'] as const
const words: Record<(typeof answers)[number], string> = {
  held: 'wasHeld',
  cancelled: 'wasCancelled',
  postponed: 'wasPostponed',
  scheduled: 'notHeldYet',
}

/** Before the day in the answer that an activity was moved to it. */
const MOVED = 'moved '

/** The status that a row says, and the new day where it was moved. */
export type Held = { status: ActivityStatus | ''; moved: Day | null }
/** What stands of the activity of a row. */
type Standing = { remark: string | null; day: Day } | null

function choicesFor(likely: ActivityStatus | null, to: MovedTo | null): Choice[] {
  const first = answers.filter(each => each === likely)
  const moved = to && {
    value: `${MOVED}${to.day}`,
    choice: to.isOfMonth ? 'wasMovedWithin' : 'wasMoved',
    places: { day: to.day },
  }
  return [
    ...(moved ? [moved] : []),
    ...[...first, ...answers.filter(each => each !== likely)].map(value => ({ value, choice: words[value] })),
  ]
}

function heldOf(answer: string | null): Held | null {
  if (answer === null) return null
  if (!answer.startsWith(MOVED)) return { status: answer as ActivityStatus, moved: null }
  return { status: 'postponed', moved: answer.slice(MOVED.length) as Day }
}

/**
 * The status in its column; an unknown word is asked about, once for all that say the same: of one that names a new day
 * by the day on which it was to be.
 */
export function statusAsked({ faults, options, row }: Asking, text: string, from: Day | null): Held | null {
  const read = readStatus(text)
  if (read !== null) return { status: read, moved: null }
  const to = from === null ? null : movedTo(text, from)
  const answer = ask(faults, options, {
    row,
    field: 'status',
    reason: 'unknownStatus',
    places: { text },
    alike: to ? `${text} ${to.day}` : text,
    choices: choicesFor(doubtIn(text), to),
  })
  return heldOf(answer)
}

/** 新日期 in its column: 6月25日, 下周三; a month alone is no day. */
export function newDayIn(text: string, from: Day, year: number | undefined): ReturnType<typeof parseDay> {
  const read = parseDay(text, year ?? yearOf(from))
  const said = read.ok ? null : movedTo(`改到${text}`, from)
  return said && !said.isOfMonth ? { ok: true, day: said.day } : read
}

/**
 * Asks where a remark, or the end of the title, says that an activity was not held, and its status says nothing or
 * otherwise; and where it names the new day of one that was moved. What stands with the same remark was asked when it
 * came.
 */
export function heldAsked(
  { faults, options, row }: Asking,
  cells: Cells['cells'],
  { status, moved }: Held,
  from: Day,
  before: Standing,
): Held | null {
  const said = { status, moved }
  const isOpen = status === '' || status === 'held' || (status === 'postponed' && moved === null)
  if (!isOpen) return said
  const { remark = '', title = '' } = cells
  const text = doubtIn(remark) === null ? remarkInTitle(title) : remark
  const doubt = doubtIn(text)
  if (doubt === null) return said
  const to = doubt === 'postponed' ? movedTo(text, from) : null
  // It was moved as its remark says, when that came; or the sheet has it on the new day already.
  if (to && before?.day === to.day) return { status, moved: to.day }
  if (to && to.day === from) return said
  if (before?.remark === remark || (status === 'postponed' && !to)) return said
  const answer = ask(faults, options, {
    row,
    field: text === remark ? 'remark' : 'title',
    reason: to ? 'saidMoved' : 'saidNotHeld',
    isDoubt: true,
    places: { text },
    alike: to ? `${text} ${to.day}` : text,
    choices: choicesFor(doubt, to),
  })
  return heldOf(answer)
}

/**
 * 实到人数 of a meeting is no 受众人次: of inner meetings that is offered alone, of public ones it is asked, once for the
 * sheet. The number where it counts; undefined where it was asked.
 */
export function attendedAsked(
  asking: Asking & Pick<Offering, 'offers'>,
  { attended = '', heads }: Cells['cells'],
  isPublic: boolean,
): number | null | undefined {
  // A column of heads says it itself.
  if (isNothing(attended) || heads !== undefined) return null
  const { faults, offers, options, row } = asking
  const choices = [
    { value: 'heads', choice: 'attendedHeads' },
    { value: 'none', choice: 'attendedNone' },
  ]
  const answer = ask(isPublic ? faults : offers, options, {
    row,
    field: 'attended',
    reason: isPublic ? 'attendedPublic' : 'attendedInner',
    isDoubt: true,
    places: { text: attended },
    alike: 'column',
    choices: isPublic ? choices : choices.reverse(),
  })
  if (answer === null && isPublic) return undefined
  return answer === 'heads' ? peopleAsked(asking, 'attended', attended) : null
}
