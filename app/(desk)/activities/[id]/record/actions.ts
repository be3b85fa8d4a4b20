'use server'
import { action } from '@/app/_form/action'
import { saveMeetingRecord } from '@/lib/meeting/commands'
import { meetingRecordInput } from '@/lib/meeting/input'

export const saveRecord = action(meetingRecordInput, saveMeetingRecord, {
  message: 'meeting.form.saved',
  refused: 'meeting.refused',
})
