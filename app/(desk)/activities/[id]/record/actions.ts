'use server'
import { action } from '@/app/_forms/action'
import { saveStudyRecord } from '@/lib/attendance/study-record.commands'
import { studyRecordInput } from '@/lib/attendance/study-record.input'

export const saveRecord = action(studyRecordInput, saveStudyRecord, {
  log: ({ activityId }) => ['activity', [activityId]],
  message: 'studyRecord.form.saved',
  refused: 'studyRecord.refused',
  shown: ({ lawContent }: { lawContent: boolean }) => ({ lawContent }),
})
