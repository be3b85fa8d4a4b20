// `npm test` (everything), `npm run check` (types, lint, unused code, house and unit tests; before each commit) and
// `npm run check:db` (the database tests).
// Every step runs under the node that npm started, which is the pinned one. Plain JavaScript, so that a clean
// clone needs nothing but `npm ci`.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findChromium } from './chromium.mjs'

const root = path.resolve(import.meta.dirname, '..')
const part = process.argv[2]
const reports = mkdtempSync(path.join(tmpdir(), 'xuefa-test-'))
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
const colours = process.stdout.isTTY && !process.env.CI
if (!colours) {
  env.NO_COLOR = '1'
  delete env.FORCE_COLOR
}

const bin = {
  next: 'node_modules/next/dist/bin/next',
  tsc: 'node_modules/typescript/bin/tsc',
  biome: 'node_modules/@biomejs/biome/bin/biome',
  knip: 'node_modules/knip/bin/knip.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
}
const total = { passed: 0, failed: 0 }
const failures = []

// A browser that has to be installed comes while the first steps run.
const browser = part
  ? null
  : spawn(process.execPath, ['tests/chromium.mjs'], { cwd: root, env, stdio: 'inherit' })
const browserThere = browser && new Promise(resume => browser.once('close', resume))

if (part !== 'db') {
  plain('types of the routes', [bin.next, 'typegen'])
  // One thread that collects garbage seldom takes a third of the processor time of several, and hardly longer.
  // Not incremental: TypeScript 7.0.2 then misses what a `declare global` in a new file breaks elsewhere.
  plain('types', [bin.tsc, '--noEmit', '--incremental', 'false', '--singleThreaded'], { GOGC: '400' })
  plain('lint', [bin.biome, 'ci', '--error-on-warnings', ...(colours ? [] : ['--colors=off']), '.'])
  plain('unused code', [bin.knip, '--config', 'tests/house/knip.json', '--no-progress', '--no-config-hints'])
}
if (part === 'check') vitest('unit and house tests', ['--project', 'new-york'])
else if (part === 'db') vitest('database tests', ['--project', 'database', '--project', 'own-process'])
else {
  vitest('unit, database and house tests', [])
  // Without any of the calendar programs there is nothing to count: each is listed as skipped.
  counted('calendar programs', ['--import', './tests/loader.mjs', 'tests/clients/clients.ts'], clientsCount, {
    atLeast: 0,
  })
  await browserThere
  browserSteps()
}

finish()

function browserSteps() {
  try {
    env.CHROMIUM_PATH = findChromium(bin.playwright)
    add('a Chromium to test in', 1, 0)
  } catch (error) {
    console.error(error.message)
    return add('a Chromium to test in', 0, 1)
  }
  // Compiled pages of an earlier run would hide a page that no longer compiles.
  rmSync(path.join(root, '.next'), { recursive: true, force: true })
  if (!plain('build', [bin.next, 'build'])) return
  plain('built CSS', ['tests/house/built-css.mjs'])
  counted('journeys', [bin.playwright, 'test', '--config', 'tests/playwright.config.ts'], playwrightCount)
}

function vitest(name, projects) {
  counted(name, [bin.vitest, 'run', '--config', 'tests/vitest.config.ts', ...projects], vitestCount)
}

/** A command that passes or fails as a whole. */
function plain(name, args, settings = {}) {
  const ok = run(name, args, settings)
  add(name, ok ? 1 : 0, ok ? 0 : 1)
  return ok
}

/** A test runner that writes a report with its counts. */
function counted(name, args, countOf, { atLeast = 1 } = {}) {
  const report = path.join(reports, `${countOf.name}.json`)
  env.TEST_REPORT = report
  const ok = run(name, args)
  let count = { passed: 0, failed: 0 }
  try {
    count = countOf(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    console.error(`${name}: no report was written`)
  }
  // A file that fails to load has no failed test in the report, and a run without tests proves nothing.
  if (count.failed === 0 && (!ok || count.passed < atLeast)) count.failed = 1
  add(name, count.passed, count.failed)
}

function vitestCount(report) {
  return { passed: report.numPassedTests, failed: report.numFailedTests }
}

function clientsCount(report) {
  return report
}

function playwrightCount({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected }
}

function run(name, args, settings = {}) {
  const started = Date.now()
  const before = processorSeconds()
  console.log(`\n── ${name}`)
  const { status, error } = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...env, ...settings },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (error) console.error(error.message)
  const took = `${((Date.now() - started) / 1000).toFixed(1)} s${processorWords(before)}`
  console.log(`── ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${took})`)
  return status === 0
}

/** `, 6.2 s of processor time` since `before`; nothing where the system does not tell. */
function processorWords(before = 0) {
  const seconds = processorSeconds()
  return seconds === undefined ? '' : `, ${(seconds - before).toFixed(1)} s of processor time`
}

/** What all ended children took, user and system: cutime and cstime of proc_pid_stat(5), in hundredths of a second. */
function processorSeconds() {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(fields[13]) + Number(fields[14])) / 100
  } catch {
    return undefined
  }
}

function add(name, passed, failed) {
  total.passed += passed
  total.failed += failed
  if (failed) failures.push(name)
}

function finish() {
  rmSync(reports, { recursive: true, force: true })
  if (failures.length) console.log(`\nfailed: ${failures.join(', ')}`)
  const seconds = processorSeconds()
  if (seconds !== undefined) console.log(`\n${seconds.toFixed(1)} s of processor time`)
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed === 0 ? 0 : 1
}
