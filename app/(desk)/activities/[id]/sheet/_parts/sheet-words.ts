import type { Say } from '@/app/_i18n/messages'
import { marks } from '@/lib/attendance/attendance.rules'
import type { LeaveKind } from '@/lib/organisation/settings/study.rules'

const sentences = [
  'required',
  'came',
  'recorded',
  'rest',
  'search',
  'reason',
  'reasonOf',
  'groupCounts',
  'noHit',
  'people',
  'saving',
  'waiting',
  'waitingCount',
  'signedOut',
  'outdated',
  'diskFull',
  'databaseBusy',
  'readOnly',
  'signIn',
  'result',
  'saved',
  'savedBy',
  'refused',
  'bothMarked',
  'conflict',
  'useMine',
  'keepTheirs',
  'somebody',
  'undo',
  'undone',
  'undoTooLate',
  'nothingToUndo',
  'restDone',
  'restUndone',
  'restKept',
  'discard',
  'undoUnsent',
  'exemptFirst',
  'verbExempt',
  'verbRequired',
  'verbOf',
  'back',
  'listChanged',
  'closedMeanwhile',
  'reload',
  'madeUp',
] as const
const refusals = [
  'rollClosed',
  'cancelled',
  'notYet',
  'notScheduled',
  'withdrawn',
  'forbidden',
  'notFound',
  'badOrigin',
  'diskFull',
  'databaseBusy',
  'readOnly',
  'other',
] as const

/** The messages that the sheet needs in the browser, in the reader's language. */
export function sheetWords(say: Say, kinds: LeaveKind[]): Record<string, string> {
  return Object.fromEntries([
    ...sentences.map(name => [name, say.t(`attendance.sheet.${name}`)]),
    ...refusals.map(name => [`refused.${name}`, say.t(`attendance.refused.${name}`)]),
    ['waiting.signedOut', say.t('attendance.sheet.waitingSignedOut')],
    ['waiting.outdated', say.t('attendance.sheet.waitingOutdated')],
    ['waiting.diskFull', say.t('attendance.sheet.waitingDiskFull')],
    ['waiting.databaseBusy', say.t('attendance.sheet.waitingBusy')],
    ['waiting.readOnly', say.t('attendance.sheet.waitingReadOnly')],
    ...marks.flatMap(mark => [
      [`mark.${mark}`, say.term(`mark.${mark}`)],
      [`short.${mark}`, say.term(`markShort.${mark}`)],
    ]),
    ['leaveReasons', kinds.map(({ kind }) => kind).join('、')],
    ['asksLeave', say.term('leaveState.asked')],
    ['mark.none', say.term('mark.none')],
    ['mark.exempt', say.term('standing.exempt')],
    ['short.exempt', say.term('markShort.exempt')],
  ])
}

/** Messages about unsent marks on a device after the roll was closed. */
export function leftWords(say: Say): Record<string, string> {
  return Object.fromEntries([
    ...(['left', 'leftOne', 'discard'] as const).map(name => [name, say.t(`attendance.sheet.${name}`)]),
    ...marks.map(mark => [`mark.${mark}`, say.term(`mark.${mark}`)]),
    ['mark.none', say.term('mark.none')],
    ['mark.exempt', say.term('standing.exempt')],
    ['comma', say.t('attendance.sheet.leftComma')],
  ])
}
