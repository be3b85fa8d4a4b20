import { expect, test } from 'vitest'
import { foreignVariables } from './exceptions'
import { codeOf, exists, files, places, textOf } from './source'

type Lock = {
  packages: Record<string, { version?: string; resolved?: string; optionalDependencies?: object }>
}

const lock = JSON.parse(textOf('package-lock.json')) as Lock
const readable = files(/\.(ts|tsx|mjs|json|css|md|sql|txt|yml)$|^\.ci\/|^\.gitignore$/)

test('the lock file holds every platform of every package', () => {
  // A registry that lacks a platform package omits it silently, and `npm ci` fails on that platform.
  const have = new Set(Object.keys(lock.packages).map(name => name.replace(/.*node_modules\//, '')))
  const missing = Object.entries(lock.packages).flatMap(([name, each]) =>
    Object.keys(each.optionalDependencies ?? {})
      .filter(wanted => !have.has(wanted))
      .map(wanted => `${name} ${each.version} wants ${wanted}`),
  )

  expect(missing, 'take the newest version whose platform packages are all published').toEqual([])
})

test('the lock file names no place to load from', () => {
  const placesToLoad = Object.entries(lock.packages).filter(([, each]) => each.resolved)

  expect(
    placesToLoad.map(([name]) => name),
    'delete the `resolved` lines: each machine has its own registry',
  ).toEqual([])
})

test('versions are exact', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(textOf('package.json'))
  const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)),
  )

  expect(loose, 'npm i -E').toEqual([])
})

test('no file names a registry or a path of one machine', () => {
  // Assembled from parts, or this file would match its own patterns.
  const patterns = [
    /\bregistry\.[a-z-]+\.[a-z]{2,}/,
    /\b(npmmirror|artifactory|jfrog)\b/,
    /(?<![\w.)\]}-])\/(root|work)\/\w/,
  ]
  const found = readable
    .filter(file => file !== 'package-lock.json' && file !== 'tests/house/repository.test.ts')
    .flatMap(file => patterns.flatMap(pattern => places(file, pattern, textOf(file))))
  const inLock = places(
    'package-lock.json',
    /"https?:\/\/(?!opencollective|github|tidelift|www|paypal|feross)[^"]*tgz"/,
  )

  expect([...found, ...inLock]).toEqual([])
})

test('the text is about the product, not about how it was made', () => {
  const words =
    /\b(claude|anthropic|openai|chatgpt|copilot|llm|language model|worktree|co-authored-by|spike-(stack|data))\b/i
  // Capitals only: a todo is also a task of an organiser (lib/calendar/home).
  const unfinished = /\b(TODO|FIXME|XXX)\b/
  const found = readable
    .filter(file => file !== 'package-lock.json' && file !== 'tests/house/repository.test.ts')
    .flatMap(file => [...places(file, words, textOf(file)), ...places(file, unfinished, textOf(file))])

  expect(found, 'say why the code is so; history belongs in the commit').toEqual([])
})

const inConfig = [...codeOf('lib/core/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(
  found => found[1] ?? '',
)

test('every variable that is read is checked in lib/core/config.ts', () => {
  const read = files(
    /^(app|lib|db|server)\/.*\.(ts|tsx|mjs)$|^(proxy|instrumentation)\.ts$|^next\.config\.mjs$/,
  ).flatMap(file => places(file, /process\.env\.(\w+)|process\.env\[['"](\w+)/))
  const unchecked = read.filter(place => {
    const name = /(\w+)$/.exec(place)?.[1] ?? ''
    return !inConfig.includes(name) && !foreignVariables.has(name)
  })

  expect(
    unchecked,
    'add it to the schema in lib/core/config.ts and to the table in docs/operating.md',
  ).toEqual([])
})

test('every setting stands in the table of docs/operating.md', () => {
  const table = textOf('docs/operating.md')
  const missing = inConfig.filter(name => !new RegExp(`^\\|\\s*\`${name}\``, 'm').test(table))

  expect(missing, 'add a row: | `NAME` | default | what it does |').toEqual([])
})

test('every path that a comment, a message or a document names exists', () => {
  const path =
    /(?<![\w@./-])(app|lib|db|server|tests|docs|drizzle)\/(?:[\w{},.-]|\([\w-]+\)|\[[\w.-]+\]|\/)*\.(tsx?|mjs|js|css|md|png|sql|json)\b/
  const gone = readable
    // The second plants files of its own in a temporary folder.
    .filter(file => !['package-lock.json', 'tests/house/rooms.test.ts'].includes(file))
    .flatMap(file => places(file, path, textOf(file)))
    .filter(place => !spelledOut(place.slice(place.indexOf(' ') + 1)).every(exists))

  expect(gone, 'name the file as it is called now').toEqual([])
})

/** `lib/plan/duties/owed.{rules,sql}.ts` names two files. */
function spelledOut(path: string): string[] {
  const [, before, words, after] = /^(.*)\{([^}]*)\}(.*)$/.exec(path) ?? []
  return words === undefined ? [path] : words.split(',').map(word => `${before}${word}${after}`)
}

test('the README can be read at one sitting', () => {
  expect(Buffer.byteLength(textOf('README.md'))).toBeLessThanOrEqual(8192)
})

test('each decision has a number of its own, which its title says', () => {
  const decisions = files(/^docs\/decisions\/\d{4}-/).map(file => ({
    file,
    number: file.slice('docs/decisions/'.length, 'docs/decisions/0000'.length),
  }))

  expect(decisions.length).toBeGreaterThan(30)
  expect(new Set(decisions.map(each => each.number)).size).toBe(decisions.length)
  expect(
    decisions.filter(({ file, number }) => !textOf(file).startsWith(`# ${number} · `)).map(each => each.file),
  ).toEqual([])
})
