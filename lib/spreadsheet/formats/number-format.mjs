const day = 'yyyy-m-d'
const yearMonth = 'yyyy"年"m"月"'
const time = 'h:mm'
const currency = '"¥"#,##0'
const accounting = '#,##0'
// Number formats built into a Chinese Excel and not written into the file (ECMA-376 18.8.30, zh-cn).
const builtIn = new Map([
  [0, 'General'],
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  ...[5, 6].map(id => [id, `${currency};"¥"-#,##0`]),
  ...[7, 8].map(id => [id, `${currency}.00;"¥"-#,##0.00`]),
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
  [12, '# ?/?'],
  [13, '# ??/??'],
  ...[14, 15, 28, 29, 30, 31, 51, 53, 54, 58].map(id => [id, day]),
  ...[17, 27, 36, 50, 52, 57].map(id => [id, yearMonth]),
  [16, 'm-d'],
  ...[18, 20, 32, 34, 55].map(id => [id, time]),
  ...[19, 21, 33, 35, 56].map(id => [id, 'h:mm:ss']),
  [22, 'yyyy-m-d h:mm'],
  ...[37, 38].map(id => [id, `${accounting};-${accounting}`]),
  ...[39, 40].map(id => [id, `${accounting}.00;-${accounting}.00`]),
  ...[41, 42].map(id => [id, `_ * ${accounting}_ ;_ * -${accounting}_ ;_ * "-"_ ;_ @_ `]),
  ...[43, 44].map(id => [id, `_ * ${accounting}.00_ ;_ * -${accounting}.00_ ;_ * "-"??_ ;_ @_ `]),
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mm:ss.0'],
  [48, '##0.0E+0'],
  [49, '@'],
])
const LAST_DAY = 2958465 // 9999-12-31
// Above it a double does not hold every whole number, and Excel itself keeps 15 digits.
const EXACT = 1e15

/** @type {typeof import('numfmt').format | undefined} */
let show

/**
 * To be awaited before numbers with these formats, by default with any, are shown. What shows them is loaded only where
 * it is needed: most sheets hold texts and days, and loading takes a third of the time in which a small one is read.
 * @param {{ id: number, code?: string }[]} [formats]
 */
export async function loadFormats(formats) {
  if (show || formats?.every(isSimple)) return
  show = (await import('numfmt')).format
}

function isSimple(format) {
  const known = compiled(format)
  return !known || (known.sections ?? [known]).every(each => each.isGeneral || each.isDate)
}

/**
 * What a cell with this number shows, or why that cannot be told. Days become `2023-03-01` whatever parts the format
 * shows, with a time `2023-03-01 09:30`; the first of a month in a format without a day (2023年3月) becomes `2023-03`, a
 * time alone `09:30`. All other formats are shown as Excel does (`001`, `3.10`, `95%`, `6,500`, `95分`), without the
 * spaces that only align. General, which shows as many digits as the column is wide, is written in full: without
 * exponent, with the 15 digits that Excel keeps.
 * @param {number} value @param {{ id: number, code?: string }} format @param {boolean} since1904
 * @returns {{ text: string, trouble?: import('./workbook').TroubleReason }}
 */
