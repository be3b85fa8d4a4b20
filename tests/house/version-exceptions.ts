// What tests/house/versions.test.ts lets pass, each with its reason.

/** Changes of a row without its version, as `file#function table`, by the reason. */
const unversioned: [reason: string, places: string[]][] = [
  [
    'written by the product itself, typed by nobody',
    [
      'lib/access/access.commands.ts#openAccount account',
      'lib/access/sign-in-try.commands.ts#takeTry signInFailure',
      'lib/access/second-factor.commands.ts#markUsed recoveryCode',
      'lib/access/second-factor.commands.ts#spendCode secondFactor',
      'lib/access/second-factor.commands.ts#putRecoveryCodes recoveryCode',
      'lib/access/audit.commands.ts#clearTexts auditText',
      'lib/access/session.commands.ts#endOwnSession session',
      'lib/access/session.commands.ts#end session',
      'lib/access/sign-in-try.commands.ts#recordFailure signInFailure',
      'lib/calendar/changes/change.commands.ts#readChanges account',
      'lib/calendar/feeds/feed.commands.ts#noteFeedUse feed',
      'lib/calendar/reminders/reminder.commands.ts#sendDueReminders reminder',
      'lib/calendar/reminders/reminder.commands.ts#claim reminder',
      'lib/calendar/reminders/reminder.commands.ts#refused reminder',
      'lib/attendance/attendance.commands.ts#openRoll activity',
      'lib/attendance/attendance.commands.ts#shutUnused activity',
      'lib/plan/rules-followed.commands.ts#followPlan activity',
      'lib/attendance/checkin/scan.commands.ts#openCodes activity',
      'lib/plan/items/item.commands.ts#planChanged plan',
      'lib/plan/items/item.commands.ts#ordinaryAgain planItem',
      'lib/plan/plan.commands.ts#recordRevision plan',
      'lib/organisation/accounts/account.commands.ts#openFirstAccount unit',
      'lib/organisation/accounts/erasure.commands.ts#removeFilesOfErased erasedPerson',
    ],
  ],
  [
    'goes with its account, whatever an open form holds',
    ['lib/organisation/accounts/erasure.commands.ts#takeAccount feed'],
  ],
  [
    'raises the version of what another command changes',
    [
      'lib/organisation/units/unit-life.commands.ts#placeUnder unit',
      'lib/organisation/settings/setting.commands.ts#raiseUnits unit',
    ],
  ],
  [
    'lists of an activity, whose version the caller compares',
    [
      'lib/activity/beside.commands.ts#putBeside activityHost',
      'lib/activity/beside.commands.ts#putBeside activityTarget',
      'lib/activity/beside.commands.ts#putBeside activityTopic',
    ],
  ],
  [
    'a version of a report, whose version the caller compares; the where keeps final ones as they are',
    ['lib/statistics/report/draft.commands.ts#saveDraft reportVersion'],
  ],
  [
    'the own account of whoever sends it',
    [
      'lib/calendar/calendar.commands.ts#keepLunar account',
      'lib/calendar/reminders/reminder.commands.ts#saveEmail account',
      'lib/organisation/accounts/own-account.commands.ts#chooseLanguage account',
      'lib/organisation/accounts/own-account.commands.ts#putPassword account',
    ],
  ],
  [
    'a draft of whoever sends it',
    [
      'lib/attendance/meeting-log/commit.commands.ts#commitMeetingLog importDraft',
      'lib/attendance/meeting-log/meeting-log.commands.ts#change importDraft',
      'lib/import/import.commands.ts#commitDraft importDraft',
      'lib/import/import.commands.ts#continueDraft importDraft',
      'lib/import/draft-change.commands.ts#changeDraft importDraft',
      'lib/import/folder/folder-draft.commands.ts#putSaid importDraft',
      'lib/import/folder/folder-draft.commands.ts#putSheet importDraft',
      'lib/import/folder/folder-draft.commands.ts#saveFolderSaid importDraft',
      'lib/import/folder/folder-commit.commands.ts#settle importDraft',
      'lib/import/run.commands.ts#recordRun importDraft',
      'lib/import/run.commands.ts#recordRun importRun',
    ],
  ],
  [
    'a button that names the state it asks for, and nothing is typed',
    [
      'lib/activity/guests/guest.commands.ts#markGuest activityGuest',
      'lib/calendar/feeds/feed.commands.ts#revokeFeed feed',
      'lib/organisation/accounts/account.commands.ts#disableIn account',
      'lib/organisation/accounts/account.commands.ts#resetPassword account',
      'lib/plan/plan.commands.ts#closePlan plan',
      'lib/activity/attachments/attachment.commands.ts#removeAttachment evidence',
      'lib/activity/attachments/attachment.commands.ts#removeAttachment activityHeads',
    ],
  ],
  [
    'decided once: the state is read in the same transaction, and a second decision is told of the first',
    [
      'lib/activity/doubles/double.commands.ts#decide activityDouble',
      'lib/import/undo/undo.commands.ts#undoImport importRun',
      'lib/attendance/checkin/verification.commands.ts#decideScan signIn',
      'lib/attendance/leave/leave.commands.ts#withdrawLeave leaveRequest',
      'lib/attendance/leave/leave.commands.ts#close leaveRequest',
      'lib/attendance/makeup/makeup.commands.ts#withdrawStudy makeUp',
      'lib/attendance/makeup/makeup.commands.ts#decideStudy makeUp',
      'lib/attendance/makeup/makeup.commands.ts#putMakeUp makeUp',
    ],
  ],
  [
    'a link, refused in the same transaction where there is another one',
    [
      'lib/activity/attachments/attachment.commands.ts#putAttachment activityHeads',
      'lib/activity/plan-link.commands.ts#joinOrLeave activity',
      'lib/plan/occurrences/occurrence.commands.ts#joinOccurrence occurrence',
      'lib/plan/occurrences/occurrence.commands.ts#joinOccurrence exam',
      'lib/plan/occurrences/occurrence.commands.ts#joinOccurrence activity',
      'lib/plan/occurrences/occurrence.commands.ts#leaveJoin occurrence',
      'lib/plan/work-points/work-point.commands.ts#joinOrLeave output',
    ],
  ],
  [
    'changes what has no mark, or what the same press had marked',
    [
      'lib/attendance/attendance.commands.ts#restOn attendance',
      'lib/attendance/attendance.commands.ts#undoRestOn attendance',
    ],
  ],
  [
    'adds to the number instead of replacing it',
    ['lib/activity/outreach/counter.commands.ts#addHeads activity'],
  ],
  [
    'one step up or down from wherever it stands',
    ['lib/plan/items/item.commands.ts#moveItem planItem', 'lib/plan/items/item.commands.ts#moveItem plan'],
  ],
  [
    'adds an item to a draft and raises the version of the plan',
    ['lib/plan/campaigns/campaign.commands.ts#takeCampaignDay plan'],
  ],
  [
    'a row that the caller found missing; one that came meanwhile is the same decision',
    ['lib/attendance/standing.commands.ts#putRow attendance'],
  ],
  [
    'memberships have one version together, that of their person; removes only what has not begun',
    [
      'lib/organisation/people/person.commands.ts#withdrawEntry membership',
      'lib/organisation/people/person.commands.ts#withdrawEntry personTag',
    ],
  ],
  [
    "the caller compares the version, or the value is no form's",
    ['lib/organisation/settings/setting.commands.ts#putSetting setting'],
  ],
  [
    'judged against the row in the same transaction, or before it and again where it changed since',
    [
      'lib/attendance/online-study.commands.ts#recordCompletions activity',
      'lib/attendance/roll.commands.ts#recordRoll activity',
      'lib/organisation/people/adviser.commands.ts#recordAdvisers adviser',
      'lib/organisation/units/unit.commands.ts#recordUnit unit',
      'lib/plan/plan.commands.ts#planImported plan',
    ],
  ],
  [
    'what a sheet called it last',
    [
      'lib/attendance/meeting-log/meeting-log.commands.ts#keepProfile importProfile',
      'lib/import/remembered-heads.commands.ts#rememberHeads importProfile',
      'lib/import/remembered-words.commands.ts#nameUnit unitAlias',
      'lib/import/remembered-words.commands.ts#put termAlias',
    ],
  ],
]
export const withoutVersion = byPlace(unversioned)

