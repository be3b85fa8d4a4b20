/**
 * 本单位及下属: whether the unit of this path is `above` or lies anywhere below it. A path (`/1/4/`) ends in a slash, so
 * that `/1/4/` is not above `/1/40/`. The same in SQL: unit-path.sql.ts.
 */
export function isWithin(path: string, above: string): boolean {
  return path.startsWith(above)
}
