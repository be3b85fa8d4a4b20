import { addDays, type Day, firstOfMonth, isDay, lastOfMonth, monthOf } from '@/lib/core/time'
import type { ItemTime } from '@/lib/plan/occurrences/occurrence.rules'
import { serialDay } from '@/lib/spreadsheet/days.rules'
import { readRule, ruleOfWords, spanIn as whenIn } from './yearly-rule.rules'

type Read = Omit<ItemTime, 'times'> & { times?: number }
type Span = { fromDay: Day; toDay: Day }

const QUARTERS = ['一', '二', '三', '四']
const MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

/**
 * What the cell 时间 (月份, 日期) of a plan means: 3月 · 3月至5月 · 3月中下旬 · 4月15日 · 4月15日前后 (three days to either side) ·
 * 12月1日-12月7日 · 9月、11月 (two times between the first and the last) · 每月 · 每月（3-11月）· 每月15日 (the day is chosen at
 * scheduling) · 每季度 · 第二季度 · 上半年 · 3月起 · 全年 · 年底前 …; null where it cannot be read. With `isDeadline` (完成时限) a
 * day or month is the end of a span that began with the year.
 */
export function readTime(words: string, year: number, { isDeadline = false } = {}): Read | null {
  // Text in brackets may be a time (每月（3-11月）) or a name (12月4日（国家宪法日）).
  const bare = words.normalize('NFKC').replace(/[(【[][^()【】[\]]*[)】\]]/g, '')
  return readPlain(plain(words), year, isDeadline) ?? readPlain(plain(bare), year, isDeadline)
}

function readPlain(given: string, planYear: number, isDeadline: boolean): Read | null {
  const named = /^(\d{4})年度?(?=$|每|全|上|下|第|[一二三四]|年)/.exec(given)
  const year = named ? Number(named[1]) : planYear
  const text = named ? given.slice(named[0].length) || '全年' : given.replace(/^每年(?=\d)/, '')
  if (text === '') return null
  const every = /每个?月|逐月|按月/.test(text) ? 'month' : /每个?季|按季|逐季/.test(text) ? 'quarter' : 'once'
  const rest = text
    .replace(/每个?月|逐月|按月|每个?季度?|[按逐]季度?/g, '')
    .replace(
      /(各|不少于|至少)?(集中)?(开展|学习|组织|举办|召开)?[\d一两二三四]+次(以上)?|开展|学习|组织|举办|召开|完成/g,
      '',
    )
  const whole = { fromDay: `${year}-01-01`, toDay: `${year}-12-31` }
  // 每月15日, 每月第二个星期三, 每季度末: only the recurrence is read; the day in it is chosen at scheduling.
  const isInEach = /^(第.+|最后.+|\d{1,2}[日号](前|左右)?|[上中下初末底]+旬?前?)$/.test(rest)
  if (every !== 'once' && (isInEach || !/\d/.test(rest))) return { ...(halfOf(rest, year) ?? whole), every }
  if (WHOLE_YEAR.test(rest)) return { ...whole, every }
  if (/^(每?半年|每半年)$/.test(rest)) return { ...whole, every: 'once', times: 2 }
  if (/^(每[两二2]个?月|双月|隔月)$/.test(rest)) return { ...whole, every: 'once', times: 6 }
  const span = spanIn(rest, year)
  if (!span || span.fromDay > span.toDay) return null
  const isBefore = isDeadline || /前$/.test(rest)
  return { ...span, fromDay: isBefore ? whole.fromDay : span.fromDay, every }
}

const WHOLE_YEAR =
  /^(?:(?:全年|年内|年度内?|本年度?|常年|长期|常态化?|持续|贯穿全年|全年贯穿)(?:推进|坚持|实施|抓好|进行|落实|开展|有效|不断)*|不定期|适时|择期|择机|年底前?|年终前?|年末前?|全年不定期)$/

/**
 * Why `readTime` returns null: a number by which Excel keeps a day, a day or month that does not exist, an end before its
 * beginning, or unknown words.
 */
