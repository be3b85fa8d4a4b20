import { fetchFeed } from '../../feeds'

/** An event as stored by a client. */
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
  /** The client's row in calendar-clients.md. */
  name: string
  /** The validators of the last answer that it sends; `date` is If-Modified-Since, `tag` If-None-Match. */
  sends: ('tag' | 'date')[]
  /** How it merges an answer into its stored events. */
  takes: (held: Map<string, Held>, sent: Held[]) => Map<string, Held>
  /** How it shows a cancelled event: hidden, struck through, or unchanged because it ignores the status. */
  cancelled: 'hidden' | 'struck' | 'shown'
  /** It fetches only after every n-th change, and once more at the end. */
  every: number
}

const replaces: Client['takes'] = (_, sent) => byUid(sent)

/** Accepts a higher SEQUENCE; keeps events that are no longer sent. */
const merges: Client['takes'] = (held, sent) => {
  const merged = new Map(held)
  for (const each of sent) {
    const before = merged.get(each.uid)
    if (!before || each.sequence > before.sequence) merged.set(each.uid, each)
  }
  return merged
}

/** Google: updates a known event only where SEQUENCE or LAST-MODIFIED has risen (Rock #5629). */
const takesRisen: Client['takes'] = (held, sent) =>
  byUid(
    sent.map(each => {
      const before = held.get(each.uid)
      const isRisen = !before || each.sequence > before.sequence || each.changedAt > before.changedAt
      return isRisen ? each : before
    }),
  )

/** Removes events missing from the feed; updates the others by SEQUENCE alone. */
const replacesBySequence: Client['takes'] = (held, sent) =>
  byUid(
    sent.map(
      each => ((held.get(each.uid)?.sequence ?? -1) < each.sequence ? each : held.get(each.uid)) ?? each,
    ),
  )

function byUid(events: Held[]): Map<string, Held> {
  return new Map(events.map(each => [each.uid, each]))
}

/** The clients in calendar-clients.md that fetch a feed, with their known behaviour. */
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

/** One subscription of one client, with its last answer and its stored events. */
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
    /** After a change: the client fetches if it is its turn. */
    async changed(): Promise<void> {
      if (++changes % client.every === 0) await fetch()
    },
    /** The events that take place, as the client displays them. */
    screen(): string[] {
      return (
        [...held.values()]
          .filter(each => each.status !== 'CANCELLED' || client.cancelled === 'shown')
          // A client that ignores the status shows cancelled and postponed events by the prefix of their title.
          .filter(each => !/^【(取消|延期)】/.test(each.summary))
          .map(({ start, summary, location, host }) => `${start} ${summary} @${location} ${host}`)
          .sort()
      )
    },
  }
}
