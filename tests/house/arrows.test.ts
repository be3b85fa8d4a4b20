import { expect, test } from 'vitest'
import { codeOf, files, type Import, importsOf, places } from './source'

const code = files(/^(app|lib|db|server|proxy|instrumentation)\b.*\.(ts|tsx|mjs)$/)
const imports = code.flatMap(importsOf)

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

function placeOf(each: Import): string {
  return `${each.from}:${each.line} → ${each.to}`
}
