import { type Day, yearOf } from '@/lib/core/time'

const MOST_WORDS = 5

/** The words of a query, normalised for comparison (full-width and half-width are equal); each must match. */
export function wordsIn(asked: unknown): string[] {
  if (typeof asked !== 'string') return []
  const words = asked.normalize('NFKC').slice(0, 100).split(/\s+/).filter(Boolean)
  return [...new Set(words)].slice(0, MOST_WORDS)
}

/** The LIKE pattern for a word anywhere in a text; `%`, `_` and `\` are escaped (`escape '\'`). */
export function patternOf(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`
}

export type Piece = { text: string; isHit: boolean }

/**
 * A text split into pieces, those that match one of the words marked for highlighting. Latin letters match in
 * any case.
 */
export function piecesOf(text: string, words: string[]): Piece[] {
  const found = words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).filter(Boolean)
  if (found.length === 0) return [{ text, isHit: false }]
  return text
    .split(new RegExp(`(${found.sort((a, b) => b.length - a.length).join('|')})`, 'i'))
    .map((piece, at) => ({ text: piece, isHit: at % 2 === 1 }))
    .filter(piece => piece.text !== '')
}

/** Results by year, the newest first. */
export function byYear<T extends { day: Day }>(found: T[]): { year: number; found: T[] }[] {
  const years = new Map<number, T[]>()
  for (const each of found.toSorted((a, b) => b.day.localeCompare(a.day))) {
    const year = yearOf(each.day)
    years.set(year, [...(years.get(year) ?? []), each])
  }
  return [...years].map(([year, of]) => ({ year, found: of })).sort((a, b) => b.year - a.year)
}
