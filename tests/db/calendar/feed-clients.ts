import { fetchFeed } from '../../feeds'

/** An event as a client holds it. */
export type Held = {
  uid: string
  sequence: number
  summary: string
  status: string
  start: string
  location: string
  host: string
  changedAt: string
}

export type Client = {
  /** The row of calendar-clients.md. */
  name: string
  /** The validators that it sends of its last answer; `date` is If-Modified-Since, `tag` If-None-Match. */
  sends: ('tag' | 'date')[]
  /** How it brings what it holds in step with what it was sent. */
  takes: (held: Map<string, Held>, sent: Held[]) => Map<string, Held>
  /** It hides what is cancelled, strikes it through, or ignores the status and shows the title as it is. */
  cancelled: 'hidden' | 'struck' | 'shown'
  /** It fetches after each n-th change only, and once more at the end. */
  every: number
}

const replaces: Client['takes'] = (_, sent) => byUid(sent)

/** A higher SEQUENCE is taken; what is not sent any more stays. */
const merges: Client['takes'] = (held, sent) => {
  const merged = new Map(held)
  for (const each of sent) {
    const before = merged.get(each.uid)
    if (!before || each.sequence > before.sequence) merged.set(each.uid, each)
  }
  return merged
}

/** Google: an event that is known is taken again only where SEQUENCE or LAST-MODIFIED rose (Rock #5629). */
const takesRisen: Client['takes'] = (held, sent) =>
  byUid(
    sent.map(each => {
      const before = held.get(each.uid)
      const isRisen = !before || each.sequence > before.sequence || each.changedAt > before.changedAt
      return isRisen ? each : before
    }),
  )

/** What is gone from the feed is gone; what is there is taken by SEQUENCE alone. */
const replacesBySequence: Client['takes'] = (held, sent) =>
  byUid(
    sent.map(
      each => ((held.get(each.uid)?.sequence ?? -1) < each.sequence ? each : held.get(each.uid)) ?? each,
    ),
  )

function byUid(events: Held[]): Map<string, Held> {
  return new Map(events.map(each => [each.uid, each]))
}

/** The rows of calendar-clients.md that fetch a feed, with what each is known to send and to do. */
export const clients: Client[] = [
  {
    name: 'Google Calendar',
    sends: [],
    takes: takesRisen,
    cancelled: 'hidden',
    every: 3,
  },
  {
    name: 'Apple',
    sends: ['tag', 'date'],
    takes: replaces,
    cancelled: 'struck',
    every: 1,
  },
  {
    name: 'Apple, by date alone',
    sends: ['date'],
    takes: replacesBySequence,
    cancelled: 'struck',
    every: 1,
  },
  {
    name: 'Outlook on the web',
    sends: [],
    takes: replaces,
    cancelled: 'shown',
    every: 2,
  },
  {
    name: 'Outlook on the desktop',
    sends: ['date'],
    takes: merges,
    cancelled: 'shown',
    every: 2,
  },
  {
    name: 'Thunderbird',
    sends: ['tag'],
    takes: merges,
    cancelled: 'struck',
    every: 1,
  },
  {
    name: 'Fastmail',
    sends: ['tag', 'date'],
    takes: merges,
    cancelled: 'hidden',
    every: 1,
  },
  { name: 'Proton', sends: ['tag'], takes: replaces, cancelled: 'hidden', every: 4 },
  {
    name: 'Nextcloud',
    sends: [],
    takes: takesRisen,
    cancelled: 'struck',
    every: 5,
  },
  {
    name: 'ICSx5',
    sends: ['tag', 'date'],
    takes: replacesBySequence,
    cancelled: 'hidden',
    every: 1,
  },
]

/** One subscription of one client, with what it was answered last and what it holds. */
export function subscription(client: Client, token: string, read: (text: string) => Held[]) {
  let held = new Map<string, Held>()
  let validators: Record<string, string> = {}
  let changes = 0

  async function fetch(): Promise<void> {
    const answer = await fetchFeed(token, {
      ifNoneMatch: client.sends.includes('tag') ? validators.etag : null,
      ifModifiedSince: client.sends.includes('date') ? validators['last-modified'] : null,
    })
    if (answer.status === 304) return
    validators = answer.headers
    held = client.takes(held, read(String(answer.body)))
  }

  return {
    fetch,
    /** Something changed; the client fetches if it is its time. */
    async changed(): Promise<void> {
      if (++changes % client.every === 0) await fetch()
    },
    /** What takes place, as the person reads it on the screen. */
    screen(): string[] {
      return (
        [...held.values()]
          .filter(each => each.status !== 'CANCELLED' || client.cancelled === 'shown')
          // A client that ignores the status shows what is off under its word.
          .filter(each => !/^【(取消|延期)】/.test(each.summary))
          .map(({ start, summary, location, host }) => `${start} ${summary} @${location} ${host}`)
          .sort()
      )
    },
  }
}
