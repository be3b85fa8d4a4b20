import { isWithin } from '@/lib/access/unit-path.rules'
import { cleanName, matchKey, nearest } from '@/lib/spreadsheet/text.rules'

/** A candidate: a person on the list of the activity, or another one visible to the organiser. */
export type Someone = {
  personId: number
  staffNo: string
  phone: string | null
  name: string
  unitName: string
  /** Paths of every unit to which the person belongs on the day. */
  unitPaths: string[]
  isDue: boolean
}
export type Named = { staffNo: string; name: string; unit: string }
export type By = 'number' | 'unit' | 'name' | 'nickname' | 'remembered' | 'chosen'
export type Doubt = 'unknown' | 'several' | 'otherName' | 'otherUnit' | 'notDue'
export type Meant =
  | { ok: true; personId: number; by: By }
  | { ok: false; reason: Doubt; candidates: number[] }

export type Book = {
  people: Someone[]
  /** The path of the unit that a word names, null where it names none or is ambiguous. */
  unitPathOf(word: string): string | null
  /** Earlier decisions about names, by `keyOf`: a staff number. */
  remembered: Record<string, string>
}

/** The key of a name: lines with equal keys are about the same person. */
export function keyOf({ staffNo, name, unit }: Named): string {
  return [staffNo, name, unit].map(matchKey).join('|')
}

/**
 * Matches a name to a person: by 工号 or phone, then by name and unit, then by a name that only one person on the
 * list has, then by a nickname containing such a name. Contradictory or ambiguous matches are left to the user.
 */
export function whoIs(named: Named, book: Book): Meant {
  const said = book.remembered[keyOf(named)]
  const remembered = said === undefined ? undefined : book.people.find(each => each.staffNo === said)
  if (remembered) return dueOr(remembered, 'remembered')
  const byNumber = named.staffNo ? book.people.filter(hasNumber(named.staffNo)) : []
  if (byNumber.length > 1) return inDoubt('several', byNumber)
  const [one] = byNumber
  if (one)
    return named.name === '' || namesIn(named.name).includes(keyOfName(one)) || endsWithName(named.name, one)
      ? dueOr(one, 'number')
      : inDoubt('otherName', [one])
  const name = matchKey(named.name)
  const called = book.people.filter(each => keyOfName(each) === name)
  const due = called.filter(each => each.isDue)
  const path = named.unit ? book.unitPathOf(named.unit) : null
  if (path !== null) {
    const inUnit = (each: Someone) => each.unitPaths.some(own => isWithin(own, path))
    const there = due.filter(inUnit)
    if (there.length === 1) return found(there, 'unit')
    if (there.length > 1) return inDoubt('several', there)
    if (due.length > 0) return inDoubt('otherUnit', due)
    const others = called.filter(inUnit)
    if (others.length > 0) return inDoubt('notDue', others)
  }
  if (due.length === 1) return found(due, 'name')
  if (due.length > 1) return inDoubt('several', due)
  if (called.length > 0) return inDoubt('notDue', called)
  return byNickname(named, book)
}

/** 党政办-林静, 林静（司法所）, 东埔社区苏美玲: a whole word of the nickname, or its end after a unit, is a name. */
function byNickname({ name }: Named, book: Book): Meant {
  const due = book.people.filter(each => each.isDue)
  const words = namesIn(name)
  const inIt = due.filter(each => words.includes(keyOfName(each)) || isBehindUnit(words, each, book))
  const units = words.flatMap(word => book.unitPathOf(word) ?? [])
  const there = inIt.filter(each =>
    units.every(path => each.unitPaths.some(own => isWithin(own, path) || isWithin(path, own))),
  )
  if (there.length === 1) return found(there, 'nickname')
  if (inIt.length > 0) return inDoubt(there.length === 0 ? 'otherUnit' : 'several', inIt)
  const likely = nearest(
    cleanName(name),
    due.map(each => each.name),
  )
  return inDoubt(
    'unknown',
    due.filter(each => likely !== null && each.name === likely),
  )
}

function isBehindUnit(words: string[], someone: Someone, book: Book): boolean {
  const name = keyOfName(someone)
  return words.some(word => {
    if (word.length <= name.length || !word.endsWith(name)) return false
    const path = book.unitPathOf(word.slice(0, -name.length))
    return path !== null && someone.unitPaths.some(own => isWithin(own, path))
  })
}

function endsWithName(text: string, someone: Someone): boolean {
  return matchKey(text).endsWith(keyOfName(someone))
}

/** The words of a nickname, the whole nickname first. */
function namesIn(text: string): string[] {
  const parts = text.normalize('NFKC').split(/[\s\-_—–+·|/\\,，、;；:：()[\]【】《》<>&@#\d]+/)
  return [matchKey(text), ...parts.map(matchKey).filter(word => word.length > 1)]
}

/** 工号, or a phone number with or without the country code. */
function hasNumber(number: string): (someone: Someone) => boolean {
  const wanted = number.normalize('NFKC').toUpperCase()
  const phone = wanted.replace(/^\+?86-?(?=1\d{10}$)/, '')
  return each => each.staffNo.toUpperCase() === wanted || each.phone === phone
}

// Cache: every line is compared with everybody, and the key of a name takes time to compute.
const keys = new WeakMap<Someone, string>()

function keyOfName(someone: Someone): string {
  const known = keys.get(someone)
  if (known !== undefined) return known
  const key = matchKey(cleanName(someone.name))
  keys.set(someone, key)
  return key
}

function dueOr(someone: Someone, by: By): Meant {
  return someone.isDue ? found([someone], by) : inDoubt('notDue', [someone])
}

function found([someone]: Someone[], by: By): Meant {
  return { ok: true, personId: (someone as Someone).personId, by }
}

function inDoubt(reason: Doubt, candidates: Someone[]): Meant {
  return { ok: false, reason, candidates: candidates.map(each => each.personId) }
}
