'use server'
import { action } from '@/app/_forms/action'
import { decideLeave } from '@/lib/attendance/leave/leave.commands'
import { decideLeaveInput } from '@/lib/attendance/leave/leave.input'

export const decide = action(decideLeaveInput, decideLeave, { refused: 'leave.refused' })
