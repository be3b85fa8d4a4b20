import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import type { Locale } from '@/lib/core/glossary'
import { common as enCommon } from '@/lib/core/i18n/messages/common.en'
import { common as zhCommon } from '@/lib/core/i18n/messages/common.zh'
import { type Say, speaker } from '@/lib/core/i18n/say'
import { fitText } from '@/lib/core/text'
import { addDays, type Day, dayOf, type Instant, timeOf } from '@/lib/core/time'
import { windowOf } from '@/lib/organisation/calendar-version.rules'
import { type FeedItem, type FeedState, stateOf } from './item.rules'
import { feed as enFeed } from './messages/feed.en'
import { feed as zhFeed } from './messages/feed.zh'

const sayIn = speaker({
  zh: { common: zhCommon, feed: zhFeed },
  en: { common: enCommon, feed: enFeed },
})

/** Raised when the code renders the same rows to other bytes, so that every client fetches again. */
export const FORMAT = 4

/** The choices of an alarm, in minutes before the start; null for none. */
export const alarmChoices = [null, 30, 120, 1440] as const

export type FeedOptions = {
  kind: 'person' | 'unit' | 'public'
  /** For the calendar of a unit only. */
  unitName?: string | null
  locale: Locale
  alarmMinutes: number | null
  /** Base URL of the pages: `https://xuefa.example.cn`. */
  base: string
}

/**
 * The calendar as text: the same rows give the same bytes, independent of the hour, the order and the server's
 * time zone.
 */
