// Who may see what: every page and route of app/ × every role. A house test fails on a route that is missing
// here. access.spec.ts requests every row as every role.

/** Roles of community A, except the last two. `nobody` is not signed in. */
export const roles = ['cadre', 'organiser', 'leader', 'administrator', 'topAdministrator', 'nobody'] as const
export type Role = (typeof roles)[number]
export type SignedInRole = Exclude<Role, 'nobody'>

/** `away` redirects to another page of ours; `signIn` to the sign-in page; `refused` is 401, 403, 405 or 400. */
export type Answer = 'shown' | 'notFound' | 'signIn' | 'away' | 'refused'

export type Route = {
  /** The file in app/ that handles it. */
  file: string
  /** The address; `{activity}` stands for a sample of samples.ts. */
  path: string
  /** To whom the record in the address belongs: to community A, or to another one. */
  of?: 'a' | 'b'
  answers: Record<Role, Answer>
}

const everybody = all('shown')
const signedIn: Record<Role, Answer> = { ...all('shown'), nobody: 'signIn' }
const onlyGranted: Record<Role, Answer> = { ...signedIn, cadre: 'notFound' }
const onlyOrganisers: Record<Role, Answer> = { ...onlyGranted, leader: 'notFound' }
const onlyLeaders: Record<Role, Answer> = { ...onlyGranted, organiser: 'notFound' }
const onlyAdministrators: Record<Role, Answer> = { ...onlyOrganisers, organiser: 'notFound' }
const onlyTop: Record<Role, Answer> = { ...all('notFound'), topAdministrator: 'shown', nobody: 'signIn' }

