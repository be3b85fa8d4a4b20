import { expect, test } from 'vitest'
import { codeOf, exists, files, places, textOf } from './source'

const code = files(/^(app|lib|db|server)\/.*\.tsx?$/)

test('redirects lead to our own paths alone', () => {
  const targets = code.flatMap(file => redirectsIn(file, codeOf(file)))
  const asked = code.flatMap(file =>
    places(file, /callbackUrl|returnTo|\bnext=\$\{|NextResponse\.(redirect|rewrite)/),
  )
  const headers = code.flatMap(file => places(file, /headers: \{\s*location(?!: '\/)|['"]location['"]/))

  expect(targets.length).toBeGreaterThan(20)
  expect(targets.filter(isOffence), 'redirect to a path written there, or through ownPath').toEqual([])
  expect(asked, 'no address takes the target of a redirect').toEqual([])
  expect(
    headers.map(place => place.replace(/:.*/, '')),
    'redirect through seeOther',
  ).toEqual(['app/_http/see-other.ts'])
  // There is something to find.
  expect(
    redirectsIn(
      'x',
      ['(`/a?back`)', '(to)', "(isDone ? '/a' : back)"].map(to => `redirect${to}`).join('\n'),
    ).filter(isOffence),
  ).toHaveLength(3)
})

/** Of each redirect its target; `seeOther` sends every target through ownPath itself. */
function redirectsIn(file: string, text: string): string[] {
  return [...text.matchAll(/(?<![\w.])(?:redirect|permanentRedirect)\((?!location: string)(.*)/g)].map(
    found => `${file} ${found[1]}`,
  )
}

/** It is neither a path that is written there, nor one of two, nor through ownPath; `pageFor` has a path for each duty. */
function isOffence(target: string): boolean {
  const literal = `'\\/(?![/\\\\])[^']*'`
  const to = target.slice(target.indexOf(' ') + 1)
  return !new RegExp(`^(ownPath\\(|pageFor\\(|${literal}\\)|.* \\? ${literal} : ${literal}\\)$)`).test(to)
}

test('a password may be pasted and kept by a manager', () => {
  const fields = files(/^app\/.*\.tsx$/).flatMap(file =>
    [...codeOf(file).matchAll(/type="password"[^>]*>/g)].map(found => `${file} ${found[0]}`),
  )
  const listeners = files(/^app\/.*\.tsx?$/).flatMap(file => places(file, /\bonPaste\b|['"]paste['"]/))

  expect(fields.length).toBeGreaterThan(3)
  expect(
    fields.filter(field => !/autoComplete="(current|new)-password"/.test(field)),
    'say autoComplete="current-password" or "new-password"',
  ).toEqual([])
  expect(
    listeners.filter(place => !place.startsWith('app/(desk)/plans/[id]/table/')),
    'only the plan table reads what is pasted',
  ).toEqual([])
})

test('no statement is put together from text', () => {
  const raw = code
    .flatMap(file => places(file, /sql\.raw\([^\n]*|\.(execute|executeMultiple)\([^\n]*\$\{[^\n]*/))
    // Names of columns from lists of the program.
    .filter(place => !/^lib\/access\/(audit|seal)\.sql\.ts:/.test(place))
    // Triggers bind nothing: names from the schema, and the number of a row made a moment ago.
    .filter(place => !place.startsWith('db/recording.ts:'))
    // Constants of the program, numbers both.
    .filter(
      place =>
        !/sql\.raw\((String\((2 \* )?D(EBT_STEP)?|`feed_sequence \/ \$\{DEBT_STEP\} % 2`\))|= \$\{APPLICATION_ID\}`\)/.test(
          place,
        ),
    )

  expect(raw, 'bind the value').toEqual([])
})

const document = textOf('docs/security.md')
const rows = (word: string) =>
  (document.split(`| ${word} | what |`)[1]?.split('\n\n')[0] ?? '').split('\n').flatMap(line => {
    const [, number = '', , test = '', file = '', not = ''] = line.split(' | ').length > 3 ? cells(line) : []
    return /^\d+$/.test(number) ? [{ number: Number(number), test, file, not }] : []
  })

/** The cells of a row; the first is what stands before the first bar. */
function cells(line: string): string[] {
  return line.split('|').map(cell => cell.trim())
}

test.each([
  ['proof', 30],
  ['fault', 40],
])('docs/security.md has every %s by its number', (word, count) => {
  expect(rows(word).map(row => row.number)).toEqual(Array.from({ length: count }, (_, at) => at + 1))
})

test('every test that docs/security.md names exists, or it says what is not proven', () => {
  const wrong = [...rows('proof'), ...rows('fault')].filter(({ test, file, not }) => {
    if (test === '—') return file !== '—' || not === ''
    return !exists(file) || !textOf(file).includes(test)
  })

  expect(wrong, 'name the test as it is called now, or say why there is none').toEqual([])
})
