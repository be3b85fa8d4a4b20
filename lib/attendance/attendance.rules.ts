import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Day } from '@/lib/core/time'
import { byStrokes } from '@/lib/organisation/people/surname-strokes.rules'
import { isOnlineStudy, type LeaveRule } from '@/lib/organisation/settings/study.rules'

export const marks = ['present', 'late', 'leftEarly', 'leave', 'absent'] as const
export type Mark = (typeof marks)[number]
export const standings = ['required', 'exempt', 'invited', 'walkIn', 'withdrawn'] as const
export type Standing = (typeof standings)[number]

/** The columns of a row that the rates need. */
export type Row = {
  standing: Standing
  mark: Mark | null
  madeUpOn: Day | null
  makeUpDue: Day | null
  /** The rule of this kind of leave, where the office had set one; it overrides the plan's. */
  leaveRule?: LeaveRule | null
}

/** 出勤: was there on the day; late and leaving early are flagged and count fully. */
export function attended(row: Pick<Row, 'mark'>): boolean {
  return row.mark === 'present' || row.mark === 'late' || row.mark === 'leftEarly'
}

/** 参学: attended, or made it up by the end of `asOf`. */
export function studied(row: Row, asOf: Day): boolean {
  return attended(row) || (row.madeUpOn !== null && row.madeUpOn <= asOf)
}

/**
 * 请假不计: whether a leave is left out of the rate. Under `pending` until its make-up is due (the due day
 * included); under `excluded` permanently, while it is not made up; under `absent` never. `ofPlan` applies
 * where the kind of leave has no rule of its own.
 */
export function setAside(row: Row, asOf: Day, ofPlan: LeaveRule = 'pending'): boolean {
  const rule = row.leaveRule ?? ofPlan
  if (rule === 'absent' || row.mark !== 'leave' || studied(row, asOf)) return false
  return rule === 'excluded' || (row.makeUpDue !== null && asOf <= row.makeUpDue)
}

/** 逾期补学 still counts, from the day on which it was done. */
export function isLateMakeUp(row: Pick<Row, 'madeUpOn' | 'makeUpDue'>): boolean {
  return row.madeUpOn !== null && row.makeUpDue !== null && row.madeUpOn > row.makeUpDue
}

export type MarkRefusal =
  | 'onlineStudy'
  | 'rollClosed'
  | 'cancelled'
  | 'notYet'
  | 'notScheduled'
  | 'withdrawn'
  | 'notRecorded'

/** Why no mark may be set on this row now; an online study has days of completion instead. */
export function markRefusal(
  activity: { form: string; status: ActivityStatus; day: Day; notRecordedReason: string | null },
  row: { standing: Standing },
  today: Day,
): MarkRefusal | null {
  if (isOnlineStudy(activity.form)) return 'onlineStudy'
  if (activity.status === 'closed') return 'rollClosed'
  if (activity.status === 'cancelled') return 'cancelled'
  if (activity.notRecordedReason !== null) return 'notRecorded'
  if (activity.status === 'draft' || activity.status === 'postponed') return 'notScheduled'
  if (activity.day > today) return 'notYet'
  return row.standing === 'withdrawn' ? 'withdrawn' : null
}

export type CorrectionRefusal = MarkRefusal | 'notClosed' | 'exempt'

/** Why a mark of a closed roll may not be corrected; on an open roll it is simply marked. */
export function correctionRefusal(
  activity: { form: string; status: ActivityStatus; day: Day; notRecordedReason: string | null },
  row: { standing: Standing },
  today: Day,
): CorrectionRefusal | null {
  if (activity.status !== 'closed') return 'notClosed'
  if (row.standing === 'exempt') return 'exempt'
  return markRefusal({ ...activity, status: 'held' }, row, today)
}

/** 按排序, or 按姓氏笔画 within each unit. */
export const sheetOrders = ['office', 'strokes'] as const
export type SheetOrder = (typeof sheetOrders)[number]

/**
 * The rows of a sheet by the strokes of the surnames within each unit; the order of units stays, 列席 and 名单外参加
 * are sorted separately.
 */
export function byStrokesInUnits<R extends { name: string; unitId: number; standing: Standing }>(
  rows: R[],
): R[] {
  const groups = new Map<string | number, R[]>()
  for (const row of rows) {
    const group = row.standing === 'required' || row.standing === 'exempt' ? row.unitId : row.standing
    groups.set(group, [...(groups.get(group) ?? []), row])
  }
  return [...groups.values()].flatMap(group => group.sort((a, b) => byStrokes(a.name, b.name)))
}

export type MakeUpRefusal = 'onlineStudy' | 'beforeActivity' | 'attended' | 'notRequired' | 'inFuture'

/** Why 补学 may not be recorded; an online study has days of completion instead. */
export function makeUpRefusal(
  activity: { form: string; day: Day },
  row: Row,
  on: Day,
  today: Day,
): MakeUpRefusal | null {
  if (isOnlineStudy(activity.form)) return 'onlineStudy'
  if (row.standing !== 'required') return 'notRequired'
  if (attended(row)) return 'attended'
  if (on < activity.day) return 'beforeActivity'
  return on > today ? 'inFuture' : null
}

export type Tally = { required: number; came: number; exempt: number } & Record<Mark | 'unmarked', number>

/** 应到 · 实到 · 请假 · 缺席 · 未登记 of the required rows; 实到 = 出席 + 迟到 + 早退. */
export function tallyOf(rows: { standing: Standing; mark: Mark | null }[]): Tally {
  const tally: Tally = {
    required: 0,
    came: 0,
    exempt: 0,
    present: 0,
    late: 0,
    leftEarly: 0,
    leave: 0,
    absent: 0,
    unmarked: 0,
  }
  for (const row of rows) {
    if (row.standing === 'exempt') tally.exempt++
    if (row.standing !== 'required') continue
    tally.required++
    tally[row.mark ?? 'unmarked']++
    if (attended(row)) tally.came++
  }
  return tally
}

/**
 * Parses the numbers of a paper list as people write them, `3,7,12-15` (also 、，～); returns the parts that
 * cannot be read.
 */
export function numbersOf(
  text: string,
  highest: number,
): { ok: true; numbers: number[] } | { ok: false; wrong: string } {
  const numbers = new Set<number>()
  for (const part of text.split(/[,，、;；\s]+/).filter(Boolean)) {
    const [, first, last] = /^(\d+)(?:[-–—~～至](\d+))?$/.exec(part) ?? []
    const from = Number(first)
    const to = Number(last ?? first)
    if (!first || from < 1 || to > highest || from > to) return { ok: false, wrong: part }
    for (let at = from; at <= to; at++) numbers.add(at)
  }
  return { ok: true, numbers: [...numbers].sort((a, b) => a - b) }
}
