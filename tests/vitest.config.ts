import path from 'node:path'
import { defineConfig } from 'vitest/config'

const root = path.resolve(import.meta.dirname, '..')

// Days and hours are those of Asia/Shanghai whatever the machine says, so what reckons with time runs in three
// zones, and all the rest in one that is never ours: America/New_York is a day behind for half of each day.
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
    // A zone can be set for a process, not for a thread.
    pool: 'forks',
    // Vitest leaves a core to itself, which on two cores is half of them.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
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

// Rules keep no state, so the files of a process share what they import: read anew for each, that took most of the
// time. What opens a database has a process's clock, caches and connections to itself.
function zone(name: string, tz: string, include: string[], { isolate } = { isolate: false }) {
  return { extends: true as const, test: { name, include, isolate, env: { TZ: tz, XUEFA_TEST: '1' } } }
}
