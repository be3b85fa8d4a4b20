import type { Lot } from '@/lib/spreadsheet/found-heads.rules'
import { matchKey } from '@/lib/spreadsheet/match.rules'

/** Titles that speak of one kind of event, and the forms that it may be, the likeliest first. */
type OfTitles = Pick<Lot, 'lot' | 'likely'>

const centre: OfTitles = { lot: 'centre', likely: ['中心组学习'] }
const lecture: OfTitles = { lot: 'lecture', likely: ['法律知识讲座', '专题讲座', '法治专题讲座'] }
const study: OfTitles = { lot: 'study', likely: ['集中学法', '集中学习'] }
const event: OfTitles = { lot: 'event', likely: ['宣传咨询活动'] }

/** 进 as in 进企业, not as in 促进 or 推进. */
const INTO = '(?<![促推改引先跟增演前奋行])进'
const intoPlace = new RegExp(`${INTO}(?:企业|社区|校园|学校|乡村|家庭|网络|单位|机关)`)

/** What a title says of the form of its event; null where it says nothing of it, or two things. */
export function formLotOf(title: string): OfTitles | null {
  const text = matchKey(title)
  if (/中心组/.test(text)) return centre
  if (/讲座|课堂|宣讲|讲课|授课|公开课|法治课|培训|报告会/.test(text)) return lecture
  const isStudy = /学习|学法|读书班/.test(text)
  const isEvent = /咨询|摆摊|宣传|普法|集市|志愿/.test(text) || intoPlace.test(text)
  return isStudy === isEvent ? null : isStudy ? study : event
}

/** The lot of a row of a ledger without forms; those whose titles say nothing of it are one, without a likely form. */
export function formLot({ title = '' }: Record<string, string>): Lot {
  return { ...(formLotOf(title) ?? { lot: '', likely: [] }), text: title }
}

/** 八进 that a title says: 民法典进企业, 送法进校园. Each as the office calls it, by what stands behind 进. */
export function targetsInTitle(title: string, known: readonly string[]): string[] {
  const said = [...matchKey(title).matchAll(new RegExp(`${INTO}([^进]{2})`, 'g'))].map(([, place = '']) =>
    place === '校园' ? '学校' : place,
  )
  return known.filter(each => said.includes(each.replace(/^进/, '')))
}
