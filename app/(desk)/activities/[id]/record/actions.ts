'use server'
import { action } from '@/app/_forms/action'
import { saveMeetingRecord } from '@/lib/attendance/study-record.commands'
import { meetingRecordInput } from '@/lib/attendance/study-record.input'

export const saveRecord = action(meetingRecordInput, saveMeetingRecord, {
  message: 'meeting.form.saved',
  refused: 'meeting.refused',
})
