/** Work that waits for its turn: at most so many at a time, of each asker one, and whoever was served last waits longest. */
export class Turns {
  private readonly running = new Set<string>()
  private waiting: { asker: string; begin: () => void }[] = []
  private served = new Map<string, number>()
  private count = 0

  constructor(private readonly most: number) {}

  async take<T>(asker: string, work: () => Promise<T>): Promise<T> {
    await new Promise<void>(begin => {
      this.waiting.push({ asker, begin })
      this.next()
    })
    try {
      return await work()
    } finally {
      this.running.delete(asker)
      this.next()
    }
  }

  private next(): void {
    if (this.running.size >= this.most) return
    const [first] = this.waiting
      .filter(each => !this.running.has(each.asker))
      .toSorted((a, b) => this.servedAt(a.asker) - this.servedAt(b.asker))
    if (!first) {
      if (this.running.size === 0) this.served.clear()
      return
    }
    this.waiting = this.waiting.filter(each => each !== first)
    this.running.add(first.asker)
    this.served.set(first.asker, ++this.count)
    first.begin()
    this.next()
  }

  private servedAt(asker: string): number {
    return this.served.get(asker) ?? 0
  }
}
