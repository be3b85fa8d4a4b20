import type { activity } from '@/db/schema/activity'
import type { attendance } from '@/db/schema/attendance'
import { addDays } from '@/lib/core/time'
import { cleanText } from '@/lib/spreadsheet/text.rules'

type Activity = typeof activity.$inferSelect
type Row = typeof attendance.$inferSelect

/** Before the form in the answer that a meeting is new. */
export const NEW_MEETING = 'new '

type Named = Pick<Activity, 'day' | 'form' | 'hostUnitId' | 'makeUpDays'> & { name: string; headline: string }

/** A meeting that stands in a sheet alone, until it is written. Its id is below 0. */
export function newMeeting(
  id: number,
  { day, name, headline, form, hostUnitId, makeUpDays }: Named,
): Activity {
  return {
    ...{ id, uid: '', code: null, hostUnitId, planItemId: null },
    ...{ title: titleOfMeeting({ name, headline, form }), form, day, lastDay: day, originalDay: null },
    ...{ startsAt: null, endsAt: null, place: null, hostPersonId: null, lecturer: null, lecturerRank: null },
    ...{ hours: null, compulsory: true, isPublic: false, campaign: null, audienceId: null },
    ...{ status: 'held', statusReason: null, deletedAt: null },
    ...{ leaveRule: 'pending', makeUpDays, lawContent: true, theoryLeftOut: false },
    ...{ signInFrom: null, lateAfter: null, signInUntil: null, codeSecret: null },
    ...{
      rollOpenedAt: null,
      rollClosedAt: null,
      review: null,
      reviewReason: null,
      notRecordedReason: null,
      makeUpsEndedReason: null,
    },
    ...{ heads: null, consultations: null, walkIns: null, remark: null },
    ...{ sequence: 0, version: 0, createdAt: 0, changedAt: 0 },
  }
}

/** What a new meeting is called by the sheet: without its day and the words of signing in, which say nothing of it. */
export function titleOfMeeting({ name, headline, form }: Pick<Named, 'name' | 'headline' | 'form'>): string {
  return withoutDay(name) || withoutDay(meetingIn(headline)) || form
}

/** Characters of a title. */
const LONGEST_TITLE = 200

/** Whether a meeting may be called what was typed. */
export const isTitle = (typed: string) => {
  const { length } = typed.trim()
  return length > 0 && length <= LONGEST_TITLE
}

/** 2025年5月21日宪法专题讲座 is 宪法专题讲座, and 治安管理处罚法讲座扫码 a 讲座; of a day alone nothing is left out. */
function withoutDay(name: string): string {
  const plain = cleanText(
    name
      .replace(/^\s*(?:20\d\d\s*[年.\-/]\s*)?\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*[日号]?(?![\d.])[\s、，,]*/u, '')
      .replace(
        /(?:人员)?(?:现场|微信|手机)?(?:扫码|签到|签名|考勤|点名)+(?:情况|记录|统计|明细)*(?:表|册|簿|名单)?\s*$/u,
        '',
      ),
  )
  return /\p{Script=Han}{2}/u.test(plain) ? plain : name
}

export const isNewMeeting = ({ id }: Pick<Activity, 'id'>) => id < 0

/** Who stands on the sheet of a new meeting had to come to it. */
export function dueAt(
  of: Pick<Activity, 'day' | 'makeUpDays'>,
  unitId: number,
): Pick<Row, 'standing' | 'standingByHand' | 'mark' | 'madeUpOn' | 'makeUpDue' | 'reason' | 'unitId'> {
  return {
    standing: 'required',
    standingByHand: false,
    mark: null,
    madeUpOn: null,
    makeUpDue: addDays(of.day, of.makeUpDays),
    reason: null,
    unitId,
  }
}

/** What is signed in to, by the heading of its sheet: 一季度集中学习签到表（机关） is of 一季度集中学习（机关）. */
export function meetingIn(headline: string): string {
  const plain = headline.replace(
    /(?:人员)?(?:签到|签名|考勤|点名|出勤|到会|参会|登记)(?:人员|情况)?(?:统计|登记|汇总|明细)?(?:表|册|簿|名单|记录|明细)?/u,
    '',
  )
  const named = cleanText(plain.replace(daysInBrackets, ''))
  const [, before = '', inside = '', after = ''] = /^([^（(]*)[（(]([^（）()]+)[)）](.*)$/.exec(named) ?? []
  // 11月学法签到（行政复议法）: what was learnt stands in brackets behind words that every such sheet has.
  if (inside !== '' && after === '' && plainWords.test(before) && !ofWhom.test(inside))
    return cleanText(inside)
  return plain === headline ? '' : named
}

const daysInBrackets =
  /[（(]\s*(?:20\d\d\s*年?)?\s*(?:[.\-/]?\s*\d{1,2}\s*[月.\-/]\s*(?:\d{1,2}\s*[日号]?)?)?\s*(?:星期.|周.)?\s*(?:上午|下午|晚上?)?\s*[)）]/gu
const plainWords =
  /^(?:20\d\d年(?:度)?)?(?:\d{1,2}月份?(?:\d{1,2}[日号])?|第?[一二三四1-4]季度|[上下]半年)?(?:[\p{Script=Han}]{2,6}(?:街道|镇|乡|社区))?(?:机关|干部|职工|全体|人员)*(?:集中|会前|专题|普法|法治|学习|学法|活动|会议|培训|讲座)*$/u
const ofWhom =
  /^(?:全体|全员|机关|街道|社区|各|领导|班子|干部|党员|职工|党政|网格|第|[上下一二三四]|\d)|(?:人员|干部|党员|社区|办公室|办|所|科|站|机关|支部|代表|上午|下午|补签|补学|稿|版|表|联)$/
