'use server'
import { action } from '@/app/_forms/action'
import type { LogOf } from '@/app/_forms/others'
import { cancelExam, changeExam, confirmList, createExam, setCandidate } from '@/lib/exam/exam.commands'
import {
  candidateInput,
  changeExamInput,
  examInput,
  examVersionInput,
  missedReasonInput,
} from '@/lib/exam/exam.input'
import { examPage } from '@/lib/exam/exam.queries'
import { sayMissedReason } from '@/lib/exam/missed-reason.commands'
import { savedFields } from './_parts/saved-fields'

const log = ({ id }: { id: number }): LogOf => ['exam', [id]]

export const saveNewExam = action(examInput, createExam, {
  goTo: answer => `/exams/${answer.id}`,
  refused: 'exam.error',
})
export const saveExam = action(changeExamInput, changeExam, {
  log,
  goTo: answer => `/exams/${answer.id}`,
  refused: 'exam.error',
  shown: async ({ id }: { id: number }, _, viewer) => ({
    ...savedFields(await examPage(viewer, id)),
    annulReason: undefined,
  }),
})
export const confirmExamList = action(examVersionInput, confirmList, {
  log,
  goTo: answer => `/exams/${answer.id}`,
})
export const cancelThisExam = action(examVersionInput, cancelExam, {
  log,
  goTo: answer => `/exams/${answer.id}`,
})
export const saveCandidate = action(candidateInput, setCandidate, { log })
export const saveMissedReason = action(missedReasonInput, sayMissedReason, { log, refused: 'exam.error' })