/** Changes that leave the version of a row as it is, as `file table`, by the reason. */
export const withoutRaise = byPlace([
  [
    'a link or a stamp that no form shows',
    [
      'lib/activity/attachments/attachment.commands.ts activityHeads',
      'lib/activity/plan-link.commands.ts activity',
      'lib/plan/rules-followed.commands.ts activity',
      'lib/attendance/attendance.commands.ts activity',
      'lib/attendance/checkin/scan.commands.ts activity',
      'lib/attendance/online-study.commands.ts activity',
      'lib/calendar/feeds/feed.commands.ts feed',
      'lib/organisation/calendar-version.commands.ts activity',
      'lib/organisation/calendar-version.commands.ts exam',
      'lib/plan/occurrences/occurrence.commands.ts activity',
      'lib/plan/occurrences/occurrence.commands.ts exam',
      'lib/plan/work-points/work-point.commands.ts output',
    ],
  ],
  [
    'follows the roster, the plan or the days to make up, as long as nobody has decided about the row',
    [
      'lib/organisation/audience/audience.commands.ts attendance',
      'lib/organisation/audience/audience.commands.ts exam_candidate',
      'lib/plan/duties/owed.commands.ts attendance',
      'lib/plan/plan.commands.ts activity',
    ],
  ],
  [
    'of the order, the path, or a stamp of the plan alone',
    [
      'lib/organisation/people/person.commands.ts unit',
      'lib/organisation/units/unit.commands.ts unit',
      'lib/plan/items/item.commands.ts planItem',
      'lib/plan/plan.commands.ts plan',
      'lib/plan/table/table.commands.ts plan_item',
    ],
  ],
  ['the top unit of an office that has nothing yet', ['lib/organisation/accounts/account.commands.ts unit']],
  ['themes of a day that is removed', ['lib/plan/campaigns/campaign.commands.ts setting']],
  ['the values written hold the version', ['lib/attendance/study-record.commands.ts meetingRecord']],
  ['its form compares the numbers themselves', ['lib/activity/outreach/counter.commands.ts activity']],
  ['its form carries the version of the record', ['lib/attendance/study-record.commands.ts activity']],
])

