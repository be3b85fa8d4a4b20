import { addDays, type Day } from '@/lib/core/time'
import { formDay, lastOf, parseDay } from '@/lib/spreadsheet/days.rules'
import { each } from '@/lib/spreadsheet/head-words.rules'
import type { Columns } from '@/lib/spreadsheet/heads.rules'
import { endsOf } from '@/lib/spreadsheet/moments.rules'
import { parseNumber } from '@/lib/spreadsheet/numbers.rules'
import { cleanName } from '@/lib/spreadsheet/text.rules'
import type { TitleFacts } from '@/lib/spreadsheet/title.rules'

const adviserHeads: Record<string, string[]> = {
  name: ['姓名', '法律顾问', '顾问姓名', '律师姓名', '法律顾问姓名', '律师', '顾问'],
  unit: [
    '服务单位',
    '单位',
    '服务社区',
    '社区',
    '受聘单位',
    '聘用单位',
    '所服务社区',
    '村社区',
    '服务村社区',
    '社区名称',
    '村',
    '村居',
    '服务村居',
    '所在社区',
  ],
  from: [
    '聘期起',
    '聘期开始',
    '起聘日期',
    '聘期开始日期',
    '开始日期',
    '聘任日期',
    '受聘日期',
    '聘用时间',
    '聘任时间',
    '受聘时间',
    '聘用日期',
    '聘用开始',
    '合同起',
    ...each('合同', '服务', '聘用', '聘任').of('起始', '起始日期', '起始时间', '开始日期', '开始时间'),
  ],
  term: ['聘期', '聘用期限', '聘任期限', '聘用期', '服务期限', '合同期限', '聘期起止'],
  to: [
    '聘期止',
    '聘期结束',
    '止聘日期',
    '聘期结束日期',
    '结束日期',
    '到期日期',
    '合同止',
    ...each('合同', '服务', '聘用', '聘任').of(
      '终止',
      '终止日期',
      '终止时间',
      '到期',
      '结束日期',
      '截止日期',
    ),
  ],
  firm: [
    '律所',
    '律师事务所',
    '所在律所',
    '执业机构',
    '所属律所',
    '工作单位',
    ...each('律所', '律师事务所', '执业机构', '事务所').of('名称'),
    ...each('所在', '所属', '执业').of('律师事务所', '事务所', '机构', '单位'),
  ],
  contract: ['合同编号', '合同', '聘用合同', '合同名称'],
  kind: ['备注', '专兼职', '专职兼职', '顾问类型'],
  phone: ['电话', '联系电话', '手机', '联系方式', '手机号', '手机号码'],
}

/** 法律顾问: a row is one person at one unit for one term. */
export const adviserColumns: Columns<string> = {
  columns: Object.entries(adviserHeads).map(([field, heads]) => ({ field, heads })),
  required: ['name', 'unit', [['from'], ['term']]],
  fillsDown: ['name', 'from', 'term'],
}

/** Both ends of a term of which the sheet has one column, or its start and how long it is: 1年. */
export function termInOne({ term, from, to }: Record<string, string>): Record<string, string> {
  if (!term || to !== undefined) return {}
  const ends = endsOf(term)
  if (ends && from === undefined) return ends
  if (from === undefined) return termAsWritten(term)
  const start = parseDay(from, undefined, 'first')
  const months = monthsOf(term)
  // What is not understood as a length is asked about as the end.
  return { to: ends?.to ?? (start.ok && months !== null ? lastDayOf(start.day, months) : term) }
}

const MONTH =
  '(?:20\\d\\d\\s*[年./-]\\s*\\d{1,2}(?:\\s*[月./-]\\s*\\d{1,2}\\s*日?)?\\s*月?|20\\d\\d[01]\\d(?:[0-3]\\d)?)'
const spanWithin = new RegExp(`${MONTH}\\s*(?:起\\s*)?[-—–~至到]+\\s*${MONTH}`)
const begun = new RegExp(
  `^(?:自|从|由)?\\s*(${MONTH})\\s*(?:起|开始|至今|以来|[-—–~至到]+\\s*(?:今|长期)?)?\\s*(.*)$`,
)

/** 三年（2023.1-2025.12）, 2023-2025, 2025年度, 2023年1月起三年, 2023年1月至今: what is understood of neither is asked about. */
function termAsWritten(text: string): Record<string, string> {
  const plain = text.normalize('NFKC').trim()
  const within = spanWithin
    .exec(plain)?.[0]
    .replace(/(20\d\d)([01]\d)([0-3]\d)?(?!\d)/g, (_, y, m, d) => [y, m, d].filter(Boolean).join('.'))
  const ends = within ? endsOf(within) : null
  if (ends) return ends
  const years = /^(20\d\d)\s*年?\s*[-—–~至到]+\s*(20\d\d)\s*年?(?:度|底)?$/.exec(plain)
  if (years) return { from: `${years[1]}-01-01`, to: `${years[2]}-12-31` }
  const year = /^(20\d\d)\s*年?\s*(?:度|全年)?$/.exec(plain)?.[1]
  if (year) return { from: `${year}-01-01`, to: `${year}-12-31` }
  const [, from = '', long = ''] = begun.exec(plain) ?? []
  if (from === '') return { from: text }
  const start = parseDay(from.replace(/\s/g, ''), undefined, 'first')
  const months = monthsOf(long.replace(/^[,，(共聘期为]+|[)]+$/g, ''))
  if (start.ok && long !== '' && months !== null) return { from, to: lastDayOf(start.day, months) }
  return long === '' ? { from } : { from: text }
}

/** 一年, 两年, 1年, 18个月, 半年 */
function monthsOf(term: string): number | null {
  const [, many = '', unit] = /^(.+?)(年|个月)期?$/.exec(cleanName(term)) ?? []
  if (many === '半') return unit === '年' ? 6 : null
  const number = parseNumber(many)
  return number.ok && Number.isInteger(number.value) ? number.value * (unit === '年' ? 12 : 1) : null
}

/** The last day of so many months: 2023-12-31 of a year from 2023-01-01. */
function lastDayOf(start: Day, months: number): Day {
  const [year = 0, month = 0, day = 0] = start.split('-').map(Number)
  const at = year * 12 + month - 1 + months
  const [endYear, endMonth] = [Math.floor(at / 12), (at % 12) + 1]
  const last = lastOf(endYear, endMonth)
  return day > last ? formDay(endYear, endMonth, last) : addDays(formDay(endYear, endMonth, day), -1)
}

/** The unit of a list whose rows name none: as the lines above it say. */
export function unitAbove({ unit }: TitleFacts): Record<string, string> {
  return unit ? { unit } : {}
}
