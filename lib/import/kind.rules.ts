import { type Day, yearOf } from '@/lib/core/time'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import { headKey } from '@/lib/spreadsheet/heads.rules'
import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { kindsSaid, type OtherSort, ofOccasion, ofStaff, otherSaid } from './kind-words.rules'

/** A kind that a sheet may be; `fits` where no required head is missing, `nearly` where the missing ones are asked about. */
export type Seeming = {
  kind: ImportKind
  plan?: ImportOptions['plan']
  fits: boolean
  nearly: boolean
  known: number
}

/** What is looked at of a sheet: its texts above the heads, the heads, and the first cells below some of them. */
export type Looked = {
  name: string
  lines: readonly string[]
  heads: readonly string[]
  /** Of the column of days or months. */
  times: readonly string[]
  /** Of the column of names. */
  people: readonly string[]
  /** Of the column of channels or things. */
  things?: readonly string[]
  seeming: readonly Seeming[]
}

export type KindChoice = Pick<Seeming, 'kind' | 'plan'>
export type KindFound =
  | { is: 'kind'; seems: Seeming }
  /** The likeliest first; nothing of them is taken before somebody says which. */
  | { is: 'asked'; kinds: Seeming[] }
  | { is: 'other'; sort: OtherSort | null; detail: string }

/** Heads of a list of people, and of what is written beside a name. */
const words = {
  person: /姓名$|^名字$|^参会人员$|昵称$/,
  signed:
    /^(?:本人)?(?:签名|签到|签字)|签到$|签到(?:时间|状态|情况|结果|地点)|打卡|(?:出勤|出席|考勤|到会|参会|参学|到场)(?:情况|状态|结果|记录)?$|^是否(?:到|出席|参加|签到|参会)/,
  ofRoster:
    /^(?:现任?)?(?:行政)?(?:职务|职位|岗位)|职级|级别|手机|电话|联系方式|性别|民族|出生|年龄|身份证|学历|学位|籍贯|政治面貌|参加工作|入职|到岗|任职|工号|人员编号|编制|短号/,
  ofExam: /考试|测试|竞赛|满分|合格|及格|总分/,
  mark: /成绩|得分|分数|^总分|正确率|考试/,
  scored: /成绩|得分|分数|^总分|正确率|等次|是否(?:合格|及格)/,
  completed: /完成(?:率|情况|状态|时间|日期)?$|学时|学分|进度|达标/,
  online: /入会|退会|离会|参会时长|在线时长|观看时长/,
  ofCase: /当事人|案号|原告|被告|受理(?:日期|时间)|咨询人|来访人|申请人/,
  ofAdviser: /^(?:服务|顾问|承办|参与|值班)?(?:法律)?(?:顾问|律师)(?:姓名)?$|履职|第一责任人/,
  changed: /变动|异动|^原(?:单位|部门|职务|岗位)|^现(?:单位|部门)|调入|调出|去向/,
  counted: /人次|人数|实到|应到|受众|参与人|覆盖|咨询|照片|图片|成效|效果|缺席|出席率|参学率/,
  settled: /^状态$|(?:完成|落实|开展)(?:情况|状态|时间)|是否(?:完成|开展)/,
  ahead: /^(?:拟|计划|预计)|学习对象|参加范围|完成时限/,
  output:
    /数量|份数|渠道|载体|平台|阅读量|浏览量|播放量|横幅|资料|推文|公众号|电子屏|显示屏|LED|展板|海报|短信|标语|宣传[品栏册单]|品名/i,
  amount: /^(?:发放|制作|发布)?数量|份数|条数/,
  address: /住址|地址|楼号|门牌|小区|楼栋/,
  weekday: /^(?:周|星期)[一二三四五六日天]$/,
  period: /^(?:第?[一二三四1-4]季度?|[1-9一二三四五六七八九十]{1,3}月份?)(?:场次|人次|次数|学时)?$/,
  sum: /应到|实到|缺席|率$|场次|人次|次数|合计|总计|小计|数量|人数/,
  whole: /^(?:序号|社区|村|村居|单位|部门|科室|名称|单位名称)$/,
} as const

const resident = /居民|群众|若干|大[妈爷娘叔婶姐]$|阿姨$|等\d+人/
const monthOnly =
  /^(?:全年|[上下]半年|第?[一二三四1-4]季度|每[月季周]度?|(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[-—~～至、](?:\d{1,2}|[一二三四五六七八九十]{1,3}))*月?(?:份|底|初|末|中|[上中下]旬)?)$/

type Evidence = ReturnType<typeof evidenceOf>

/**
 * What a file is, by its name, its titles and its heads. A list of names is a roster only where it says so, or tells of
 * each what rosters do; attendance only where somebody signs in it or a title says that; an activity is held only where
 * something was kept of it. Where two are near, it is asked.
 */