export function shownNumber(value, format, since1904) {
  const known = compiled(format)
  if (!known) return { text: plainNumber(value), trouble: 'unknownFormat' }
  const section = known.sections ? sectionOf(known.sections, value) : known
  if (section.isGeneral) {
    return { text: plainNumber(value), ...(Math.abs(value) >= EXACT ? { trouble: 'digitsLost' } : {}) }
  }
  if (section.isDate) {
    if (value >= 0 && value < LAST_DAY + 1) return { text: dateText(value, section.bare, since1904) }
    // Excel fills the cell with ####.
    return { text: plainNumber(value), trouble: 'unknownFormat' }
  }
  if (!show) throw new Error(`A number in ${known.code} before loadFormats.`)
  let text
  try {
    text = tidyPoint(show(known.code, value, { locale: 'zh-CN', throws: true }).trim())
  } catch {
    return { text: plainNumber(value), trouble: 'unknownFormat' }
  }
  if (/^#+$/.test(text) || isWrongFraction(text, value))
    return { text: plainNumber(value), trouble: 'unknownFormat' }
  if (/\dE[+-]\d/.test(text) || (Math.abs(value) >= EXACT && /\d/.test(text)))
    return { text, trouble: 'digitsLost' }
  // ;;; hides every number, 0;-0;;@ a zero, and accounting shows it as a dash: nobody can tell it from an empty cell.
  return /^[-–—.]?$/.test(text) ? { text, trouble: 'hiddenValue' } : { text }
}

/** numfmt shows 0.956 in `# ??/??` as 1 87/91. */
function isWrongFraction(text, value) {
  const match = /^(-?)(?:(\d+) +)?(\d+)\/(\d+)$/.exec(text)
  if (!match) return false
  const shown = Number(match[2] ?? 0) + Number(match[3]) / Number(match[4])
  return Math.abs(shown - Math.abs(value)) > 1 / Number(match[4])
}

/** `#.##` shows 7 as `7.` and a half as `.5`. */
function tidyPoint(text) {
  return text.replace(/(?<=\d)\.(?!\d)/, '').replace(/(?<!\d)\.(?=\d)/, '0.')
}

/**
 * What a cell with this text shows: a format such as `"MQ"@` adds to it, `;;;` hides it.
 * @param {string} text @param {{ id: number, code?: string } | undefined} format
 * @returns {{ text: string, trouble?: import('./workbook').TroubleReason }}
 */
export function shownText(text, format) {
  const code = format?.code
  if (!code || text === '' || !/[@;]/.test(code)) return { text }
  const parts = split(tidy(code))
  const part = parts.length > 3 ? parts[3] : parts.find(each => bare(each).includes('@'))
  if (part === undefined) return { text }
  const wanted = part.replace(/\[[^\]]*\]|[_*]./g, '')
  if (wanted === '@') return { text }
  if (wanted.trim() === '') return { text: '', trouble: 'hiddenValue' }
  const shown = wanted.replace(/"([^"]*)"|\\(.)|@/g, (whole, quoted, escaped) =>
    whole === '@' ? text : (quoted ?? escaped),
  )
  return { text: /general/i.test(wanted) ? text : shown }
}

/** No exponent, and no more digits than Excel keeps: 0.1 + 0.2 is 0.3. @param {number} value */
export function plainNumber(value) {
  const text = String(Number(value.toPrecision(15)))
  if (!text.includes('e')) return text
  if (Math.abs(value) >= 1) return BigInt(value).toString()
  return value
    .toFixed(15)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0')
}

const MOST_DAYS = 10_000
const knownDays = new Map()
const known = new Map()

function compiled({ id, code: given }) {
  const raw = given ?? builtIn.get(id)
  if (raw === undefined) return null
  const kept = known.get(raw)
  if (kept) return kept
  const code = tidy(raw)
  const parts = split(code).map(sectionFrom)
  const found = parts.length === 1 ? { code, ...parts[0] } : { code, sections: parts }
  known.set(raw, found)
  return found
}

function sectionFrom(text) {
  const condition = /\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]/.exec(text)
  const plain = bare(text)
  const isDate = /[ymdhsae]|\[[hms]+\]/i.test(plain.replace(/general|e[+-]/gi, ''))
  return {
    condition: condition && { sign: condition[1], limit: Number(condition[2]) },
    isGeneral: /^(?:general|@)$/i.test(plain.trim()) && !/"[^"]+"|\\./.test(text.replace(/"general"/gi, '')),
    isDate: isDate && !/[0#?@]/.test(plain.replace(/\.0+/g, '')),
    bare: plain,
  }
}

