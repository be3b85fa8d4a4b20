import type { Wording } from '@/lib/core/i18n/wording'
import type { goal as zh } from './goal.zh'

export const goal: Wording<typeof zh> = {
  page: {
    title: 'What it takes: {rate}',
    open: 'What it takes',
    rows: 'Back to the rows of {rate}',
    lead: 'Type the rate to reach and see the least that has to be done for it, and by whom. Only what is still in time counts: make-ups whose day is not past, exams whose window is open. The last day itself is still in time.',
    goal: 'To reach (%)',
    rate: 'Rate',
    show: 'Reckon',
    now: 'Now {text} ({fraction})',
    past: 'Reckoned as of {day}, which is past; to ask people to make up, set “Data as of” to today.',
    list: 'What has to be done',
    listed: '{count} in all, the first {shown} are listed here',
    person: 'Name',
    unit: 'Unit',
    what: 'What',
    until: 'Last day',
    noUntil: 'No last day',
    overdue: 'Over since {day}, counts all the same',
    set: 'Leave to make up',
    copy: 'A notice to copy',
    copyButton: 'Copy',
    copied: 'Copied',
    cut: 'Only the first {count} of {total} are written; unit by unit all of them are.',
  },
  error: {
    notAShare: 'Type a number from 1 to 100 with at most two decimals, such as 98 or 98.5',
    overWhole: 'No rate is over 100%',
  },
  none: {
    attendanceRate:
      'The attendance rate is that of the day itself; a make-up does not change it. It raises the participation rate.',
    excellentRate: 'The rate of excellent marks depends on how high a score is, not on how many sit.',
    firstTimePassRate: 'The rate of first-time passes depends on the first attempt.',
    planCompletionRate:
      'Plan completion rises with activities held, not with make-ups: see the items that were not held.',
    mustLearnCoverage:
      'Coverage counts pairs of person and topic: see the people and topics that are missing.',
    bestStillPossible:
      'This is already the most that make-ups in time can reach. To see how many are missing, take the participation rate.',
    instead: 'What it takes for: {rate}',
    rows: 'See the rows',
  },
  answer: {
    reached: '{goal}% is reached; nothing has to be made up',
    nobody: 'Nobody was required, so there is no rate',
    never: '{goal}% cannot be reached; at most {text} ({fraction})',
    neverRounded: '{fraction} also shows as {text} when rounded, but is less than {goal}%.',
    nothingOpen: 'Nothing is left that could be done in time.',
    allOpen: 'That is with everything done that is still in time: {count}.',
    fewest: {
      participationRate: 'At least {acts} [make-up|make-ups] more, for {text} ({fraction})',
      onlineStudyRate: 'At least {acts} [completion|completions] more, for {text} ({fraction})',
      fullParticipationRate:
        'At least {acts} [make-up|make-ups] more, completing {people}, for {text} ({fraction})',
      examParticipationRate: 'At least {acts} more who [sits|sit], for {text} ({fraction})',
      passRate: 'At least {acts} more who [passes|pass], for {text} ({fraction})',
      passRateOfSat: 'At least {acts} more who [passes|pass], for {text} ({fraction})',
    },
    open: '{count} in all are still in time. Below, the nearest last day comes first; others of the same kind would do as well.',
    openPeople: '{count} people in all can still complete. Below, who lacks least comes first.',
    lateReaches: 'With late ones made up too, at least {acts}, for {text} ({fraction}).',
    lateNever: 'With every late one made up too, at most {text} ({fraction}).',
    whenDueReaches:
      'Leaves to be made up are not in the denominator yet and enter it when their day is past: to keep {goal}% then takes at least {acts} [make-up|make-ups], for {text} ({fraction}).',
    whenDueNever:
      'Leaves to be made up are not in the denominator yet and enter it when their day is past: then at most {text} ({fraction}), short of {goal}%.',
  },
  text: {
    head: 'As of {asOf}, {rate} of {unit} is {text} ({fraction}). To reach {goal}%, please complete by the last day:',
    headNever: 'As of {asOf}, {rate} of {unit} is {text} ({fraction}). Please complete by the last day:',
    unit: '[{unit}]',
    meeting: '{name}: make up “{title}” ({day}), by {until}',
    meetingLate:
      '{name}: make up “{title}” ({day}); due since {until}, counts all the same, as soon as possible',
    online: '{name}: complete “{title}”; over since {until}, counts all the same, as soon as possible',
    onlineOpen: '{name}: complete “{title}”, by {until}',
    sit: '{name}: sit “{title}”, by {until}',
    pass: '{name}: pass the resit of “{title}”, by {until}',
    sitAndPass: '{name}: sit and pass “{title}”, by {until}',
  },
}
