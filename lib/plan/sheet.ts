import { term } from '../glossary'
import type { Say } from '../i18n/rules'
import type { OutgoingSheet } from '../import/sheet'
import { type Day, firstOfMonth, isDay, lastOfMonth, monthOf } from '../time/rules'
import { type ItemTime, inOrder, type OccurrenceState, occurrenceStates, type PlanKind } from './rules'

type Read = Omit<ItemTime, 'times'> & { times?: number }

const QUARTERS = ['一', '二', '三', '四']
const MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

/**
 * What the cell 时间 (月份, 日期) of a plan means: 3月 · 3月至5月 · 4月15日 · 12月1日-12月7日 · 每月 · 每月（3-11月）·
 * 每季度 · 第二季度 · 上半年 · 全年 · 年底前 …; null where it cannot be read. With `isDeadline` (完成时限) a day or
 * month is the end of a span that began with the year.
 */
export function readTime(words: string, year: number, { isDeadline = false } = {}): Read | null {
  const text = plain(words)
  if (text === '') return null
  const every = /每个?月|逐月|按月/.test(text) ? 'month' : /每个?季|按季/.test(text) ? 'quarter' : 'once'
  const rest = text
    .replace(/每个?月|逐月|按月|每个?季度?|按季度?/g, '')
    .replace(/(各|不少于|至少)?(开展|学习|组织|举办)?\d+次(以上)?/g, '')
  const whole = { fromDay: `${year}-01-01`, toDay: `${year}-12-31` }
  if (every !== 'once' && !/\d/.test(rest)) return { ...(halfOf(rest, year) ?? whole), every }
  if (/^(全年|年内|年度|本年度?|常年|长期|不定期|适时|全年不定期|年底前?|年终前?|年末前?)$/.test(rest))
    return { ...whole, every }
  if (/^每?半年(一次)?$/.test(rest)) return { ...whole, every: 'once', times: 2 }
  const span = halfOf(rest, year) ?? quarterOf(rest, year) ?? spanOf(rest, year)
  if (!span || span.fromDay > span.toDay) return null
  const isBefore = isDeadline || /前$/.test(rest)
  return { fromDay: isBefore ? whole.fromDay : span.fromDay, toDay: span.toDay, every }
}

/** How a time is written where nobody wrote it: the inverse of `readTime` for what forms can say. */
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

/** The name that such a document has in an office. */
export function titleOf(unitName: string, year: number, kind: PlanKind): string {
  return `${unitName}${year}年${kind === 'workPoints' ? '' : '度'}${term('zh', `planKind.${kind}`)}`
}

// Full-width signs, brackets, spaces and Chinese numbers of months as a colleague reads them.
function plain(words: string): string {
  return words
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[()（）【】[\]]/g, '')
    .replace(/^[:：,，、]+|[:：,，、。]+$/g, '')
    .replace(/(?<!每)(十[一二]?|[一二三四五六七八九])(?=月)/g, word => String(MONTHS.indexOf(word) + 1))
    .replace(/月份|月度/g, '月')
    .replace(/月底?(之|以)?前/g, '月前')
    .replace(/(之|以)前/g, '前')
    .replace(/[—–~～至到]+|-{2,}/g, '-')
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

function quarterOf(text: string, year: number) {
  const found = /^(?:\d{4}年)?(?:第?([一二三四1-4])季度?|Q([1-4]))(?:末|前)?$/i.exec(text)
  if (!found) return null
  const word = found[1] ?? found[2] ?? ''
  const number = QUARTERS.indexOf(word) >= 0 ? QUARTERS.indexOf(word) + 1 : Number(word)
  return { fromDay: firstOfMonth(year, number * 3 - 2), toDay: lastOfMonth(year, number * 3) }
}

/** A day, a month, a third of a month, or a range of them; the second half of a range may leave out its month. */
function spanOf(text: string, year: number) {
  const whole = pointOf(text, year)
  if (whole) return whole
  // The sign between the halves can also be that of a written day: each place is tried.
  for (let at = text.indexOf('-'); at >= 0; at = text.indexOf('-', at + 1)) {
    const [left, right] = [text.slice(0, at), text.slice(at + 1)]
    // 3-5月, 12月1-7日
    const unit = /^\d{1,2}$/.test(left) && right.includes('月') ? '月' : /月\d{1,2}$/.test(left) ? '日' : ''
    const from = pointOf(left + unit, year)
    if (!from) continue
    const to = pointOf(/^\d{1,2}日$/.test(right) ? `${monthOf(from.fromDay)}月${right}` : right, year)
    if (to) return { fromDay: from.fromDay, toDay: to.toDay }
  }
  return null
}

