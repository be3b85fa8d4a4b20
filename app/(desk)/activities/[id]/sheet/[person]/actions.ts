'use server'
import { action, type FormState } from '@/app/_forms/action'
import { correctMark, markAttendance } from '@/lib/attendance/attendance.commands'
import { correctionInput, markInput } from '@/lib/attendance/attendance.input'
import { enterLeave } from '@/lib/attendance/leave/leave.commands'
import { enterLeaveInput } from '@/lib/attendance/leave/leave.input'
import { recordMakeUp, undoMakeUp } from '@/lib/attendance/makeup/makeup.commands'
import { makeUpInput, undoMakeUpInput } from '@/lib/attendance/makeup/makeup.input'
import { recordCompletion } from '@/lib/attendance/online-study.commands'
import { completionInput } from '@/lib/attendance/online-study.input'
import { setStanding } from '@/lib/attendance/standing.commands'
import { standingInput } from '@/lib/attendance/standing.input'

const refused = 'attendance.refused'

export const saveRowMark = action(markInput, markAttendance, { refused })
export const saveCorrection = action(correctionInput, correctMark, { refused })
export const saveStanding = action(standingInput, setStanding, { refused })
export const saveCompletion = action(completionInput, recordCompletion, { refused })
export const saveAgreedLeave = action(enterLeaveInput, enterLeave, {
  refused: 'leave.refused',
  // The row's reason is that of its mark, not of the leave.
  shown: ({ leaveKind }: { leaveKind: string | null }) => ({ kind: leaveKind, reason: undefined }),
})

const record = action(makeUpInput, recordMakeUp, { refused })
const undo = action(undoMakeUpInput, undoMakeUp)

/** 登记补学, or with `intent` undo 撤销补学. */
export async function saveMakeUp(before: FormState, form: FormData): Promise<FormState> {
  return form.get('intent') === 'undo' ? undo(before, form) : record(before, form)
}
