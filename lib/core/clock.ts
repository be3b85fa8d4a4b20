/**
 * The one clock. Pages and actions read it and hand it on; rules take `now` or `asOf`.
 * Tests fix it with XUEFA_NOW, which counts only together with XUEFA_TEST=1.
 */
export function now(): number {
  if (told !== undefined) return told
  const fixed = process.env.XUEFA_TEST === '1' ? process.env.XUEFA_NOW : undefined
  return fixed ? Date.parse(fixed) : Date.now()
}

let told: number | undefined

/**
 * Does the work as if it were that instant. For the loader of the demo alone (a house test holds it to that): what
 * it has held, marked and made up is recorded on its own day, so that lists freeze and the audit reads as they would
 * have in an office. It runs in a process that serves nobody yet.
 */
export async function at<T>(instant: number, work: () => Promise<T>): Promise<T> {
  const before = told
  told = instant
  try {
    return await work()
  } finally {
    told = before
  }
}
