import { countedAs, isOfAnother, isSameThing, measuredHead } from './head-words.rules'
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
  { columns, figures = [], unfit = {} }: Columns<F>,
  isFree: (field: F) => boolean,
  cellsOf: (column: number) => readonly string[] = () => [],
): Map<number, F> {
  const open = columns
    .filter(each => isFree(each.field))
    .map(({ field, heads: names }) => ({ field, keys: names.map(headKey) }))
  const all: Guess<F>[] = []
  for (const [column, head] of heads) {
    const measure = measuredHead(head)
    const parts = measure ? countedAs(measure).map(headKey) : partsOf(head)
    for (const { field, keys } of open) {
      const score = measure && !figures.includes(field) ? 0 : scoreOf(parts, keys)
      if (score > 0 && !unfit[field]?.(cellsOf(column), head)) all.push({ column, field, score })
    }
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

/**
 * How near a head is to the names of a field: the same word, then one that ends with a name, begins with it, or is like
 * it. 主讲人单位 is neither 单位 nor 主讲人.
 */
function scoreOf(parts: string[], keys: string[]): number {
  let best = 0
  for (const part of parts)
    for (const key of keys) {
      if (part === key) best = Math.max(best, 400)
      else if (key.length < 2) continue
      else if (part.endsWith(key) && !isOfAnother(part)) best = Math.max(best, 200 + key.length)
      else if (part.startsWith(key) && isSameThing(part.slice(key.length)))
        best = Math.max(best, 100 + key.length)
    }
  if (best > 0) return best
  const isLike = (part: string) => part.length >= 3 && !isOfAnother(part) && nearest(part, keys) !== null
  return parts.some(isLike) ? 50 : 0
}