export function kindFound(
  { stem, sheets }: { stem: string; sheets: readonly Looked[] },
  { today, year }: { today: Day; year: number | null },
): KindFound {
  const evidence = evidenceOf(stem, sheets, today, year)
  const other = otherThan(stem, sheets, evidence)
  if (other) return { is: 'other', ...other }
  const scored = bestOf(sheets)
    .map(seems => ({ seems, score: scoreOf(seems, evidence) }))
    .filter(each => each.score > 0)
    .sort((a, b) => b.score - a.score)
  const [first, second] = scored
  if (first === undefined) return { is: 'other', sort: null, detail: '' }
  const nearTo = (gap: number) =>
    scored
      .filter(each => each.score > first.score - gap && each.score >= LEAST)
      .map(each => each.seems)
      .sort((a, b) => Number(a.kind === 'activities') - Number(b.kind === 'activities'))
      .slice(0, MOST)
  if (evidence.isResidents && first.seems.kind === 'attendance') return { is: 'asked', kinds: [first.seems] }
  if (first.seems.kind === 'roster' && !saysRoster(evidence)) {
    const names = scored.filter(each => ['roster', 'attendance'].includes(each.seems.kind))
    return { is: 'asked', kinds: names.map(each => each.seems) }
  }
  if (first.score < LIKELY)
    return first.seems.known >= MANY
      ? { is: 'asked', kinds: nearTo(2) }
      : { is: 'other', sort: null, detail: '' }
  if (second && second.score > first.score - NEAR && second.score >= LEAST)
    return { is: 'asked', kinds: nearTo(NEAR) }
  // The name says one kind and the title another, and either could be read.
  const { named, titled } = evidence
  const isOne = (kinds: ImportKind[]) => kinds.length === 1
  const against = scored.find(
    ({ seems, score }) =>
      score > LIKELY &&
      seems !== first.seems &&
      isOne(named.kinds) &&
      isOne(titled.kinds) &&
      [named, titled].some(each => each.kinds.includes(seems.kind)),
  )
  if (against) return { is: 'asked', kinds: nearTo(first.score - against.score + 0.1) }
  return { is: 'kind', seems: first.seems }
}

/** Scores by which a kind is likely at all, likely enough to be taken, and near to another. */
const LEAST = 1
const LIKELY = 3
const NEAR = 1.5
/** Columns that are understood, from which on heads are no chance: a letter may well hold a table. */
const MANY = 3
const MOST = 3

/** For each kind the sheet that looks most like it. */
function bestOf(sheets: readonly Looked[]): Seeming[] {
  const best = new Map<string, Seeming>()
  for (const each of sheets.flatMap(({ seeming }) => seeming)) {
    const key = each.kind
    const before = best.get(key)
    if (
      !before ||
      baseOf(each) > baseOf(before) ||
      (baseOf(each) === baseOf(before) && each.known > before.known)
    )
      best.set(key, each)
  }
  return [...best.values()]
}

function baseOf({ fits, nearly, known }: Seeming): number {
  return fits ? 4 : nearly ? 3 : known >= 2 ? 1.5 : 0.5
}

function evidenceOf(stem: string, sheets: readonly Looked[], today: Day, year: number | null) {
  const heads = sheets.flatMap(each => each.heads.map(headKey)).filter(Boolean)
  const has = (pattern: RegExp) => heads.some(each => pattern.test(each))
  const count = (pattern: RegExp) => new Set(heads.filter(each => pattern.test(each))).size
  const times = sheets.flatMap(each => each.times).filter(Boolean)
  // A day without a year is one all the same, and only of no time.
  const read = times.map(text => parseDay(text, year ?? yearOf(today)))
  const isDated = year !== null || times.every(text => parseDay(text).ok)
  const days = read.flatMap(each => (each.ok ? [each.day] : []))
  const most = (few: number) => times.length > 0 && few * 2 > times.length
  const named = kindsSaid(stem)
  const titles = sheets.flatMap(each => titlesOf(each)).join(' ')
  const titled = kindsSaid(titles)
  const said = `${stem} ${titles}`
  const tab = kindsSaid(sheets.map(each => each.name).join(' '))
  const isPeople = has(words.person)
  return {
    heads,
    has,
    count,
    named,
    titled,
    tab,
    isPeople,
    isOfOutputs: sheets.some(each => each.things?.some(text => words.output.test(text))),
    isTimed: times.length > 0,
    isOfOccasion: ofOccasion.test(said) && !ofStaff.test(said),
    isExam: has(words.mark) || /考试|测试|测验|竞赛|竞答|答题|成绩/.test(said),
    isSigned: has(words.signed),
    isMonths: most(times.filter(each => monthOnly.test(each)).length),
    isDays: most(days.length),
    isPast: isDated && most(days.filter(each => each <= today).length),
    isAhead: isDated && most(days.filter(each => each > today).length),
    isResidents:
      isPeople && (has(words.address) || sheets.some(each => each.people.some(name => resident.test(name)))),
  }
}

/** The lines that may be titles: those that say no fact by a label. */
function titlesOf({ lines }: Looked): string[] {
  return lines.filter(each => !/[:：。；]/.test(each) && each.length <= 40)
}

