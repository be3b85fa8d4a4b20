type Lane = { running: number; waiting: (() => void)[] }

/**
 * At most `atOnce` pieces of work of one source run at once; the rest waits in the order of asking. A hundred parallel
 * attempts would otherwise all look up a rate limit before the first of them is counted.
 */
export class ConcurrencyLimit {
  #lanes = new Map<string, Lane>()

  constructor(
    readonly atOnce: number,
    readonly mostWaiting: number,
  ) {}

  /** Null where too many of this source wait already. */
  async run<T>(source: string, work: () => Promise<T>): Promise<T | null> {
    const lane = this.#lanes.get(source) ?? { running: 0, waiting: [] }
    this.#lanes.set(source, lane)
    if (lane.running >= this.atOnce) {
      if (lane.waiting.length >= this.mostWaiting) return null
      await new Promise<void>(resume => lane.waiting.push(resume))
    } else lane.running++
    try {
      return await work()
    } finally {
      const next = lane.waiting.shift()
      if (next) next()
      else if (--lane.running === 0) this.#lanes.delete(source)
    }
  }
}
