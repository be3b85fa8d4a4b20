import type { Say } from '@/app/_i18n/messages'
import type { MarkRefusal } from '@/lib/attendance/attendance.rules'
import { starters } from '@/lib/attendance/meeting-log/meeting-log.sheet'

/** The name of a meeting program in the reader's language; a profile made by the office by its own name. */
export function programWords(say: Say, name: string): string {
  const program = starters.find(each => each.name === name)
  return program ? say.t(`meetingLog.program.${program.id}`) : name
}

export function refusalWords(say: Say, refusal: MarkRefusal): string {
  return say.t(`meetingLog.refused.${refusal}`)
}
