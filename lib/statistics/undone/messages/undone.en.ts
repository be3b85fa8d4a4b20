import type { Wording } from '@/lib/core/i18n/wording'
import type { undone as zh } from './undone.zh'

export const undone: Wording<typeof zh> = {
  page: {
    title: 'Not completed',
    lead: 'Who has not completed a meeting, an online study or an exam that they were required for, with the online studies and exams that are running and in no rate yet. Of exams those not sat; who sat and did not pass is not here.',
    total: '{people} [person|people], {count} in all',
    filtered: 'Only {what} is listed here: {people} [person|people], {count} in all.',
    whole: 'See all units and all duties',
    unit: 'Unit',
    duty: 'Duty',
    all: 'All',
    show: 'Show',
    none: 'Nothing is left to complete',
    noneSuch: 'Nothing is left to complete under this filter',
    back: 'Back to the figures',
    open: 'Not completed: meetings, online study, exams',
  },
  duty: {
    meeting: 'Collective study',
    online: 'Online study',
    exam: 'Exams',
  },
  first: {
    title: 'Which unit to speak to first',
    open: 'First {unit}: {people} [person|people] with {count} not completed, {open} of them in time, the nearest by {until}.',
    noDay:
      'First {unit}: {people} [person|people] with {count} not completed, {open} of them in time, with no last day.',
    late: 'First {unit}: {people} [person|people] with {count} not completed, all past their day; {late} of them count all the same.',
    past: 'What is left is over and cannot be completed any more, so there is no unit to speak to.',
    rule: 'Units with the most that is still in time come first, then the nearest last day, then the most that is late and counts all the same.',
    people: 'People',
    count: 'Not completed',
    inTime: 'In time',
    overdue: 'Late, still counts',
    closed: 'Over',
    until: 'Nearest last day',
  },
  list: {
    title: 'By name',
    listed: '{count} in all, the first {shown} are listed here; choose a unit or a duty to see all.',
    until: 'Last day',
    person: 'Name',
    what: 'What',
    noUntil: 'No last day',
    open: '{day}',
    late: 'Was due {day}, counts all the same',
    past: 'Over since {day}',
  },
  text: {
    title: 'A notice to copy',
    copy: 'Copy',
    copied: 'Copied',
    head: 'As of {asOf}, these people of {unit} still have study duties to complete; please do so by the last day:',
    headDuty:
      'As of {asOf}, these people of {unit} have not completed their duty ({duty}); please do so by the last day:',
    cut: 'The notice names only the first {count} of {total}; choose a unit or a duty to name all.',
    past: '{count} that [is|are] over and cannot be completed any more [is|are] left out of the notice.',
  },
}
