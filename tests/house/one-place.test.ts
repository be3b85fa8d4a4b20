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
