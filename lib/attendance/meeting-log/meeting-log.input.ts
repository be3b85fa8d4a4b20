import { z } from 'zod'
import { id, tick } from '@/lib/activity/activity.input'
import { typedText } from '@/lib/core/text'
import { meetingLogFields } from './meeting-log.sheet'

const words = (max: number) => typedText().trim().max(max, 'common.form.tooLong')
const time = z.union([
  z.literal(''),
  typedText().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'meetingLog.form.notATime'),
])
const whole = (most: number) =>
  z.coerce
    .number('meetingLog.form.notWhole')
    .int('meetingLog.form.notWhole')
    .min(0, 'meetingLog.form.notWhole')
    .max(most, 'meetingLog.form.notWhole')

/** Sent with the file: the activity, the program, and which of several worksheets. */
export const meetingLogUpload = z.object({
  activityId: id,
  profile: words(40).default(''),
  sheet: words(100)
    .default('')
    .transform(given => given || undefined),
})

const column = words(200).default('')
export const columnsInput = z.object({
  draftId: id,
  headRow: z.coerce
    .number('meetingLog.form.notARow')
    .int('meetingLog.form.notARow')
    .min(1, 'meetingLog.form.notARow'),
  ...(Object.fromEntries(meetingLogFields.map(field => [field, column])) as Record<
    (typeof meetingLogFields)[number],
    typeof column
  >),
  minutesIn: z.enum(['minute', 'second'], 'common.form.notAChoice').default('minute'),
  onlyNames: tick,
  profile: words(40).min(1, 'common.form.required'),
  /** Show another row as the head first: nothing is chosen yet. */
  look: typedText().optional(),
})
export type ColumnsInput = z.infer<typeof columnsInput>

export const ruleInput = z.object({
  draftId: id,
  from: time,
  to: time,
  lateAfter: whole(600),
  share: whole(100),
  least: whole(600),
  keep: tick,
})
export type RuleInput = z.infer<typeof ruleInput>

/** Decides about lines without a certain match. `person`: a number, or a number followed by the name. */
export const decideInput = z.object({
  draftId: id,
  key: typedText().max(300),
  do: z.enum(['person', 'skip', 'guest', 'walkIn', 'undo'], 'common.form.notAChoice'),
  person: words(100).default(''),
})
export type DecideInput = z.infer<typeof decideInput>

export const replaceInput = z.object({ draftId: id, replace: z.array(id).default([]) })
export const asideInput = z.object({ draftId: id, row: id, back: typedText().optional() })
export const meetingLogDraftInput = z.object({ draftId: id })
/** `seen`: checksum of what the preview showed, so that nothing else is written. */
export const commitInput = meetingLogDraftInput.extend({ seen: typedText().max(64) })
