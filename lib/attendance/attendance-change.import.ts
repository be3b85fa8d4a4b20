import { glossary } from '@/lib/core/glossary'
import type { Day } from '@/lib/core/time'
import { ask, type Fault, type RowOutcome } from '@/lib/spreadsheet/importer.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import {
  correctionRefusal,
  type MakeUpRefusal,
  type Mark,
  makeUpRefusal,
  type Standing,
} from './attendance.rules'
import { type Context, unitOn } from './attendance-context.import'
import type { Activity } from './attendance-meeting.import'
import type { dueAt } from './new-meeting.rules'
import type { RollRow } from './roll.commands'
import type { SheetState } from './state-words.rules'

export type ReadRow = {
  of: Activity
  personId: number
  written: RollRow | null
  label: string
  /** What its mark says; undefined where that has not been read. */
  state?: SheetState | null
} & Pick<RowOutcome, 'outcome' | 'remark' | 'before' | 'after'>

type There = ReturnType<typeof dueAt>
export type Given = {
  of: Activity
  personId: number
  label: string
  row: number
  state: SheetState | null
  reason: string | null
  madeUpOn: Day | null
  madeUpWay: string | null
  markedAt: number | null
  there: There | undefined
}
type Faulting = (field: string | null, given: Omit<Fault, 'row' | 'field'>) => null

export function isCame(state: SheetState | null): state is 'present' | 'late' | 'leftEarly' {
  return state === 'present' || state === 'late' || state === 'leftEarly'
}

/** Somebody who is not due: 列席 and 名单外参加 are recorded, others left out. */
export function ofOther(context: Context, given: Given, fault: Faulting): ReadRow | null {
  const { of, personId, label, there, state, reason, markedAt } = given
  const base = { of, personId, label }
  if (state !== 'invited' && !isCame(state))
    return { ...base, outcome: 'leftOut', remark: 'notDue', written: null }
  const standing = state === 'invited' ? 'invited' : 'walkIn'
  const mark = state === 'invited' ? null : state
  if (there && there.standing === standing && there.mark === mark)
    return { ...base, outcome: 'unchanged', written: null, remark: standing }
  if (of.status === 'closed' && !context.options.reason)
    return fault('state', { reason: 'closedNeedsReason' })
  const unitId = there?.unitId ?? unitOn(context, personId, of.day) ?? of.hostUnitId
  const next = { standing, mark, madeUpOn: null, reason } as const
  return {
    ...base,
    outcome: there ? 'changed' : 'new',
    remark: standing,
    ...(there ? differenceIn(there, next) : {}),
    written: { personId, unitId, ...next, byHand: true, markedAt, isNew: !there },
  }
}

/** Somebody on the list: what stands is overwritten only where that is said, and on a confirmed roll with a reason. */
export function ofDue(context: Context, given: Given & { there: There }, fault: Faulting): ReadRow | null {
  const { options } = context
  const { of, personId, label, there, state, markedAt } = given
  const base = { of, personId, label }
  if (state === 'invited' && there.standing !== 'invited') return fault('state', { reason: 'dueButInvited' })
  const standing: Standing = state === 'exempt' ? 'exempt' : there.standing
  const mark = markOf(state) ?? there.mark
  // A reason such as 病假 belongs to the leave; the reason for putting somebody on the list stays.
  const kept = mark === there.mark || there.standingByHand ? there.reason : null
  const next = { standing, mark, madeUpOn: given.madeUpOn ?? there.madeUpOn, reason: given.reason ?? kept }
  if (given.madeUpOn !== null && given.madeUpOn !== there.madeUpOn) {
    const refusal = makeUpRefusal(of, { ...next, makeUpDue: there.makeUpDue }, given.madeUpOn, context.today)
    if (refusal) return fault('madeUpOn', { reason: makeUpFaults[refusal], places: { day: given.madeUpOn } })
  }
  const change = differenceIn(there, next)
  if (!change) return { ...base, outcome: 'unchanged', written: null }
  const isOther =
    (there.mark !== null && mark !== there.mark) ||
    (standing !== there.standing && there.standingByHand) ||
    (there.madeUpOn !== null && next.madeUpOn !== there.madeUpOn)
  const decision = isOther ? replaceAsked(context, given, fault) : 'replace'
  if (decision === null) return null
  if (decision === 'keep') return { ...base, outcome: 'unchanged', written: null }
  const isRecord = standing !== there.standing || mark !== there.mark || next.reason !== there.reason
  if (isRecord && of.status === 'closed') {
    const refusal = correctionRefusal(of, there, context.today)
    if (refusal === 'exempt') return fault('state', { reason: 'exemptStands' })
    if (!options.reason) return fault('state', { reason: 'closedNeedsReason' })
  }
  return {
    ...base,
    outcome: there.mark === null && there.madeUpOn === null ? 'new' : 'changed',
    ...change,
    written: {
      personId,
      unitId: there.unitId,
      ...next,
      madeUpWay: given.madeUpWay,
      byHand: there.standingByHand || standing !== there.standing,
      markedAt,
      isNew: false,
    },
  }
}

const makeUpFaults: Record<MakeUpRefusal, string> = {
  onlineStudy: 'onlineStudyMarks',
  beforeActivity: 'madeUpBefore',
  attended: 'madeUpBesideCame',
  notRequired: 'notRequired',
  inFuture: 'madeUpAhead',
}

/** A mark that stands and differs: replaced where that was said for the sheet, else asked once. */
function replaceAsked(
  { options }: Context,
  { row, there }: Given & { there: There },
  fault: Faulting,
): 'keep' | 'replace' | null {
  if (options.replace) return 'replace'
  const faults: Fault[] = []
  const answer = ask(faults, options, {
    row,
    field: 'state',
    reason: 'markDiffers',
    isDoubt: true,
    places: {
      was: there.mark ? glossary[`mark.${there.mark}`][0] : glossary[`standing.${there.standing}`][0],
    },
    alike: 'state',
    choices: [
      { value: 'keep', choice: 'keep' },
      { value: 'replace', choice: 'replace' },
    ],
  })
  for (const { row: _, field, ...given } of faults) fault(field, given)
  return answer as 'keep' | 'replace' | null
}

type Recorded = Pick<RollRow, 'standing' | 'mark' | 'madeUpOn' | 'reason'>

function differenceIn(before: Recorded, after: Recorded) {
  const standing = (of: Recorded) => glossary[`standing.${of.standing}`][0]
  const mark = (of: Recorded) => glossary[`mark.${of.mark ?? 'none'}`][0]
  return differenceOf([
    ['名单', standing(before), standing(after)],
    ['登记', mark(before), mark(after)],
    ['补学日期', before.madeUpOn, after.madeUpOn],
    ['原因', before.reason, after.reason],
  ])
}

function markOf(state: SheetState | null): Mark | null {
  return state === 'exempt' || state === 'invited' ? null : state
}
