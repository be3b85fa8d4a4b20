'use server'
import { action } from '@/app/_forms/action'
import { decideScan } from '@/lib/attendance/checkin/verification.commands'
import { decisionInput } from '@/lib/attendance/checkin/verification.input'

export const decide = action(decisionInput, decideScan, {
  refused: 'checkIn.records.decisionRefused',
  message: 'checkIn.records.said',
})
