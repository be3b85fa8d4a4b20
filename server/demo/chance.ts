/** Seeded random numbers: one stream per label, so that a new fact in one place does not change the others. */
export function chance(label: string) {
  let state = 2166136261
  for (const char of label) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 16777619)

  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return {
    /** 0 ≤ n < 1 */
    next,
    /** Both ends included. */
    between: (low: number, high: number) => low + Math.floor(next() * (high - low + 1)),
    of: <T>(list: readonly T[]): T => {
      const found = list[Math.floor(next() * list.length)]
      if (found === undefined) throw new Error(`nothing to choose from: ${label}`)
      return found
    },
  }
}
