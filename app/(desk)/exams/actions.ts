'use server'
import { action } from '@/app/_forms/action'
import { cancelExam, changeExam, confirmList, createExam, setCandidate } from '@/lib/exam/exam.commands'
import { candidateInput, changeExamInput, examInput, examVersionInput } from '@/lib/exam/exam.input'
import { examPage } from '@/lib/exam/exam.queries'
import { savedFields } from './_parts/saved-fields'

export const saveNewExam = action(examInput, createExam, {
  goTo: answer => `/exams/${answer.id}`,
  refused: 'exam.error',
})
export const saveExam = action(changeExamInput, changeExam, {
  goTo: answer => `/exams/${answer.id}`,
  refused: 'exam.error',
  shown: async ({ id }: { id: number }, _, viewer) => savedFields(await examPage(viewer, id)),
})
export const confirmExamList = action(examVersionInput, confirmList, {
  goTo: answer => `/exams/${answer.id}`,
})
export const cancelThisExam = action(examVersionInput, cancelExam, { goTo: answer => `/exams/${answer.id}` })
export const saveCandidate = action(candidateInput, setCandidate)
