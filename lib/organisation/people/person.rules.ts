import { pinyin } from 'pinyin-pro'
import { holdsOn, type Interval } from '@/lib/core/interval'
import { addDays, type Day } from '@/lib/core/time'

export const unitKinds = ['street', 'department', 'community', 'enterprise', 'institution', 'other'] as const
export type UnitKind = (typeof unitKinds)[number]

/** Roles in a body (领导小组, 中心组), in the order of display. */
export const bodyRoles = ['head', 'deputy', 'member'] as const
export type BodyRole = (typeof bodyRoles)[number]

/** Whether a tag is a body, whose people have roles in it: 领导小组成员, 中心组成员, 专班, 委员会. */
export function isBody(tagName: string): boolean {
  return /(小组|中心组|委员会|专班|领导班子)(成员)?$/.test(tagName)
}

const spelt = new Map<string, string>()

/** The whole pinyin without spaces or tones: 张三 → zhangsan. People are found by its beginning. */
export function pinyinOf(name: string): string {
  const known = spelt.get(name)
  if (known !== undefined) return known
  const letters = pinyin(name, { toneType: 'none', type: 'array', surname: 'head' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
  // Cached: a name takes a quarter of a millisecond, and every sheet asks again.
  if (spelt.size > 20_000) spelt.clear()
  spelt.set(name, letters)
  return letters
}

/** Numbers assigned where the office has none: X0001, X0002 … after the highest one in use. */
export function staffNosAfter(taken: string[], count: number): string[] {
  const highest = Math.max(0, ...taken.map(each => Number(/^X(\d+)$/.exec(each)?.[1] ?? 0)))
  return Array.from({ length: count }, (_, n) => `X${String(highest + n + 1).padStart(4, '0')}`)
}

type Placed = { id: number; parentId: number | null; position: number }
export type Place = { id: number; path: string; treeOrder: number }

/** Path and position in the depth-first walk of every unit; siblings by position, then by id. */
export function placesOf(units: Placed[]): Place[] {
  const below = new Map<number | null, Placed[]>()
  for (const each of [...units].sort((a, b) => a.position - b.position || a.id - b.id))
    below.set(each.parentId, [...(below.get(each.parentId) ?? []), each])
  const places: Place[] = []
  const walk = (parent: number | null, path: string) => {
    for (const each of below.get(parent) ?? []) {
      const own = `${path}${each.id}/`
      places.push({ id: each.id, path: own, treeOrder: places.length + 1 })
      walk(each.id, own)
    }
  }
  walk(null, '/')
  return places
}
export type Membership = Interval & { id: number; unitId: number; isPrimary: boolean }

/** Present and future memberships, else the last one: who administers one of these units administers the person. */
export function decidingOf<M extends Interval & { id: number }>(memberships: M[], today: Day): M[] {
  const present = memberships.filter(each => each.toDay === null || each.toDay >= today)
  if (present.length > 0) return present
  return [...memberships].sort((a, b) => b.fromDay.localeCompare(a.fromDay) || b.id - a.id).slice(0, 1)
}

export type MoveRefusal = 'sameUnit' | 'beforeStart' | 'laterOne'
/** The memberships that end on `lastDay` so that the new one can begin. */
export type Move = { ok: true; ending: Membership[]; lastDay: Day } | { ok: false; reason: MoveRefusal }

/**
 * 调动 from a day on: the primary membership ends the day before, the new one begins. The past cannot change: a
 * day not after the beginning of the membership that ends is refused.
 */
export function decideMove(memberships: Membership[], unitId: number, day: Day): Move {
  const joining = decideJoin(memberships, unitId, day)
  if (!joining.ok) return joining
  const ending = memberships.filter(each => each.isPrimary && (each.toDay === null || each.toDay >= day))
  if (ending.some(each => each.fromDay >= day)) return { ok: false, reason: 'beforeStart' }
  return { ...joining, ending }
}

/** 兼任: an additional unit from a day on; nothing ends. */
export function decideJoin(memberships: Membership[], unitId: number, day: Day): Move {
  const there = memberships.filter(each => each.unitId === unitId)
  if (there.some(each => holdsOn(each, day))) return { ok: false, reason: 'sameUnit' }
  if (there.some(each => each.fromDay > day)) return { ok: false, reason: 'laterOne' }
  return { ok: true, ending: [], lastDay: addDays(day, -1) }
}

/** Why an interval cannot end on this day: it is before its first day, or after an end that is already set. */
export function endRefusalOf(interval: Interval, lastDay: Day): 'beforeStart' | 'endedAlready' | null {
  if (lastDay < interval.fromDay) return 'beforeStart'
  return interval.toDay !== null && interval.toDay < lastDay ? 'endedAlready' : null
}
