import path from 'node:path'
import { defineConfig } from 'vitest/config'

const root = path.resolve(import.meta.dirname, '..')

// The product uses the days and hours of Asia/Shanghai whatever the machine's zone, so tests of time run in
// three zones, and all others in one that differs from ours: America/New_York is a day behind for half of each
// day.
const reckonsWithTime = ['core', 'calendar', 'plan', 'statistics'].map(room => `tests/unit/${room}/*.test.ts`)

// These need a process of their own: they put something in the place of a module, start timers or listeners that nobody
// ends, or ask for feeds, whose answers a process keeps by number and version.
const ownProcess = [
  ...['server', 'database', 'app'].map(room => `tests/db/${room}/*.test.ts`),
  'tests/db/calendar/feed*.test.ts',
  'tests/db/activity/activity-deleted.test.ts',
  'tests/db/access/equal-work.test.ts',
  'tests/db/attendance/never-lost.test.ts',
]

export default defineConfig({
  root,
  resolve: {
    alias: {
      '@': root,
      'server-only': path.join(root, 'node_modules/next/dist/compiled/server-only/empty.js'),
    },
  },
  test: {
    // The time zone is set per process and not per thread.
    pool: 'forks',
    execArgv: ['--import', path.join(root, 'tests/loader-packages.mjs')],
    // By default Vitest leaves one core unused, which on two cores is half of them.
    maxWorkers: 2,
    globalSetup: 'tests/vitest-setup.ts',
    // They end what hangs. A busy machine takes many times as long as a quiet one, and that is no fault.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Where the machine is busy an answer takes longer than the second of the default.
    expect: { poll: { timeout: 15_000 } },
    reporters: process.env.TEST_REPORT ? ['default', 'json'] : ['default'],
    outputFile: { json: process.env.TEST_REPORT ?? '' },
    projects: [
      zone('database', 'America/New_York', ['tests/db/**/*.test.ts'], { exclude: ownProcess, between: true }),
      zone('own-process', 'America/New_York', ownProcess, { isolate: true }),
      zone('new-york', 'America/New_York', ['tests/{unit,house}/**/*.test.ts']),
      zone('shanghai', 'Asia/Shanghai', reckonsWithTime),
      zone('utc', 'UTC', reckonsWithTime),
    ],
  },
})

// Test files in one process share their modules: loading them anew for each file took most of the time. Rules keep no
// state, and tests/vitest-between.ts does away with that of the product.
function zone(
  name: string,
  tz: string,
  include: string[],
  { isolate = false, exclude = [] as string[], between = false } = {},
) {
  const setupFiles = between ? ['tests/vitest-between.ts'] : []
  const env = { TZ: tz, XUEFA_TEST: '1' }
  return { extends: true as const, test: { name, include, exclude, isolate, setupFiles, env } }
}
