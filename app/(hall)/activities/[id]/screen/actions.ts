'use server'
import { action } from '@/app/_form/action'
import { openCodes } from '@/lib/hallscan/commands'
import { openInput } from '@/lib/hallscan/input'

export const showCode = action(openInput, openCodes, {
  goTo: ({ activityId }) => `/activities/${activityId}/screen`,
})
