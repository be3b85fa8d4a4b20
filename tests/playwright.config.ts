import { defineConfig } from '@playwright/test'

// Every server of a journey is started by journeys/server.ts on a database of its own, so there is no webServer
// here: one way to start the product, not two.
export default defineConfig({
  testDir: 'journeys',
  outputDir: '../test-results',
  globalSetup: './journeys/setup.ts',
  timeout: 180_000,
  expect: { timeout: 10_000 },
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  reporter: process.env.TEST_REPORT
    ? [['list'], ['json', { outputFile: process.env.TEST_REPORT }]]
    : [['list']],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'on-first-retry',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        // Chromium refuses its sandbox to root, and only to root.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desk', use: { viewport: { width: 1280, height: 900 } } },
    {
      name: 'phone',
      // Journeys that do not depend on the width of the screen run once.
      testIgnore: [
        'access.spec.ts',
        'actions.spec.ts',
        'canary.spec.ts',
        'ids.spec.ts',
        'logs.spec.ts',
        'doubles.spec.ts',
        'hall.spec.ts',
        // Looks at each of its pages at both widths.
        'second-factor.spec.ts',
        'script-size.spec.ts',
        // Looks at its preview at both widths.
        'folder.spec.ts',
        'stale-form.spec.ts',
        'strict.spec.ts',
        'plan-table.spec.ts',
        'zones.spec.ts',
        // Plans and imports are made at a desktop; pages.spec.ts checks that their pages fit a phone.
        'plan.spec.ts',
        'import.spec.ts',
        'meeting-log.spec.ts',
        'results.spec.ts',
      ],
      grepInvert: /^(?!.*on a phone).*without script/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
  ],
})
