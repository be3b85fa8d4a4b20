// What the house tests let pass, each with its reason. These lists may only shrink: a test fails on an entry that
// is no longer needed. Before adding one, look for the place where the thing belongs.

/** Files of lib/ beside rules, queries, commands, input, sheet and import. */
export const otherNames: Record<string, string> = {
  'lib/core/clock.ts': 'the one clock',
  'lib/core/config.ts': 'the environment, read by app and db alike',
  'lib/core/errors.ts': 'Forbidden, NotFound and Conflict of every subject',
  'lib/core/glossary.ts': 'the words of the field',
  'lib/core/holidays.ts': 'the published days off, and what the office corrects in them',
  'lib/access/origin.ts': 'reads the headers of a request; no table, no rule of the office',
  'lib/access/password.crypto.ts': 'argon2 and hashes; no table, no rule of the office',
  'lib/access/source.ts': 'reads sockets, headers and a signed cookie; no table, no rule of the office',
  'lib/access/session.ts': 'cookies of next-auth; no table, no rule of the office',
  'lib/attendance/checkin/code.crypto.ts': 'hashes of codes and tickets; no table, no rule of the office',
  'lib/statistics/rates/counting.sql.ts': 'the SQL of every figure, which queries put together',
  'lib/statistics/rates/rows.queries.ts': 'the rows behind every figure, on the same SQL as counting.ts',
  'app/_i18n/messages.ts': 'joins the messages of all subjects',
  'app/_i18n/say.ts': 'the language of this request',
}

/** Folders and patterns of lib/ with names of their own. */
export const otherPatterns: [RegExp, string][] = [
  [/^lib\/i18n\/messages\/((zh|en)\/\w+|wording)\.ts$/, 'messages, one file a subject'],
  [
    /^lib\/import\/[\w.-]+\.(ts|mjs)$/,
    'files, cells and words of sheets, one file a kind: no subject of the office',
  ],
  [/^lib\/\w+\/cli\.ts$/, 'what a command of package.json starts'],
]

/** Imports against the arrows app → lib → db. */
export const backwards: Record<string, string> = {
  'app/api/health/route.ts → server/health.ts': 'health is a matter of the database, not of a subject',
}

/** Files that may be longer than 300 lines. */
export const longFiles: [RegExp, string][] = [
  [/\.test\.ts$/, 'a table of cases may be as long as there are cases'],
  [/^tests\/journeys\/(routes|actions)\.ts$/, 'one table each'],
  [/^tests\/journeys\/communities\.ts$/, 'one thing of every kind, in the order in which they hang together'],
  [/^app\/.*\/mark-sheet\.client\.tsx$/, 'the sheet, one interaction with everything that happens in it'],
  [/^app\/.*\/table\/grid\.client\.tsx$/, 'the table of a plan, its keys, its mouse and its clipboard'],
  [/^lib\/import\/commands\.ts$/, 'preview, choice and writing of one import'],
  [/^lib\/\w+\/import\.ts$/, 'what each row of a sheet may mean, read from top to bottom'],
]

/** Files of app/ and lib/ that print. */
export const printing: Record<string, string> = {}

/** Files of app/ that hold Chinese text outside the messages. */
export const chineseInApp: Record<string, string> = {
  'app/_ui/frame.tsx': 'the seal 法 is a picture, the same in both languages',
}

/** Variables of the environment that are not ours to set. */
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
