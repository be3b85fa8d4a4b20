import { isWithin } from '@/lib/access/unit-path.rules'
import type { Day, Instant } from '@/lib/core/time'
import { finished, type Steps } from '@/lib/spreadsheet/steps.rules'
import { type NamedUnit, type UnitWords, unitWordsOf } from './named-unit.rules'
import { type Place, type PlaceAnswer, placeOf, placesAlike } from './place-alike.rules'
import { type Title, titleOf, titlesAlike } from './title-alike.rules'
import { bare, plainly } from './written-alike.rules'

export type Entry = {
  id: number
  day: Day
  startsAt: Instant | null
  title: string
  form: string
  place: string | null
  lecturer: string | null
  heads: number | null
  hostUnitId: number
  coHosts: string[]
}

/** What agrees, in words of the page: `double.why.<why>`. */
export type Why = 'day' | 'nextDay' | 'place' | 'title' | 'lecturer' | 'hour' | 'heads'
export type Double = { a: number; b: number; why: Why[] }

type Read = Entry & {
  at: number
  host: UnitWords | undefined
  where: Place | null
  said: Title
  who: string[]
}
type Weighed = Double & { weight: number; where: PlaceAnswer; lecturer: LecturerAnswer }

const DAY_MS = 86_400_000
const ENOUGH = 4

/**
 * 疑似重复: pairs that are probably one event written twice, by whoever wrote them. The day may be one off; place,
 * title, lecturer, hour and number of heads speak for or against it. Where only the title speaks for it and several
 * would do, none is named. With `fresh`, pairs of those with others and with one another alone.
 */
export function* doubleSteps(
  entries: readonly Entry[],
  units: readonly NamedUnit[],
  fresh?: ReadonlySet<number>,
): Steps<Double[]> {
  const words = unitWordsOf(units)
  const byId = new Map(words.map(each => [each.id, each]))
  const read: Read[] = []
  for (const each of entries) {
    yield
    const host = byId.get(each.hostUnitId)
    const at = Date.parse(each.day) / DAY_MS
    const where = placeOf(each.place, host, words)
    read.push({ ...each, at, host, where, said: titleOf(each.title, words), who: peopleIn(each.lecturer) })
  }
  read.sort((a, b) => a.at - b.at)
  const found: Weighed[] = []
  for (const [from, a] of read.entries()) {
    yield
    for (let to = from + 1; to < read.length; to++) {
      const b = read[to] as Read
      if (b.at - a.at > 1) break
      yield
      if (fresh && !fresh.has(a.id) && !fresh.has(b.id)) continue
      const weighed = weigh(a, b)
      if (weighed) found.push(weighed)
    }
  }
  return onlyClear(found).map(({ a, b, why }) => ({ a, b, why }))
}

export function doublesIn(entries: readonly Entry[], units: readonly NamedUnit[]): Double[] {
  return finished(doubleSteps(entries, units))
}

function weigh(a: Read, b: Read): Weighed | null {
  const where = placesAlike(a.where, b.where)
  const lecturer = lecturersAlike(a.who, b.who)
  // Nothing else outweighs another place; titles take long to compare.
  if (where === 'other' && lecturer !== 'same') return null
  const title = titlesAlike(a.said, b.said)
  const isSameDay = a.at === b.at
  const hours =
    isSameDay && a.startsAt !== null && b.startsAt !== null
      ? Math.abs(a.startsAt - b.startsAt) / 3_600_000
      : null
  const isHeads = a.heads !== null && a.heads === b.heads && a.heads > 9
  const isOneHost = a.hostUnitId === b.hostUnitId
  // Two sessions of one campaign: the next day counts only with more than the same square.
  if (!isSameDay && where !== 'same' && lecturer !== 'same') return null
  if (!isSameDay && isOneHost && lecturer !== 'same' && !isHeads) return null
  const isNested = !isOneHost && (isUnder(a.host, b.host) || isUnder(b.host, a.host))
  const isNamed = names(a, b) || names(b, a)
  const weight =
    { same: 3, kin: 1.5, own: -0.5, unknown: 0, other: -4 }[where] +
    ofTitle(title, a.said.about !== '' && b.said.about !== '') +
    { same: 3, kin: 1.2, unknown: 0, other: -2.5 }[lecturer] +
    (isSameDay ? 0.5 : -0.7) +
    (hours === null ? 0 : hours <= 0.5 ? 1 : hours <= 2 ? 0 : -2.5) +
    ofForm(a.form, b.form) +
    (isHeads ? 1.2 : 0) +
    (isNamed ? 0.8 : isNested ? 0.5 : isOneHost ? 0.3 : -0.8)
  if (weight < ENOUGH || (title < 0.2 && where !== 'same')) return null
  const why: Why[] = [isSameDay ? 'day' : 'nextDay']
  if (where === 'same' || where === 'kin') why.push('place')
  if (title >= 0.45) why.push('title')
  if (lecturer === 'same' || lecturer === 'kin') why.push('lecturer')
  if (hours !== null && hours <= 0.5) why.push('hour')
  if (isHeads) why.push('heads')
  const [first, second] = a.id < b.id ? [a.id, b.id] : [b.id, a.id]
  return { a: first, b: second, why, weight, where, lecturer }
}

