import path from 'node:path'
import { defineConfig } from 'vitest/config'

const root = path.resolve(import.meta.dirname, '..')

// The product uses the days and hours of Asia/Shanghai whatever the machine's zone, so tests of time run in
// three zones, and all others in one that differs from ours: America/New_York is a day behind for half of each
// day.
const reckonsWithTime = ['core', 'calendar', 'plan', 'statistics'].map(room => `tests/unit/${room}/*.test.ts`)

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
    // By default Vitest leaves one core unused, which on two cores is half of them.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Where the machine is busy an answer takes longer than the second of the default.
    expect: { poll: { timeout: 15_000 } },
    reporters: process.env.TEST_REPORT ? ['default', 'json'] : ['default'],
    outputFile: { json: process.env.TEST_REPORT ?? '' },
    projects: [
      zone('database', 'America/New_York', ['tests/db/**/*.test.ts'], { isolate: true }),
      zone('new-york', 'America/New_York', ['tests/{unit,house}/**/*.test.ts']),
      zone('shanghai', 'Asia/Shanghai', reckonsWithTime),
      zone('utc', 'UTC', reckonsWithTime),
    ],
  },
})

// Rules keep no state, so test files in one process share their modules: loading them anew for each file took
// most of the time. Tests with a database have a process of their own, for its clock, caches and connections.
function zone(name: string, tz: string, include: string[], { isolate } = { isolate: false }) {
  return { extends: true as const, test: { name, include, isolate, env: { TZ: tz, XUEFA_TEST: '1' } } }
}
