import { street } from '@/lib/spreadsheet/unit-name.rules'
import { MAKE, NEW_UNITS } from './folder-questions.rules'

/** The key of what is asked once for all files of an office without any unit: what its topmost one is called. */
export const TOP_UNIT = 'topUnit'

/** Characters of a unit's name. */
const LONGEST_NAME = 100

/** The streets and towns that titles and names begin with, the one that most of them name first. */
export function streetsNamed(texts: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const text of texts) {
    const bare = text.trim().replace(/^(?:\d+[\s._、-]+)?(?:(?:19|20)\d\d年?度?)?/u, '')
    const name = street.exec(bare)?.[0]
    if (name !== undefined && !/^(?:全|各|所有|本)/.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name)
}

/** What was said to be made: the topmost unit, and whether the units that files name are. */
export function unitsSaid(answers: Readonly<Record<string, string>> = {}): { top: string; makes: boolean } {
  const top = (answers[TOP_UNIT] ?? '').trim()
  return { top: top.length > LONGEST_NAME ? '' : top, makes: answers[NEW_UNITS] === MAKE }
}
