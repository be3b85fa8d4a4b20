import { expect, test } from 'vitest'
import { codeOf, files, type Import, importsOf, places } from './source'

const code = files(/^(app|lib|db|server|proxy|instrumentation)\b.*\.(ts|tsx|mjs)$/)
const imports = code.flatMap(importsOf)

// From top to bottom; rooms on the same line must not import each other.
const order = [
  ['instrumentation.ts', 'proxy.ts'],
  ['server'],
  ['app'],
  ['lib/calendar'],
  ['lib/import', 'lib/statistics'],
  ['lib/attendance', 'lib/exam'],
  ['lib/activity'],
  ['lib/plan'],
  ['lib/organisation'],
  ['lib/spreadsheet'],
  ['lib/access'],
  ['lib/core'],
  ['db'],
]

test('imports run down only: server, app, the rooms of lib in their order, db', () => {
  const level = (file: string) => order.findIndex(rooms => rooms.some(room => isIn(file, room)))
  const room = (file: string) => order.flat().find(each => isIn(file, each))
  const wrong = imports.filter(
    ({ from, to }) => level(to) >= 0 && room(from) !== room(to) && level(to) <= level(from),
  )

  expect(wrong.map(placeOf), 'what both need lies in the lower room').toEqual([])
})

test('app knows tables by their types alone', () => {
  const wrong = imports.filter(each => arrow(each, 'app', 'db') && !each.typesOnly)

  expect(wrong.map(placeOf), 'app calls a query or command of lib; only lib knows the tables').toEqual([])
})

test('rules and sheets reach no database, file, framework or clock, not even through another file', () => {
  const wrong = code.filter(file => /^lib\/.*\.(rules|sheet)\.ts$/.test(file)).flatMap(file => reaches(file))

  expect(
    wrong,
    'hand the value in as an argument; what reads or writes belongs in queries or commands',
  ).toEqual([])
})

test('a rule reads no clock and no chance', () => {
  const wrong = code
    .filter(file => /^lib\/.*\.(rules|sheet)\.ts$/.test(file))
    .flatMap(file => places(file, /new Date\(\s*\)|Date\.now\(|Math\.random\(|process\.env/))

  expect(wrong, '`now`, `asOf` or the value is an argument').toEqual([])
})

test('nobody but the demo moves the clock', () => {
  const movers = files(/^(app|lib|db|server)\/.*\.tsx?$/).filter(file =>
    /import \{[^}]*\bat\b[^}]*\} from '[^']*\/clock'/.test(codeOf(file)),
  )

  expect(
    movers.filter(file => !file.startsWith('server/demo/')),
    'take the instant as an argument',
  ).toEqual([])
})

test('there is no SQL in app', () => {
  const wrong = imports.filter(
    each => each.from.startsWith('app/') && /drizzle|libsql|^db\/schema/.test(each.to),
  )

  expect(wrong.map(placeOf), 'make it a query or command of the subject').toEqual([])
})

test('every write goes through write()', () => {
  const wrong = code
    .filter(file => /^(app|lib)\//.test(file))
    .flatMap(file => places(file, /\bdb\s*\.\s*(insert|update|delete|run|transaction|batch)\(/))

  expect(wrong, 'write(tx => tx.insert…): a write outside the queue can be lost').toEqual([])
})

test('a query reads and does not write', () => {
  const wrong = code
    .filter(file => /^lib\/.*\.queries\.ts$/.test(file))
    .flatMap(file => [
      ...places(file, /\bwrite\(/),
      ...places(file, /\.(insert|delete)\(\w+\)|\.update\(\w+\)\s*\.set/),
    ])

  expect(wrong, 'what writes is a command').toEqual([])
})

/** The first forbidden modules that a file reaches through value imports, each with the import path. */
function reaches(file: string, way: string[] = [file], seen = new Set([file])): string[] {
  return importsOf(file)
    .filter(each => !each.typesOnly && !onlyTypes(each))
    .flatMap(each => {
      if (
        /^(node:|next|react|drizzle|@libsql|server-only|@node-rs)/.test(each.to) ||
        /^(db|app)\//.test(each.to)
      )
        return [[...way, each.to].join(' → ')]
      if (each.to === 'lib/core/clock.ts') return [[...way, each.to].join(' → ')]
      if (seen.has(each.to) || !code.includes(each.to)) return []
      seen.add(each.to)
      return reaches(each.to, [...way, each.to], seen)
    })
}

/** `import { type A, type B } from` imports no code. */
function onlyTypes({ from, line }: Import): boolean {
  const rest = codeOf(from)
    .split('\n')
    .slice(line - 1)
    .join('\n')
  const names = /^(?:import|export)\s*\{([^}]*)\}\s*from/.exec(rest.trimStart())?.[1]
  return Boolean(names?.split(',').every(name => name.trim() === '' || name.trim().startsWith('type ')))
}

function arrow({ from, to }: Import, a: string, b: string): boolean {
  return from.startsWith(`${a}/`) && to.startsWith(`${b}/`)
}

function isIn(file: string, room: string): boolean {
  return file === room || file.startsWith(`${room}/`)
}

function placeOf(each: Import): string {
  return `${each.from}:${each.line} → ${each.to}`
}
