import type { Pause } from '@/db/pause'
import { canOrganise } from '@/lib/access/access.rules'
import { commonPath } from '@/lib/access/unit-path.rules'
import { ask, type Fault } from '@/lib/spreadsheet/importer.rules'
import { type Context, type Row, unitOn } from './attendance-context.import'
import type { Activity } from './attendance-meeting.import'
import { dueAt, isNewMeeting } from './new-meeting.rules'
import type { Roll, RollRow } from './roll.commands'
import { isPart, type Rest, type RestAnswer, restChoices } from './roll-rest.rules'
import type { LineFacts, MeetingLines } from './sheet-lines.rules'

/** A roll as a sheet makes it. */
export type JudgedRoll = Roll & {
  /** The first row of the sheet that names it. */
  row: number
  isKeptOpen: boolean
  /** Of a 补学登记表: it neither opens nor confirms the roll. */
  isRegister: boolean
  /** A meeting that is not there yet, and who had to come. */
  due?: { personIds: number[]; words: string }
  /** What the lines around its sheet say of it, and what of that it takes. */
  lines: MeetingLines
  facts?: LineFacts
  /** The item of the plan that a new meeting is joined to. */
  planItemId?: number
}

export function noteDue({ due }: Context, { id }: Pick<Activity, 'id'>, personId: number): void {
  due.set(id, (due.get(id) ?? new Set()).add(personId))
}

/** A new meeting is held by the lowest unit to which all belong who had to come, where the viewer organises it. */
export function hostNewMeetings(context: Context, rolls: JudgedRoll[]): void {
  const { due, hosts, known, viewer } = context
  for (const roll of rolls) {
    const of = roll.activity
    if (!isNewMeeting(of)) continue
    const personIds = [...(due.get(of.id) ?? [])]
    const paths = personIds.map(id => hosts.get(unitOn(context, id, of.day) ?? of.hostUnitId) ?? '')
    const path = commonPath(paths)
    const host = known.units.find(each => each.path === path)
    if (host && canOrganise(viewer, host.path)) of.hostUnitId = host.id
    roll.due = { personIds, words: personIds.map(id => known.nameOf(id)).join('、') }
  }
}

type Left = {
  roll: JudgedRoll
  rows: Pick<Row, 'personId' | 'unitId' | 'standingByHand' | 'reason'>[]
  of: Rest
}

/**
 * People who are due and of whom neither the sheet nor an earlier one says anything. That is said and offered, once for
 * all meetings of the sheet alike: a sheet that holds only part of a roll confirms it on an answer alone.
 */
export async function restAsked(
  context: Context,
  rolls: JudgedRoll[],
  offers: Fault[],
  pause: Pause,
): Promise<void> {
  const { options } = context
  if (options.keepOpen) return
  const all: Left[] = []
  for (const roll of rolls) {
    await pause()
    if (roll.isRegister) continue
    const left = leftOf(context, roll)
    if (roll.activity.status !== 'closed' && left.of.rest > 0) all.push(left)
  }
  for (const alike of [all.filter(each => isPart(each.of)), all.filter(each => !isPart(each.of))]) {
    const [first] = alike
    if (!first) continue
    const { title, due, rest } = first.of
    const choices = restChoices(first.of)
    const offered: Fault[] = []
    const answer = ask(offered, options, {
      row: first.roll.row,
      field: null,
      reason: alike.length > 1 ? 'restOfRolls' : 'restOfRoll',
      isDoubt: true,
      places: { title, due, named: due - rest, rest, meetings: alike.length },
      key: isPart(first.of) ? 'restOfRoll part' : 'restOfRoll few',
      alike: title,
      choices: choices.map(value => ({ value, choice: restWords[value] })),
    })
    offers.push(...offered)
    for (const each of alike) settle(each, (answer ?? choices[0]) as RestAnswer)
  }
}

const restWords: Record<RestAnswer, string> = {
  open: 'restOpen',
  unmarked: 'restUnmarked',
  absent: 'restAbsent',
  leave: 'restLeave',
}

function settle({ roll, rows }: Left, answer: RestAnswer): void {
  if (answer === 'open') roll.isKeptOpen = true
  if (answer !== 'absent' && answer !== 'leave') return
  const marked = rows.map(
    ({ personId, unitId, standingByHand, reason }): RollRow => ({
      personId,
      unitId,
      standing: 'required',
      byHand: standingByHand,
      mark: answer,
      madeUpOn: null,
      reason,
      markedAt: null,
      isNew: false,
    }),
  )
  const ids = new Set(marked.map(each => each.personId))
  // A row of the sheet with a reason alone is one with it.
  roll.rows = [...roll.rows.filter(each => !ids.has(each.personId)), ...marked]
}

function leftOf(context: Context, roll: JudgedRoll): Left {
  const of = roll.activity
  const due = isNewMeeting(of) ? newDue(context, of) : dueOf(context, of)
  const said = new Map(roll.rows.map(each => [each.personId, each]))
  const rows = due.filter(each => {
    const { mark, madeUpOn, standing } = said.get(each.personId) ?? each
    return standing === 'required' && mark === null && madeUpOn === null
  })
  const title = `${of.day} ${of.title}`
  return { roll, rows, of: { title, due: due.length, rest: rows.length } }
}

function dueOf({ rows }: Context, { id }: Activity): Row[] {
  return [...rows.values()].filter(each => each.activityId === id && each.standing === 'required')
}

function newDue(context: Context, of: Activity) {
  return [...(context.due.get(of.id) ?? [])].map(personId => ({
    personId,
    ...dueAt(of, unitOn(context, personId, of.day) ?? of.hostUnitId),
  }))
}
