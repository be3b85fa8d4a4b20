import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { cruised, paperWith, pictureOf } from './rooms.mjs'

const { modules, violations } = cruised()

test('imports run down only, in no circle of files or folders', () => {
  const wrong = violations.map(
    (each: { rule: { name: string }; from: string; to: string }) =>
      `${each.rule.name}: ${each.from} → ${each.to}`,
  )

  expect(wrong, '.dependency-cruiser.mjs says why').toEqual([])
})

test('every file is seen, with what it imports', () => {
  const arrows = modules.flatMap((each: { dependencies: unknown[] }) => each.dependencies)

  expect(modules.length).toBeGreaterThan(850)
  expect(arrows.length).toBeGreaterThan(4000)
})

test.each([
  [
    'upwards',
    'db/a.ts',
    "import { b } from '../lib/core/b'",
    'lib/core/b.ts',
    'export const b = 1',
    'down-from-db',
  ],
  [
    'upwards by a type',
    'lib/core/a.ts',
    "import type { B } from '../plan/b.rules'",
    'lib/plan/b.rules.ts',
    'export type B = 1',
    'down-from-lib-core',
  ],
  [
    'in a circle',
    'db/a.ts',
    "export { b } from './b'",
    'db/b.ts',
    "export { a as b } from './a'",
    'no-circle',
  ],
  [
    'at a table',
    'app/a.ts',
    "import { b } from '../db/b'",
    'db/b.ts',
    'export const b = 1',
    'app-knows-tables',
  ],
])('an arrow %s is found', (_, from, fromText, to, toText, rule) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-rooms-'))
  for (const [file, text] of [
    ['tsconfig.json', '{}'],
    [from, fromText],
    [to, toText],
  ] as const) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), `${text}\n`)
  }

  const found = cruised(folder, [...new Set([from, to].map(file => file.split('/')[0] as string))])
  rmSync(folder, { recursive: true })

  expect(found.violations.map((each: { rule: { name: string } }) => each.rule.name).join()).toContain(rule)
})

test('the picture in docs/architecture.md shows the rooms as they are', () => {
  expect(readFileSync('docs/architecture.md', 'utf8'), 'npm run docs:rooms').toBe(
    paperWith(pictureOf(modules)),
  )
})
