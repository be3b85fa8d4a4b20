import type { Wording } from '@/lib/core/i18n/wording'
import type { studyRecord as zh } from './studyRecord.zh'

export const studyRecord: Wording<typeof zh> = {
  title: 'Record of the study',
  link: 'Record of the study',
  print: 'Print the record',
  back: 'Back to the record',
  head: '{unit}: record of the study',
  headCentreGroup: '{unit}: record of the study of the Party committee’s centre group',
  nothing: 'Not written',
  turnoutTitle: 'Who was there',
  turnoutLead: 'Taken from the roll and always as it stands; filled in when the record is printed.',
  required: 'Due',
  came: 'Came',
  count: '{count}',
  counted: 'Outside the list, counted only',
  people: '{count}: {names}',
  and: ', ',
  because: '{name} ({reason})',
  field: {
    chairedBy: 'Chair',
    recorder: 'Recorder',
    keySpeakers: 'Main speakers',
    conveyed: 'What was conveyed and studied',
    discussion: 'Discussion',
    summary: 'Summary',
    lawContent: 'Law was studied',
  },
  lawContentKept:
    'The plan does not leave out sessions of theory alone: this one counts towards participation with law or without.',
  lawContentLeftOut:
    'By the plan a session without law counts neither for participation nor for attendance; the roll is taken as always.',
  form: { save: 'Save the record', saved: 'The record is saved' },
  refused: {
    notScheduled: 'The activity is not scheduled yet: there is nothing to record',
    cancelled: 'The activity is cancelled: there is nothing to record',
    rollClosed: 'The roll is closed and its rates are settled; open it again first',
  },
}
