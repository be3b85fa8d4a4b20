import { eq, isNotNull } from 'drizzle-orm'
import type { On } from '@/db/client'
import { unit, unitAlias } from '@/db/schema/roster'

/** The words for units below the topmost, by which the title of a sheet may say whose it is. */
export async function unitWords(on: On): Promise<string[]> {
  const [units, aliases] = await Promise.all([
    on.select({ name: unit.name, shortName: unit.shortName }).from(unit).where(isNotNull(unit.parentId)),
    on
      .select({ word: unitAlias.word })
      .from(unitAlias)
      .innerJoin(unit, eq(unit.id, unitAlias.unitId))
      .where(isNotNull(unit.parentId)),
  ])
  const words = [...units.flatMap(each => [each.name, each.shortName]), ...aliases.map(each => each.word)]
  return [...new Set(words.filter(each => each !== null && each !== ''))] as string[]
}
