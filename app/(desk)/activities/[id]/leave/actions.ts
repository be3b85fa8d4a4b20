'use server'
import { action } from '@/app/_form/action'
import { askLeave, withdrawLeave } from '@/lib/leave/commands'
import { askLeaveInput, withdrawLeaveInput } from '@/lib/leave/input'

const refused = 'leave.refused'

export const askForLeave = action(askLeaveInput, askLeave, { refused })
export const takeLeaveBack = action(withdrawLeaveInput, withdrawLeave, { refused })
