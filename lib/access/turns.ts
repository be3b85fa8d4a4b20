type Lane = { running: number; waiting: (() => void)[] }

/**
 * Work of one source, so many at once and the rest in the order of asking: 500 people of one office get through, and
 * a hundred parallel attempts do not pass a limit that is looked up at the beginning of each.
 */
export class Turns {
  #lanes = new Map<string, Lane>()

  constructor(
    readonly atOnce: number,
    readonly mostWaiting: number,
  ) {}

  /** Null where too many of this source wait already. */
  async take<T>(source: string, work: () => Promise<T>): Promise<T | null> {
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
