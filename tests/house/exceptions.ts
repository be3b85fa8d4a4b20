// Exceptions of the house tests, each with its reason. These lists may only shrink: a test fails on an entry
// that is no longer needed. Before adding one, look for the place where the thing belongs.

/** Files that may be longer than 300 lines. */
export const longFiles: [RegExp, string][] = [
  [/\.test\.ts$/, 'a table of cases may be as long as there are cases'],
  [/^tests\/failing-samples\.ts$/, 'one table: what is sent, and what it keeps where it fails'],
  [/^tests\/nth-failure\.ts$/, 'one process: how a statement fails, and what is compared after it'],
  [/^tests\/db\/statistics\/rate-world\.ts$/, 'one random street with everything that is counted'],
  [/^tests\/journeys\/(routes|actions)\.ts$/, 'one table each'],
  [/^tests\/journeys\/communities\.ts$/, 'one thing of every kind, in the order in which they hang together'],
  [/^app\/.*\/mark-sheet\.client\.tsx$/, 'the sheet, one interaction with everything that happens in it'],
  [/^app\/.*\/_grid\/grid\.client\.tsx$/, 'the table of a plan, its keys, its mouse and its clipboard'],
  [
    /^lib\/access\/messages\/audit(Word)?\.(zh|en)\.ts$/,
    'the words of the log, one for each thing that is done',
  ],
  [
    /^lib\/statistics\/rates\/messages\/rate\.(zh|en)\.ts$/,
    'one list: the words and definitions of the figures',
  ],
  [/^lib\/.*\.import\.ts$/, 'what each row of a sheet may mean, read from top to bottom'],
  [/^lib\/plan\/items\/item\.commands\.ts$/, 'every change of one item'],
]

/** Files of app/ that hold Chinese text outside the messages. */
export const chineseInApp: Record<string, string> = {
  'app/_ui/frame.tsx': 'the seal 法 is a picture, the same in both languages',
}

/** Environment variables defined by others. */
export const foreignVariables = new Set([
  'NODE_ENV',
  'NEXT_RUNTIME',
  'NEXT_TELEMETRY_DISABLED',
  'NEXTAUTH_SECRET',
  'NEXTAUTH_URL',
  'npm_package_version',
  'INIT_CWD',
])

/** English messages that show the office's own words as an example. */
export const chineseInEnglish = new Set(['common.app.name', 'exam.form.audienceHint'])

/** Queries without a viewer, `file#name`: who asks is not known yet, is everybody, or is the holder of a secret. */
export const readsWithoutViewer: Record<string, string> = {
  'lib/access/access.queries.ts#hasAccounts': 'the first run: nobody can be signed in yet',
  'lib/access/access.queries.ts#viewerOf': 'makes the viewer',
  'lib/access/access.queries.ts#viewerOfSession': 'makes the viewer',
  'lib/access/session.queries.ts#liveSession': 'the token in the cookie is the credential; makes the viewer',
  'lib/access/access.queries.ts#systemViewer': 'makes the viewer of the command line and the demo',
  'lib/activity/attachments/file-store.queries.ts#storedFile':
    'bytes by their hash, which only a row that was read as a viewer tells',
  'lib/activity/attachments/file-store.queries.ts#stateOf': 'the same',
  'lib/attendance/checkin/scan.queries.ts#checkInHallOf':
    'the code on the screen of the hall is the authorisation',
  'lib/attendance/checkin/scan.queries.ts#openCheckInHalls': 'the same, by digits',
  'lib/attendance/checkin/scan.queries.ts#checkInHallByDigits': 'the same, by digits',
  'lib/attendance/checkin/scan.queries.ts#sessionSigner': 'makes the signer',
  'lib/attendance/checkin/scan.queries.ts#boundSigner': 'makes the signer',
  'lib/calendar/calendar.queries.ts#publicEntries': 'public events, for residents',
  'lib/calendar/feeds/feed.queries.ts#feedAnswer':
    'the token in the address is the only credential of a calendar program',
  'lib/calendar/feeds/feed.queries.ts#publicAnswer': 'public events, for residents',
  'lib/calendar/feeds/file.queries.ts#publicFile': 'public events, for residents',
  'lib/calendar/public-event.queries.ts#publicHosts': 'public events, for residents',
  'lib/calendar/public-event.queries.ts#publicEvent': 'public events, for residents',
  'lib/calendar/scheduling/scheduling.queries.ts#proposalsAmong':
    'reads the holidays of the office for items that were read as a viewer',
  'lib/organisation/settings/setting.queries.ts#settingOf': 'a setting of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#isDemo': 'a setting of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#formsOf': 'a setting of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#publicFormsOf':
    'a setting of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#targetsOf': 'a setting of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#targetsNotHere':
    'a setting of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#campaignsOf':
    'a setting of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#reviewKindsOf':
    'a setting of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#reportPassRateOf':
    'a setting of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#leaveKindsOf':
    'a setting of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#autoCloseDaysOf':
    'a setting of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#idleMinutesOf':
    'a setting of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#settingsNow':
    'settings of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#settingsOf': 'settings of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#channels': 'a setting of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#dayCorrections':
    'a setting of the office, the same for everybody',
  'lib/organisation/settings/setting.queries.ts#demoAccounts': 'the sign-in page of the demo shows them',
  'lib/plan/campaigns/campaign.queries.ts#campaignDaysOf':
    'the calendar of publicity days, the same for everybody',
  'lib/plan/campaigns/campaign.queries.ts#themesOf': 'the same',
  'lib/plan/items/topic.queries.ts#mustLearnOf': 'the list of the office, the same for everybody',
  'lib/statistics/overview.queries.ts#behindIn': 'names the people of facts that were read under a filter',
  'lib/statistics/overview.queries.ts#yearsWithData': 'years alone, the choices of a filter',
  'lib/statistics/report/report.queries.ts#reportYears': 'years alone, the choices of a filter',
}
