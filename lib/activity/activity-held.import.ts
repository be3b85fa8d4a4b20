import { type Asking, figureAsked, type Offering } from '@/lib/spreadsheet/doubt.rules'
import { ask, type Cells, type Choice } from '@/lib/spreadsheet/importer.rules'
import { isNothing } from '@/lib/spreadsheet/numbers.rules'
import type { ActivityStatus } from './activity.rules'
import { doubtIn, readStatus, remarkInTitle } from './status-words.rules'

const answers = ['held', 'cancelled', 'postponed', 'scheduled'] as const
const words: Record<(typeof answers)[number], string> = {
  held: 'wasHeld',
  cancelled: 'wasCancelled',
  postponed: 'wasPostponed',
  scheduled: 'notHeldYet',
}

function choicesFor(likely: ActivityStatus | null): Choice[] {
  const first = answers.filter(each => each === likely)
  return [...first, ...answers.filter(each => each !== likely)].map(value => ({
    value,
    choice: words[value],
  }))
}

/** The status in its column; an unknown word is asked about, once for all that say the same. */
export function statusAsked({ faults, options, row }: Asking, text: string): ActivityStatus | '' | null {
  const read = readStatus(text)
  if (read !== null) return read
  const answer = ask(faults, options, {
    row,
    field: 'status',
    reason: 'unknownStatus',
    places: { text },
    alike: text,
    choices: choicesFor(doubtIn(text)),
  })
  return answer as ActivityStatus | null
}

/**
 * Asks where a remark, or the end of the title, says that an activity was not held, and its status says nothing or
 * otherwise. What stands with the same remark was asked when it came.
 */
export function heldAsked(
  { faults, options, row }: Asking,
  cells: Cells['cells'],
  status: ActivityStatus | '',
  before: { remark: string | null } | null,
): ActivityStatus | '' | null {
  if (status !== '' && status !== 'held') return status
  const { remark = '', title = '' } = cells
  const text = doubtIn(remark) === null ? remarkInTitle(title) : remark
  const doubt = doubtIn(text)
  if (doubt === null || before?.remark === remark) return status
  const answer = ask(faults, options, {
    row,
    field: text === remark ? 'remark' : 'title',
    reason: 'saidNotHeld',
    isDoubt: true,
    places: { text },
    alike: text,
    choices: choicesFor(doubt),
  })
  return answer as ActivityStatus | null
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
  return answer === 'heads' ? (figureAsked(asking, 'attended', attended)?.value ?? null) : null
}
