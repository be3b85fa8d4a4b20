import type { Wording } from '@/lib/core/i18n/wording'
import type { lock as zh } from './lock.zh'

export const lock: Wording<typeof zh> = {
  title: 'Lock the year',
  lead: 'The figures of every unit and month are kept as they stand. Whatever would move one later needs a reason and is listed as a correction.',
  misfits: 'Some things above do not fit yet: better mend them first.',
  asOf: 'As of',
  asOfHint: 'Usually 31 December. To count make-ups of the following January, give the last day that counts.',
  press: 'Lock the year',
  by: 'The figures of {unit} for {year} were locked on {at} by {by}, as of {asOf}.',
  byNobody: 'The figures of {unit} for {year} were locked on {at}, as of {asOf}.',
  kept: 'Shown are the figures as they were locked; where one was corrected since, the corrected one stands beside it, and its rows are those of now.',
  annexOnly: 'Only the figures of the annex were kept then; all others follow the records.',
  otherDay: 'These are not the figures as of {asOf}, and none of them were kept.',
  corrections: 'Corrections',
  count: 'Corrected {count} times',
  none: 'Nothing was corrected since.',
  line: '{at} {by}: {reason}',
  byUnknown: 'an erased person',
  noReason: 'the reason was cleared',
  more: 'and {count} more',
  moreCorrections: 'See the log for {count} earlier corrections.',
  unlock: 'Unlock the year',
  unlockHint: 'What was kept and the list of corrections go; only the log still tells of them.',
  reason: 'Reason for unlocking',
  command:
    'The figures of {year} are locked, and this would move them: nothing was written. Where a correction is needed, give its reason with --reason.',
  refused: {
    notOver: 'The year is not over yet and cannot be locked',
    asOfBefore: 'The day must be 31 December of the year or later',
    asOfAhead: 'That day has not come yet',
  },
}
