import type { Pause } from '@/db/pause'

/** Work in steps of about a row each: whoever runs it may let others through between any two. */
export type Steps<T> = Generator<void, T, void>

/** Runs all steps at a stretch: for a few rows, and in the browser. */
export function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

export async function sliced<T>(steps: Steps<T>, pause: Pause): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await pause()
  }
}
