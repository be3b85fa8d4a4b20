import { addDays, type Day, daysBetween } from '@/lib/core/time'
import { matchKey } from '@/lib/spreadsheet/match.rules'

/** A law's day or a campaign of the calendar of publicity (普法宣传节点). */
export type Occasion = { name: string; topic: string; fromDay: Day; toDay: Day }
/** An activity or an entry of new media, with all words that may say for what it is. */
export type Dated = { day: Day; words: string }

export type MediaLag = {
  name: string
  fromDay: Day
  /** The first entry of new media; null where there is none. */
  firstOn: Day | null
  /** Days after its first day; before it or on it 0. */
  lag: number | null
}

/** Days before an occasion from which something counts as done for it, and after its last day until which. */
const BEFORE = 30
const AFTER = 60

/** Whether the words name the occasion, or a law that it is about: 《反家庭暴力法》. */
export function isFor({ name, topic }: Occasion, words: string): boolean {
  const said = matchKey(words)
  const laws = topic
    .split(/[、,，;；《》]/)
    .map(matchKey)
    .filter(each => each.length > 2)
  return [matchKey(name), ...laws].some(each => said.includes(each))
}

/**
 * How many days after an occasion new media first had it. Asked of those that the office took up, by an activity or an
 * entry: nobody follows every day of the calendar.
 */
export function mediaLags(occasions: Occasion[], held: Dated[], media: Dated[], asOf: Day): MediaLag[] {
  return occasions
    .filter(each => each.fromDay <= asOf)
    .flatMap(each => {
      const near = ({ day, words }: Dated) =>
        day >= addDays(each.fromDay, -BEFORE) && day <= addDays(each.toDay, AFTER) && isFor(each, words)
      const found = media
        .filter(near)
        .map(one => one.day)
        .sort()
      const [firstOn = null] = found
      if (firstOn === null && !held.some(near)) return []
      const lag = firstOn === null ? null : Math.max(0, daysBetween(each.fromDay, firstOn))
      return [{ name: each.name, fromDay: each.fromDay, firstOn, lag }]
    })
}

/** Days that are no delay worth a sentence: an entry follows within the week. */
const SOON = 7

/** In the words of a report; empty where new media followed within a week. */
export function lagWords(lags: MediaLag[]): string {
  const none = lags.filter(each => each.lag === null)
  const late = lags.filter(each => each.lag !== null && each.lag > SOON)
  const named = (names: string[]) =>
    `“${names.slice(0, 3).join('”“')}”${names.length > 3 ? `等${names.length}个宣传节点` : ''}`
  return [
    none.length > 0 && `${named(none.map(each => each.name))}没有新媒体推送`,
    ...late.slice(0, 3).map(({ name, lag }) => `“${name}”${lag}天后才有新媒体推送`),
  ]
    .filter(Boolean)
    .join('，')
}
