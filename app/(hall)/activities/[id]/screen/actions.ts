'use server'
import { action } from '@/app/_forms/action'
import { openCodes } from '@/lib/attendance/checkin/scan.commands'
import { openInput } from '@/lib/attendance/checkin/scan.input'

export const showCode = action(openInput, openCodes, {
  goTo: ({ activityId }) => `/activities/${activityId}/screen`,
})
