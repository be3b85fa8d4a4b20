const CHINESE = '零一二三四五六七八九'

/** Full-width, blanks and marks are one way of writing, and Chinese digits are digits: 第三期 and 第3期. */
export function plainly(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('〇', '零')
    .replaceAll('两', '二')
    .replaceAll('法制', '法治')
    .replace(/[零一二三四五六七八九十百]+/g, numberIn)
}

/** 十二 → 12; a word that is no number, such as 一五一十, keeps digits in a row. */
function numberIn(text: string): string {
  const digits = (part: string) => [...part].map(each => CHINESE.indexOf(each)).join('')
  const found = /^([二三四五六七八九])?十([一二三四五六七八九])?$/.exec(text)
  if (found) return `${found[1] ? digits(found[1]) : 1}${found[2] ? digits(found[2]) : 0}`
  return digits(text.replaceAll('十', '零').replaceAll('百', '零'))
}

/** Without blanks and marks. */
export function bare(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '')
}

/** How alike two texts are, 0 to 1: pairs of neighbouring characters in common, or one within the other. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length === 0) return 0
  const within = short.length >= 2 && long.includes(short) ? 0.65 + (0.35 * short.length) / long.length : 0
  return Math.max(within, pairsInCommon(a, b), inOrder(short, long))
}

function pairsInCommon(a: string, b: string): number {
  const [left, right] = [pairs(a), pairs(b)]
  if (left.length === 0 || right.length === 0) return 0
  const rest = [...right]
  let common = 0
  for (const pair of left) {
    const at = rest.indexOf(pair)
    if (at < 0) continue
    rest.splice(at, 1)
    common++
  }
  return (2 * common) / (left.length + right.length)
}

function pairs(text: string): string[] {
  const all = [...text]
  return all.slice(1).map((each, at) => `${all[at]}${each}`)
}

/** Characters of the shorter that the longer has in the same order: a slip, or words put in between. */
function inOrder(short: string, long: string): number {
  const rows = longestCommon(short, long)
  return rows < 3 ? 0 : (0.9 * 2 * rows) / (short.length + long.length)
}

function longestCommon(a: string, b: string): number {
  let before: number[] = new Array(b.length + 1).fill(0)
  for (const each of a) {
    const row = [0]
    for (let at = 0; at < b.length; at++)
      row.push(each === b[at] ? (before[at] ?? 0) + 1 : Math.max(before[at + 1] ?? 0, row[at] ?? 0))
    before = row
  }
  return before[b.length] ?? 0
}

// Characters that tell one name from another: 东埔 and 西埔 are no slip.
const TELLING = /[东西南北上下前后左右新老旧大小内外男女甲乙丙丁\d]/

/** One character more, less or other, and none that tells names apart: 望江广场 and 望汪广场. */
export function isSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length < 2 || long.length - short.length > 1) return false
  let head = 0
  while (head < short.length && short[head] === long[head]) head++
  let tail = 0
  while (tail < short.length - head && short.at(-1 - tail) === long.at(-1 - tail)) tail++
  const [left, right] = [short.slice(head, short.length - tail), long.slice(head, long.length - tail)]
  const isTurned = left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
  return isTurned || (left.length <= 1 && right.length <= 1 && !TELLING.test(left + right))
}
