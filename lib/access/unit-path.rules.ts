/**
 * 本单位及下属: whether the unit of this path is `above` or lies anywhere below it. A path (`/1/4/`) ends in a slash, so
 * that `/1/4/` is not above `/1/40/`. The same in SQL: unit-path.sql.ts.
 */
export function isWithin(path: string, above: string): boolean {
  return path.startsWith(above)
}

/** The lowest unit that all these are in, by its path. */
export function commonPath(paths: readonly string[]): string | null {
  const [first, ...others] = paths
  if (first === undefined) return null
  const steps = first.split('/').filter(Boolean)
  for (let most = steps.length; most > 0; most--) {
    const path = `/${steps.slice(0, most).join('/')}/`
    if (others.every(each => isWithin(each, path))) return path
  }
  return null
}