/** Two titles that both say what they are about, and nothing in common, speak against it most. */
function ofTitle(likeness: number, areBothSaid: boolean): number {
  if (likeness >= 0.8) return 3
  if (likeness >= 0.6) return 2.2
  if (likeness >= 0.45) return 1.2
  if (likeness >= 0.3) return 0.3
  return likeness >= 0.2 ? -0.5 : areBothSaid ? -4 : -2.5
}

const FORMS: RegExp[] = [/宣传|咨询|摆摊/, /讲座|宣讲|培训|课/, /学法|学习|中心组/, /会议|会$/]

function ofForm(a: string, b: string): number {
  if (a === b) return 0.7
  const isOne = FORMS.some(each => each.test(a) && each.test(b))
  return isOne ? 0.2 : -1.2
}

function isUnder(below: UnitWords | undefined, above: UnitWords | undefined): boolean {
  return below !== undefined && above !== undefined && isWithin(below.path, above.path)
}

/** Whether one names the other's host as its co-host, or in its title. */
function names(a: Read, b: Read): boolean {
  const host = b.host
  if (!host || a.hostUnitId === b.hostUnitId || host.core.length < 2) return false
  return [...a.coHosts, a.title].some(text => bare(plainly(text)).includes(host.core))
}

type LecturerAnswer = 'same' | 'kin' | 'unknown' | 'other'
const TITLES =
  /律师事务所|律所|司法所|派出所|法院|检察院|街道|社区|法律顾问|顾问|律师|老师|教授|副教授|讲师|法官|检察官|警官|民警|书记|副书记|主任|副主任|所长|副所长|站长|科长|局长|同志|女士|先生|主讲人?/g

function peopleIn(text: string | null): string[] {
  return plainly(text ?? '')
    .split(/[、,，;；/和及]|\s{1,}/)
    .map(each => bare(each).replace(TITLES, '|').split('|').filter(Boolean).at(-1) ?? '')
    .filter(Boolean)
}

function lecturersAlike(a: string[], b: string[]): LecturerAnswer {
  if (a.length === 0 || b.length === 0) return 'unknown'
  const pairs = a.flatMap(one => b.map(other => [one, other] as const))
  const isSame = (one: string, other: string) =>
    one === other || (Math.min(one.length, other.length) >= 2 && (one.endsWith(other) || other.endsWith(one)))
  if (pairs.some(([one, other]) => isSame(one, other))) return 'same'
  const isKin = (one: string, other: string) =>
    (Math.min(one.length, other.length) === 1 && one[0] === other[0]) ||
    (one.length >= 3 &&
      one.length === other.length &&
      [...one].filter((each, at) => each !== other[at]).length === 1)
  return pairs.some(([one, other]) => isKin(one, other)) ? 'kin' : 'other'
}

/** Of several for one entry those at the same place hold; else the one that has most for it, or none. */
function onlyClear(found: Weighed[]): Weighed[] {
  const rank = (each: Weighed) => (each.where === 'same' ? 100 : 0) + each.weight
  const best = new Map<number, { rank: number; pairs: number }>()
  for (const pair of found)
    for (const id of [pair.a, pair.b]) {
      const before = best.get(id)
      if (!before || rank(pair) > before.rank) best.set(id, { rank: rank(pair), pairs: 1 })
      else if (rank(pair) === before.rank) before.pairs++
    }
  const isClear = (pair: Weighed, id: number) => {
    const most = best.get(id)
    return pair.where === 'same' || (most?.rank === rank(pair) && most.pairs === 1)
  }
  return found.filter(pair => isClear(pair, pair.a) && isClear(pair, pair.b))
}
