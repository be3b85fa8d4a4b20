export const numberFaults = ['empty', 'notANumber', 'notExact', 'notWhole', 'negative'] as const
export type NumberFault = (typeof numberFaults)[number]
export type ParsedNumber = { ok: true; value: number; unitWord: string } | { ok: false; reason: NumberFault }

// What a Chinese sheet has in a cell without a value.
const nothing = /^(?:[-—–/\\]+|无)$/
const notExact = /约|近|多|余|来|左右|以上|以下|超|不足|不少于|上下|[+＋<>≥≤]/
const scales: Record<string, number> = { 千: 1000, 万: 10_000, 亿: 100_000_000 }

/**
 * A number as offices write it: `１６３`, `1,200`, `1.5万`, `160条` (the unit word is returned too), `95.5分`.
 * `160多条` and `约100` cannot be added up: `notExact`.
 */
export function parseNumber(text: string): ParsedNumber {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]/g, '')
    .replace(/[，'](?=\d{3})/g, ',')
  if (plain === '' || nothing.test(plain)) return { ok: false, reason: 'empty' }
  const match = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([千万亿]?)(\p{Script=Han}{0,4})$/u.exec(plain)
  if (!match || notExact.test(plain)) {
    return { ok: false, reason: /\d/.test(plain) && notExact.test(plain) ? 'notExact' : 'notANumber' }
  }
  const [, sign, whole = '', fraction = '', scale = '', unitWord = ''] = match
  const value = Number((Number(whole.replaceAll(',', '') + fraction) * (scales[scale] ?? 1)).toPrecision(15))
  return { ok: true, value: sign && value !== 0 ? -value : value, unitWord }
}

/** A number of people, copies or times: a whole number, not negative. */
export function parseCount(text: string): ParsedNumber {
  const parsed = parseNumber(text)
  if (!parsed.ok) return parsed
  if (parsed.value < 0) return { ok: false, reason: 'negative' }
  return Number.isInteger(parsed.value) ? parsed : { ok: false, reason: 'notWhole' }
}

const yes = '是 √ ✓ ✔ 对 有 y yes true t v 1 已 已完成 完成 已学 已学习 必修 必学 应学 公开'.split(' ')
const no = '否 × ✗ ✘ x 不 无 没有 n no false f 0 未 未完成 未学 未学习 不是 选修 选学 不公开 非必修'.split(
  ' ',
)

/** 是/否 in the words of offices and platforms; null for any other, '' included. */
export function parseYesNo(text: string): boolean | null {
  const word = text
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]/g, '')
    .toLowerCase()
  if (yes.includes(word)) return true
  return no.includes(word) ? false : null
}