export function faultOfTime(
  words: string,
  year: number,
): 'serial' | 'timeImpossible' | 'timeBackwards' | 'timeUnreadable' {
  if (serialDay(words)) return 'serial'
  const text = plain(words)
  const parts = text.split('-').filter(Boolean)
  const looksLikeDay = /^(\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}[日号]?(前后?|左右)?$/.test(text)
  const looksLikeMonth = /^(\d{4}[-/.年])?\d{1,2}月?(上旬|中旬|下旬|[上中下]+旬|初|中|末|底)?前?$/
  if (looksLikeDay || (/\d/.test(text) && looksLikeMonth.test(text))) return 'timeImpossible'
  const isRange =
    parts.length === 2 && parts.every(part => /^((\d{1,2}月)?\d{1,2}[日号]?|\d{1,2}月)$/.test(part))
  if (!isRange) return 'timeUnreadable'
  const month = /^\d{1,2}月/.exec(parts[0] ?? '')?.[0] ?? ''
  const [from, to] = parts.map(part =>
    spanIn(/月/.test(part) ? part : /[日号]/.test(part) ? `${month}${part}` : `${part}月`, year),
  )
  return from && to ? 'timeBackwards' : 'timeImpossible'
}

/**
 * The usual words for a time that was entered without words: the inverse of `readTime` for everything a form
 * can express.
 */
export function wordsOfTime({ fromDay, toDay, every }: Omit<ItemTime, 'times'>): string {
  const year = Number(fromDay.slice(0, 4))
  const span = spanWords(fromDay, toDay)
  const isWhole = fromDay === `${year}-01-01` && toDay === `${year}-12-31`
  if (every === 'once') return isWhole ? '全年' : span
  const repeat = every === 'month' ? '每月' : '每季度'
  return isWhole ? repeat : `${repeat}（${span}）`
}

function spanWords(fromDay: Day, toDay: Day): string {
  const months = [monthOf(fromDay), monthOf(toDay)] as const
  const year = Number(fromDay.slice(0, 4))
  if (fromDay === firstOfMonth(year, months[0]) && toDay === lastOfMonth(year, months[1]))
    return months[0] === months[1] ? `${months[0]}月` : `${months[0]}月至${months[1]}月`
  const dayWords = (day: Day) => `${monthOf(day)}月${Number(day.slice(8))}日`
  return fromDay === toDay ? dayWords(fromDay) : `${dayWords(fromDay)}至${dayWords(toDay)}`
}

// Normalises full-width characters, brackets, spaces and Chinese numerals of months.
function plain(words: string): string {
  return words
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[()（）【】[\]]/g, '')
    .replace(/^[:：,，、]+|[:：,，、。]+$/g, '')
    .replace(/(?<![每农历第\d])(十[一二]?|[一二三四五六七八九])(?=月)/g, word =>
      String(MONTHS.indexOf(word) + 1),
    )
    .replace(/(?<=\d)[·•・](?=\d)/g, '.')
    .replace(/月份|月度/g, '月')
    .replace(/(之|以)前/g, '前')
    .replace(/[—–~～至到]+|-{2,}/g, '-')
    .replace(/(?<=[日号月])起(?=-)|止$|期间$|左右$/g, '')
    .replace(/一次$|1次$/g, '')
}

function halfOf(text: string, year: number) {
  if (/^上半年前?$/.test(text)) return { fromDay: `${year}-01-01`, toDay: `${year}-06-30` }
  if (/^下半年前?$/.test(text)) return { fromDay: `${year}-07-01`, toDay: `${year}-12-31` }
  if (/^(年初|岁末年初)$/.test(text)) return { fromDay: `${year}-01-01`, toDay: `${year}-03-31` }
  if (/^(年中)$/.test(text)) return { fromDay: `${year}-05-01`, toDay: `${year}-07-31` }
  if (/^(年底|年终|年末)$/.test(text)) return { fromDay: `${year}-12-01`, toDay: `${year}-12-31` }
  return null
}

function quarterOf(text: string, year: number): Span | null {
  const found =
    /^(?:\d{4}年)?(?:第?([一二三四1-4])(?:季度?)?(?:[-、和及,]第?([一二三四1-4]))?季度?|Q([1-4]))(?:末|底|初)?前?$/i.exec(
      text,
    )
  if (!found || !/季|Q/i.test(text)) return null
  const number = (word: string) => QUARTERS.indexOf(word) + 1 || Number(word)
  const first = number(found[1] ?? found[3] ?? '')
  const last = found[2] ? number(found[2]) : first
  return { fromDay: firstOfMonth(year, first * 3 - 2), toDay: lastOfMonth(year, last * 3) }
}

/** A half year, quarters, a day or month, a range, a list of them (`times` is its length), or a lunar day. */
function spanIn(text: string, year: number): (Span & { times?: number }) | null {
  return (
    halfOf(text, year) ??
    quarterOf(text, year) ??
    spanOf(text, year) ??
    listOf(text, year) ??
    ruled(text, year)
  )
}

