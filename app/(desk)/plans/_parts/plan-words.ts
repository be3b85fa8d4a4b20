import { wordsOf } from '@/app/_forms/words'
import type { MessageKey, Say } from '@/app/_i18n/messages'

const refusals = [
  'planExists',
  'planClosed',
  'planIssued',
  'reasonNeeded',
  'noItems',
  'notIssued',
  'timeUnreadable',
  'audienceUnknown',
  'audienceOutside',
  'itemExists',
  'notAChoice',
  'joined',
  'hasParts',
  'joinedElsewhere',
  'alreadyDated',
  'examExists',
  'noAudience',
  'notYet',
  'noteNeeded',
  'tooLong',
  'outOfRange',
  'endsBeforeStart',
  'conflicts',
  'noDays',
  'notAPoint',
  'noUnits',
  'weightMissing',
  'timeMissing',
  'partHeld',
  'notTicked',
] as const

/** What a form of plans can answer. */
export function planWords(say: Say, ...keys: MessageKey[]): Record<string, string> {
  return wordsOf(
    say,
    'common.form.notATime',
    ...refusals.map(reason => `plan.refused.${reason}` as const),
    ...keys,
  )
}

const steps = ['removed', 'saved', 'issued', 'asked', 'closed', 'copied'] as const

/** What may be said on a page of a plan after it was done elsewhere. */
export function saidWords({ t }: Say): Record<string, string> {
  return Object.fromEntries(steps.map(step => [step, t(`planSteps.said.${step}`)]))
}
