import { AsyncLocalStorage } from 'node:async_hooks'

// Actions, routes and the command line are separate bundles with module state of their own; only globalThis is shared.
const shared = globalThis as typeof globalThis & {
  xuefaCorrection?: { reasons: AsyncLocalStorage<string>; ofTransactions: WeakMap<object, string> }
}
shared.xuefaCorrection ??= { reasons: new AsyncLocalStorage(), ofTransactions: new WeakMap() }
const { reasons, ofTransactions } = shared.xuefaCorrection

/** Runs `work`, in which a figure of a locked year may be corrected for this reason; without one it is not. */
export function correcting<T>(reason: string | undefined, work: () => T): T {
  return reason ? reasons.run(reason, work) : work()
}

/** Says why this transaction corrects figures of a locked year, where only its own work knows it. */
export function correctFor(tx: object, reason: string | null | undefined): void {
  if (reason) ofTransactions.set(tx, reason)
}

/** Why a figure of a locked year is corrected, where whoever asked for the write, or its work, has said so. */
export function correctionReason(tx: object): string | undefined {
  return ofTransactions.get(tx) ?? reasons.getStore()
}

/**
 * 年度数据已锁定: the write would move figures of that year, and nobody has said why. Nothing was written. `moves` are the
 * figures (lib/statistics/lock/correction.rules.ts), of the unit whose lock it is and of those below it.
 */
export class LockedYear<Moves = unknown> extends Error {
  override name = 'LockedYear'
  constructor(
    readonly lock: { year: number; unitId: number },
    readonly moves: Moves,
  ) {
    super('a figure of a locked year would move')
  }
}

/** By its name: another bundle has a class of its own. */
export function isLockedYear(error: unknown): error is LockedYear {
  return error instanceof Error && error.name === 'LockedYear'
}
