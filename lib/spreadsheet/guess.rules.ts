import { type Columns, headKey } from './heads.rules'
import { nearest } from './text.rules'

type Guess<F> = { column: number; field: F; score: number }

/**
 * The fields that unknown heads most likely mean, by the index of their column: to be proposed and never taken by
 * themselves. 1、您的姓名 and 学生姓名 are 姓名, 学号/工号 is 工号, 考试得分 is 得分. A field is proposed once, for the head
 * that is nearest to it.
 */
export function guessesOf<F extends string>(
  heads: ReadonlyMap<number, string>,
  { columns }: Columns<F>,
  isFree: (field: F) => boolean,
): Map<number, F> {
  const open = columns
    .filter(each => isFree(each.field))
    .map(({ field, heads: names }) => ({ field, keys: names.map(headKey) }))
  const all: Guess<F>[] = []
  for (const [column, head] of heads)
    for (const { field, keys } of open) {
      const score = scoreOf(partsOf(head), keys)
      if (score > 0) all.push({ column, field, score })
    }
  const found = new Map<number, F>()
  const taken = new Set<F>()
  for (const { column, field } of all.sort((a, b) => b.score - a.score || a.column - b.column)) {
    if (found.has(column) || taken.has(field)) continue
    found.set(column, field)
    taken.add(field)
  }
  return found
}

/** The words of a head, without the number and the address of a question. */
function partsOf(head: string): string[] {
  return headKey(head)
    .replace(/^\d+[、.．)]*/, '')
    .replace(/^(?:您|你)的?|^请(?:填写|输入|选择)/, '')
    .split(/[/、|或]/)
    .filter(Boolean)
}

/** How near a head is to the names of a field: the same word, then one that ends with a name, begins with it, or is like it. */
function scoreOf(parts: string[], keys: string[]): number {
  let best = 0
  for (const part of parts)
    for (const key of keys) {
      if (part === key) best = Math.max(best, 400)
      else if (key.length >= 2 && part.endsWith(key)) best = Math.max(best, 200 + key.length)
      else if (key.length >= 2 && part.startsWith(key)) best = Math.max(best, 100 + key.length)
    }
  if (best > 0) return best
  return parts.some(part => part.length >= 3 && nearest(part, keys) !== null) ? 50 : 0
}
