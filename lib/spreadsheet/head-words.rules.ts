import { parseDay } from './days.rules'
import { isNothing, parseNumber } from './numbers.rules'
import { parseTime } from './times.rules'

const measures =
  '人次|人|名|位|户|条|块|张|份|册|本|个|只|件|套|幅|面|处|场次|场|次数|次|期|篇|部|集|台|把|袋|包|盒|枚|支|页|万字|字|小时|学时|课时|分钟|分|万元|元|%|组|批|项|家|座|遍|辆|车|屏|版|种|门|节'
const measured = new RegExp(
  `^(?<bare>.*?(?:\\p{Script=Han}|[A-Za-z]{2}).*?)\\s*(?:[(\\[【]\\s*(?:(?:计量)?单位[:：]?)?\\s*(?<in>${measures})\\s*[)\\]】]|[/:：_-]\\s*(?<after>${measures})|\\s(?<apart>${measures}))$`,
  'u',
)

/** 横幅（条）, 横幅/条, 横幅（单位：条）: the head without its unit of measure, and that; null for any other head. */
export function measuredHead(text: string): { bare: string; unit: string } | null {
  const {
    bare = '',
    in: inBrackets,
    after,
    apart,
  } = measured.exec(text.normalize('NFKC').trim())?.groups ?? {}
  const unit = inBrackets ?? after ?? apart
  // 姓 名 is 姓名 set wide.
  const isWide = apart !== undefined && (bare.length < 2 || /\s/.test(bare))
  return bare === '' || unit === undefined || isWide ? null : { bare, unit }
}

/** 受众（人） is 受众人数. */
export function countedAs({ bare, unit }: { bare: string; unit: string }): string[] {
  return [bare, ...(/^(?:人次?|名|位)$/.test(unit) ? [`${bare}人数`, `${bare}人次`] : [])]
}

const elsewhere =
  /^(?:应(?:修|学|完成|得|达)|规定|要求|目标|准考|身份证|证件|座位|座号|考[号场]|主讲|授课|讲[师课]|老师|教师|专家|律师|联系|紧急|负责|经办|经手|领取|填[报表写]|制[表作]|审[核批]|记录|登记|上报|报送|报名|家长|监[护考]|推荐|介绍|配偶|主持|来访|咨询|当事|发放|保管|验收|陪同|带队|协办|配合|指导|监督|照片|原|曾|拟|前|下|出生|入[党职学]|籍贯|毕业|发证|执业|印[刷制]|出[版题]|供货|采购|办公|传真|截[至止]|答|统计|导出|打印|盖章)|(?:时长|照片|排名|名次)$/

/**
 * Whether a head says of what its last word is: 主讲人单位 is no 单位 of the row, 填报日期 no day of it. Only a name that is
 * accepted as a whole is understood then.
 */
export const isOfAnother = (head: string) => elsewhere.test(head)

const more = /^(?:名称?|姓名|全称|简称|情况|信息|[一二三四五\d]|[及和与].+)$/

/** Whether what follows a word in a head leaves its meaning: 单位名称, 姓名1; not 主讲人单位, 活动时长. */
export const isSameThing = (rest: string) => more.test(rest)

/** Of the cells below a head so many must agree: notes and sums stand among them. */
const MOST = 0.75

const filledOf = (texts: readonly string[]) => texts.filter(text => !isNothing(text))

function areMostly(texts: readonly string[], are: (text: string) => boolean): boolean {
  const filled = filledOf(texts)
  return filled.length > 0 && filled.filter(are).length >= filled.length * MOST
}

/** Whether cells hold numbers, exact or not: 200, 约300. */
export const areFigures = (texts: readonly string[]) => areMostly(texts, isFigure)

/** Whether cells hold words, as a list of whom something is for. */
export const areWords = (texts: readonly string[]) => areMostly(texts, text => !isFigure(text))

/** Whether cells hold times of day without a day: 上午9:00, 14:00-16:00. */
export const areTimes = (texts: readonly string[]) => areMostly(texts, isTime)

/** Whether cells only count the rows, 1, 2, 3 …, anew for each part, under a head that says no more: 编号, 号. */
export const areSerials = (texts: readonly string[], head: string) =>
  /^(?:[编序]?号|No\.?|№)$/i.test(head.normalize('NFKC').replace(/[\s*:]/g, '')) &&
  countUp(texts.filter(text => !besideNumbers.test(text)))

/** Sums, notes and repeated heads below a head of numbers. */
const besideNumbers =
  /^(?:[编序]\s*号|(?:合|小|总|共)\s*计|注\s*(?:[:：]|\d)|备注|说明|制表|填表|填报|审核|经办|负责人)/

function countUp(texts: readonly string[]): boolean {
  const numbers = texts.map(text => (/^[1-9]\d{0,3}[.、]?$/.test(text) ? Number.parseInt(text, 10) : 0))
  return (
    numbers[0] === 1 && numbers.every((number, at) => number === 1 || number === (numbers[at - 1] ?? 0) + 1)
  )
}

/** Whether cells say no time of day at all: 3月8日; 2025-03-08 09:00 says one. */
export const areNoTimes = (texts: readonly string[]) =>
  areMostly(texts, text => !(/\d\s*[:：时点]/.test(text) && parseTime(text).ok))

/** Whether cells say no day. */
export const areNoDays = (texts: readonly string[]) =>
  texts.length === 0 || areMostly(texts, text => !hasDay(text))

function isFigure(text: string): boolean {
  const read = parseNumber(text)
  return read.ok || read.reason === 'notExact' || read.reason === 'percent'
}

const isTime = (text: string) => /[:：时点]/.test(text) && !hasDay(text) && parseTime(text).ok
const hasDay = (text: string) => {
  const read = parseDay(text, 2000)
  return read.ok || !['notADay', 'empty'].includes(read.reason) || /\d\s*[月日号]|\d{4}\s*[-./年]/.test(text)
}

/** Heads made of two words, as offices join them: `each('活动', '宣传').of('时间', '日期')` are four. */
export function each(...first: string[]) {
  return { of: (...second: string[]) => first.flatMap(word => second.map(other => word + other)) }
}