/** The section of a format that holds for a number (ECMA-376 18.8.31). */
function sectionOf(sections, value) {
  const [first, second, third] = sections
  if (first.condition) {
    if (meets(first.condition, value)) return first
    if (second?.condition) return meets(second.condition, value) ? second : (third ?? second)
    return third && value >= 0 ? third : (second ?? first)
  }
  if (second?.condition)
    return value > 0 ? first : meets(second.condition, value) ? second : (third ?? second)
  if (value > 0) return first
  if (value < 0) return second
  return third ?? first
}

function meets({ sign, limit }, value) {
  if (sign === '=') return value === limit
  if (sign === '<>') return value !== limit
  if (sign === '<') return value < limit
  if (sign === '>') return value > limit
  return sign === '<=' ? value <= limit : value >= limit
}

/**
 * A format as numfmt knows it: without the Chinese names of General, colours and halves of the day, with `\` for the `!`
 * of a Chinese Excel, and without what only picks a language or the shape of digits.
 */
function tidy(code) {
  return outside(code, plain =>
    plain
      .replace(/G\/通用格式/g, 'General')
      .replace(/\[(?:[黑蓝绿红白黄]色?|青色?|蓝绿色?|洋红色?|颜色\s*\d+|ENG|DBNum\d|NatNum\d)\]/gi, '')
      .replace(/上午\/下午/g, 'AM/PM')
      .replace(/!(.)/g, '\\$1'),
  )
}

/** Changes what stands outside quotes. */
function outside(code, change) {
  return code.replace(/("[^"]*"|\\.)|[^"\\]+/g, (part, literal) => literal ?? change(part))
}

/** The sections of a format; a `;` in quotes or escaped parts none. */
function split(code) {
  return (code.match(/(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+|(?<=^|;)(?=;|$)/g) ?? ['']).slice(0, 4)
}

/** The part of a format that shows whether it is a date: without literals, colours, conditions and fill. */
function bare(code) {
  return code
    .replace(/"[^"]*"|\\.|[_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/AM\/PM|A\/P/gi, 'h')
}

function dateText(value, code, since1904) {
  const seconds = Math.round(value * 86400)
  const clock = clockText(seconds % 86400)
  if (/\[[hms]+\]/i.test(code)) {
    const minutes = Math.floor(seconds / 60)
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
  }
  const isTimeOnly = !/[ydae]/i.test(code) && /[hs]/i.test(code)
  if (isTimeOnly && seconds < 86400) return clock
  const serial = Math.floor(seconds / 86400)
  const day = dayOf(serial, since1904)
  if (seconds % 86400 !== 0) return `${day} ${clock}`
  if (/[dhsa]/i.test(code)) return day
  if (!/m/i.test(code)) return day.endsWith('-01-01') ? day.slice(0, 4) : day
  return day.endsWith('-01') ? day.slice(0, 7) : day
}

function clockText(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return (parts[2] === 0 ? parts.slice(0, 2) : parts).map(part => String(part).padStart(2, '0')).join(':')
}

/**
 * Excel's calendar begins with a 0 January 1900, as a formula that found nothing shows it, and has a 29 February 1900,
 * which never existed; serials before it are off by one day.
 */
function dayOf(serial, since1904) {
  const kept = knownDays.get(since1904 ? -1 - serial : serial)
  if (kept) return kept
  // A year of a sheet has some hundred days; a column of timestamps has not more than its years.
  if (knownDays.size > MOST_DAYS) knownDays.clear()
  const day = reckonedDay(serial, since1904)
  knownDays.set(since1904 ? -1 - serial : serial, day)
  return day
}

function reckonedDay(serial, since1904) {
  if (!since1904 && serial === 0) return '1900-01-00'
  if (!since1904 && serial === 60) return '1900-02-29'
  const epoch = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial > 60 ? 30 : 31)
  return new Date(epoch + serial * 86400000).toISOString().slice(0, 10)
}
