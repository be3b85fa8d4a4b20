import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'

type Path = SQLWrapper | string

/** As `isWithin` of unit-path.rules.ts says; false or null where one of the units is not there. */
export function isWithin(path: Path, above: Path): SQL {
  // A path holds digits and slashes only, so it is its own pattern.
  return sql`${path} like ${above} || '%'`
}

/** The same as text, for statements that are prepared by hand: both are columns. */
export function isWithinText(path: string, above: string): string {
  return `${path} like ${above} || '%'`
}

export function pathOfUnit(unitId: number): SQL {
  return sql`(select top.path from unit top where top.id = ${unitId})`
}
