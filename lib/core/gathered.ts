/** Groups rows by a key, in their order. (Map.groupBy needs Node 21.) */
export function gathered<T, K>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  const byKey = new Map<K, T[]>()
  for (const row of rows) gatherInto(byKey, keyOf(row), row)
  return byKey
}

export function gatherInto<T, K>(byKey: Map<K, T[]>, key: K, row: T): void {
  const there = byKey.get(key)
  if (there) there.push(row)
  else byKey.set(key, [row])
}
