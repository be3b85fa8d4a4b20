import type { Wording } from '@/lib/core/i18n/wording'
import type { seems as zh } from './seems.zh'

export const seems: Wording<typeof zh> = {
  dutyRoster: 'Seems to be a rota: it only says who is on duty, which nothing here keeps',
  changes:
    'Seems to list who came and left, not everybody: give the first and last days in the roster, or record leaving and transfers on the person’s page',
  onlineMeeting: 'Seems to be the log of an online meeting: import it on the page of its activity',
  namesOfMeeting: 'Seems to be a list for a meeting: it says who should come, not who was there',
  otherPeople: 'Seems to be a list of others (“{detail}”), not of the office’s own people',
  assessment: 'Seems to be about yearly appraisals, not about exams of law',
  cases: 'Seems to list cases or consultations, not study or publicity',
  leaves: 'Seems to list leave: say it in the sign-in sheet of the activity, or on its page',
  spending: 'Seems to be about money or purchases',
  totals: 'Seems to hold totals by unit: there are no single activities in it',
  byPeriod: 'Seems to hold figures by quarter or month: without a day they belong to no activity',
}
