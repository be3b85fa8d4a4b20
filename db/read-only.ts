/** Why nothing is written: the file is damaged, it is still being checked, or its disk is full. */
export type ReadOnlyReason = 'damaged' | 'checking' | 'diskFull'
/** `detail` is for the log and the administrator: no page shows it to others. */
export type ReadOnly = { reason: ReadOnlyReason; detail: string; since: number }

// Pages, actions and instrumentation are separate bundles; only globalThis is shared.
const shared = globalThis as typeof globalThis & { xuefaReadOnly?: ReadOnly; xuefaWhenWritable?: () => void }

/** Reasons in the order in which one takes the place of another: damage does not pass by itself. */
const order: ReadOnlyReason[] = ['checking', 'diskFull', 'damaged']

/**
 * From now on `write` (db/write.ts) refuses, until `allowWriting` or the end of the process. A weaker reason does not
 * take the place of the one that holds, and the first moment of a reason stays.
 */
export function setReadOnly(reason: ReadOnlyReason, detail: string, since = Date.now()): void {
  const held = shared.xuefaReadOnly
  if (held && order.indexOf(reason) <= order.indexOf(held.reason)) return
  shared.xuefaReadOnly = { reason, detail, since }
}

/** Ends the state where that reason holds. Damage ends only with the process: the file is restored while it is stopped. */
export function allowWriting(reason: Exclude<ReadOnlyReason, 'damaged'>): void {
  if (shared.xuefaReadOnly?.reason !== reason) return
  shared.xuefaReadOnly = undefined
  shared.xuefaWhenWritable?.()
}

/** Calls `work` in the turn in which the state ends, so that what it writes goes before everything else. */
export function whenWritable(work: () => void): void {
  shared.xuefaWhenWritable = work
}

/** Why this process only reads; null while it writes. */
export function readOnly(): ReadOnly | null {
  return shared.xuefaReadOnly ?? null
}

/** For db/client.ts: the state belongs to the file that was open. */
export function forgetReadOnly(): void {
  shared.xuefaReadOnly = undefined
}
