import type { activity } from '@/db/schema/activity'
import { DEFAULT_MAKE_UP_DAYS } from '@/db/schema/plan'
import { canConfirm, canOrganise, type Viewer } from '@/lib/access/access.rules'
import { refusalOf } from '@/lib/activity/activity.rules'
import { now } from '@/lib/core/clock'
import type { Day } from '@/lib/core/time'
import type { Known } from '@/lib/organisation/lookup/known.sql'
import { ownHost } from '@/lib/organisation/lookup/who-takes-part.sql'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import {
  ask,
  type Cells,
  type Choice,
  type Fault,
  type ImportOptions,
} from '@/lib/spreadsheet/importer.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { markRefusal } from './attendance.rules'
import { formsToChoose, isListOf, isMeetingOf, meetingMeant } from './meeting.rules'
import { isTitle, NEW_MEETING, newMeeting } from './new-meeting.rules'

export type Activity = typeof activity.$inferSelect
/** The activities among which a row of a sign-in sheet finds its own. */
export type Meetings = {
  known: Known
  /** Paths by unit. */
  hosts: Map<number, string>
  activities: Activity[]
  /** 学习形式 of the office, and those of them that are for the public. */
  forms: string[]
  publicForms: string[]
  /** The names of the people of a meeting in the sheet, by `meetingKey`. */
  named: Map<string, string[]>
  /** What a row says of each meeting of the sheet, by `meetingKey`. */
  said: Map<string, Cells['cells']>
  /** The names of those on the list of an activity. */
  listOf(activityId: number): ReadonlySet<string>
  /** The names of its host's people on its day, and those of everybody. */
  namesOfHost(of: Activity): ReadonlySet<string>
  names: ReadonlySet<string>
  /** What rows that name the same meeting mean. */
  meant: Map<string, Meant>
  /** The meetings of the sheet that can only be new, once they were looked for. */
  missing?: Question[]
  /** Meetings that are held because somebody said so, by what the rows name. */
  made: Map<string, Activity>
  /** What is offered beside, as what a new meeting is called. */
  offers: Fault[]
  today: Day
  viewer: Viewer
  options: ImportOptions
}

type Question = Omit<Fault, 'row' | 'field'>
type Meant = Activity | Question

/** The activity of a row; where it is not sure it is asked about, once for the meeting. */
export function activityAsked(context: Meetings, { row, cells }: Cells, faults: Fault[]): Activity | null {
  const key = meetingKey(cells)
  const found = context.meant.get(key) ?? activityMeant(context, cells)
  context.meant.set(key, found)
  if (!('reason' in found)) return found
  const field = cells.code && !cells.title ? 'code' : 'title'
  const { choices } = found
  if (!choices) {
    faults.push({ row, field, ...found })
    return null
  }
  const together = madeTogether(context, found, choices)
  if (together) {
    const form = ask(faults, context.options, { row, field, ...together })
    if (form === null) return null
    if (form !== EACH)
      return madeFor(context, { row, cells }, String(found.places?.day), form.slice(NEW_MEETING.length))
  }
  const answer = ask(faults, context.options, { row, field, ...found, choices })
  if (answer?.startsWith(NEW_MEETING))
    return madeFor(context, { row, cells }, String(found.places?.day), answer.slice(NEW_MEETING.length))
  return context.activities.find(each => choiceOf(context, each, '').value === answer) ?? null
}

/** That each of several meetings is answered by itself. */
const EACH = 'each'

/**
 * Meetings of a sheet of which the product has none, and nothing that they could be: one question for all, where the same
 * forms are likely. Null where it is the only one, or could be one that stands.
 */
function madeTogether(context: Meetings, found: Question, choices: Choice[]) {
  const [first] = choices
  const isNew = (each: Choice) => each.value.startsWith(NEW_MEETING)
  if (!first || !choices.every(isNew)) return null
  const alike = missingIn(context).filter(each => each.choices?.[0]?.value === first.value)
  if (alike.length < 2 || !alike.some(each => each.alike === found.alike)) return null
  const items = alike.map(({ places: { day = '', title = '' } = {} }) =>
    title === day ? day : `${day} ${title}`,
  )
  return {
    reason: 'noMeetings',
    key: `noMeetings ${items.join('、')}`,
    alike: 'meetings',
    places: { count: items.length, items: items.join('、') },
    choices: [...choices, { value: EACH, choice: 'eachMeeting' }],
  }
}

