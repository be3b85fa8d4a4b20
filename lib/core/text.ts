import { z } from 'zod'

// What XML 1.0 (§2.2, Char) does not allow: an .xlsx or .docx that holds one of them opens nowhere. Half a surrogate
// pair is no character either, and encodeURIComponent throws at it.
const unfit = () =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Whether every character can be stored, and written into each kind of file. */
export function isFit(text: string): boolean {
  return !unfit().test(text)
}

/** The text without what no file can hold; for texts that were stored before they were checked. */
export function fitText(text: string): string {
  return text.replace(unfit(), '')
}

/** The schema of every text that people or programs send. `missing`: the message where there is none. */
export const typedText = (missing?: string | { error: string }) =>
  z.string(missing).refine(isFit, { error: 'common.form.unfit' })

/** The same value with every text in it fit to be written. */
export function fitAll<T>(value: T): T {
  if (typeof value === 'string') return fitText(value) as T
  if (Array.isArray(value)) return value.map(fitAll) as T
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fitAll(each)])) as T
}

/** By code point, as the database sorts. */
export function inOrder(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
