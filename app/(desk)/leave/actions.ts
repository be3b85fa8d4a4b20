'use server'
import { action } from '@/app/_form/action'
import { decideLeave } from '@/lib/leave/commands'
import { decideLeaveInput } from '@/lib/leave/input'

export const decide = action(decideLeaveInput, decideLeave, { refused: 'leave.refused' })
