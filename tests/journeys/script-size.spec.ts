import { readFileSync } from 'node:fs'
import { expect, test } from './fixtures'
import { filled, routes, scriptLimit } from './routes'
import { samplesOf } from './samples'
import { loadedScripts, scriptSizes, scriptsOf } from './scripts'

const references: Record<string, { filename: string; workers: Record<string, unknown> }> = JSON.parse(
  readFileSync('.next/server/server-reference-manifest.json', 'utf8'),
).node

test('no page loads more script over an empty page than its kind may', () => {
  const pages = routes.filter(
    ({ file }, n) => isPage(file) && routes.findIndex(each => each.file === file) === n,
  )
  const rows = pages.map(route => ({
    file: route.file,
    limit: scriptLimit(route, holdsAction(route.file)),
    ...scriptSizes(scriptsOf(route.file)),
  }))

  const floors = [...new Set(rows.map(each => each.next))]
  const widest = Math.max(...rows.map(row => row.file.length))
  console.log(`script of an empty page: ${floors.map(kB)} (gzip)`)
  for (const { file, added, limit } of rows)
    console.log(`${file.padEnd(widest)} + ${kB(added).padStart(8)} of ${kB(limit)}`)
  expect(floors).toEqual([expect.any(Number)])
  expect(floors[0]).toBeGreaterThan(100_000)
  expect(
    rows.filter(row => row.added > row.limit),
    'bytes over Next itself: make the client component smaller, or draw it on the server',
  ).toEqual([])
})

// The pages with the most script and with the least. That no page loads a script missing in the manifest is
// checked where every page is opened (pages.spec.ts).
for (const path of [
  '/sign-in',
  '/public',
  '/home',
  '/calendar',
  '/imports',
  '/activities/{activity}/sheet',
  '/activities/{activity}/evidence',
  '/activities/{publicEvent}/stall',
  '/plans/{plan}/table',
  '/plans/{plan}/year',
])
  test(`${path} loads the script that the build names for it`, async ({ demo, page, signedIn }) => {
    const route = routes.find(each => each.path === path && isPage(each.file))
    const address = filled(path, 'any', samplesOf(demo.folder).things)
    if (!route || !address) throw new Error(`${path} is not in the table of routes, or not in the demo`)
    await signedIn('topAdministrator')

    await page.goto(address)

    await expect.poll(() => loadedScripts(page)).toEqual([...scriptsOf(route.file)].sort())
  })

function isPage(file: string): boolean {
  return file.endsWith('/page.tsx')
}

/**
 * Whether the page's own file contains an action, rendered for this role or not; the frame's actions are not
 * counted.
 */
function holdsAction(file: string): boolean {
  const page = file.replace(/\.tsx$/, '')
  return Object.values(references).some(
    ({ filename, workers }) => page in workers && !filename.startsWith('app/(entry)/sign-in/'),
  )
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}