function byPlace(reasons: [reason: string, places: string[]][]): Record<string, string> {
  return Object.fromEntries(reasons.flatMap(([reason, places]) => places.map(place => [place, reason])))
}

/** Forms with a version that edit no row: what they do is about the row as it stood, and is never merged. */
export const actsOnRow: Record<string, string> = {
  'app/(desk)/plans/[id]/issue/page.tsx': 'issues the plan as it was seen',
  'app/(desk)/plans/[id]/copy/page.tsx': 'copies the plan as it was seen',
  'app/(desk)/plans/[id]/items/[item]/edit/page.tsx': 'removes the item; its form is items/_parts/item-form',
  'app/(desk)/plans/[id]/items/[item]/parts/page.tsx': 'makes parts of a point',
  'app/(desk)/advisers/work/[id]/page.tsx': 'removes the record; its form is _parts/work-form',
  'app/(desk)/outputs/[id]/page.tsx': 'withdraws the entry; its form is _parts/material-form',
  'app/(desk)/settings/days/_parts/day-rows.tsx': 'removes a day',
  'app/(desk)/exams/[id]/[person]/page.tsx': 'the button says what happens; the reason is of this time',
  'app/(desk)/activities/[id]/sheet/[person]/_parts/forms.tsx': 'marks, each with its reason',
  'app/(desk)/activities/[id]/regroup/page.tsx': 'splits, merges and moves',
  'app/(desk)/activities/_parts/state-form.tsx': 'changes the state',
  'app/(desk)/activities/_parts/double-forms.tsx': 'merges two as they were seen',
  'app/(desk)/people/[id]/move/page.tsx': 'moves from a day on',
  'app/(desk)/people/units/[id]/_parts/end-of-unit.tsx': 'ends a unit on a day',
  'app/(desk)/people/[id]/leave/page.tsx': 'ends a membership',
  'app/(desk)/people/[id]/erase/page.tsx': 'takes the person out',
  'app/(desk)/reports/[year]/_parts/finish.tsx': 'makes the report final as it was seen',
}
