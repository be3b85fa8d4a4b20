'use server'
import { action } from '@/app/_forms/action'
import { askLeave, withdrawLeave } from '@/lib/attendance/leave/leave.commands'
import { askLeaveInput, withdrawLeaveInput } from '@/lib/attendance/leave/leave.input'

const refused = 'leave.refused'

export const askForLeave = action(askLeaveInput, askLeave, { refused })
export const takeLeaveBack = action(withdrawLeaveInput, withdrawLeave, { refused })
