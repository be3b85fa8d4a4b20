import type { Wording } from '@/lib/core/i18n/wording'
import type { yearGoal as zh } from './yearGoal.zh'

export const yearGoal: Wording<typeof zh> = {
  title: 'Publicity goals of {year}',
  pageTitle: 'Publicity goals',
  lead: 'Set at the beginning of the year and compared at its end; told in part three of the report of the year before and in the report of the year. An empty field sets no goal.',
  show: 'Show',
  year: 'Year',
  newForms: 'New forms of publicity',
  newMediaAMonth: 'New media each month (entries)',
  eachTarget: 'Each target of the eight (events)',
  hint: {
    newForms: 'Forms of activities that the year before did not have',
    newMediaAMonth:
      'WeChat, screens and the like without text messages; entries that wait for review do not count',
    eachTarget: 'Without targets that do not apply here',
  },
  save: 'Save the goals',
  saved: 'Goals saved',
  stateTitle: 'State as of {day}',
  none: 'No goals are set.',
  met: 'Reached',
  open: 'Not reached',
  state: {
    newForms: '{done} new forms of {goal}',
    newMediaAMonth: '{done} of {due} months reached {goal} entries',
    eachTarget: '{done} of {due} targets reached {goal} events',
  },
  named: {
    newForms: 'New forms: {names}',
    newMediaAMonth: '{names}',
    eachTarget: 'Not reached yet: {names}',
  },
  unknown: 'Nothing was recorded in the year before, so no form can be told to be new.',
  lag: {
    title: 'Occasions of publicity and new media',
    lead: 'Of the occasions that were taken up: how many days later new media first had it, by the name or the law in the topic of the entry.',
    none: 'No new media',
    inTime: 'On the day or before ({day})',
    late: '{days} [day|days] late ({day})',
  },
}
