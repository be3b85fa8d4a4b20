import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Say } from '@/lib/core/i18n/say'
import {
  type Day,
  dayOf,
  daysBetween,
  type Instant,
  monthOf,
  timeOf,
  weekdayOf,
  yearOf,
} from '@/lib/core/time'

/** The content of a message to the office's chat group about an activity. */
export type Told = {
  title: string
  form: string
  day: Day
  lastDay: Day
  /** The original day; null where it never moved. */
  originalDay: Day | null
  startsAt: Instant | null
  endsAt: Instant | null
  place: string | null
  lecturer: string | null
  lecturerRank: string | null
  status: ActivityStatus
  statusReason: string | null
  isPublic: boolean
  /** 应学; otherwise 选学, which nobody owes. */
  compulsory: boolean
  hostName: string
}

/** Who must attend, by unit in the office's order; only units of the lowest level, so each person is listed once. */
export type DueUnit = { unitName: string; names: string[] }

/** Up to this many people are named; more are given as units with counts. */
export const MOST_NAMES = 15

/**
 * 通知文本: title, time, place, who must attend and a link, as lines to copy. The first line of a cancelled,
 * postponed or moved activity says so. `link` is an absolute URL, or null where there is none.
 */
export function noticeText(
  say: Say,
  told: Told,
  people: { due: DueUnit[]; invited: string[] },
  link: string | null,
  today: Day,
): string {
  const { t } = say
  const kind = kindOf(told)
  const isOff = kind === 'cancelled' || kind === 'postponed'
  const place = told.place ?? t('notice.placeOpen')
  const lecturer = [told.lecturer, told.lecturerRank].filter(Boolean).join(' ')
  return lines([
    t(`notice.head.${kind}`, { title: told.title }),
    told.originalDay !== null && kind === 'moved'
      ? t('notice.was', { when: dayInWords(say, told.originalDay, today) })
      : null,
    t(isOff ? 'notice.was' : 'notice.when', { when: whenInWords(say, told, today) }),
    isOff ? null : t('notice.where', { place }),
    isOff ? null : t('notice.form', { form: told.form }),
    isOff || lecturer === '' ? null : t('notice.lecturer', { name: lecturer }),
    t('notice.host', { unit: told.hostName }),
    isOff && told.statusReason ? t('notice.reason', { reason: told.statusReason }) : null,
    ...peopleInWords(say, people.due, told.compulsory),
    people.invited.length > 0 ? t('notice.invited', { names: joined(say, people.invited) }) : null,
    told.isPublic && !isOff ? t('notice.welcome') : null,
    !isOff && told.compulsory && people.due.length > 0 ? t('notice.leave') : null,
    kind === 'postponed' ? t('notice.later') : null,
    link === null ? null : t('notice.link', { link }),
  ])
}

export type Reminded = Told & { due: DueUnit[] }

/**
 * 提醒文本 for a unit's activities between `from` and `to`, by day: each with time, place and who must attend. Null
 * where there are none.
 */
export function reminderText(
  say: Say,
  unitName: string,
  activities: Reminded[],
  { from, to }: { from: Day; to: Day },
  today: Day,
): string | null {
  const { t } = say
  const shown = activities.filter(each => kindOf(each) !== 'cancelled' && kindOf(each) !== 'postponed')
  if (shown.length === 0) return null
  const places = { unit: unitName, count: shown.length, when: dayInWords(say, from, today) }
  const head =
    from === to
      ? t(daysBetween(today, from) === 1 ? 'notice.remind.tomorrow' : 'notice.remind.day', places)
      : t('notice.remind.span', { ...places, until: dayInWords(say, to, today) })
  return lines([
    head,
    ...shown.map((each, at) => {
      const hours = hoursInWords(each)
      const when = from === to ? hours : atHours(say, dayInWords(say, each.day, today), each)
      const what = [when, each.title, each.place].filter(Boolean).join(t('notice.comma'))
      return t('notice.remind.line', {
        number: at + 1,
        what,
        people: each.due.length > 0 ? t('notice.remind.people', { people: shortly(say, each.due) }) : '',
      })
    }),
    t('notice.remind.end'),
  ])
}

/** Whether people still need to be told: it is ahead, or was ahead and is cancelled or postponed. */
export function isAnnounced({ status, lastDay }: Pick<Told, 'status' | 'lastDay'>, today: Day): boolean {
  if (status === 'postponed') return true
  return lastDay >= today && (status === 'scheduled' || status === 'cancelled')
}

type Kind = 'new' | 'moved' | 'postponed' | 'cancelled'

function kindOf({ status, originalDay, day }: Told): Kind {
  if (status === 'cancelled' || status === 'postponed') return status
  return originalDay !== null && originalDay !== day ? 'moved' : 'new'
}

function peopleInWords(say: Say, due: DueUnit[], compulsory: boolean): string[] {
  const count = countOf(due)
  if (count === 0) return []
  if (count > MOST_NAMES)
    return [say.t(compulsory ? 'notice.due' : 'notice.listed', { count, people: byUnit(say, due) })]
  return [
    say.t(compulsory ? 'notice.dueHead' : 'notice.listedHead', { count }),
    ...due.map(({ unitName, names }) =>
      say.t('notice.dueUnit', { unit: unitName, names: joined(say, names) }),
    ),
  ]
}

/** The people in one line of a reminder: names only, or units with counts. */
function shortly(say: Say, due: DueUnit[]): string {
  if (countOf(due) > MOST_NAMES) return byUnit(say, due)
  return joined(
    say,
    due.flatMap(each => each.names),
  )
}

function byUnit(say: Say, due: DueUnit[]): string {
  return joined(
    say,
    due.map(({ unitName, names }) => say.t('notice.unitCount', { unit: unitName, count: names.length })),
  )
}

function countOf(due: DueUnit[]): number {
  return due.reduce((sum, each) => sum + each.names.length, 0)
}

function joined(say: Say, words: string[]): string {
  return words.join(say.t('notice.and'))
}

function whenInWords(say: Say, told: Told, today: Day): string {
  const first = dayInWords(say, told.day, today)
  const days = told.lastDay === told.day ? first : `${first} – ${dayInWords(say, told.lastDay, today)}`
  return atHours(say, days, told)
}

function atHours(say: Say, day: string, told: Told): string {
  const hours = hoursInWords(told)
  return hours === '' ? day : say.t('notice.dayHours', { day, hours })
}

/** 11月27日（周五）; with the year where it is not the present one. */
function dayInWords(say: Say, day: Day, today: Day): string {
  const places = { year: yearOf(day), month: monthOf(day), day: Number(day.slice(8)) }
  const date = say.t(yearOf(day) === yearOf(today) ? 'common.date.monthDay' : 'common.date.full', places)
  return say.t('notice.day', { date, weekday: say.t(`common.weekday.w${weekdayOf(day)}`) })
}

/** 15:00–16:30; an end on a later day is left out. */
function hoursInWords({ startsAt, endsAt }: Pick<Told, 'startsAt' | 'endsAt'>): string {
  if (startsAt === null) return ''
  if (endsAt === null || dayOf(endsAt) !== dayOf(startsAt)) return timeOf(startsAt)
  return `${timeOf(startsAt)}–${timeOf(endsAt)}`
}

function lines(given: (string | null)[]): string {
  return given.filter(line => line !== null && line !== '').join('\n')
}
