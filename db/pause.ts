/** Awaited between small pieces of long work; lets requests and timers through once the slice is used up. */
export type Pause = () => Promise<void> | undefined

/** Milliseconds of work at a stretch: with one statement or row on top it stays well under 50. */
const SLICE = 10

export function slices(): Pause {
  let began = performance.now()
  const resumed = () =>
    new Promise<void>(resume => {
      setImmediate(() => {
        began = performance.now()
        resume()
      })
    })
  let last = Promise.resolve()
  return () => {
    if (performance.now() - began < SLICE) return undefined
    // Of several that wait each has a turn of its own: in one turn they would be as long as all of them.
    last = last.then(resumed)
    return last
  }
}

/** Calls `work` with at most `most` of the rows at a time, so that no statement takes them all at once. */
export async function inParts<T>(
  rows: T[],
  work: (part: T[]) => Promise<unknown>,
  most = 500,
): Promise<void> {
  for (let from = 0; from < rows.length; from += most) await work(rows.slice(from, from + most))
}

/** Some columns of a thousand rows take 30 ms to be made objects. */
const PAGE = 500

/** All rows of a long list, a page after the other: `page` reads those that follow the last one in its order. */
export async function paged<R>(
  pause: Pause,
  page: (last: R | undefined, limit: number) => PromiseLike<R[]>,
): Promise<R[]> {
  const rows: R[] = []
  for (;;) {
    const found = await page(rows.at(-1), PAGE)
    for (const each of found) rows.push(each)
    if (found.length < PAGE) return rows
    await pause()
  }
}
