'use server'
import { action } from '@/app/_form/action'
import { markAttendance } from '@/lib/attendance/commands'
import { markInput } from '@/lib/attendance/input'
import { recordMakeUp } from '@/lib/makeup/commands'
import { makeUpInput } from '@/lib/makeup/input'
import { setStanding } from '@/lib/standing/commands'
import { standingInput } from '@/lib/standing/input'
import { recordCompletion } from '@/lib/study/commands'
import { completionInput } from '@/lib/study/input'

const refused = 'attendance.refused'

export const saveRowMark = action(markInput, markAttendance, { refused })
export const saveStanding = action(standingInput, setStanding, { refused })
export const saveCompletion = action(completionInput, recordCompletion, { refused })
export const saveMakeUp = action(makeUpInput, recordMakeUp, { refused })
