// Number formats built into a Chinese Excel and not written into the file (ECMA-376 18.8.30, zh-cn).
const builtIn = new Map([
  ...[14, 15, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map(id => [id, 'yyyy-m-d']),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map(id => [id, 'h:mm']),
  ...[27, 36, 50, 52, 57, 17].map(id => [id, 'yyyy-m']),
  [16, 'm-d'],
  [22, 'yyyy-m-d h:mm'],
  [46, '[h]:mm'],
])
const LAST_DAY = 2958465 // 9999-12-31

/**
 * The number of a cell as text. Days become `2023-03-01`, with a time `2023-03-01 09:30`; the first of a month
 * in a format without a day (2023年3月) becomes `2023-03`; a time alone `09:30`. Other numbers are written
 * without exponent or separators, as `001` where the format is `000`.
 * @param {number} value @param {{ id: number, code?: string }} format @param {boolean} since1904
 */
export function numberText(value, format, since1904) {
  const code = bare(format.code ?? builtIn.get(format.id) ?? '')
  if (/[ymdhs]/i.test(code) && value >= 0 && value < LAST_DAY + 1) return dateText(value, code, since1904)
  return padded(value, format.code) ?? plainNumber(value)
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

/**
 * The part of a format that shows whether it is a date: without literals, colours, `General` and the sections
 * after `;`.
 */
function bare(code) {
  return code
    .replace(/"[^"]*"|\\.|[_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/general/gi, '')
    .split(';')[0]
}

function dateText(value, code, since1904) {
  const seconds = Math.round(value * 86400)
  const clock = clockText(seconds % 86400)
  if (/\[[hms]+\]/i.test(code)) {
    const minutes = Math.round(value * 1440)
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
  }
  const isTimeOnly = !/[yd]/i.test(code) && /[hs]/i.test(code)
  if (isTimeOnly && seconds < 86400) return clock
  const serial = Math.floor(seconds / 86400)
  const day = dayOf(serial, since1904)
  if (seconds % 86400 !== 0) return `${day} ${clock}`
  return !/[dhs]/i.test(code) && day.endsWith('-01') ? day.slice(0, 7) : day
}

function clockText(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return (parts[2] === 0 ? parts.slice(0, 2) : parts).map(part => String(part).padStart(2, '0')).join(':')
}

/** Excel's calendar has a 29 February 1900, which never existed; serials before it are off by one day. */
function dayOf(serial, since1904) {
  if (!since1904 && serial === 60) return '1900-02-29'
  const epoch = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial > 60 ? 30 : 31)
  return new Date(epoch + serial * 86400000).toISOString().slice(0, 10)
}

/** `000` and `"A"000` keep leading zeros and prefixes that are part of a staff number. */
function padded(value, code) {
  const match = code?.match(/^((?:"[^"]*"|\\.|[A-Za-z\u3400-\u9fff-])*)(0{2,})$/)
  if (!match || !Number.isInteger(value) || value < 0) return undefined
  return match[1].replace(/"([^"]*)"|\\(.)/g, '$1$2') + plainNumber(value).padStart(match[2].length, '0')
}
