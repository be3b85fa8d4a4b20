import { glossary, type Term, term } from '@/lib/core/glossary'
import type { Rate } from '@/lib/core/rate'
import type { Day } from '@/lib/core/time'
import {
  type FigureCode,
  figureCodes,
  isFraction,
  isRate,
  percentText,
} from '@/lib/statistics/rates/rate.rules'

/*
 * The text of a report holds its figures as marks: 〔横幅标语·多〕. The first part is the name of a figure or of a fact,
 * the others say its wording, or narrow it: 〔宣传咨询活动·单位=东埔社区·时间=上半年〕.
 */

/** How a number is worded; each is offered only where it is true. */
export const wordings = ['准确', '多', '余', '近', '万', '分数', '比例和分数'] as const
export type Wording = (typeof wordings)[number]

const narrowings = ['时间', '单位', '形式', '目标', '考试', '活动'] as const
type Narrowing = (typeof narrowings)[number]

export type Mark = {
  /** What stands between the brackets; marks that are alike have one value. */
  body: string
  name: string
  wording: Wording | null
  narrowed: Partial<Record<Narrowing, string>>
  /** Other parts: what a fact is asked for. */
  rest: string[]
}

/** A mark's value at one moment, as a version keeps it. */
export type MarkValue = {
  /** As printed, with its unit word. */
  text: string
  /** The number itself: 163条, 98.3%（119/121）. */
  exact: string
  isZero: boolean
  /** Null: a fact or a claim. */
  code: FigureCode | null
  numerator?: number
  denominator?: number
  /** Of what its rows are. */
  of?: {
    unitId: number
    from: Day
    to: Day
    asOf: Day
    form?: string
    target?: string
    examId?: number
    activityId?: number
  }
  /** While the database is damaged: reads nothing of what is. */
  isSound?: true
  /** Of a locked year: what it is since a listed correction, as `exact`. */
  corrected?: string
}
export type Values = Record<string, MarkValue>

const ownNames: Partial<Record<FigureCode, string>> = {
  communitiesWithAdviser: '法律顾问覆盖',
  planItems: '计划项完成率',
  assigned: '应学的活动',
  setAside: '请假待补',
  leaves: '请假',
  absences: '缺席',
  unmarked: '未登记',
  exempted: '免予参加',
  invited: '列席',
  walkIns: '名单外参加',
  madeUp: '补学',
  awaitingRecord: '考勤未登记',
  notRecorded: '不再登记',
  makeUpsEnded: '不再补学',
  countedActivities: '计入参学率的活动',
  heldActivities: '公开活动',
  paperOnly: '只用纸质或宣传牌',
  formShare: '形式占比',
  target: '走进的场次',
  neverStudied: '一次都没有参学',
  timesMissed: '到期未开展',
  theoryLeftOut: '不计的理论学习',
  otherForms: '不在任何一项的活动',
  stillPlanned: '没有说明是否开展',
  campaign: '专项宣传活动',
  awaitingReview: '待审核的活动',
  outputsAwaitingReview: '待审核的宣传登记',
  worksAwaitingReview: '待审核的法律顾问工作',
}
const ownUnitWords: Partial<Record<FigureCode, string>> = {
  setAside: '人次',
  madeUp: '人次',
  leaves: '人次',
  absences: '人次',
  unmarked: '人次',
  exempted: '人次',
  invited: '人次',
  walkIns: '人次',
  neverStudied: '人',
  heldActivities: '场次',
  target: '场次',
}

/** The name of a figure in a mark. */
export function markName(code: FigureCode): string {
  if (isRate(code)) return term('zh', `rate.${code}`)
  return ownNames[code] ?? termOr(`heading.${code}`, code)
}

/** 场次, 条: what stands after a number. */
export function markUnitWord(code: FigureCode): string {
  if (isFraction(code) && code !== 'communitiesWithAdviser') return ''
  return ownUnitWords[code] ?? termOr(`unitWord.${code}`, '次')
}

function termOr(word: string, other: string): string {
  return word in glossary ? term('zh', word as Term) : other
}

export const codeNamed = new Map(figureCodes.map(code => [markName(code), code]))

/** A mark in its brackets; the year of a document number (演委〔2023〕5号) is text. */
const MARK = /〔(?!\d{4}〕)([^〔〕]*)〕/g

/** The marks of a text, each once, in their order. */
export function marksIn(text: string): Mark[] {
  const bodies = new Set([...text.matchAll(MARK)].map(found => found[1] ?? ''))
  return [...bodies].map(markOf)
}

export function markOf(body: string): Mark {
  const [name = '', ...parts] = body.split('·').map(part => part.trim())
  const mark: Mark = { body, name, wording: null, narrowed: {}, rest: [] }
  for (const part of parts) {
    const [key = '', value = ''] = part.split('=')
    if ((wordings as readonly string[]).includes(part)) mark.wording = part as Wording
    else if (value && (narrowings as readonly string[]).includes(key)) mark.narrowed[key as Narrowing] = value
    else mark.rest.push(part)
  }
  return mark
}

/** The same mark with another wording; null takes it away. */
export function wordedAs(mark: Mark, wording: Wording | null): string {
  const narrowed = Object.entries(mark.narrowed).map(([key, value]) => `${key}=${value}`)
  const worded = wording === null || wording === '准确' ? [] : [wording]
  return [mark.name, ...mark.rest, ...narrowed, ...worded].join('·')
}

