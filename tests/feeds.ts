import ICAL from 'ical.js'
import type { Viewer } from '@/lib/access/access.rules'
import { createFeed } from '@/lib/calendar/feeds/feed.commands'
import { feedAnswer } from '@/lib/calendar/feeds/feed.queries'
import { type FeedKind, feedKinds } from '@/lib/calendar/feeds/item.rules'

export const base = 'https://xuefa.example.cn'

type Choice = { name?: string; alarm?: number | null; shown?: FeedKind[]; unitId?: number | null }

/** The token of a new feed, by default with all kinds and without an alarm. */
export async function newFeed(viewer: Viewer, choice: Choice = {}): Promise<string> {
  const given = { name: '手机', alarm: null, shown: [...feedKinds], unitId: null, ...choice }
  const made = await createFeed(viewer, given)
  if (!made.ok) throw new Error(made.reason)
  return made.token
}

type Asked = { ifNoneMatch?: string | null; ifModifiedSince?: string | null; base?: string }

/** The answer of the feed to a client that sends these validators. */
export function fetchFeed(token: string, { ifNoneMatch, ifModifiedSince, ...asked }: Asked = {}) {
  return feedAnswer({
    segment: `${token}.ics`,
    ifNoneMatch: ifNoneMatch ?? null,
    ifModifiedSince: ifModifiedSince ?? null,
    base: asked.base ?? base,
  })
}

export type Event = {
  uid: string
  sequence: number
  summary: string
  location: string
  /** As in the file: `2023-04-14T07:00:00Z`, or `2023-04-14` for an all-day event. */
  start: string
  status: string
  changedAt: string
}

/** The events of a calendar as parsed by ical.js. */
export function eventsIn(text: string): Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents('vevent').map(each => {
    const { summary, uid, sequence, location, startDate } = new ICAL.Event(each)
    const word = (name: string) => String(each.getFirstPropertyValue(name))
    return {
      ...{ summary, uid, sequence, location, start: startDate.toString() },
      ...{ status: word('status'), changedAt: word('last-modified') },
    }
  })
}

export async function eventsOf(token: string): Promise<Event[]> {
  return eventsIn(String((await fetchFeed(token)).body))
}

/** The one event whose title ends like this; undefined where there is none. */
export async function eventCalled(title: string, token: string): Promise<Event | undefined> {
  return (await eventsOf(token)).find(each => each.summary.endsWith(title))
}
