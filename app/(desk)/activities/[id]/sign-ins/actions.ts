'use server'
import { action } from '@/app/_form/action'
import { decideScan } from '@/lib/hallverify/commands'
import { decisionInput } from '@/lib/hallverify/input'

export const decide = action(decisionInput, decideScan, {
  refused: 'hall.records.decisionRefused',
  message: 'hall.records.said',
})
