import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Day } from '@/lib/core/time'
import { parseNumber, parseYesNo } from '@/lib/spreadsheet/numbers.rules'
import { isRateOverWhole } from '@/lib/spreadsheet/over-whole.rules'
import type { Standing } from './attendance.rules'

export type CompletionRefusal =
  | 'rollClosed'
  | 'cancelled'
  | 'notRecorded'
  | 'notScheduled'
  | 'notRequired'
  | 'beforeStudy'
  | 'inFuture'

/** Why 完成日期 may not be recorded by hand; `on` null removes a completion. */
export function completionRefusal(
  study: { status: ActivityStatus; day: Day; notRecordedReason: string | null },
  row: { standing: Standing },
  on: Day | null,
  today: Day,
): CompletionRefusal | null {
  if (study.status === 'closed') return 'rollClosed'
  if (study.status === 'cancelled') return 'cancelled'
  if (study.notRecordedReason !== null) return 'notRecorded'
  if (study.status === 'draft' || study.status === 'postponed') return 'notScheduled'
  if (row.standing !== 'required') return 'notRequired'
  if (on === null) return null
  if (on < study.day) return 'beforeStudy'
  return on > today ? 'inFuture' : null
}

/** 应学 and 已完成 of the rows of an online study. */
export function completionsOf(rows: { standing: Standing; completedOn: Day | null }[]): {
  required: number
  completed: number
  open: number
} {
  const required = rows.filter(row => row.standing === 'required')
  const completed = required.filter(row => row.completedOn !== null).length
  return { required: required.length, completed, open: required.length - completed }
}

/** Words of platforms for who has not got there. */
const notYet =
  /^(?:未(?:登录|登陆|注册|激活|开始|学习?|参加|参学|达标|通过)|没有?学|(?:学习|进行)中|在学|0[.\d]*\s*[%％])$/

/** 是/否 in words, or how far somebody has come: 100% alone is done, and nobody has come further. */
export function readDone(text: string): boolean | 'overWhole' | null {
  if (isRateOverWhole('完成率', text)) return 'overWhole'
  if (notYet.test(text.trim())) return false
  const share = parseNumber(text)
  // 80 below 完成率（%）, 0.8 in a column of shares; 1 and 0 are 是 and 否.
  if (share.ok && share.value > 0 && share.value !== 1) return share.value >= 100
  return !share.ok && share.reason === 'percent' && share.meant !== undefined
    ? share.meant >= 100
    : parseYesNo(text)
}
