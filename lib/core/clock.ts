/**
 * The one clock. Pages and actions read it and pass it on; rules take `now` or `asOf`. Tests fix it with
 * XUEFA_NOW, which counts only together with XUEFA_TEST=1.
 */
export function now(): number {
  if (told !== undefined) return told
  const fixed = process.env.XUEFA_TEST === '1' ? process.env.XUEFA_NOW : undefined
  return fixed ? Date.parse(fixed) : Date.now()
}

let told: number | undefined

/**
 * Runs `work` under a clock set to that instant. For the loader of the demo alone (a house test checks it):
 * what it holds, marks and makes up is recorded on its own day, so that lists freeze and the audit log reads as
 * in a real office. Its process serves no requests.
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