const isSaid = ({ named, titled, tab }: Evidence, kind: ImportKind) =>
  [named, titled, tab].some(each => each.kinds.includes(kind))

const saysRoster = (evidence: Evidence) =>
  !evidence.isOfOccasion &&
  (isSaid(evidence, 'roster') || (evidence.count(words.ofRoster) >= 2 && !evidence.isSigned))

/** What it is that is not imported: by its heads, else as its name or the title of its only sheet says. */
function otherThan(
  stem: string,
  sheets: readonly Looked[],
  evidence: Evidence,
): { sort: OtherSort; detail: string } | null {
  const { has, count, isPeople, isSigned } = evidence
  const seem = (sort: OtherSort) => ({ sort, detail: '' })
  const titles = sheets.flatMap(each => titlesOf(each))
  if (count(words.weekday) >= 3) return seem('dutyRoster')
  if (has(words.online)) return seem('onlineMeeting')
  if (has(words.ofCase) && count(words.counted) === 0 && !isSaid(evidence, 'works')) return seem('cases')
  if (isPeople && has(words.changed) && !isSaid(evidence, 'roster')) return seem('changes')
  const said = otherSaid(stem) ?? (sheets.length === 1 ? otherSaid(titles.join(' ')) : null)
  if (said && !(said.sort === 'namesOfMeeting' && isSigned)) return said
  const isFitting = sheets.some(each => each.seeming.some(one => one.fits))
  const isOfNames = isPeople && !isSigned && !saysRoster(evidence)
  if (isOfNames && count(words.period) >= 3) return seem('byPeriod')
  const isOfUnits = !isPeople && !isFitting && sheets.every(each => each.times.length === 0)
  if (isOfUnits && has(words.whole) && count(words.sum) + count(words.period) >= 2) return seem('totals')
  return null
}

function scoreOf(seems: Seeming, evidence: Evidence): number {
  const { named, titled, tab, isPeople, isSigned, isExam, has, count } = evidence
  const { kind } = seems
  const said = (of: typeof named) => (of.kinds.includes(kind) ? 4 / of.kinds.length : 0)
  const told = Math.min(5, said(named) + said(titled)) || Math.min(2, said(tab))
  const base = baseOf(seems)
  const isAttendanceSaid = isSaid(evidence, 'attendance')
  switch (kind) {
    case 'roster':
      if (!isPeople || (isSigned && told === 0)) return 0
      return (
        base +
        told +
        Math.min(2, count(words.ofRoster)) -
        (isAttendanceSaid ? 3 : 0) -
        (has(words.scored) || has(words.completed) ? 3 : 0) -
        (isSigned ? 2 : 0)
      )
    case 'attendance':
      // A 横表 has its signs in the columns of its meetings: then all of its heads are there.
      if (!isSigned && told === 0 && !seems.fits) return isPeople ? LEAST : 0
      return base + told + (isSigned ? 3 : 0) - (has(words.scored) ? 3 : 0)
    case 'results':
      return isPeople ? base + told + (has(words.scored) ? 2 : -2) - (isExam ? 0 : 4) : 0
    case 'study':
      return isPeople ? base + told + (has(words.completed) ? 1 : -2) : 0
    case 'advisers':
      return base + told - (told === 0 ? 1 : 0)
    case 'works':
      // Of anybody else there are records too: a lawyer or a duty has to be named.
      return told === 0 && !has(words.ofAdviser) ? 0 : base + told
    case 'outputs':
      // Where units stand across, the channels stand down.
      return isPeople || !(has(words.output) || (seems.fits && evidence.isOfOutputs))
        ? 0
        : base + told + (has(words.amount) ? 2 : 1)
    case 'activities':
      return isPeople ? 0 : ofHeld(base, told, evidence)
    case 'plan':
      return isPeople ? 0 : ofPlan(base, told, evidence)
    case 'exams':
      return has(words.ofExam) ? base + told : 0
    default:
      return isPeople ? 0 : base + told
  }
}

/** Held is what has days that are over and says how many came, or is called a ledger. */
function ofHeld(base: number, told: number, { has, isPast, isMonths, isAhead, isTimed }: Evidence): number {
  const counted = has(words.counted) ? 2 : 0
  const isHeld = told > 0 || (counted > 0 && isPast)
  const kept = counted + (isPast && isHeld ? 1 : 0) + (has(words.settled) ? 1 : 0)
  // A ledger of something else.
  const called = base < 1.5 ? told / 2 : told
  return (
    (isHeld ? base : Math.min(base, 1.5)) + called + kept - (isMonths ? 1 : 0) - (isAhead || !isTimed ? 2 : 0)
  )
}

function ofPlan(base: number, told: number, { has, isMonths, isAhead, isDays }: Evidence): number {
  const ahead = (isMonths ? 2 : 0) + (has(words.ahead) ? 1 : 0) + (isAhead ? 1 : 0)
  return base + told + ahead - (has(words.counted) ? 1 : 0) - (isDays && !isAhead && told === 0 ? 1 : 0)
}
