import type { Wording } from '../wording'
import type { planCopy as zh } from '../zh/planCopy'

export const planCopy: Wording<typeof zh> = {
  title: 'Start from an earlier plan',
  question: 'Make “{title}” from “{source}”',
  lead: 'Nothing is written before you confirm this list. Audiences, must-learn topics, units and the parts of points come along; lecturers too, with a remark that they must be asked.',
  summary: '{count} items: {moved} with another date, {kept} with the same words.',
  unpublished:
    'The days off of {year} are not published: only weekends were avoided. Check the days once they are.',
  published: 'The days off of {year} are published; studies of officials avoid them and weekends.',
  submit: 'Make the plan so',
  keep: 'Not now',
  from: '{year}',
  moved: 'Moved',
  kept: 'As written',
  unread: 'Check',
  lecturer: 'Lecturer {name}, to be asked',
  done: 'There is this plan for {year} already, and it has items.',
  issued: 'The plan of {year} is issued already.',
  open: 'Open “{title}”',
  start: 'Start from the plan of {year}',
  sources: 'Or start from an earlier plan',
  sourcesHint: 'Days go to the same week and weekday of {year}; you see the list before anything is written.',
  noItems: 'This plan has no items to take over.',
  reason: {
    words: 'months, quarters and weeks stay as written',
    publicityDay: '“{name}” has a fixed date',
    deadline: 'a deadline keeps its date',
    sameWeek: 'week {week}, still {weekday}',
    lastWeek: 'the year has no week 53, so week {week}',
    workday: '{day} is a {kind}, so the nearest working day',
    publicStays: 'a public event may stay on a {kind}',
    unread: 'the words were not understood, only the year was changed',
  },
  refused: {
    noItems: 'The plan has no items',
    targetIssued: 'The plan of this year is issued',
    targetNotEmpty: 'The plan of this year has items already',
  },
}
