/**
 * The one clock. Pages and actions read it and hand it on; rules take `now` or `asOf`.
 * Tests fix it with XUEFA_NOW, which counts only together with XUEFA_TEST=1.
 */
export function now(): number {
  const fixed = process.env.XUEFA_TEST === '1' ? process.env.XUEFA_NOW : undefined
  return fixed ? Date.parse(fixed) : Date.now()
}
