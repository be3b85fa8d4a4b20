import type { Wording } from '@/lib/core/i18n/wording'
import type { removal as zh } from './removal.zh'

export const removal: Wording<typeof zh> = {
  title: 'Delete the activity',
  lead: 'Only for an activity made by mistake. No list or calendar shows it any more, its time in the plan is open again, and subscribed calendars show it cancelled. It cannot be brought back; what was real and is not held is cancelled instead.',
  reason: 'Reason',
  button: 'Delete the activity',
  refused: {
    hasRecords:
      'Attendance, visitors or materials are recorded: it cannot be deleted. Correct the records first, or cancel it',
  },
}
