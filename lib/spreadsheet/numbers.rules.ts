export const numberFaults = ['empty', 'notANumber', 'notExact', 'percent', 'notWhole', 'negative'] as const
export type NumberFault = (typeof numberFaults)[number]
/** `meant`: the number that 约200 or 95% names, for a choice. */
export type NumberRefusal = { ok: false; reason: NumberFault; meant?: number }
export type ParsedNumber = { ok: true; value: number; unitWord: string } | NumberRefusal

// What a Chinese sheet has in a cell without a value.
const nothing = /^(?:[-—–/\\]+|无)$/
/** Whether a cell holds no value: empty, a dash, or what clocks write where there was no time. */
export const isNothing = (text: string) => /^(?:[-—–/\\]+|无|未打卡|未签到)?$/.test(text.trim())
const about = /约|近|超过?|不足|不少于|大概|左右|以上|以下|上下|多|余|来|[+<>≥≤]/g
const several = /几[十百千万]|数[十百千万]|十几/
const range = /^\d+(?:\.\d+)?[-—–~至到]+\d/
const scales: Record<string, number> = { 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 }

/**
 * A number as offices write it: `１６３`, `1,200`, `1.5万`, `三百`, `160条` (the unit word is returned too), `95.5分`.
 * `160多条` and `约100` cannot be added up: `notExact`. `1,5` could be one number or two: none is guessed.
 */
export function parseNumber(text: string): ParsedNumber {
  const trimmed = text
    .normalize('NFKC')
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/\u2212/g, '-')
    .trim()
  // 1 200 is a number, 9 5 are two.
  if (/\d\s+\d/.test(trimmed.replace(/(?<=^|\D)\d{1,3}(?:\s\d{3})+(?!\d)/g, '0')))
    return { ok: false, reason: 'notANumber' }
  const plain = trimmed.replace(/\s/g, '').replace(/[，'](?=\d{3})/g, ',')
  if (plain === '' || nothing.test(plain)) return { ok: false, reason: 'empty' }
  const share = /^(.+)%$/.exec(plain) ?? /^百分之(.+)$/.exec(plain)
  if (share) return refusal('percent', exact(share[1] ?? ''))
  const whole = several.test(plain) ? undefined : exact(plain)
  if (whole) return whole
  if (range.test(plain) || several.test(plain)) return { ok: false, reason: 'notExact' }
  const bare = plain.replace(about, '')
  if (bare === plain || /\dE[+-]?\d/i.test(plain)) return { ok: false, reason: 'notANumber' }
  // 100以上200以下 names two numbers.
  const isOne = (plain.match(/[\d.,]+/g) ?? []).length < 2
  const meant = isOne ? exact(bare) : undefined
  return meant || !isOne ? refusal('notExact', meant) : { ok: false, reason: 'notANumber' }
}

function refusal(reason: NumberFault, number: ReturnType<typeof exact>): NumberRefusal {
  return number ? { ok: false, reason, meant: number.value } : { ok: false, reason }
}

function exact(plain: string) {
  const match = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([百千万亿]?)(\p{Script=Han}{0,4})$/u.exec(plain)
  if (!match) return spoken(plain)
  const [, sign, whole = '', fraction = '', scale = '', unitWord = ''] = match
  if (unitWord.match(about)) return undefined
  const value = Number((Number(whole.replaceAll(',', '') + fraction) * (scales[scale] ?? 1)).toPrecision(15))
  return { ok: true as const, value: sign && value !== 0 ? -value : value, unitWord }
}

const numerals = '零一二三四五六七八九'
const places: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/** `三百`, `一千二百零五`, `十二场`. Figures without their place (三五) may be several. */
function spoken(plain: string) {
  const match = /^([零〇一二两三四五六七八九十百千万]+)(\p{Script=Han}{0,4})$/u.exec(plain)
  if (!match || match[2]?.match(about)) return undefined
  const letters = [...(match[1] ?? '').replaceAll('〇', '零').replaceAll('两', '二')]
  let value = 0
  let part = 0
  let figure: number | null = null
  let above = Number.POSITIVE_INFINITY
  for (const letter of letters) {
    const place = places[letter]
    if (letter === '万') {
      value = (part + (figure ?? 0)) * 10_000
      if (value === 0) return undefined
      part = 0
      figure = null
      above = Number.POSITIVE_INFINITY
    } else if (place) {
      if (place >= above) return undefined
      part += (figure || 1) * place
      above = place
      figure = null
    } else {
      if (figure) return undefined
      figure = numerals.indexOf(letter)
    }
  }
  // 一百五 is said for 150, and written for 105.
  const isShort = figure && above >= 100 && above !== Number.POSITIVE_INFINITY && letters.at(-2) !== '零'
  if (isShort) return undefined
  return { ok: true as const, value: value + part + (figure ?? 0), unitWord: match[2] ?? '' }
}

/** A number of people, copies or times: a whole number, not negative. */
export function parseCount(text: string): ParsedNumber {
  const parsed = parseNumber(text)
  if (!parsed.ok) return parsed
  if (parsed.value < 0) return { ok: false, reason: 'negative' }
  return Number.isInteger(parsed.value) ? parsed : { ok: false, reason: 'notWhole' }
}

const yes =
  '是 √ ✓ ✔ ☑ 对 有 y yes true t v 1 已 已完成 完成 已学 已学习 学完 已学完 达标 已达标 必修 必学 应学 公开'.split(
    ' ',
  )
const no =
  '否 × ✗ ✘ x 不 无 没有 n no false f 0 未 未完成 未学 未学习 未学完 学习中 进行中 未开始 未达标 不是 选修 选学 不公开 非必修'.split(
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