/** The meetings of the sheet that can only be new, in the order of its rows. */
function missingIn(context: Meetings): Question[] {
  context.missing ??= [...context.said].flatMap(([key, cells]) => {
    const found = context.meant.get(key) ?? activityMeant(context, cells)
    context.meant.set(key, found)
    return 'reason' in found && found.choices?.every(each => each.value.startsWith(NEW_MEETING))
      ? [found]
      : []
  })
  return context.missing
}

/** Rows that name the same meeting have one. */
export function meetingKey(cells: Cells['cells']): string {
  return JSON.stringify(['code', 'date', 'title', 'host', 'headline'].map(field => cells[field] ?? ''))
}

function activityMeant(context: Meetings, cells: Cells['cells']): Meant {
  const { activities, forms, hosts, known, options, viewer } = context
  const cell = (field: string) => cells[field] ?? ''
  if (cell('code')) {
    const byCode = activities.find(each => each.code === cell('code'))
    if (byCode) return byCode
    if (!cell('title')) return { reason: 'noSuchCode', places: { code: cell('code') } }
  }
  const day = parseDay(cell('date'), options.year)
  if (!day.ok) return { reason: day.reason, places: { text: cell('date') } }
  const name = known.meaningOf('activity', cell('title'), 'title')
  const host = cell('host') ? known.unitNamed(cell('host'), 'host') : null
  // 东埔社区、和平社区 held it together: it stands under one of them.
  const together = host?.ok ? [host.value] : known.unitsNamed(cell('host'), 'host')
  if (host && !host.ok && together.length === 0) return host.fault
  const hostIds = new Set(together.map(each => each.id))
  const ofHost = host ? activities.filter(each => hostIds.has(each.hostUnitId)) : activities
  const isOwn = (each: Activity) => canOrganise(viewer, hosts.get(each.hostUnitId) ?? '')
  const named = { day: day.day, name, headline: cell('headline') }
  const { sure, likely } = meetingMeant(named, ofHost, forms)
  // Of namesakes of other units nothing is told.
  const own = sure.filter(isOwn)
  const isTheirs = (each: Activity) => host !== null || isOfThem(context, each, cells)
  const theirs = own.filter(isTheirs)
  const [one] = sure.length === 1 ? sure : own.length === 1 ? own : theirs.length === 1 ? theirs : []
  const isCalled = one && matchKey(one.title) === matchKey(name)
  if (one && (isCalled || !isOwn(one) ? isTheirs(one) : isOfItsList(context, one, cells))) return one
  const about = {
    places: { day: day.day, title: name || day.day },
    alike: [day.day, name, cell('host')].filter(Boolean).join(' '),
  }
  if (one && isOwn(one)) {
    const others = meetingMeant(
      named,
      ofHost.filter(each => each !== one),
      forms,
    )
    const choices = [one, ...[...others.sure, ...others.likely].filter(isOwn)].map(each =>
      choiceOf(context, each, day.day),
    )
    const places = { day: day.day, title: one.title, named: namesIn(context, cells).length }
    return {
      reason: 'othersListed',
      ...about,
      places,
      choices: [...choices, ...newOnes(context, named, cells)],
    }
  }
  const choices = [...own, ...likely.filter(isOwn)].map(each => choiceOf(context, each, day.day))
  if (sure.length > 1 && theirs.length > 0) return { reason: 'severalActivities', ...about, choices }
  const all = [...choices, ...newOnes(context, named, cells)]
  if (sure.length > 1 && all.length > 0) return { reason: 'severalActivities', ...about, choices: all }
  const reason = name === '' ? 'noMeetingOn' : 'noSuchActivity'
  return all.length === 0 ? { reason, places: about.places } : { reason, ...about, choices: all }
}

const namesIn = ({ named }: Meetings, cells: Cells['cells']) => named.get(meetingKey(cells)) ?? []

/** What the day alone, a form or a topic means is sure where the sheet names people of its list. */
function isOfItsList(context: Meetings, of: Activity, cells: Cells['cells']): boolean {
  const names = namesIn(context, cells)
  return names.length === 0 || isListOf(names, context.listOf(of.id))
}

