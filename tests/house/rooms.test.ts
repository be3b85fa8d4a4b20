import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { cruised, paperWith, pictureOf } from './rooms.mjs'
import { files } from './source'

const { modules, violations } = cruised()

test('imports run down only, in no circle of files or folders', () => {
  expect(arrowsOf(violations), '.dependency-cruiser.mjs says why').toEqual([])
})

test('every file is seen, with what it imports', () => {
  const arrows = modules.flatMap((each: { dependencies: unknown[] }) => each.dependencies)

  expect(modules.length).toBeGreaterThan(850)
  expect(arrows.length).toBeGreaterThan(4000)
})

// Runs of dependency-cruiser take a second each, so one looks at all of these.
const planted: [name: string, rule: string, from: string, fromText: string, to: string, toText: string][] = [
  [
    'upwards',
    'down-from-db',
    'db/up.ts',
    "import { b } from '../lib/core/above'",
    'lib/core/above.ts',
    'export const b = 1',
  ],
  [
    'upwards by a type',
    'down-from-lib-core',
    'lib/core/up.ts',
    "import type { B } from '../plan/above.rules'",
    'lib/plan/above.rules.ts',
    'export type B = 1',
  ],
  [
    'in a circle',
    'no-circle',
    'db/a.ts',
    "export { b } from './b'",
    'db/b.ts',
    "export { a as b } from './a'",
  ],
  [
    'at a table',
    'app-knows-tables-by-type',
    'app/a.ts',
    "import { b } from '../db/table'",
    'db/table.ts',
    'export const b = 1',
  ],
]
const found = cruisedPlanted()

test.each(planted)('an arrow %s is found', (_, rule, from, _text, to) => {
  expect(found).toContain(`${rule}: ${from} → ${to}`)
})

test('no other arrow is found', () => {
  expect(found.length).toBe(planted.length)
})

test('the picture in docs/architecture.md shows the rooms as they are', () => {
  expect(readFileSync('docs/architecture.md', 'utf8'), 'npm run docs:rooms').toBe(
    paperWith(pictureOf(modules)),
  )
})

test('docs/architecture.md names every file that stands directly in server/ and db/', () => {
  const paper = readFileSync('docs/architecture.md', 'utf8')

  const unnamed = files(/^(server|db)\/[^/]+\.ts$/).filter(file => !paper.includes(`\`${file}\``))

  expect(unnamed, 'say in its list of server/ or db/ what it is for').toEqual([])
})

function cruisedPlanted(): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-rooms-'))
  for (const [file, text] of [
    ['tsconfig.json', '{}'],
    ...planted.flatMap(([, , from, fromText, to, toText]) => [
      [from, fromText],
      [to, toText],
    ]),
  ] as [string, string][]) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), `${text}\n`)
  }
  try {
    return arrowsOf(cruised(folder, ['app', 'lib', 'db']).violations)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function arrowsOf(broken: { rule: { name: string }; from: string; to: string }[]): string[] {
  return broken.map(each => `${each.rule.name}: ${each.from} → ${each.to}`)
}