/** A day, a month, a third of a month, or a range of them; the second end of a range may omit its month. */
function spanOf(text: string, year: number): Span | null {
  const whole = pointOf(text, year)
  if (whole) return whole
  const opened = /^(.+?)(?:起|开始|以后|以来)$/.exec(text)
  const from = opened && pointOf(opened[1] ?? '', year)
  if (from) return { fromDay: from.fromDay, toDay: `${year}-12-31` }
  // A hyphen can separate the ends or be part of a date: each one is tried.
  for (let at = text.indexOf('-'); at >= 0; at = text.indexOf('-', at + 1)) {
    const [left, right] = [text.slice(0, at), text.slice(at + 1)]
    // 3-5月, 12月1-7日, 5月上旬至下旬
    const unit = /^\d{1,2}$/.test(left) && right.includes('月') ? '月' : /月\d{1,2}$/.test(left) ? '日' : ''
    const from = pointOf(left + unit, year)
    if (!from) continue
    const isPart = /^(\d{1,2}[日号]|[上中下]旬|初|中|末|底)$/.test(right)
    const to = pointOf(isPart ? `${monthOf(from.fromDay)}月${right}` : right, year)
    if (to) return { fromDay: from.fromDay, toDay: to.toDay }
  }
  return null
}

/** 9月、11月: from the first to the last, as many times as the list is long. */
function listOf(text: string, year: number): (Span & { times: number }) | null {
  const parts = text.split(/[、,，和及]/).filter(Boolean)
  if (parts.length < 2) return null
  // 3、6、9月 writes 月 only once.
  const unit = (part: string) => (/^\d{1,2}$/.test(part) && text.endsWith('月') ? `${part}月` : part)
  const spans = parts.map(part => spanOf(unit(part), year))
  const [first, last] = [spans[0], spans.at(-1)]
  if (!first || !last || spans.includes(null)) return null
  return { fromDay: first.fromDay, toDay: last.toDay, times: parts.length }
}

/** 5月第三个星期日, 农历九月初九. */
function ruled(text: string, year: number): Span | null {
  const when = readRule(ruleOfWords(text) ?? '')
  return when && whenIn(when, year)
}

// Three days to either side.
const AROUND = 3

function pointOf(given: string, year: number): Span | null {
  // 3月8日妇女节, 12月4日国家宪法日前后: the date is the part before the name.
  const text = given.replace(/(?<=\d[日号])[\p{Script=Han}"“”]{1,12}?(?:[日节周]|宣传月)(?=前?后?$)/u, '')
  const day =
    /^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})(?:日|号)?(前后|左右|前)?$/.exec(text) ??
    /^(?:(\d{4})[-/.])?(\d{1,2})[-/.](\d{1,2})(前后|左右|前)?$/.exec(text)
  if (day) {
    const written = [day[1] ?? year, pad(day[2] ?? ''), pad(day[3] ?? '')].join('-')
    if (!isDay(written)) return null
    const around = day[4] === '前后' ? AROUND : 0
    return { fromDay: addDays(written, -around), toDay: addDays(written, around) }
  }
  const month =
    /^(?:(\d{4})年|(\d{4})[-/.])?(\d{1,2})月?((?:[上中下][、和]?){1,2}旬|第[一二三四五1-5]周|初|中|末|底)?(前后|前)?$/.exec(
      text,
    )
  if (!month || (!text.includes('月') && !month[2])) return null
  const number = Number(month[3])
  if (number < 1 || number > 12) return null
  const of = Number(month[1] ?? month[2] ?? year)
  const last = lastOfMonth(of, number)
  // 12月前 ends before December, 12月底前 at its end.
  if (month[5] === '前' && !month[4])
    return number === 1 ? null : { fromDay: `${of}-01-01`, toDay: lastOfMonth(of, number - 1) }
  const at = (date: number) =>
    date > Number(last.slice(8)) ? last : `${last.slice(0, 8)}${pad(String(date))}`
  const [from, to] = partOf(month[4] ?? '')
  return { fromDay: at(from), toDay: at(to) }
}

/** First and last day of a third of a month. */
function partOf(part: string): [number, number] {
  const week = /^第(.)周$/.exec(part)?.[1]
  if (week) {
    const number = '一二三四五'.indexOf(week) + 1 || Number(week)
    return [number * 7 - 6, number === 5 ? 31 : number * 7]
  }
  const thirds = [...part].map(letter =>
    '上中下'.indexOf(letter === '初' ? '上' : /[末底]/.test(letter) ? '下' : letter),
  )
  const named = thirds.filter(third => third >= 0)
  if (named.length === 0) return [1, 31]
  const [first, last] = [Math.min(...named), Math.max(...named)]
  return [first * 10 + 1, last === 2 ? 31 : last * 10 + 10]
}

function pad(number: string): string {
  return number.padStart(2, '0')
}
