import type { activity } from '@/db/schema/activity'
import { canConfirm, canOrganise, type Viewer } from '@/lib/access/access.rules'
import { refusalOf } from '@/lib/activity/activity.rules'
import type { Day } from '@/lib/core/time'
import type { Known } from '@/lib/organisation/lookup/known.sql'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import { ask, type Cells, type Fault, type ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { matchKey, nearest } from '@/lib/spreadsheet/text.rules'
import { markRefusal } from './attendance.rules'

export type Activity = typeof activity.$inferSelect
/** The activities among which a row of a sign-in sheet finds its own. */
export type Meetings = {
  known: Known
  /** Paths by unit. */
  hosts: Map<number, string>
  activities: Activity[]
  byTitle: Map<string, Activity[]>
  today: Day
  viewer: Viewer
  options: ImportOptions
}

/** The activity of a row; several that fit are asked about, once for the meeting. */
export function activityAsked(context: Meetings, { row, cells }: Cells, faults: Fault[]): Activity | null {
  const found = activityMeant(context, cells)
  if (!('reason' in found)) return found
  const field = cells.code && !cells.title ? 'code' : 'title'
  const { choices } = found
  if (!choices) {
    faults.push({ row, field, ...found })
    return null
  }
  const answer = ask(faults, context.options, { row, field, ...found, choices })
  return context.activities.find(each => String(each.id) === answer) ?? null
}

function activityMeant(
  { activities, byTitle, hosts, known, options, viewer }: Meetings,
  cells: Cells['cells'],
): Activity | Omit<Fault, 'row' | 'field'> {
  const cell = (field: string) => cells[field] ?? ''
  if (cell('code')) {
    const byCode = activities.find(each => each.code === cell('code'))
    if (byCode) return byCode
    if (!cell('title')) return { reason: 'noSuchCode', places: { code: cell('code') } }
  }
  const day = parseDay(cell('date'), options.year)
  if (!day.ok) return { reason: day.reason, places: { text: cell('date') } }
  const onDay = (each: Activity) =>
    each.day === day.day || each.originalDay === day.day || (each.day <= day.day && day.day <= each.lastDay)
  const word = known.meaningOf('activity', cell('title'))
  const host = cell('host') ? known.unitNamed(cell('host')) : null
  if (host && !host.ok) return host.fault
  const ofHost = (each: Activity) => !host?.ok || each.hostUnitId === host.value.id
  const sameDay = activities.filter(each => onDay(each) && ofHost(each))
  let named = (byTitle.get(matchKey(word)) ?? []).filter(each => onDay(each) && ofHost(each))
  // The head of a column of a 横表 often gives only the form of the meeting, or its day alone.
  if (named.length === 0)
    named = word === '' ? sameDay : sameDay.filter(each => matchKey(each.form) === matchKey(word))
  const live = named.filter(each => each.status !== 'cancelled')
  const exact = live.filter(each => each.day === day.day)
  const chosen = exact.length > 0 ? exact : live.length > 0 ? live : named
  if (chosen.length === 1) return chosen[0] as Activity
  // Of namesakes of other units nothing is told.
  const own = chosen.filter(each => canOrganise(viewer, hosts.get(each.hostUnitId) ?? ''))
  if (own.length === 1) return own[0] as Activity
  if (chosen.length > 1)
    return {
      reason: 'severalActivities',
      places: { title: word || day.day },
      alike: [day.day, word, cell('host')].filter(Boolean).join(' '),
      choices: own.map(each => ({
        value: String(each.id),
        label: [each.title, known.unitById(each.hostUnitId)?.name].join(' '),
      })),
    }
  const likely = nearest(
    word,
    sameDay.map(each => each.title),
  )
  return {
    reason: 'noSuchActivity',
    places: { day: day.day, title: cell('title') },
    ...(likely ? { likely: { word: cell('title'), meaning: likely } } : {}),
  }
}

/** Why no mark may be set and the roll not be closed: as the sheet and 确认考勤 decide. */
export function rollFault({ hosts, viewer, today }: Meetings, of: Activity): string | null {
  const path = hosts.get(of.hostUnitId) ?? ''
  if (!canOrganise(viewer, path) || !canConfirm(viewer, path)) return 'outsideScope'
  const status = of.status === 'closed' ? 'held' : of.status
  const refusal =
    markRefusal({ ...of, status }, { standing: 'required' }, today) ??
    refusalOf({ ...of, status }, 'closeRoll', today)
  return refusal && (rollFaults[refusal] ?? refusal)
}

const rollFaults: Partial<Record<string, string>> = {
  onlineStudy: 'onlineStudyMarks',
  cancelled: 'activityCancelled',
  notScheduled: 'activityWithoutDay',
  noDay: 'activityWithoutDay',
}
