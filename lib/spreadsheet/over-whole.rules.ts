const formal = '壹贰叁肆伍陆柒捌玖拾佰仟'
const common = '一二三四五六七八九十百千'

/** What grew may have grown by more than the whole. */
const growth = /增|升|涨|提高|提升|翻|同比|环比|倍/
const clauses = /[，。；;！？!?\n]|,(?!\d{3})/
const more = '(?:以上|多|余|\\+|有余)'
const above = '(?:(?<!不)(?:超过?|逾|突破|大于|高于|多于)|>=?|≥)'

/** `120%`, `100%以上`, `超过100%`, `１００多％`. */
const inDigits = new RegExp(`(${above}?)(\\d[\\d,]*(?:\\.\\d+)?)([多余]?)%(${more}?)`, 'gu')
/** `百分之一百二十`, `百分之百以上`, `超过百分之百`. */
const inWords = new RegExp(
  `(${above}?)百分之([零〇一二两三四五六七八九十百千万点\\d.]+)([多余]?)(${more}?)`,
  'gu',
)
const isName = /(?:率|占比|比例|比重|百分比)$/
const fraction = /^(\d+)\/(\d+)$/

/** Whether a text states a rate of more than 100 %: in digits, full width or words. */
export function isOverWhole(text: string): boolean {
  return text
    .normalize('NFKC')
    .replace(/[壹贰叁肆伍陆柒捌玖拾佰仟]/g, letter => common[formal.indexOf(letter)] ?? letter)
    .replace(/\s/g, ' ')
    .split(clauses)
    .some(clause => !growth.test(clause) && statesMore(clause.replace(/ /g, '')))
}

function statesMore(clause: string): boolean {
  for (const [, sign, figure = '', about, after] of clause.matchAll(inDigits))
    if (isMore(Number(figure.replaceAll(',', '')), Boolean(sign || about || after))) return true
  for (const [, sign, figure = '', about, after] of clause.matchAll(inWords))
    if (isMore(shareOf(figure), Boolean(sign || about || after))) return true
  return false
}

const isMore = (value: number, isAtLeast: boolean) => value > 100 || (isAtLeast && value === 100)

/** Exact up to the whole; beyond it any value will do. */
function shareOf(words: string): number {
  if (/^[\d.]+$/.test(words)) return Number(words)
  if (/^一?百(?:点[零〇]+)?$/.test(words)) return 100
  return /[百千万]/.test(words) ? 101 : 0
}

/** Whether a name and its value say so together: 调解成功率 and 120, 6/5 or 120%. */
export function isRateOverWhole(name: string, value: string): boolean {
  const [plainName, plain] = [name, value].map(each => each.normalize('NFKC').replace(/\s/g, '')) as [
    string,
    string,
  ]
  if (growth.test(plainName)) return false
  if (isOverWhole(name) || isOverWhole(value)) return true
  if (!isName.test(plainName)) return false
  const [, numerator, denominator] = fraction.exec(plain) ?? []
  if (numerator) return Number(numerator) > Number(denominator)
  return /^\d+(?:\.\d+)?$/.test(plain) && Number(plain) > 100
}
