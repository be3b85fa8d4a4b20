import { gatherInto } from '@/lib/core/gathered'
import { withoutRemark } from '@/lib/spreadsheet/names.rules'
import { cleanName, matchKey } from '@/lib/spreadsheet/text.rules'
import { bodyNames } from '@/lib/spreadsheet/unit-name.rules'

type Named = { id: number; parentId: number | null; name: string; kind: string }

/** Units by the other names of their body, alone or before the unit: 柳湾社区 is 柳湾社区居民委员会. */
export function bodiesBy<U extends Named>(units: readonly U[]): Map<string, U[]> {
  const others = new Map(units.map(each => [each.id, bodyNames(each.name)]))
  const found = new Map<string, U[]>()
  for (const each of units) {
    const above = others.get(each.parentId ?? 0) ?? []
    const names = [...(others.get(each.id) ?? []), ...above.map(name => `${name}${each.name}`)]
    for (const name of names) gatherInto(found, matchKey(name), each)
  }
  // What the only street calls itself.
  const [street, ...streets] = units.filter(each => each.kind === 'street')
  if (street && streets.length === 0)
    for (const name of ['街道办事处', '街道办', '本街道']) gatherInto(found, matchKey(name), street)
  return found
}

/** Whether the name beside a number is that of its person; a sheet of numbers alone has none. */
export function isCalledSo(name: string, written: string): boolean {
  const key = (text: string) => matchKey(cleanName(text))
  const bare = withoutRemark(written)?.bare
  return key(written) === '' || key(written) === key(name) || (bare !== undefined && key(bare) === key(name))
}
