import { pinyin } from 'pinyin-pro'
import { dots, matchKey } from './match.rules'

export { matchKey }

const edges = /^[\s\u200b-\u200f\u2060\ufeff\u00ad]+|[\s\u200b-\u200f\u2060\ufeff\u00ad]+$/g

/**
 * A cell as stored: trimmed (full-width and zero-width spaces too), letters and digits half-width. Chinese
 * punctuation is kept: `《宪法》（2018年修正）` does not become `《宪法》(2018年修正)`.
 */
export function cleanText(text: string): string {
  return text
    .replace(edges, '')
    .replace(/[Ａ-Ｚａ-ｚ０-９]/g, letter => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0]/g, ' ')
}

/**
 * The name of a person or unit as stored: without inner spaces (`张　三`) except between Latin words, and with `·`
 * for every look-alike of the middle dot (买买提·吐尔逊).
 */
export function cleanName(text: string): string {
  return cleanText(text)
    .replace(/(?<=[\p{Script=Latin}\d.])\s+(?=[\p{Script=Latin}\d])/gu, '\0')
    .replace(/\s+/g, '')
    .replaceAll('\0', ' ')
    .replace(dots, '·')
}

/**
 * The known name most likely meant by a similar one (`东铺社区` → `东埔社区`): one character wrong, missing, extra or
 * two swapped; from six characters on two such edits; or the same sound. Null where none or several are equally
 * near.
 */
export function nearest(word: string, known: readonly string[]): string | null {
  const key = lettersOf(word)
  const allowed = key.length >= 6 ? 2 : 1
  let best: { name: string; distance: number } | null = null
  let isTie = false
  for (const name of known) {
    const other = lettersOf(name)
    if (Math.abs(other.length - key.length) > allowed) continue
    const maySound = key.length === other.length && mayHaveOneSound(key, other)
    // Of 20,000 names nearly all end here, without being measured.
    if (!maySound && leastEdits(key, other) > allowed) continue
    const edits = editDistance(key, other)
    const sounds = maySound && edits > 0 && soundOf(key) === soundOf(other)
    if (edits > allowed && !sounds) continue
    // The same sound is the more likely error: a wrong choice in the pinyin input method.
    const distance = sounds ? Math.min(edits, allowed) - 0.5 : edits
    if (best && matchKey(best.name) === matchKey(name)) continue
    if (!best || distance < best.distance) {
      best = { name, distance }
      isTie = false
    } else if (distance === best.distance) isTie = true
  }
  return best && !isTie ? best.name : null
}

const MOST_NAMES = 50_000
const lettersKnown = new Map<string, string[]>()

/** The letters of a name as it is compared; kept, because each wrong row of a sheet asks for those of all names. */
export function lettersOf(name: string): string[] {
  const known = lettersKnown.get(name)
  if (known) return known
  if (lettersKnown.size >= MOST_NAMES) lettersKnown.clear()
  const letters = [...matchKey(name)]
  lettersKnown.set(name, letters)
  return letters
}

/** A lower bound of the distance: each letter of the longer name that the other does not have is one edit. */
function leastEdits(a: string[], b: string[]): number {
  const left = [...b]
  let shared = 0
  for (const letter of a) {
    const at = left.indexOf(letter)
    if (at < 0) continue
    left[at] = ''
    shared += 1
  }
  return Math.max(a.length, b.length) - shared
}

const readingsKnown = new Map<string, string[]>()

/** Whether each letter has a reading in common with the one in its place: a letter may be read in several ways. */
function mayHaveOneSound(a: string[], b: string[]): boolean {
  return a.every((letter, at) => {
    const other = b[at] as string
    return letter === other || readingsOf(letter).some(each => readingsOf(other).includes(each))
  })
}

function readingsOf(letter: string): string[] {
  const known = readingsKnown.get(letter)
  if (known) return known
  const readings = pinyin(letter, { toneType: 'none', type: 'array', multiple: true })
  readingsKnown.set(letter, readings)
  return readings
}

function soundOf(letters: string[]) {
  return pinyin(letters.join(''), { toneType: 'none', type: 'array' }).join(' ')
}

/** Damerau–Levenshtein distance: insertions, deletions, replacements and swaps of neighbours. */
function editDistance(a: string[], b: string[]): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      row[j] = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (isSame ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(at(row, j), at(beforeLast, j - 2) + 1)
      }
    }
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

function at(row: number[], index: number) {
  return row[index] ?? Number.POSITIVE_INFINITY
}

/**
 * The units that one cell names together, 清河、永泰社区 and 党建和党政办公室: each by its name, or with the ending of
 * another. Null where a part is none, or there is one alone.
 */
export function unitsTogether(text: string, isUnit: (word: string) => boolean): string[] | null {
  const parts = text.split(/[、，,;；/／\n]/).map(each => each.trim())
  const words = parts.filter(Boolean).flatMap(part => (isUnit(part) ? [part] : joinedIn(part, isUnit)))
  const endings = words.flatMap(word => [2, 3, 4, 1].map(length => word.slice(-length)))
  const named = words.map(word => (isUnit(word) ? word : endings.map(end => word + end).find(isUnit)))
  const units = [...new Set(named.flatMap(each => each ?? []))]
  return units.length < 2 || named.includes(undefined) ? null : units
}

/** 清河和永泰社区 is two words where the last is a unit; 和平社区 is one. */
function joinedIn(text: string, isUnit: (word: string) => boolean): string[] {
  for (const { index } of text.matchAll(/[和及与]/g)) {
    const [first, last] = [text.slice(0, index), text.slice(index + 1)]
    if (first !== '' && isUnit(last)) return [first, last]
  }
  return [text]
}

/** The units in a cell that may name several: 党政办、司法所. */
export function splitUnits(text: string): string[] {
  return text
    .split(/[、，,;；\n]/)
    .map(each => each.trim())
    .filter(Boolean)
}
