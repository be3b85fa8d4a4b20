import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import type { ActivityStatus } from '../activity/rules'
import type { Standing } from '../attendance/rules'
import type { Locale } from '../glossary'
import { type Say, sayIn } from '../i18n/rules'
import { addDays, type Day, dayOf, type Instant, timeOf } from '../time/rules'

/** Raised when the code writes other bytes for the same rows, so that every client fetches anew. */
export const FORMAT = 1

/** Minutes before the start at which a phone may remind; null is none. */
export const alarmChoices = [null, 30, 120, 1440] as const

/** An event of a calendar, whose standing it is told from: a person's, or anybody's (`public`). */
export type FeedItem = {
  kind: 'activity' | 'exam'
  id: number
  uid: string
  title: string
  form: string
  day: Day
  lastDay: Day
  startsAt: Instant | null
  endsAt: Instant | null
  place: string | null
  lecturer: string | null
  lecturerRank: string | null
  hostName: string
  compulsory: boolean
  standing: Standing | 'public'
  status: ActivityStatus
  sequence: number
  changedAt: Instant
  /** Of an exam alone. */
  exam: { opensAt: Instant; closesAt: Instant; fullMark: number; passMark: number } | null
}

export type FeedOptions = {
  kind: 'person' | 'public'
  locale: Locale
  alarmMinutes: number | null
  /** Where the pages are: `https://xuefa.example.cn`. */
  base: string
}

/**
 * One year back and everything ahead; what was cancelled or withdrawn stays for 90 days after its day. The edges move
 * only on the first of a month, so that the bytes stay the same in between.
 */
export function windowOf(today: Day): { first: Day; from: Day; tombstonesFrom: Day } {
  const first = `${today.slice(0, 7)}-01`
  return {
    first,
    from: `${Number(first.slice(0, 4)) - 1}${first.slice(4)}`,
    tombstonesFrom: addDays(first, -90),
  }
}

type FeedState = 'confirmed' | 'cancelled' | 'postponed'

function stateOf({ status, standing }: Pick<FeedItem, 'status' | 'standing'>): FeedState {
  if (status === 'cancelled' || standing === 'withdrawn') return 'cancelled'
  return status === 'postponed' ? 'postponed' : 'confirmed'
}

/** The calendar as text: the same rows give the same bytes whatever the hour, the order or the server's zone. */
export function calendarText(items: FeedItem[], options: FeedOptions, today: Day): string {
  const say = sayIn(options.locale)
  const edges = windowOf(today)
  const calendar = ical({
    // Names are not escaped by the library (RFC 5545 §3.3.11).
    name: say.t(`feed.name.${options.kind}`).replace(/[,;]/g, ' '),
    prodId: { company: 'xuefa', product: 'calendar', language: say.locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    scale: 'GREGORIAN',
    ttl: 3600,
  })
  for (const item of items.filter(each => isInside(each, edges)).sort(byStart))
    put(calendar, item, options, say, edges.first)
  // The library writes what it does not know behind the events, where RFC 5545 §3.6 allows no property.
  return `${calendar.toString().replace(TTL, `${TTL}X-WR-TIMEZONE:Asia/Shanghai\r\nCOLOR:steelblue\r\n`)}\r\n`
}

const TTL = 'X-PUBLISHED-TTL:PT1H\r\n'

/** One event as a file to take away. */
export function eventText(item: FeedItem, options: FeedOptions): string {
  return calendarText([item], options, item.day)
}

function isInside(item: FeedItem, { from, tombstonesFrom }: ReturnType<typeof windowOf>): boolean {
  return item.lastDay >= (stateOf(item) === 'cancelled' ? tombstonesFrom : from)
}

/** By beginning, then by UID, as two events may begin together. */
function byStart(a: FeedItem, b: FeedItem): number {
  return beginning(a).localeCompare(beginning(b)) || (a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0)
}

function beginning(item: FeedItem): string {
  return isAllDay(item) ? item.day : new Date(item.startsAt ?? 0).toISOString()
}

/** Without a beginning there is no hour to show; several days without an end are whole days. */
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
    // Midnights in UTC: the library reads the day of a date from its UTC parts.
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
    // Of a day without an hour a phone reminds at nine on the day before.
    event.createAlarm({ trigger: allDay ? 15 * 3600 : alarmMinutes * 60, description: clean(title) })
  }
}

/** Only an hour that one is expected at makes one busy. */
function isBusy({ standing }: FeedItem, state: FeedState, allDay: boolean): boolean {
  return state === 'confirmed' && !allDay && standing !== 'public' && standing !== 'exempt'
}

function pathOf({ kind, id }: FeedItem, calendar: FeedOptions['kind']): string {
  if (calendar === 'public') return `/public/${id}`
  return kind === 'exam' ? `/exams/${id}` : `/activities/${id}`
}

/** What is said below the title. No names but the lecturer's: a calendar lies open on many a desk. */
function linesOf(item: FeedItem, say: Say): string[] {
  const { exam, form, lecturer, lecturerRank, hostName } = item
  const standing = standingWord(item, say)
  const lines = [form && standing ? say.t('feed.line.form', { form, standing }) : form || standing]
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
  if (standing === 'public') return say.term('activity.public')
  if (kind === 'exam')
    return standing === 'exempt' || standing === 'withdrawn'
      ? say.term(`examStanding.${standing}`)
      : say.term('examStanding.required')
  if (standing === 'required' && !compulsory) return say.term('activity.optional')
  return say.term(`standing.${standing}`)
}

function moment(at: Instant): string {
  return `${dayOf(at)} ${timeOf(at)}`
}

function midnight(day: Day): Date {
  return new Date(`${day}T00:00:00Z`)
}

/** No control characters (RFC 5545 §3.1); a line break is the library's to write. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
}

type Validators = { etag: string; lastModified: Instant }

/** 304 or not: If-None-Match decides alone where it is sent (RFC 9110 §13.2.2); dates that are none are ignored. */
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
  // A date ahead of our clock would freeze the feed for ever; only our own may be, by a second or two.
  return since === lastModified || (since <= now && lastModified <= since)
}

/** The three forms of RFC 9110 §5.6.7. */
function httpDate(text: string | null): Instant | null {
  if (text === null) return null
  const named = /^[A-Z][a-z]+, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/.test(text)
  const plain = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/.test(text)
  if (!named && !plain) return null
  const at = Date.parse(plain ? `${text} GMT` : text)
  return Number.isNaN(at) ? null : at
}

/** The token in an address, or null where it is none of ours: `{token}.ics`. */
export function tokenIn(segment: string): string | null {
  return /^([A-Za-z0-9_-]{22,64}|public)\.ics$/.exec(segment)?.[1] ?? null
}

/** Where the pages are for who asks: APP_URL, else the host that was asked for, over plain HTTP. */
export function baseFor(host: string | null, appUrl: string | undefined): string {
  if (appUrl) return new URL(appUrl).origin
  return `http://${host && /^[\w.:[\]-]{1,255}$/.test(host) ? host : 'localhost'}`
}
