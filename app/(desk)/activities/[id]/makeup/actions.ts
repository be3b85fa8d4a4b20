'use server'
import { action } from '@/app/_forms/action'
import { askMakeUp, withdrawStudy } from '@/lib/attendance/makeup/makeup.commands'
import { selfStudyInput, withdrawStudyInput } from '@/lib/attendance/makeup/makeup.input'

const refused = 'makeup.refused'

export const handInStudy = action(selfStudyInput, askMakeUp, { refused })
export const takeStudyBack = action(withdrawStudyInput, withdrawStudy, { refused })
