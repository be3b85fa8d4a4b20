import { expect, test } from 'vitest'
import { files, places } from './source'

const code = files(/^(app|lib|db|server)\/.*\.(ts|tsx|mjs)$/)

// In SQL `path like above || '%'`, in TypeScript `path.startsWith(above)`; what begins with a text of its own is none.
const writtenByHand = [
  /\|\|\s*'%'/,
  /like \$\{`\$\{[^}]*[pP]ath/,
  /[pP]ath\??\.startsWith\((?!['"`])/,
  /startsWith\([\w.]*[pP]ath\)/,
]

test('one unit lies under another in one place: lib/access/unit-path', () => {
  const wrong = code
    .filter(file => !file.startsWith('lib/access/unit-path.'))
    .flatMap(file => writtenByHand.flatMap(pattern => places(file, pattern)))

  expect(wrong, 'isWithin(path, above) of unit-path.rules or unit-path.sql').toEqual([])
})

test.each([
  "sql`u.path like above.path || '%'`",
  ['sql`u.path like $', '{`$', '{found.path}%`}`'].join(''),
  'unit.path.startsWith(grant.unitPath)',
  'sheet.rows[at]?.unitPath?.startsWith(unitPath)',
  'own => own.startsWith(path)',
])('%s is found', text => {
  expect(writtenByHand.some(pattern => places('any.ts', pattern, text).length > 0)).toBe(true)
})

// The class of the coloured edge, or a role on an element other than Alert that has a coloured background.
const boxesByHand = [/\bborder-l-4\b/, /<(?!Alert\b)\w+\s[^<>]*\brole=[^<>]*-wash\b/]

test('a coloured box for a message is drawn in one place: app/_ui/alert', () => {
  const wrong = code
    .filter(file => file.endsWith('.tsx') && file !== 'app/_ui/alert.tsx')
    .flatMap(file => boxesByHand.flatMap(pattern => places(file, pattern)))

  expect(wrong, '<Alert tone="…"> of app/_ui/alert').toEqual([])
})

test.each([
  '<p className="mb-3 max-w-2xl border-ochre border-l-4 bg-ochre-wash px-4 py-2">',
  '<div role="status" className="mb-4 flex rounded bg-indigo-wash px-4 py-2">',
])('%s is found as drawn by hand', text => {
  expect(boxesByHand.some(pattern => places('any.tsx', pattern, text).length > 0)).toBe(true)
})

// `words[reason] ?? reason` prints a code where the sentence is missing.
const codeForSentence = /\bwords\[(?:[\w.]+\.)?(\w+)\] \?\? (?:[\w.]+\.)?\1\b/

test('no page prints a code where it has no sentence for it', () => {
  const wrong = code.flatMap(file => places(file, codeForSentence))

  expect(wrong, 'a sentence for what is unknown').toEqual([])
})

test.each([
  'filled(words[fault.reason] ?? fault.reason, fault.places)',
  'filled(words[reason] ?? reason, places)',
])('%s is found as a code', text => {
  expect(places('any.tsx', codeForSentence, text).length).toBe(1)
})

test('every text that is sent is read by typedText of lib/core/text', () => {
  const plain = code
    .filter(file => !['lib/core/text.ts', 'lib/core/config.ts'].includes(file))
    .flatMap(file => places(file, /\bz\s*\.\s*(coerce\s*\.\s*)?string\(/))

  expect(plain, 'typedText() refuses what no file can hold, and is a z.string() otherwise').toEqual([])
})

const readByHand =
  /Number\(\s*(\(await (params|searchParams)\)|asked\.|one\('unit'\)|(id|person|item|unit)\))/

test('an id in an address is read in one place: app/_forms/or-not-found.ts', () => {
  const wrong = files(/^app\/.*\.tsx?$/)
    .filter(file => !/\.client\.tsx?$|\/actions\.ts$|^app\/_forms\/or-not-found\.ts$/.test(file))
    .flatMap(file => places(file, readByHand))

  expect(wrong, 'idOf(step), or numberIn(asked) for what a question names').toEqual([])
})

test.each(['Number((await params).id)', 'Number(asked.unit) || null', "Number(one('unit'))", 'Number(id)'])(
  '%s is found',
  text => {
    expect(places('any.ts', readByHand, text)).toHaveLength(1)
  },
)

test('a session begins only where the second factor has been looked at', () => {
  const begun = code
    .flatMap(file => places(file, /(?<!function )\bstartSession\(/))
    .map(each => each.split(':')[0])

  // Signing in, after both steps; the first run, where nobody can have one; one's own password and second factor, from
  // a session that has passed both.
  expect(begun.sort(), 'a new way to sign in asks for the second factor, and stands here').toEqual([
    'lib/access/access.commands.ts',
    'lib/organisation/accounts/account.commands.ts',
    'lib/organisation/accounts/own-account.commands.ts',
    'lib/organisation/accounts/own-factor.commands.ts',
  ])
})

test('a percentage is shown in one place: app/_ui/doubt', () => {
  const wrong = code
    .filter(file => file.startsWith('app/') && file !== 'app/_ui/doubt.ts')
    .flatMap(file => places(file, /\bpercentText\b/))

  expect(wrong, 'percentShown(say, rate) of app/_ui/doubt: it says where a figure may be wrong').toEqual([])
})

test('every write goes through db/write.ts, which asks the locked years before it commits', () => {
  const wrong = code
    // The last of them reads alone.
    .filter(
      file =>
        !['db/client.ts', 'db/write.ts', 'db/migrate.ts', 'server/commands/verify-answer.ts'].includes(file),
    )
    .flatMap(file =>
      places(file, /\b(?:writerDb|writerClient)\b|\bdb\.(?:transaction|insert|update|delete)\(/),
    )
  const asking = code.filter(file => places(file, /\bguardLockedYears\(\)/).length > 0)

  expect(wrong, 'write() of db/write.ts').toEqual([])
  expect(asking, 'a process that writes asks them').toEqual([
    ...['lib/statistics/lock/correction.commands.ts', 'server/commands/run.ts', 'server/open.ts'],
  ])
})

test.each([
  ['await writer', 'Db.transaction(work)'],
  ['await db', '.update(activity).set({ title })'],
])('a write past it is found: %s%s', (...parts) => {
  const pattern = /\b(?:writerDb|writerClient)\b|\bdb\.(?:transaction|insert|update|delete)\(/
  expect(places('any.ts', pattern, parts.join(''))).toHaveLength(1)
})
