// Exceptions of the house tests, each with its reason. These lists may only shrink: a test fails on an entry
// that is no longer needed. Before adding one, look for the place where the thing belongs.

/** Files that may be longer than 300 lines. */
export const longFiles: [RegExp, string][] = [
  [/\.test\.ts$/, 'a table of cases may be as long as there are cases'],
  [/^tests\/journeys\/(routes|actions)\.ts$/, 'one table each'],
  [/^tests\/journeys\/communities\.ts$/, 'one thing of every kind, in the order in which they hang together'],
  [/^app\/.*\/mark-sheet\.client\.tsx$/, 'the sheet, one interaction with everything that happens in it'],
  [/^app\/.*\/_grid\/grid\.client\.tsx$/, 'the table of a plan, its keys, its mouse and its clipboard'],
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
