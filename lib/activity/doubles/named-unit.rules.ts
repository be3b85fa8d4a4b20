import { bare, plainly } from './written-alike.rules'

export type NamedUnit = { id: number; path: string; name: string; kind: string }
/** A unit as it is written: its name without the word of its kind, and every way in which it begins a text. */
export type UnitWords = { id: number; path: string; kind: string; core: string; heads: string[] }

const KIND =
  /(?:街道办事处|街道|社区居民委员会|社区居委会|居民委员会|居委会|社区|村民委员会|村委会|村|镇|乡)$/
const OFFICES = ['居民委员会', '居委会', '社区居民委员会', '社区居委会', '社区']
const STREETS = ['街道办事处', '街道办', '街道']
const VILLAGES = ['村民委员会', '村委会', '村']

/** The words of all units, of each the longest beginning first. */
export function unitWordsOf(units: readonly NamedUnit[]): UnitWords[] {
  return units.map(({ id, path, name, kind }) => {
    const plain = bare(plainly(name))
    const core = plain.replace(KIND, '')
    const tails = /街道/.test(plain) ? STREETS : /村/.test(plain) ? VILLAGES : OFFICES
    const heads = core !== plain && core.length >= 2 ? tails.map(tail => core + tail) : []
    return { id, path, kind, core, heads: [...new Set([plain, ...heads])].filter(Boolean).sort(byLength) }
  })
}

const byLength = (a: string, b: string) => b.length - a.length

/** The unit that a text begins with, and what comes after it. */
export function unitAhead(
  text: string,
  units: readonly UnitWords[],
): { unit: UnitWords; rest: string } | null {
  let best: { unit: UnitWords; rest: string } | null = null
  for (const unit of units)
    for (const head of unit.heads)
      if (text.startsWith(head) && (best === null || text.length - head.length < best.rest.length))
        best = { unit, rest: text.slice(head.length) }
  return best
}