export const routes: Route[] = [
  { file: 'app/page.tsx', path: '/', answers: { ...all('away'), nobody: 'signIn' } },
  // The service worker: only script, the same for everybody.
  { file: 'app/sw.js/route.ts', path: '/sw.js', answers: everybody },
  { file: 'server/health.ts', path: '/api/health', answers: everybody },
  { file: 'app/(entry)/sign-in/page.tsx', path: '/sign-in', answers: everybody },
  // Only while there is no account; the first-run journey opens it.
  { file: 'app/(entry)/first-run/page.tsx', path: '/first-run', answers: all('notFound') },
  // Only under `npm run dev` and `npm run demo`; ui.spec.ts opens it.
  { file: 'app/ui/page.tsx', path: '/ui', answers: all('notFound') },
  // Only for users who still have the password of a slip.
  {
    file: 'app/(entry)/change-password/page.tsx',
    path: '/change-password',
    answers: { ...all('away'), nobody: 'signIn' },
  },
  // Only between the right password and the code; second-factor.spec.ts opens it.
  { file: 'app/(entry)/sign-in/code/page.tsx', path: '/sign-in/code', answers: all('signIn') },
  { file: 'app/(entry)/second-factor/page.tsx', path: '/second-factor', answers: signedIn },
  { file: 'app/(desk)/home/page.tsx', path: '/home', answers: signedIn },
  { file: 'app/feeds/[token]/route.ts', path: '/feeds/public.ics', answers: everybody },
  {
    file: 'app/feeds/[token]/route.ts',
    // An address that was never issued.
    path: '/feeds/nobodyhasthistokenasitismadeup.ics',
    answers: all('notFound'),
  },
  { file: 'app/(desk)/calendar/page.tsx', path: '/calendar', answers: signedIn },
  ...ofBoth('app/(desk)/calendar/page.tsx', '/calendar?unit={unit}', onlyGranted),
  ...ofBoth('app/(desk)/calendar/reminder/page.tsx', '/calendar/reminder?unit={unit}', onlyGranted),
  { file: 'app/(desk)/calendar/subscribe/page.tsx', path: '/calendar/subscribe', answers: signedIn },
  {
    file: 'app/(desk)/calendar/month.ics/route.ts',
    path: '/calendar/month.ics',
    answers: { ...signedIn, nobody: 'notFound' },
  },
  { file: 'app/(desk)/changes/page.tsx', path: '/changes', answers: signedIn },
  { file: 'app/(desk)/gone/page.tsx', path: '/gone', answers: signedIn },
  { file: 'app/(desk)/search/page.tsx', path: '/search?q=学法', answers: signedIn },
  { file: 'app/(public)/public/page.tsx', path: '/public', answers: everybody },
  { file: 'app/(public)/public/calendar.ics/route.ts', path: '/public/calendar.ics', answers: everybody },
  ...publicOfBoth('app/(public)/public/[id]/page.tsx', '/public/{publicEvent}'),
  ...publicOfBoth('app/(public)/public/[id]/event.ics/route.ts', '/public/{publicEvent}/event.ics'),
  // What is not public gives 404 for every role.
  {
    file: 'app/(public)/public/[id]/page.tsx',
    path: '/public/{activity}',
    of: 'a',
    answers: all('notFound'),
  },
  {
    file: 'app/(public)/public/[id]/event.ics/route.ts',
    path: '/public/{activity}/event.ics',
    of: 'a',
    answers: all('notFound'),
  },
  { file: 'app/(desk)/exams/page.tsx', path: '/exams', answers: signedIn },
  { file: 'app/(desk)/exams/new/page.tsx', path: '/exams/new', answers: onlyOrganisers },
  ...ofBoth('app/(desk)/exams/[id]/page.tsx', '/exams/{exam}', signedIn),
  ...ofBoth('app/(desk)/exams/[id]/edit/page.tsx', '/exams/{exam}/edit', onlyOrganisers),
  // A cadre sees only their own attempts.
  ...ofBoth('app/(desk)/exams/[id]/[person]/page.tsx', '/exams/{exam}/{person}', onlyGranted),
  ...ofBoth('app/(desk)/exams/[id]/export/route.ts', '/exams/{exam}/export', {
    ...onlyOrganisers,
    nobody: 'notFound',
  }),
  { file: 'app/(desk)/plans/page.tsx', path: '/plans', answers: signedIn },
  { file: 'app/(desk)/plans/new/page.tsx', path: '/plans/new', answers: onlyOrganisers },
  { file: 'app/(desk)/plans/goals/page.tsx', path: '/plans/goals', answers: onlyGranted },
  { file: 'app/(desk)/plans/must-learn/page.tsx', path: '/plans/must-learn', answers: onlyTop },
  // Everybody of its unit sees an issued plan; only those with a role see the draft of one.
  ...ofBoth('app/(desk)/plans/[id]/page.tsx', '/plans/{plan}', signedIn),
  ...ofBoth('app/(desk)/plans/[id]/page.tsx', '/plans/{draft}', onlyGranted),
  ...ofBoth('app/(desk)/plans/[id]/year/page.tsx', '/plans/{plan}/year', signedIn),
  ...ofBoth('app/(desk)/plans/[id]/pending/page.tsx', '/plans/{plan}/pending', signedIn),
  ...ofBoth('app/(desk)/plans/[id]/found/page.tsx', '/plans/{plan}/found', signedIn),
  ...ofBoth('app/(desk)/plans/[id]/export/route.ts', '/plans/{plan}/export', {
    ...signedIn,
    nobody: 'notFound',
  }),
  ...ofBoth('app/(desk)/plans/[id]/plan.ics/route.ts', '/plans/{plan}/plan.ics', {
    ...signedIn,
    nobody: 'notFound',
  }),
  ...ofBoth('app/(desk)/plans/[id]/revisions/page.tsx', '/plans/{plan}/revisions', signedIn),
  ...ofBoth(
    'app/(desk)/plans/[id]/revisions/[revision]/page.tsx',
    '/plans/{plan}/revisions/{revision}',
    signedIn,
  ),
  ...ofBoth('app/(desk)/plans/[id]/revisions/compare/page.tsx', '/plans/{plan}/revisions/compare', signedIn),
  ...ofBoth('app/(desk)/plans/[id]/paper/page.tsx', '/plans/{plan}/paper', signedIn),
  ...ofBoth('app/(desk)/plans/[id]/paper/page.tsx', '/plans/{draft}/paper', onlyGranted),
  ...ofBoth('app/(desk)/plans/[id]/paper/document/route.ts', '/plans/{draft}/paper/document', {
    ...onlyGranted,
    nobody: 'notFound',
  }),
  ...ofBoth('app/(desk)/plans/[id]/paper/workbook/route.ts', '/plans/{plan}/paper/workbook', {
    ...signedIn,
    nobody: 'notFound',
  }),
  ...ofBoth('app/(desk)/plans/[id]/table/page.tsx', '/plans/{plan}/table', onlyOrganisers),
  ...ofBoth('app/(desk)/plans/[id]/copy/page.tsx', '/plans/{plan}/copy?year=2040', onlyOrganisers),
  ...ofBoth('app/(desk)/plans/[id]/campaigns/page.tsx', '/plans/{draft}/campaigns', onlyOrganisers),
  ...ofBoth('app/(desk)/plans/[id]/rules/page.tsx', '/plans/{plan}/rules', onlyOrganisers),
  ...ofBoth('app/(desk)/plans/[id]/issue/page.tsx', '/plans/{draft}/issue', onlyLeaders),
  ...ofBoth('app/(desk)/plans/[id]/close/page.tsx', '/plans/{plan}/close', onlyLeaders),
  ...ofBoth('app/(desk)/plans/[id]/items/new/page.tsx', '/plans/{plan}/items/new', onlyOrganisers),
  ...ofBoth('app/(desk)/plans/[id]/items/[item]/page.tsx', '/plans/{plan}/items/{item}', signedIn),
  ...ofBoth(
    'app/(desk)/plans/[id]/items/[item]/edit/page.tsx',
    '/plans/{plan}/items/{item}/edit',
    onlyOrganisers,
  ),
  ...ofBoth(
    'app/(desk)/plans/[id]/items/[item]/parts/page.tsx',
    '/plans/{points}/items/{point}/parts',
    onlyOrganisers,
  ),
  ...ofBoth('app/(desk)/plans/[id]/scores/page.tsx', '/plans/{points}/scores', onlyGranted),
  ...ofBoth(
    'app/(desk)/plans/[id]/items/[item]/dates/page.tsx',
    '/plans/{plan}/items/{item}/dates',
    onlyOrganisers,
  ),
  ...ofBoth(
    'app/(desk)/plans/[id]/occurrences/[occurrence]/page.tsx',
    '/plans/{plan}/occurrences/{occurrence}',
    onlyOrganisers,
  ),
  { file: 'app/(desk)/leave/page.tsx', path: '/leave', answers: onlyGranted },
  { file: 'app/(desk)/activities/review/page.tsx', path: '/activities/review', answers: onlyOrganisers },
  { file: 'app/(desk)/activities/doubles/page.tsx', path: '/activities/doubles', answers: onlyOrganisers },
  { file: 'app/(desk)/activities/past/page.tsx', path: '/activities/past', answers: onlyTop },
  { file: 'app/(desk)/makeups/page.tsx', path: '/makeups', answers: onlyGranted },
  ...ofBoth('app/(desk)/activities/[id]/leave/page.tsx', '/activities/{activity}/leave', signedIn),
  ...ofBoth('app/(desk)/activities/[id]/makeup/page.tsx', '/activities/{activity}/makeup', signedIn),
  { file: 'app/(desk)/me/page.tsx', path: '/me', answers: signedIn },
  ...['/me/export', '/me/export?as=json'].map(path => ({
    file: 'app/(desk)/me/export/route.ts',
    path,
    answers: { ...signedIn, nobody: 'notFound' as const },
  })),
  { file: 'app/(desk)/people/page.tsx', path: '/people', answers: onlyGranted },
  { file: 'app/(desk)/people/new/page.tsx', path: '/people/new', answers: onlyAdministrators },
  ...ofBoth('app/(desk)/people/[id]/page.tsx', '/people/{person}', onlyGranted),
  ...ofBoth('app/(desk)/people/[id]/edit/page.tsx', '/people/{person}/edit', onlyAdministrators),
  ...ofBoth('app/(desk)/people/[id]/erase/page.tsx', '/people/{person}/erase', onlyTop),
  ...ofBoth('app/(desk)/people/[id]/export/route.ts', '/people/{person}/export', {
    ...onlyAdministrators,
    nobody: 'notFound',
  }),
  ...ofBoth('app/(desk)/people/[id]/export/route.ts', '/people/{person}/export?as=json', {
    ...onlyAdministrators,
    nobody: 'notFound',
  }),
  ...ofBoth('app/(desk)/people/[id]/leave/page.tsx', '/people/{person}/leave', onlyAdministrators),
  ...ofBoth('app/(desk)/people/[id]/move/page.tsx', '/people/{person}/move', onlyAdministrators),
  ...ofBoth('app/(desk)/people/[id]/tags/page.tsx', '/people/{person}/tags', onlyAdministrators),
  { file: 'app/(desk)/people/units/page.tsx', path: '/people/units', answers: onlyAdministrators },
  ...ofBoth('app/(desk)/people/units/[id]/page.tsx', '/people/units/{unit}', onlyAdministrators),
  { file: 'app/(desk)/accounts/page.tsx', path: '/accounts', answers: onlyAdministrators },
  ...ofBoth('app/(desk)/accounts/[id]/page.tsx', '/accounts/{account}', onlyAdministrators),
  { file: 'app/(desk)/imports/page.tsx', path: '/imports', answers: onlyOrganisers },
  { file: 'app/(desk)/imports/page.tsx', path: '/imports?kind=outputs', answers: onlyOrganisers },
  {
    file: 'app/(desk)/imports/example/route.ts',
    path: '/imports/example?kind=roster',
    answers: { ...onlyAdministrators, nobody: 'notFound' },
  },
  // Between upload and decision only the uploader sees a sheet.
  {
    file: 'app/(desk)/imports/[id]/page.tsx',
    path: '/imports/{importDraft}',
    of: 'a',
    answers: { ...all('notFound'), organiser: 'shown', nobody: 'signIn' },
  },
  {
    file: 'app/(desk)/imports/[id]/page.tsx',
    path: '/imports/{importDraft}',
    of: 'b',
    answers: { ...all('notFound'), nobody: 'signIn' },
  },
  // A written one belongs to who wrote it, and to the administrators of what it changed.
  ...ofBoth('app/(desk)/imports/runs/[id]/page.tsx', '/imports/runs/{importRun}', onlyOrganisers),
  { file: 'app/api/imports/route.ts', path: '/api/imports', answers: all('refused') },
  { file: 'app/(desk)/imports/folder/page.tsx', path: '/imports/folder', answers: onlyOrganisers },
  {
    file: 'app/(desk)/imports/folder/[id]/page.tsx',
    path: '/imports/folder/{importFolder}',
    of: 'a',
    answers: { ...all('notFound'), organiser: 'shown', nobody: 'signIn' },
  },
  {
    file: 'app/(desk)/imports/folder/[id]/page.tsx',
    path: '/imports/folder/{importFolder}',
    of: 'b',
    answers: { ...all('notFound'), nobody: 'signIn' },
  },
  { file: 'app/api/imports/folder/route.ts', path: '/api/imports/folder', answers: all('refused') },
  // Slips are requested with POST, never with GET.
  { file: 'app/(desk)/accounts/slips/route.ts', path: '/accounts/slips', answers: all('refused') },
  { file: 'app/(desk)/activities/page.tsx', path: '/activities', answers: signedIn },
  {
    file: 'app/(desk)/activities/export/route.ts',
    path: '/activities/export',
    answers: { ...signedIn, nobody: 'notFound' },
  },
  { file: 'app/(desk)/activities/new/page.tsx', path: '/activities/new', answers: onlyOrganisers },
  ...ofBoth('app/(desk)/activities/[id]/page.tsx', '/activities/{activity}', signedIn),
  ...ofBoth('app/(desk)/activities/[id]/edit/page.tsx', '/activities/{activity}/edit', onlyOrganisers),
  ...ofBoth('app/(desk)/activities/[id]/cancel/page.tsx', '/activities/{activity}/cancel', onlyOrganisers),
  ...ofBoth('app/(desk)/activities/[id]/delete/page.tsx', '/activities/{activity}/delete', onlyOrganisers),
  ...ofBoth('app/(desk)/activities/[id]/event.ics/route.ts', '/activities/{activity}/event.ics', {
    ...signedIn,
    nobody: 'notFound',
  }),
  ...ofBoth('app/(desk)/activities/[id]/close/page.tsx', '/activities/{activity}/close', onlyOrganisers),
  ...ofBoth('app/(desk)/activities/[id]/regroup/page.tsx', '/activities/{ahead}/regroup', onlyOrganisers),
  ...ofBoth(
    'app/(desk)/activities/[id]/postpone/page.tsx',
    '/activities/{activity}/postpone',
    onlyOrganisers,
  ),
  ...ofBoth('app/(desk)/activities/[id]/reopen/page.tsx', '/activities/{activity}/reopen', onlyOrganisers),
  ...ofBoth('app/(desk)/activities/[id]/people/page.tsx', '/activities/{activity}/people', onlyOrganisers),
  ...ofBoth('app/(desk)/activities/[id]/guests/page.tsx', '/activities/{activity}/guests', onlyOrganisers),
  ...ofBoth('app/(desk)/activities/[id]/import/page.tsx', '/activities/{activity}/import', onlyOrganisers),
  // Between upload and decision only the uploader sees a file.
  {
    file: 'app/(desk)/activities/[id]/import/[draft]/page.tsx',
    path: '/activities/{marked}/import/{meetingLogDraft}',
    of: 'a',
    answers: { ...all('notFound'), organiser: 'shown', nobody: 'signIn' },
  },
  {
    file: 'app/(desk)/activities/[id]/import/[draft]/page.tsx',
    path: '/activities/{marked}/import/{meetingLogDraft}',
    of: 'b',
    answers: { ...all('notFound'), nobody: 'signIn' },
  },
  { file: 'app/api/presence/route.ts', path: '/api/presence', answers: all('refused') },
  ...ofBoth('app/(desk)/activities/[id]/record/page.tsx', '/activities/{activity}/record', onlyGranted),
  ...ofBoth(
    'app/(desk)/activities/[id]/record/print/page.tsx',
    '/activities/{activity}/record/print',
    onlyGranted,
  ),
  ...ofBoth('app/(desk)/activities/[id]/sheet/page.tsx', '/activities/{activity}/sheet', onlyGranted),
  ...ofBoth(
    'app/(desk)/activities/[id]/sheet/print/page.tsx',
    '/activities/{activity}/sheet/print',
    onlyGranted,
  ),
  ...ofBoth(
    'app/(desk)/activities/[id]/sheet/[person]/page.tsx',
    '/activities/{activity}/sheet/{person}',
    onlyGranted,
  ),
  ...ofBoth('app/(desk)/activities/[id]/sheet/export/route.ts', '/activities/{activity}/sheet/export', {
    ...onlyGranted,
    nobody: 'notFound',
  }),
  ...ofBoth('app/(hall)/activities/[id]/screen/page.tsx', '/activities/{activity}/screen', onlyOrganisers),
  ...ofBoth('app/(hall)/activities/[id]/screen/state/route.ts', '/activities/{activity}/screen/state', {
    ...onlyOrganisers,
    nobody: 'notFound',
  }),
  ...ofBoth(
    'app/(desk)/activities/[id]/sign-ins/page.tsx',
    '/activities/{activity}/sign-ins',
    onlyOrganisers,
  ),
  { file: 'app/(entry)/s/route.ts', path: '/s', answers: everybody },
  // A code that was never generated.
  { file: 'app/(entry)/s/[code]/route.ts', path: '/s/1.2s6xk.AAAAAAAAAAAAAAAA', answers: all('notFound') },
  // A signed-out user gets 401, because the page then keeps its unsent rows.
  ...ofBoth('app/api/marks/route.ts', '/api/marks?activityId={activity}&since=0', {
    ...onlyGranted,
    nobody: 'refused',
  }),
  ...ofBoth(
    'app/(desk)/activities/[id]/evidence/page.tsx',
    '/activities/{activity}/evidence',
    onlyOrganisers,
  ),
  ...ofBoth('app/(desk)/activities/[id]/stall/page.tsx', '/activities/{publicEvent}/stall', onlyOrganisers),
  ...ofBoth('app/api/heads/route.ts', '/api/heads?activityId={activity}', {
    ...onlyOrganisers,
    nobody: 'refused',
  }),
  { file: 'app/api/evidence/route.ts', path: '/api/evidence', answers: all('refused') },
  ...ofBoth('app/api/evidence/[id]/route.ts', '/api/evidence/{signedSheet}', {
    ...onlyGranted,
    nobody: 'notFound',
  }),
  ...ofBoth('app/(desk)/evidence/[id]/page.tsx', '/evidence/{signedSheet}', onlyGranted),
  { file: 'app/api/plan-items/route.ts', path: '/api/plan-items', answers: all('refused') },
  { file: 'app/(desk)/advisers/page.tsx', path: '/advisers', answers: onlyGranted },
  { file: 'app/(desk)/advisers/new/page.tsx', path: '/advisers/new', answers: onlyAdministrators },
  ...ofBoth('app/(desk)/advisers/[id]/page.tsx', '/advisers/{adviser}', onlyAdministrators),
  { file: 'app/(desk)/advisers/work/new/page.tsx', path: '/advisers/work/new', answers: onlyOrganisers },
  ...ofBoth('app/(desk)/advisers/work/[id]/page.tsx', '/advisers/work/{work}', onlyOrganisers),
  { file: 'app/(desk)/outputs/page.tsx', path: '/outputs', answers: onlyGranted },
  {
    file: 'app/(desk)/outputs/export/route.ts',
    path: '/outputs/export',
    answers: { ...onlyGranted, nobody: 'notFound' },
  },
  { file: 'app/(desk)/outputs/new/page.tsx', path: '/outputs/new', answers: onlyOrganisers },
  ...ofBoth('app/(desk)/outputs/[id]/page.tsx', '/outputs/{output}', onlyOrganisers),
  // A cadre is redirected to their own year.
  { file: 'app/(desk)/rates/page.tsx', path: '/rates', answers: { ...signedIn, cadre: 'away' } },
  {
    file: 'app/(desk)/rates/page.tsx',
    path: '/rates?unit={unit}',
    of: 'a',
    answers: { ...signedIn, cadre: 'away' },
  },
  {
    file: 'app/(desk)/rates/page.tsx',
    path: '/rates?unit={unit}',
    of: 'b',
    answers: { ...onlyTop, cadre: 'away' },
  },
  ...ofBoth('app/(desk)/rates/export/route.ts', '/rates/export?unit={unit}', {
    ...onlyGranted,
    nobody: 'notFound',
  }),
  { file: 'app/(desk)/rates/definitions/page.tsx', path: '/rates/definitions', answers: signedIn },
  ...ofBoth('app/(desk)/rates/rows/page.tsx', '/rates/rows?code=participationRate&unit={unit}', onlyGranted),
  ...ofBoth('app/(desk)/rates/rows/page.tsx', '/rates/rows?code=passRate&person={person}', onlyGranted),
  ...ofBoth(
    'app/(desk)/rates/rows/export/route.ts',
    '/rates/rows/export?code=participationRate&unit={unit}',
    {
      ...onlyGranted,
      nobody: 'notFound',
    },
  ),
  ...ofBoth(
    'app/(desk)/rates/goal/page.tsx',
    '/rates/goal?code=participationRate&unit={unit}&goal=98',
    onlyGranted,
  ),
  ...ofBoth('app/(desk)/rates/undone/page.tsx', '/rates/undone?unit={unit}', onlyGranted),
  ...ofBoth('app/(desk)/rates/person/[id]/page.tsx', '/rates/person/{person}', onlyGranted),
  {
    file: 'app/(desk)/reports/page.tsx',
    path: '/reports',
    answers: { ...all('away'), cadre: 'notFound', nobody: 'signIn' },
  },
  { file: 'app/(desk)/reports/[year]/page.tsx', path: '/reports/2023', answers: onlyGranted },
  { file: 'app/(desk)/reports/[year]/page.tsx', path: '/reports/2023?edit=p9', answers: onlyGranted },
  ...ofBoth(
    'app/(desk)/reports/[year]/versions/[number]/page.tsx',
    '/reports/2023/versions/{reportVersion}?from=2023-07-01&to=2023-07-31&unit={unit}',
    onlyGranted,
  ),
  {
    file: 'app/(desk)/reports/[year]/document/route.ts',
    path: '/reports/2023/document',
    answers: { ...onlyGranted, nobody: 'notFound' },
  },
  {
    file: 'app/(desk)/reports/[year]/workbook/route.ts',
    path: '/reports/2023/workbook',
    answers: { ...onlyGranted, nobody: 'notFound' },
  },
  { file: 'app/(desk)/settings/page.tsx', path: '/settings', answers: onlyTop },
  { file: 'app/(desk)/settings/channels/page.tsx', path: '/settings/channels', answers: onlyTop },
  { file: 'app/(desk)/settings/days/page.tsx', path: '/settings/days', answers: onlyTop },
  { file: 'app/(desk)/settings/campaigns/page.tsx', path: '/settings/campaigns', answers: onlyTop },
  { file: 'app/(desk)/settings/figures/page.tsx', path: '/settings/figures', answers: onlyTop },
  { file: 'app/(desk)/settings/rolls/page.tsx', path: '/settings/rolls', answers: onlyTop },
  { file: 'app/(desk)/settings/sessions/page.tsx', path: '/settings/sessions', answers: onlyTop },
  { file: 'app/(desk)/settings/operations/page.tsx', path: '/settings/operations', answers: onlyTop },
  { file: 'app/(desk)/settings/retention/page.tsx', path: '/settings/retention', answers: onlyTop },
  { file: 'app/(desk)/settings/words/page.tsx', path: '/settings/words', answers: onlyTop },
  { file: 'app/(desk)/settings/audit/page.tsx', path: '/settings/audit', answers: onlyTop },
  { file: 'app/(desk)/settings/damage/page.tsx', path: '/settings/damage', answers: onlyTop },
  {
    file: 'app/(desk)/settings/audit/export/route.ts',
    path: '/settings/audit/export',
    answers: { ...onlyTop, nobody: 'notFound' },
  },
  { file: 'app/(desk)/settings/audit/seal/page.tsx', path: '/settings/audit/seal', answers: onlyTop },
  {
    file: 'app/(desk)/settings/audit/seal/export/route.ts',
    path: '/settings/audit/seal/export',
    answers: { ...onlyTop, nobody: 'notFound' },
  },
]