/** A number in one wording, without its unit word; null where that would not be true of it. */
export function worded(value: number, wording: Wording): string | null {
  const step = value < 1000 ? 10 : value < 10_000 ? 100 : 1000
  const below = Math.floor(value / step) * step
  const isRound = below === value
  switch (wording) {
    case '准确':
      return String(value)
    case '多':
    case '余':
      return isRound || value < 11 ? null : `${short(below)}${wording}`
    case '近':
      return isRound || value < 11 ? null : `近${short(below + step)}`
    case '万':
      return value >= 10_000 && value % 100 === 0 ? short(value) : null
    default:
      return null
  }
}

// 10000 as 1万, 12500 as 1.25万.
function short(value: number): string {
  return value >= 10_000 && value % 100 === 0 ? `${value / 10_000}万` : String(value)
}

/** What can be chosen for a value, each with how it reads. */
export function choicesOf(value: MarkValue): { wording: Wording; text: string }[] {
  const { code } = value
  if (code === null) return []
  const all = wordings.map(wording => ({ wording, text: textOf(code, value, wording) }))
  return all.filter((each): each is { wording: Wording; text: string } => each.text !== null)
}

type Counted = { numerator?: number; denominator?: number }

/** The value as printed; null where the wording is not true of it, or is none for such a figure. */
export function textOf(
  code: FigureCode,
  { numerator = 0, denominator = 0 }: Counted,
  wording: Wording,
): string | null {
  const rate: Rate = { numerator, denominator }
  const unitWord = markUnitWord(code)
  if (!isFraction(code)) {
    const number = worded(numerator, wording)
    return number === null ? null : `${number}${unitWord}`
  }
  const whole = code === 'communitiesWithAdviser' ? `${numerator}${unitWord}` : percentText(rate)
  if (wording === '准确') return whole
  if (denominator === 0) return null
  if (wording === '分数') return `${numerator}/${denominator}`
  return wording === '比例和分数' ? `${percentText(rate)}（${numerator}/${denominator}）` : null
}

/** The number itself: 163条, 98.3%（119/121）. */
export function exactText(code: FigureCode, counted: Counted): string {
  return (
    (isFraction(code) ? textOf(code, counted, '比例和分数') : null) ??
    (textOf(code, counted, '准确') as string)
  )
}

/** A figure's value under a mark: a wording that has ceased to be true gives way to the exact number. */
export function figureValue(code: FigureCode, mark: Mark, counted: Required<Counted>): MarkValue {
  const exact = exactText(code, counted)
  const round = mark.wording !== null && mark.wording !== '准确' ? '万' : '准确'
  return {
    text:
      (mark.wording && textOf(code, counted, mark.wording)) ??
      textOf(code, counted, round) ??
      (textOf(code, counted, '准确') as string),
    exact,
    // A rate of 0 % is a figure, one of nobody is none.
    isZero: isFraction(code) ? counted.denominator === 0 : counted.numerator === 0,
    code,
    ...counted,
  }
}

export function fact(text: string, isZero = text === ''): MarkValue {
  return { text, exact: text, isZero, code: null }
}

export type Piece = { text: string; mark?: string }
export type SaidSentence = { pieces: Piece[]; isLeftOut: boolean }

/** In front of a sentence: it is written though its figures are zero. */
export const KEPT = '〔仍写〕'
/** Claims and names beside the figures do not keep a sentence. */
const besides = new Set(['仍写', '年度', '次年', '单位', '上级', '起止', '本单位', '今天', '落款'])
const claims = /^(每月一次|全覆盖|年初印发|年初有计划)/

/** The sentences of a paragraph, and which are left out: those whose figures are all zero. */
export function sentencesIn(text: string, values: Values): SaidSentence[] {
  const parts = (text.match(/(?:〔[^〔〕]*〕|[^。；〔]|〔)+[。；]?|[。；]/g) ?? []) as string[]
  const said = parts.map(part => {
    const figures = marksIn(part).filter(({ name, body }) => !besides.has(name) && !claims.test(body))
    const isZero = figures.length > 0 && figures.every(({ body }) => values[body]?.isZero)
    return {
      pieces: piecesOf(part, values),
      isLeftOut: isZero && !part.includes(KEPT),
      has: figures.length > 0,
    }
  })
  // Words without a figure say nothing where every figure of the paragraph is zero.
  const isEmpty = said.some(each => each.has) && said.every(each => each.isLeftOut || !each.has)
  return said.map(({ pieces, isLeftOut }) => ({ pieces, isLeftOut: isLeftOut || isEmpty }))
}

function piecesOf(text: string, values: Values): Piece[] {
  return (
    text
      .replaceAll(KEPT, '')
      .split(MARK)
      // Text and bodies of marks by turns.
      .map((part, at): Piece => (at % 2 === 0 ? { text: part } : said(part, values)))
      .filter(piece => piece.mark !== undefined || piece.text !== '')
  )
}

const said = (body: string, values: Values): Piece => ({
  text: values[body]?.text ?? `〔${body}〕`,
  mark: body,
})

/** Whether a bracket stands without its other one: a mark that was cut. */
export function hasLoneBracket(text: string): boolean {
  return /[〔〕]/.test(text.replaceAll(/〔[^〔〕]*〕/g, ''))
}

/** The paragraph as printed; empty where all of it is left out. */
export function plainOf(text: string, values: Values): string {
  const said = sentencesIn(text, values)
    .filter(each => !each.isLeftOut)
    .map(each => each.pieces.map(piece => piece.text).join(''))
    .join('')
  return said.replace(/；$/, '。')
}

/** A text with the n-th sentence of it kept, though its figures are zero. */
export function keeping(text: string, at: number): string {
  const parts = text.match(/(?:〔[^〔〕]*〕|[^。；〔]|〔)+[。；]?|[。；]/g) ?? []
  return parts.map((part, n) => (n === at && !part.includes(KEPT) ? `${KEPT}${part}` : part)).join('')
}