export function calendarText(items: FeedItem[], options: FeedOptions, today: Day): string {
  const say = sayIn(options.locale)
  const edges = windowOf(today)
  const calendar = ical({
    // The library does not escape names (RFC 5545 §3.3.11).
    name: clean(nameOf(options, say)).replace(/[,;\n]/g, ' '),
    prodId: { company: 'xuefa', product: 'calendar', language: say.locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    scale: 'GREGORIAN',
    ttl: 3600,
  })
  const shown = items.filter(each => isInside(each, edges))
  for (const item of shown.sort(byStart)) put(calendar, item, options, say, edges.first)
  // The library writes unknown properties after the events, where RFC 5545 §3.6 allows none.
  return `${calendar.toString().replace(TTL, `${TTL}X-WR-TIMEZONE:Asia/Shanghai\r\nCOLOR:steelblue\r\n`)}\r\n`
}

function nameOf({ kind, unitName }: FeedOptions, say: Say): string {
  return say.t(`feed.name.${kind}`, { unit: unitName ?? '' })
}

const TTL = 'X-PUBLISHED-TTL:PT1H\r\n'

/** One event as a file to download. */
export function eventText(item: FeedItem, options: FeedOptions): string {
  return calendarText([item], options, item.day)
}

/**
 * Events as a file to download: only those that take place, since a downloaded file gets no updates and cannot
 * cancel anything.
 */
export function fileText(items: FeedItem[], options: FeedOptions, today: Day): string {
  const held = items.filter(each => stateOf(each) === 'confirmed' && each.standing !== 'exempt')
  const from = held.reduce((least, each) => (each.lastDay < least ? each.lastDay : least), today)
  return calendarText(held, options, from)
}

function isInside(item: FeedItem, { from, tombstonesFrom }: ReturnType<typeof windowOf>): boolean {
  return item.lastDay >= (stateOf(item) === 'cancelled' ? tombstonesFrom : from)
}

/** Sorts by start, then by UID, as two events may start together. */
function byStart(a: FeedItem, b: FeedItem): number {
  return beginning(a).localeCompare(beginning(b)) || (a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0)
}

function beginning(item: FeedItem): string {
  return isAllDay(item) ? item.day : new Date(item.startsAt ?? 0).toISOString()
}

/** An event without a start time, or of several days without an end time, is an all-day event. */
function isAllDay({ startsAt, endsAt, day, lastDay }: FeedItem): boolean {
  return startsAt === null || (endsAt === null && lastDay > day)
}

function put(
  calendar: ReturnType<typeof ical>,
  item: FeedItem,
  { base, alarmMinutes, kind }: FeedOptions,
  say: Say,
  first: Day,
): void {
  const state = stateOf(item)
  const allDay = isAllDay(item)
  const url = `${base}${pathOf(item, kind)}`
  const stamp = new Date(item.changedAt)
  const title = say.t(`feed.title.${item.kind}.${state}`, { title: item.title })
  const event = calendar.createEvent({
    id: item.uid,
    sequence: item.sequence,
    stamp,
    lastModified: stamp,
    allDay,
    // Midnight in UTC: the library takes the day from the UTC parts of a date.
    start: allDay ? midnight(item.day) : new Date(item.startsAt ?? 0),
    end: allDay ? midnight(addDays(item.lastDay, 1)) : item.endsAt === null ? null : new Date(item.endsAt),
    summary: clean(title),
    location: item.place === null ? null : clean(item.place),
    description: clean([...linesOf(item, say), say.t('feed.line.page', { url })].join('\n')),
    url,
    categories: item.form ? [{ name: clean(item.form) }] : [],
    status: state === 'confirmed' ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    transparency: isBusy(item, state, allDay)
      ? ICalEventTransparency.OPAQUE
      : ICalEventTransparency.TRANSPARENT,
  })
  const expected = state === 'confirmed' && item.standing !== 'exempt' && item.lastDay >= first
  if (alarmMinutes !== null && expected) {
    // For an all-day event the alarm is at nine on the day before.
    event.createAlarm({ trigger: allDay ? 15 * 3600 : alarmMinutes * 60, description: clean(title) })
  }
}

/** Shown as busy only for an event with hours that one must attend. */
function isBusy({ standing }: FeedItem, state: FeedState, allDay: boolean): boolean {
  return state === 'confirmed' && !allDay && !['public', 'hosted', 'exempt'].includes(standing)
}

function pathOf({ kind, id }: FeedItem, calendar: FeedOptions['kind']): string {
  if (calendar === 'public') return `/public/${id}`
  return kind === 'exam' ? `/exams/${id}` : `/activities/${id}`
}

/** The description of an event. No names except the lecturer's: other people can see a calendar on a desk. */
function linesOf(item: FeedItem, say: Say): string[] {
  const { exam, form, lecturer, lecturerRank, hostName, missedOn } = item
  const standing = standingWord(item, say)
  const lines = [form && standing ? say.t('feed.line.form', { form, standing }) : form || standing]
  if (missedOn !== null) lines.push(say.t('feed.line.missed', { day: missedOn }))
  if (exam) {
    lines.push(
      say.t('feed.line.window', { from: moment(exam.opensAt), to: moment(exam.closesAt) }),
      say.t('feed.line.marks', { full: exam.fullMark, pass: exam.passMark }),
    )
  }
  if (lecturer)
    lines.push(say.t('feed.line.lecturer', { name: [lecturer, lecturerRank].filter(Boolean).join(' ') }))
  lines.push(say.t('feed.line.host', { name: hostName }))
  return lines.filter(line => line !== '')
}

function standingWord({ kind, standing, compulsory }: FeedItem, say: Say): string {
  if (kind === 'makeUp') return say.t('feed.line.makeUp')
  if (standing === 'public') return say.term('activity.public')
  if (kind === 'exam')
    return standing === 'exempt' || standing === 'withdrawn'
      ? say.term(`examStanding.${standing}`)
      : say.term('examStanding.required')
  if (standing === 'hosted') return say.term(compulsory ? 'activity.compulsory' : 'activity.optional')
  if (standing === 'required' && !compulsory) return say.term('activity.optional')
  return say.term(`standing.${standing}`)
}

function moment(at: Instant): string {
  return `${dayOf(at)} ${timeOf(at)}`
}

function midnight(day: Day): Date {
  return new Date(`${day}T00:00:00Z`)
}

/** Removes control characters (RFC 5545 §3.1); line breaks are escaped by the library. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return fitText(text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' '))
}

type Validators = { etag: string; lastModified: Instant }

/**
 * Whether to answer 304: If-None-Match takes precedence where it is sent (RFC 9110 §13.2.2); invalid dates are
 * ignored.
 */
export function isNotModified(
  asked: { ifNoneMatch: string | null; ifModifiedSince: string | null },
  { etag, lastModified }: Validators,
  now: Instant,
): boolean {
  if (asked.ifNoneMatch !== null) {
    const tags = asked.ifNoneMatch.match(/(?:W\/)?"[^"]*"/g) ?? []
    return asked.ifNoneMatch.trim() === '*' || tags.some(tag => tag.replace(/^W\//, '') === etag)
  }
  const since = httpDate(asked.ifModifiedSince)
  if (since === null) return false
  // A date ahead of our clock would freeze the feed for ever; only our own Last-Modified may be ahead, by a
  // second or two.
  return since === lastModified || (since <= now && lastModified <= since)
}

/** Parses the three date formats of RFC 9110 §5.6.7. */
function httpDate(text: string | null): Instant | null {
  if (text === null) return null
  const named = /^[A-Z][a-z]+, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/.test(text)
  const plain = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/.test(text)
  if (!named && !plain) return null
  const at = Date.parse(plain ? `${text} GMT` : text)
  return Number.isNaN(at) ? null : at
}

/** The token in a path segment `{token}.ics`, or null where it has another format. */
export function tokenIn(segment: string): string | null {
  return /^([A-Za-z0-9_-]{22,64}|public)\.ics$/.exec(segment)?.[1] ?? null
}

/** The base URL for a request: APP_URL, else the request's Host, over plain HTTP. */
export function baseFor(host: string | null, appUrl: string | undefined): string {
  if (appUrl) return new URL(appUrl).origin
  return `http://${host && /^[\w.:[\]-]{1,255}$/.test(host) ? host : 'localhost'}`
}

/** From where an address can be reached: this computer only, the office's network, or everywhere (public HTTPS). */
export function reachOf(base: string): 'loopback' | 'office' | 'public' {
  const { protocol, hostname } = new URL(base)
  if (/^(localhost|.*\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(hostname)) return 'loopback'
  const isNumber = /^\d+(\.\d+){3}$/.test(hostname)
  const isPrivate = isNumber
    ? /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(hostname)
    : /^[^.]*$|\.(local|lan|internal|intranet|home|test)$/.test(hostname)
  return protocol === 'https:' && !isPrivate ? 'public' : 'office'
}

/**
 * The webcal link that opens a calendar program, also for the QR code; null where the address works on this
 * computer only.
 */
export function webcalOf(address: string): string | null {
  return reachOf(address) === 'loopback' ? null : address.replace(/^https?:/, 'webcal:')
}