function pointOf(text: string, year: number): { fromDay: Day; toDay: Day } | null {
  const day =
    /^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})(?:日|号)(?:前|左右|前后)?$/.exec(text) ??
    /^(?:(\d{4})[-/.])?(\d{1,2})[-/.](\d{1,2})$/.exec(text)
  if (day) {
    const written = [day[1] ?? year, pad(day[2] ?? ''), pad(day[3] ?? '')].join('-')
    return isDay(written) ? { fromDay: written, toDay: written } : null
  }
  const month = /^(?:(\d{4})年|(\d{4})[-/.])?(\d{1,2})月?(上旬|中旬|下旬|初|中|末|底)?前?$/.exec(text)
  if (!month || (!text.includes('月') && !month[2])) return null
  const number = Number(month[3])
  if (number < 1 || number > 12) return null
  const of = Number(month[1] ?? month[2] ?? year)
  const last = lastOfMonth(of, number)
  const at = (date: string) => `${last.slice(0, 8)}${date}`
  switch (month[4]) {
    case '上旬':
    case '初':
      return { fromDay: at('01'), toDay: at('10') }
    case '中旬':
    case '中':
      return { fromDay: at('11'), toDay: at('20') }
    case '下旬':
    case '末':
    case '底':
      return { fromDay: at('21'), toDay: last }
    default:
      return { fromDay: at('01'), toDay: last }
  }
}

function pad(number: string): string {
  return number.padStart(2, '0')
}

type Shown = {
  id: number
  parentId: number | null
  timeWords: string
  content: string
  form: string
  audienceWords: string
  lecturer: string | null
  unitName: string
  mustLearn: boolean
  topics: { name: string }[]
  remark: string | null
  weight: number | null
  evidence: string | null
  doneNote: string | null
  activities: { title: string; day: Day }[]
  occurrences: { state: OccurrenceState }[]
}

/**
 * The plan as a sheet, with the heads that an import reads: what was exported can be changed and brought back. The
 * heads stay Chinese in either language; the states follow the reader.
 */
export function planSheet(say: Say, plan: { title: string; kind: PlanKind }, items: Shown[]): OutgoingSheet {
  const isPoints = plan.kind === 'workPoints'
  const column = (head: string, width: number, kind: 'text' | 'number' = 'text') => ({ head, width, kind })
  const lines = inOrder(items)
  const pointOf = (id: number | null) => items.find(item => item.id === id)?.content ?? null
  return {
    sheetName: plan.title,
    title: plan.title,
    columns: isPoints
      ? [
          column('序号', 6),
          column('工作要点', 40),
          column('上级要点', 30),
          column('责任单位', 20),
          column('完成时限', 14),
          column('权重', 8, 'number'),
          column('佐证', 24),
          column('落实情况', 30),
        ]
      : [
          column('序号', 6),
          column('时间', 16),
          column('学习内容', 40),
          column('学习形式', 16),
          column('学习对象', 26),
          column('主讲人', 14),
          column('责任单位', 20),
          column('次数', 6, 'number'),
          column('必学', 20),
          column('备注', 20),
          column('开展情况', 30),
        ],
    rows: lines.map(({ item, number }) =>
      isPoints
        ? [
            number,
            item.content,
            pointOf(item.parentId),
            item.unitName,
            item.timeWords,
            item.weight,
            item.evidence,
            [statesOf(say, plan.kind, item), item.doneNote, ...item.activities.map(each => each.title)]
              .filter(Boolean)
              .join('；'),
          ]
        : [
            number,
            item.timeWords,
            item.content,
            item.form,
            item.audienceWords,
            item.lecturer,
            item.unitName,
            item.occurrences.length,
            item.topics.map(topic => topic.name).join('、') || (item.mustLearn ? '是' : null),
            item.remark,
            statesOf(say, plan.kind, item),
          ],
    ),
  }
}

function statesOf(say: Say, kind: PlanKind, { occurrences }: Shown): string {
  const word = (state: OccurrenceState) =>
    say.term(kind === 'workPoints' ? `pointState.${state}` : `occurrenceState.${state}`)
  return occurrenceStates
    .map(state => ({ state, count: occurrences.filter(each => each.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${word(state)}${count > 1 ? ` ${count}` : ''}`)
    .join('，')
}
