import { addDays, type Day, lastOfMonth } from '@/lib/core/time'
import { dayText } from '@/lib/spreadsheet/days.rules'

/** What a remark of a roster may say of somebody who has left, or is away while still on the books. */
const leavings = ['退休', '调离', '离职', '去世', '借调', '挂职', '外派', '休假'] as const
type Leaving = (typeof leavings)[number]
export type LeavingSaid = { leaving: Leaving; lastDay: Day | null }

/** Those of whom the office keeps the post. */
export const isAway = (leaving: Leaving) => ['借调', '挂职', '外派', '休假'].includes(leaving)

const words: [Leaving, RegExp][] = [
  ['去世', /去世|病故|逝世|病逝|亡故|身故|死亡|已故|离世|殉职|牺牲/],
  ['退休', /(?<!离)退休(?!干部|党|支部|人员|工作|办|职工|老)|离休|内退|提前离岗|办理退养/],
  [
    '离职',
    /离职|辞职|辞聘|辞去(?:公职|工作)|离岗(?!创业)|解聘|辞退|开除|解除(?:劳动)?(?:合同|聘用|关系)|终止(?:劳动)?合同|合同(?:已)?到期(?![:：日])|已?不在(?:岗|职|册)|不在(?:本)?单位|除名|清退|自动离|停薪留职/,
  ],
  ['借调', /借调|抽调|借用|跟班学习|上挂/],
  ['挂职', /挂职/],
  ['外派', /外派|驻村|援[疆藏青建]|脱产(?:学习|培训)|待岗|停职/],
  [
    '调离',
    /调离|调出|调走|(?<!级)已调(?!整|解|研|休|薪|级)|调任|调往|调至|调到|转任|转岗至|交流(?:至|到|往)|(?:工作|岗位)调动|调动(?:至|到|往)|划转|(?<![协强空烹单])调(?=(?:原|新)?[区市县省州街镇乡][^整研解休度配查])/,
  ],
  ['休假', /产假|哺乳假|长(?:期)?病假|病休|长休/],
]

/** Somebody who is back, or came here by it. */
const stays =
  /返聘|回聘|续聘|复职|已(?:返|回)(?:岗|原)?|借调(?:来|至(?:我|本)|到(?:我|本)|入)|借(?:入|来)|(?:调|借调|交流|抽调)(?:进|入)|(?:由|从).{1,16}(?:调|借|派|挂职|交流)|挂职(?:来|到我|干部)|未(?:退休|离职)|借调结束|挂职(?:结束|期满)|(?:产假|哺乳假|病假|病休)(?:后|已?结束|期满|已?满|已?返)|休完|销假|不退休|延(?:迟|期|长)退休/
const soon = /即将|临近|快要?退|待退|拟(?:退|调|辞|离|于)?|将要|准备退|预计|申请(?:退|辞|调)中?|办理中|将于/

/** What a remark or a state says of leaving: 2025年6月退休, 2025.7调区财政局, 已离职; null where it says nothing of it. */
export function leavingOf(text: string, year?: number): LeavingSaid | null {
  const plain = dayText(text)
  if (plain === '' || stays.test(plain)) return null
  const found = words.find(([, pattern]) => pattern.test(plain))
  if (!found) return null
  // 1970年5月出生，2025年6月退休: the day of the words that say so.
  const clause = plain.split(/[,，;；。]/).find(each => found[1].test(each) && lastDayIn(each, year, false))
  const lastDay = lastDayIn(clause ?? plain, year, isAway(found[0]))
  return soon.test(plain) && lastDay === null ? null : { leaving: found[0], lastDay }
}

/** That somebody came here, by whatever way; 参加工作 is of a life. */
const comings =
  /调(?:入|来|进|至(?:我|本)|到(?:我|本))|(?:转|交流|选派|借调|划转)(?:入|来|进)|新(?:进|来|入职|录用|聘|任|招|增)|入职|到(?:岗|任|职|本单位)|报到|上岗|招录|考录|录用|选调|分配(?:来|至|到)|(?:开始|起)(?:任职|工作|上班)|(?:由|从).{1,16}(?:调|派|交流|转)(?:入|来|任)/

/** The first day here that a remark says: 2025.9.1调入, 9月新入职; null where it says none. */
export function joinedOf(text: string, year?: number): Day | null {
  const plain = dayText(text)
  const clauses = plain.split(/[,，;；。]/).filter(each => comings.test(each) && !soon.test(each))
  const days = clauses.flatMap(each => lastDayIn(each, year, true) ?? [])
  return days[0] === undefined ? null : addDays(days[0], 1)
}

const dated =
  /(?:(?<year>\d{4}|(?<!\d)\d\d(?=年))(?<by>[-./年]))?(?<month>1[0-2]|0?[1-9])(?:月份?|(?<then>[-./])(?=\d)|(?=\D|$))(?:(?<day>3[01]|[12]\d|0?[1-9])(?!\d)[日号]?)?/g
const ofYear = /(?<year>20\d\d)年?/
const ofYearFrom = /(?<![至到])(?<year>20\d\d)年?/

/** The last day here: of a month its last day; the day before where the date says from when. */
function lastDayIn(plain: string, year: number | undefined, isStart: boolean): Day | null {
  for (const match of plain.matchAll(dated)) {
    const { year: written, month, by, then } = match.groups ?? {}
    // 2025.3-12 is a span of months.
    const day =
      by !== undefined && by !== '年' && then !== undefined && then !== by ? undefined : match.groups?.day
    const of = written === undefined ? year : Number(written.length === 2 ? `20${written}` : written)
    const isDay =
      written !== undefined || /月/.test(match[0]) || (day !== undefined && /[-./]/.test(match[0]))
    if (of === undefined || !isDay) continue
    const last = lastOfMonth(of, Number(month))
    if (day !== undefined && Number(day) > Number(last.slice(8))) continue
    // 借调至12月: until when somebody is away, not from when.
    if (isStart && /[至到]$/.test(plain.slice(0, match.index))) continue
    const after = plain.slice((match.index ?? 0) + match[0].length)
    const isFrom = isStart || /^(?:起|开始|之后|以后)/.test(after)
    const first = `${last.slice(0, 8)}${day === undefined ? '01' : day.padStart(2, '0')}`
    if (isFrom) return addDays(first, -1)
    return day === undefined ? last : first
  }
  const alone = (isStart ? ofYearFrom : ofYear).exec(plain)?.groups?.year
  if (alone === undefined) return null
  return isStart ? `${Number(alone) - 1}-12-31` : `${alone}-12-31`
}