// Half of the pages are in two areas: tests over all pages run by area, so that the workers can share them.
export const areas = ['plans', 'activities', 'the rest']

export function areaOf({ path }: Route): string {
  return areas.find(area => path.startsWith(`/${area}`)) ?? 'the rest'
}

/** Bytes of script (gzip) that a page may add to Next's own: a read-only page, one with a form, the sheet. */
export function scriptLimit(route: Route, writes: boolean): number {
  if (/\/(sheet|stall|evidence|plans\/\[id\]\/(table|year))\/page\.tsx$/.test(route.file)) return 26_200
  // All parts together, for the developer who looks at them.
  if (route.file === 'app/ui/page.tsx') return 10_000
  // Its form only stores a choice, and the dialog that moves an activity is loaded on first use.
  if (route.file === 'app/(desk)/calendar/page.tsx') return 5_200
  // Some 300 bytes of it ask, on every page, whether this browser holds anything unsent, and hear of signing out in
  // another window (app/_offline/keeper.client.tsx); others, in a form, say what each field showed and, after a conflict, offer what is saved beside what was typed
  // (app/_forms/versioned.client.tsx), and ask why figures of a locked year are corrected.
  return writes ? 8_200 : 5_000
}

/** Ids for addresses and forms: of community A, of B, and in the demo the records with the most data. */
export type Things = Record<Whose, Record<string, string | number | null>>
export type Whose = 'a' | 'b' | 'any'

/** The text with its samples inserted; undefined if one is missing. */
export function filled(text: string, whose: Whose, things: Things): string | undefined {
  const names = [...text.matchAll(/\{(\w+)\}/g)].map(found => found[1] ?? '')
  if (names.some(name => things[whose][name] == null)) return undefined
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(things[whose][name]))
}

/**
 * For a record of A the roles get the stated result; a record of B gives them 404, and only the top
 * administrator sees it.
 */
function ofBoth(file: string, path: string, answers: Record<Role, Answer>): Route[] {
  return [
    { file, path, of: 'a', answers },
    { file, path, of: 'b', answers: { ...onlyTop, nobody: answers.nobody } },
  ]
}

/** Visible to everybody, whoever it belongs to. */
function publicOfBoth(file: string, path: string): Route[] {
  return [
    { file, path, of: 'a', answers: everybody },
    { file, path, of: 'b', answers: everybody },
  ]
}

function all(answer: Answer): Record<Role, Answer> {
  return Object.fromEntries(roles.map(role => [role, answer])) as Record<Role, Answer>
}
