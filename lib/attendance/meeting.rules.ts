import type { ActivityStatus } from '@/lib/activity/activity.rules'
import { type Day, daysBetween } from '@/lib/core/time'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'

/** An activity, as far as a sheet can name it. */
export type Meeting = {
  title: string
  form: string
  day: Day
  lastDay: Day
  originalDay: Day | null
  status: ActivityStatus
  isPublic: boolean
}

/** What a sheet says of a meeting: its day, its name (often none), and the heading above the table. */
export type MeetingNamed = { day: Day; name: string; headline: string }

/** Activities so many days away may be the same meeting with another day. */
const NEAR_DAYS = 31
const MOST_NEAR = 3

/** Forms that any heading may name without meaning them: 会议签到表. */
const plainForms = ['会议', '培训', '集中学习']

/**
 * The activities that a sheet surely means, and those that it may mean, the likeliest first. Sure is one that begins on
 * the day and is so called; by its form or by the day alone only a session of that one day. An activity of several days
 * is sure by its own name and first day alone, a public one by its name or form: people who sign in somewhere on a
 * day of a campaign sign in to something else.
 */
export function meetingMeant<M extends Meeting>(
  named: MeetingNamed,
  all: readonly M[],
  forms: readonly string[],
): { sure: M[]; likely: M[] } {
  const there = all.filter(each => each.status !== 'draft')
  const live = there.filter(each => each.status !== 'cancelled')
  const sure = sureAmong(named, live, forms)
  if (sure.length > 0) return { sure, likely: [] }
  return { sure: sureAmong(named, there, forms), likely: likelyAmong(named, live) }
}

function sureAmong<M extends Meeting>(
  { day, name, headline }: MeetingNamed,
  meetings: readonly M[],
  forms: readonly string[],
): M[] {
  const begin = meetings.filter(each => each.day === day || each.originalDay === day)
  const onDay = begin.filter(each => each.day === day)
  const called = (of: M[]) => of.filter(each => matchKey(each.title) === matchKey(name))
  const ofOneDay = begin.filter(each => each.day === each.lastDay)
  const sessions = ofOneDay.filter(isSession)
  if (name === '') return ofHeadline(sessions, headline, forms)
  const byTitle = called(onDay).length > 0 ? called(onDay) : called(begin)
  if (byTitle.length > 0) return byTitle
  const byForm = ofOneDay.filter(each => matchKey(each.form) === matchKey(name))
  if (byForm.length > 0) return byForm
  const fitting = ofHeadline(sessions, headline, forms)
  const byTopic = fitting.filter(each => isAbout(each.title, name))
  if (byTopic.length === 1) return byTopic
  // 学习内容 above a 中心组学习签到表 is what was studied there.
  const byHeadline = fitting.filter(each => isSaidBy(headline, each, forms))
  return byHeadline.length === 1 ? byHeadline : []
}

const isSession = ({ isPublic, form }: Meeting) => !isPublic && !isOnlineStudy(form)

/** Of the sessions those that the heading of the sheet does not contradict: 中心组学习签到表 is not of a lecture. */
function ofHeadline<M extends Meeting>(sessions: M[], headline: string, forms: readonly string[]): M[] {
  const heading = matchKey(headline)
  const said = [...forms, ...sessions.map(each => each.form)].filter(
    form => !plainForms.includes(form) && heading.includes(matchKey(form)),
  )
  return said.length === 0 ? sessions : sessions.filter(each => isSaidBy(headline, each, forms))
}

/** Whether the heading names the form or the title of a session. */
function isSaidBy(headline: string, { form, title }: Meeting, forms: readonly string[]): boolean {
  const heading = matchKey(headline)
  const isNamed = forms.includes(form) && !plainForms.includes(form) && heading.includes(matchKey(form))
  return isNamed || (headline !== '' && isAbout(headline, title))
}

/** Whether one text names what the other is about: 《中华人民共和国民法典》 and 民法典专题讲座. */
function isAbout(text: string, other: string): boolean {
  const [a, b] = [topicOf(text), topicOf(other)]
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length >= 2 && long.includes(short)
}

function topicOf(text: string): string {
  return matchKey(text)
    .replace(/[《》〈〉“”"'「」]/g, '')
    .replace(/中华人民共和国/g, '')
    .replace(/^(?:关于)?(?:学习|解读|宣讲)(?:贯彻|宣传)?/, '')
}

function likelyAmong<M extends Meeting>({ day, name }: MeetingNamed, live: readonly M[]): M[] {
  const begins = (each: M) => each.day === day || each.originalDay === day
  const covers = (each: M) => each.day <= day && day <= each.lastDay
  const away = (each: M) => Math.abs(daysBetween(each.day, day))
  const others = live.filter(each => !isOnlineStudy(each.form))
  const near = others
    .filter(each => name !== '' && away(each) <= NEAR_DAYS && isAbout(each.title, name))
    .sort((a, b) => away(a) - away(b))
    .slice(0, MOST_NEAR)
  const sessions = others.filter(each => begins(each) && isSession(each) && each.day === each.lastDay)
  return [...new Set([...sessions, ...others.filter(begins), ...near, ...others.filter(covers)])]
}

/** Whether a sheet names the people of a list: half of them at least. One that names others is of another meeting. */
export function isListOf(names: readonly string[], list: ReadonlySet<string>): boolean {
  return list.size > 0 && names.filter(each => list.has(each)).length * 2 >= names.length
}

/**
 * Whether a meeting of the same day and name is that of the people in a sheet: half of those who are known stand on its
 * list or are its host's. Neighbouring units hold theirs on the same day, under the same name.
 */
export function isMeetingOf(
  names: readonly string[],
  { list, ofHost, known }: Record<'list' | 'ofHost' | 'known', ReadonlySet<string>>,
): boolean {
  const people = names.filter(each => known.has(each))
  return people.length === 0 || isListOf(people, new Set([...list, ...ofHost]))
}

/** The forms that a meeting which is signed in to may have, those that a text names first. */
export function formsToChoose(
  text: string,
  forms: readonly string[],
  publicForms: readonly string[],
): string[] {
  const key = matchKey(text)
  const inner = forms.filter(
    form => !publicForms.includes(form) && !isOnlineStudy(form) && !/考试|测试/.test(form),
  )
  const isNamed = (form: string) => key.includes(matchKey(form))
  return [
    ...inner.filter(isNamed).sort((a, b) => b.length - a.length),
    ...inner.filter(form => !isNamed(form)),
  ]
}
