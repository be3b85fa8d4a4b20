import { type Day, daysBetween, yearOf } from '@/lib/core/time'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { meetingOfName, stemOf } from '../path-facts.rules'

/** A photo of a folder: the day and the unit that its name or folders say, and the day that its camera says. */
export type Photo = { path: string; namedDay: Day | null; takenDay: Day | null; unit: string | null }

/** An activity to which photos may go. */
export type PhotoActivity = { id: number; day: Day; lastDay: Day; title: string; host: string }

/**
 * Each activity in words, by its id. By them it is chosen before it has been written, when it has no other name that
 * lasts: of several with the same words the second ends in （2）.
 */
export function wordsOfActivities(activities: readonly PhotoActivity[]): Map<number, string> {
  const times = new Map<string, number>()
  return new Map(
    activities.map(({ id, day, title, host }) => {
      const words = `${day} ${title} ${host}`
      const time = (times.get(words) ?? 0) + 1
      times.set(words, time)
      return [id, time === 1 ? words : `${words}（${time}）`]
    }),
  )
}

/**
 * The activity that a photo belongs to: the one that was said, else the only one of its day and of its unit, with its
 * title in the path where there are several. Null where none or several are left: the photo then waits.
 */
export function activityOfPhoto(
  { path, namedDay, takenDay, unit }: Photo,
  activities: readonly PhotoActivity[],
  said?: string,
): PhotoActivity | null {
  if (said !== undefined) {
    const words = wordsOfActivities(activities)
    return activities.find(each => words.get(each.id) === said) ?? null
  }
  for (const day of [namedDay, takenDay]) {
    if (day === null) continue
    const ofAll = activities.filter(each => each.day <= day && day <= each.lastDay)
    const short = ofAll.filter(each => isShort(each) || matchKey(path).includes(matchKey(each.title)))
    const ofDay = short.length > 0 ? short : ofAll
    const found = onlyOne(ofDay, path, unit)
    // An online study of the whole year covers every day: it is meant where the path names it.
    const isMeant = found && (isShort(found) || matchKey(path).includes(matchKey(found.title)))
    if (isMeant) return found
    // Its name says which day it means.
    if (ofDay.length > 0) return null
  }
  return null
}

const MOST_DAYS = 7
const isShort = ({ day, lastDay }: PhotoActivity) => daysBetween(day, lastDay) < MOST_DAYS

function onlyOne(ofDay: PhotoActivity[], path: string, unit: string | null): PhotoActivity | null {
  // A unit that is named and hosts none of them is no chance.
  const hosted = unit === null ? ofDay : ofDay.filter(each => matchKey(each.host) === matchKey(unit))
  const key = matchKey(path)
  const titled = hosted.filter(each => key.includes(matchKey(each.title)))
  // 宪法 is in the path as well where it says 宪法宣传.
  const longest = Math.max(...titled.map(each => each.title.length))
  const fits = titled.length > 0 ? titled.filter(each => each.title.length === longest) : hosted
  const [only] = fits
  if (fits.length !== 1 || only === undefined) return null
  // 12月4日宪法日.jpg may be of each unit that had its 宪法日 or 宪法宣传 on the day.
  const isOfOthers = hosted.some(each => each.host !== only.host && isAlike(each.title, only.title))
  return unit === null && isOfOthers ? null : only
}

const isAlike = (one: string, other: string): boolean => {
  const letters = [...matchKey(one)]
  return letters.some((letter, at) => at > 0 && matchKey(other).includes(`${letters[at - 1]}${letter}`))
}

/** An activity that a photo waits for, as the form for a new one begins. */
export type ActivityAwaited = { day: Day; title: string; host: string }

/** The activity of which a photo is where its day has none: the words of its name are its title. */
export function activityAwaited(
  { path, namedDay, takenDay, unit }: Photo,
  activities: readonly PhotoActivity[],
  year: number,
): ActivityAwaited | null {
  const day = namedDay ?? takenDay
  if (day === null || yearOf(day) !== year) return null
  if (activities.some(each => isShort(each) && each.day <= day && day <= each.lastDay)) return null
  return { day, title: titleIn(path), host: unit ?? '' }
}

/** What a name says of the activity: 宪法进社区 of 3月8日宪法进社区.jpg; nothing of a sign-in sheet, or of a camera. */
function titleIn(path: string): string {
  const title = (meetingOfName(path)?.name ?? stemOf(path)).replace(
    /(?:现场|活动)?(?:照片|图片|相片).*$/u,
    '',
  )
  return /\p{Script=Han}{2}/u.test(title) && !/^(?:微信|截图|签到|扫描)/.test(title) ? title : ''
}
