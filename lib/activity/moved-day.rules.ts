import { addDays, type Day, weekdayOf, yearOf } from '@/lib/core/time'
import { dayText, figures, formDay, lastOf, parseDay } from '@/lib/spreadsheet/days.rules'

/** Where a remark says that an activity was moved to: a day, or a month of which it names no day. */
export type MovedTo = { day: Day; isOfMonth: boolean }

const moved =
  /(?:延期|延后|延迟|推迟|推后|顺延|改期|改|调整|提前|挪|移|变更)(?:举行|举办|召开|开展|进行|时间|日期)?(?:到|至|为|在|于)?[:：]?/g
const weekdays = '一二三四五六日'

/**
 * The day to which a remark moves an activity, as seen from the day it was to be on: 延期至6月25日, 推迟到下周三, 顺延一周,
 * 改到7月. Null where it names none, or several.
 */
export function movedTo(text: string, from: Day): MovedTo | null {
  const plain = dayText(text.replace(/《[^》]*》/g, ''))
  for (const word of plain.matchAll(moved)) {
    // 原定6月10日，延期至6月25日: the day behind the word; the clause ends there.
    const [said = ''] = plain
      .slice(word.index + word[0].length)
      .split(/[,，。;；、(（)）]|因|由于|举|召|开|进行|再/)
    const found = dayNamed(said, from, word[0])
    if (found) return found
  }
  return null
}

function dayNamed(said: string, from: Day, word: string): MovedTo | null {
  const sure = (day: Day | null) => (day === null ? null : { day, isOfMonth: false })
  const near = besideOf(said, from, word.startsWith('提前'))
  if (near) return sure(near)
  // 8.15 of a version, 25人: a number counts as a day only where the words of moving end with a preposition.
  const isPointed = /[到至为在于:：]$/.test(word)
  const [, alone = ''] = /^(?:当月|本月|同月)?(\d{1,2})[日号](?:[上下]午|全天)?$/.exec(said) ?? []
  if (alone !== '') return sure(inMonth(from, Number(alone), word.startsWith('提前')))
  const [, ofNext = ''] = /^(?:下个?月|次月)(?:(\d{1,2})[日号]?)?/.exec(said) ?? []
  if (/^(?:下个?月|次月)/.test(said)) {
    const [year, month] = nextMonth(from)
    if (ofNext === '') return { day: formDay(year, month, lastOf(year, month)), isOfMonth: true }
    const day = parseDay(`${year}-${month}-${ofNext}`)
    return day.ok ? sure(day.day) : null
  }
  if (/^(?:本|当|同)?月[底末]$/.test(said)) {
    const [year, month] = [yearOf(from), Number(from.slice(5, 7))]
    return { day: formDay(year, month, lastOf(year, month)), isOfMonth: true }
  }
  if (!isPointed && !/[年月日号]/.test(said)) return null
  const named = said.replace(/^(?:今年|本年|当年)/, '').replace(/^(?:明年|次年)/, `${yearOf(from) + 1}年`)
  const read = parseDay(named, yearOf(from))
  const day = read.ok ? read.day : (read.span?.toDay ?? null)
  if (day === null) return null
  const isNextYear = !/\d{4}/.test(named) && day < from && !word.startsWith('提前')
  const ofYear = isNextYear ? (`${yearOf(from) + 1}${day.slice(4)}` as Day) : day
  return { day: ofYear, isOfMonth: !read.ok }
}

/** 次日, 下周三, 顺延一周: counted from the day it was to be on. */
function besideOf(said: string, from: Day, isBefore: boolean): Day | null {
  if (/^(?:次日|第二天|隔天|翌日)/.test(said)) return addDays(from, 1)
  const [, which = '', name = ''] =
    /^(本|这|当|同|下下?个?|次)(?:周|星期|礼拜)([一二三四五六日天])/.exec(said) ?? []
  if (name !== '') {
    const weeks = which.startsWith('下下') ? 2 : /^[下次]/.test(which) ? 1 : 0
    const at = weekdays.indexOf(name === '天' ? '日' : name) + 1
    return addDays(from, at - weekdayOf(from) + weeks * 7)
  }
  const [, count = '', unit = ''] =
    /^([\d一二两三四五六七八九十]{1,3})个?(天|日|周|星期|礼拜)$/.exec(said) ?? []
  if (count === '' || (unit === '日' && /\d/.test(count))) return null
  const number = /\d/.test(count) ? Number(count) : Number(figures(count.replace('两', '二')))
  return number > 0 && number < 100
    ? addDays(from, (isBefore ? -1 : 1) * (unit === '天' || unit === '日' ? number : number * 7))
    : null
}

/** That day of the month of `from`, or of the next one where it is not after `from`; before it, of its own month alone. */
function inMonth(from: Day, day: number, isBefore: boolean): Day | null {
  if (isBefore && day >= Number(from.slice(8))) return null
  const [year, month] =
    isBefore || day > Number(from.slice(8)) ? [yearOf(from), Number(from.slice(5, 7))] : nextMonth(from)
  const read = parseDay(`${year}-${month}-${day}`)
  return read.ok ? read.day : null
}

function nextMonth(from: Day): [number, number] {
  const month = Number(from.slice(5, 7))
  return month === 12 ? [yearOf(from) + 1, 1] : [yearOf(from), month + 1]
}
