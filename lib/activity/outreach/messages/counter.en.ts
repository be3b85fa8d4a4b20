import type { Wording } from '@/lib/core/i18n/wording'
import type { counter as zh } from './counter.zh'

export const counter: Wording<typeof zh> = {
  title: 'Record on the spot',
  link: 'Record on the spot',
  offline: 'Offline: the figures are of {when}',
  counts: {
    add: '{what}: one more',
    takeBack: '{what}: one less',
    waiting: '{count} waiting',
    sending: 'Saving…',
    saved: 'Saved',
    offline: 'No network; saved by itself when it is back',
    signedOut: 'Your sign-in has ended; saved when you have signed in again',
    refused: '{count} not saved: {why}',
    retry: 'Try again',
    discard: 'Discard',
    notLasting: 'This browser keeps nothing offline: leave this page open until all is saved.',
  },
  refused: {
    notScheduled: 'The activity is a draft, postponed or cancelled.',
    notYet: 'The day of the activity has not come yet.',
    belowZero: 'More was taken back than is recorded.',
    notFound: 'The activity is not there, or not yours.',
    forbidden: 'Your role cannot record here.',
    other: 'That did not work; please try again.',
  },
  about: {
    title: 'Subjects, co-hosts and a sentence',
    topics: 'Subjects',
    newTopics: 'Other subjects',
    newTopicsHint: 'Several with commas between',
    coHosts: 'Co-hosts',
    remark: 'One sentence',
    save: 'Save',
  },
  history: { counted: 'Counted at the stall: {heads} reached, {consultations} advised' },
  back: 'The activity',
}
