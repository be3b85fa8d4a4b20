/** The one year that a file's name gives, else that of its folders from within. */
export function yearOfPath(path: string): number | null {
  for (const step of path.split('/').reverse()) {
    const years = [
      ...step.matchAll(/(?<!\d)((?:19|20)\d\d)(?=\D|$|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d))/g),
    ]
    const named = new Set(years.map(each => Number(each[1])))
    if (named.size > 0) return named.size === 1 ? ([...named][0] ?? null) : null
  }
  return null
}

/** The year of which a folder seems to be: that of its own name, else the one that most names in it give. */
export function yearOfFolder(name: string, paths: readonly string[]): number | null {
  const own = yearOfPath(name)
  if (own !== null) return own
  const counts = new Map<number, number>()
  for (const path of paths) {
    const year = yearOfPath(path)
    if (year !== null) counts.set(year, (counts.get(year) ?? 0) + 1)
  }
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1])
  return first && first[1] !== second?.[1] ? first[0] : null
}
