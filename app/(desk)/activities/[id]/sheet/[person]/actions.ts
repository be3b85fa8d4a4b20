'use server'
import { refresh } from 'next/cache'
import { action, type FormState } from '@/app/_forms/action'
import { saying } from '@/app/_i18n/say'
import { correctMark, markAttendance } from '@/lib/attendance/attendance.commands'
import { correctionInput, markInput } from '@/lib/attendance/attendance.input'
import type { Mark } from '@/lib/attendance/attendance.rules'
import { enterLeave } from '@/lib/attendance/leave/leave.commands'
import { enterLeaveInput } from '@/lib/attendance/leave/leave.input'
import { recordMakeUp, undoMakeUp } from '@/lib/attendance/makeup/makeup.commands'
import { makeUpInput, undoMakeUpInput } from '@/lib/attendance/makeup/makeup.input'
import { recordCompletion } from '@/lib/attendance/online-study.commands'
import { completionInput } from '@/lib/attendance/online-study.input'
import { setStanding } from '@/lib/attendance/standing.commands'
import { standingInput } from '@/lib/attendance/standing.input'

const refused = 'attendance.refused'

const mark = action(markInput, markAttendance, { refused })
const correct = action(correctionInput, correctMark, { refused })

export async function saveRowMark(before: FormState, form: FormData): Promise<FormState> {
  return withBoth(await mark(before, form))
}

export async function saveCorrection(before: FormState, form: FormData): Promise<FormState> {
  return withBoth(await correct(before, form))
}

export const saveStanding = action(standingInput, setStanding, { refused })
export const saveCompletion = action(completionInput, recordCompletion, { refused })
export const saveAgreedLeave = action(enterLeaveInput, enterLeave, { refused: 'leave.refused' })

const record = action(makeUpInput, recordMakeUp, { refused })
const undo = action(undoMakeUpInput, undoMakeUp)

/** 登记补学, or with `intent` undo 撤销补学. */
export async function saveMakeUp(before: FormState, form: FormData): Promise<FormState> {
  return form.get('intent') === 'undo' ? undo(before, form) : record(before, form)
}

/**
 * A stale form: the message states the current and the typed mark, and the form is rendered again with the
 * current version.
 */
async function withBoth(state: FormState): Promise<FormState> {
  if (state.reason !== 'changedMeanwhile') return state
  const { t, term } = await saying()
  const word = (each: unknown) => term(`mark.${(each || 'none') as Mark | 'none'}`)
  const places = {
    theirs: word((state.result as { mark: Mark | null }).mark),
    mine: word(state.values?.mark),
  }
  refresh()
  return { ...state, message: t('attendance.refused.changedTo', places) }
}
