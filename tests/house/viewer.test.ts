import { expect, test } from 'vitest'
import { readsWithoutViewer } from './exceptions'
import { codeOf, files, importsOf } from './source'

type Exported = { name: string; first: string; reads: boolean }

/** The exported functions of a file, the type of their first parameter, and whether they read anything. */
function exportedBy(code: string): Exported[] {
  return [...code.matchAll(/^export (async )?function (\w+)(?:<[^(]*>)?\(/gm)].map(found => {
    const from = (found.index ?? 0) + found[0].length
    const end = closing(code, from)
    const whole = code.slice(from, code.indexOf('\n}\n', end))
    return {
      name: found[2] ?? '',
      first: firstType(code.slice(from, end)),
      reads: Boolean(found[1]) || /\b(on|db|tx)\b/.test(whole) || /^\): Promise/.test(code.slice(end)),
    }
  })
}

/** Where the parenthesis that is open at `from` closes. */
function closing(code: string, from: number): number {
  let depth = 1
  let at = from
  for (; depth > 0; at++) depth += code[at] === '(' ? 1 : code[at] === ')' ? -1 : 0
  return at - 1
}

function firstType(parameters: string): string {
  const plain = parameters.replace(/^\s*\{[^}]*\}/, 'value')
  return /^\s*\w+\??:\s*(\w+)/.exec(plain)?.[1] ?? ''
}

/** `Filter` is made by `filterFor(viewer)`, `Signer` by a session or a bound phone. */
const viewers = new Set(['Viewer', 'Filter', 'Signer'])

const without = files(/^lib\/.*\.queries\.ts$/).flatMap(file =>
  exportedBy(codeOf(file))
    .filter(each => each.reads && !viewers.has(each.first))
    .map(each => `${file}#${each.name}`),
)

test('every query takes the viewer first', () => {
  const unexplained = without.filter(name => !(name in readsWithoutViewer))

  expect(
    unexplained,
    'give it the viewer and the scope in the where; what only other queries and commands read stands in <noun>.sql.ts',
  ).toEqual([])
})

test('every read without a viewer that has a reason still exists', () => {
  const gone = Object.keys(readsWithoutViewer).filter(name => !without.includes(name))

  expect(gone, 'take it out of exceptions.ts').toEqual([])
})

test('pages and routes read through queries, not through .sql', () => {
  const around = files(/^app\/.*\.tsx?$/).flatMap(file =>
    importsOf(file)
      .filter(each => /^lib\/.*\.sql\.ts$/.test(each.to) && !each.typesOnly)
      .map(each => `${each.from}:${each.line} ${each.to}`),
  )

  expect(around, 'a read of .sql.ts asks nobody who the viewer is').toEqual([])
})

test.each([
  ['export async function planItems(planId: number) {\n  return db.all(planId)\n}\n', 'number'],
  ['export function unitsUnder(path: string, on: On = db) {\n  return on.select()\n}\n', 'string'],
  [
    'export async function nameOf(on: On, viewer: Viewer): Promise<string> {\n  return on.get(viewer)\n}\n',
    'On',
  ],
  ['export async function signer(held: {\n  id: number\n}): Promise<null> {\n  return db.get(held)\n}\n', ''],
])('a read without a viewer is found: %#', (code, first) => {
  expect(exportedBy(code).map(each => [each.reads, each.first])).toEqual([[true, first]])
})

test.each([
  'export async function own({ personId }: Viewer, day: Day) {\n  return db.all(day)\n}\n',
  'export async function figuresBy(\n  filter: Filter,\n  on: On = db,\n) {\n  return on.all(filter)\n}\n',
])('a read with a viewer is none: %#', code => {
  expect(exportedBy(code).filter(each => each.reads && !viewers.has(each.first))).toEqual([])
})