function isOfThem(context: Meetings, of: Activity, cells: Cells['cells']): boolean {
  const [list, ofHost] = [context.listOf(of.id), context.namesOfHost(of)]
  return isMeetingOf(namesIn(context, cells), { list, ofHost, known: context.names })
}

/**
 * An activity as an answer: by day, title and host, as one that another file of the folder brings has another id each time
 * the folder is looked through; by its id only beside another of the same.
 */
function choiceOf({ known, activities }: Meetings, of: Activity, day: Day): Choice {
  const span = of.day === of.lastDay ? of.day : `${of.day}–${of.lastDay}`
  const host = known.unitById(of.hostUnitId)?.name
  const label = [of.title, span === day ? '' : span, host].filter(Boolean).join(' ')
  const isAlike = ({ day, title, hostUnitId }: Activity) =>
    day === of.day && title === of.title && hostUnitId === of.hostUnitId
  const isOne = activities.filter(isAlike).length < 2
  return { value: [of.day, of.title, host, isOne ? '' : of.id].filter(Boolean).join(' '), label }
}

/** A meeting that is not there yet can be held with this sheet, where its day is over. */
function newOnes(
  { forms, publicForms, today }: Meetings,
  named: { day: Day; name: string; headline: string },
  cells: Cells['cells'],
): Choice[] {
  // Who made it up is not all who had to come.
  if (named.day > today || cells.register) return []
  return formsToChoose(`${named.name} ${named.headline}`, forms, publicForms).map(form => ({
    value: `${NEW_MEETING}${form}`,
    choice: 'newMeeting',
    places: { form },
  }))
}

function madeFor(context: Meetings, { row, cells }: Cells, day: Day, form: string): Activity {
  const { known, made, viewer } = context
  const [name, headline, host] = [cells.title ?? '', cells.headline ?? '', cells.host ?? '']
  const key = [day, name, headline, host, form].join('\n')
  const named = host === '' ? null : known.unitNamed(host, 'host')
  const hostUnitId = named?.ok ? named.value.id : (ownHost(viewer, known.units) ?? 0)
  const before = made.get(key)
  if (before) return before
  const of = newMeeting(-made.size - 1, {
    day,
    name,
    headline,
    form,
    hostUnitId,
    makeUpDays: DEFAULT_MAKE_UP_DAYS,
  })
  of.title = titleSaid(context, of, row, [name, host].join(' ').trim())
  made.set(key, of)
  return of
}

/** What a new meeting is called: as the sheet has it, until another name is typed. */
function titleSaid(
  { offers, options }: Meetings,
  { day, title }: Activity,
  row: number,
  named: string,
): string {
  const offered: Fault[] = []
  const question = {
    ...{ row, field: 'title', reason: 'newMeetingTitle', isDoubt: true as const, places: { day, title } },
    // The name of a meeting is its own: 横表 of six meetings have six.
    key: ['newMeetingTitle', day, named].join(' ').trim(),
    alike: day,
    choices: [{ value: title, label: title }],
  }
  const answer = ask(offered, options, question, isTitle)
  offers.push(...offered)
  return answer?.trim() || title
}

/** Why no mark may be set and the roll not be closed: as the sheet and 确认考勤 decide. Make-ups confirm nothing. */
export function rollFault(
  { hosts, viewer, today }: Meetings,
  of: Activity,
  what: 'roll' | 'makeUps' = 'roll',
): string | null {
  const path = hosts.get(of.hostUnitId) ?? ''
  if (!canOrganise(viewer, path) || (what === 'roll' && !canConfirm(viewer, path))) return 'outsideScope'
  const status = of.status === 'closed' ? 'held' : of.status
  const refusal =
    markRefusal({ ...of, status }, { standing: 'required' }, today) ??
    (what === 'roll' ? refusalOf({ ...of, status }, 'closeRoll', now()) : null)
  return refusal && (rollFaults[refusal] ?? refusal)
}

const rollFaults: Partial<Record<string, string>> = {
  onlineStudy: 'onlineStudyMarks',
  cancelled: 'activityCancelled',
  notScheduled: 'activityWithoutDay',
  noDay: 'activityWithoutDay',
}
