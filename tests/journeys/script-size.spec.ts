import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Page, Response } from '@playwright/test'
import { expect, test } from './fixtures'
import { filled, type Route, roles, routes, type SignedInRole, scriptLimit } from './routes'
import { samplesOf } from './samples'

// Next loads these on every page, be it empty, and beside them the router's own parts, which the manifest does not
// name: the chunk with ClientPageRoot, 3.5 kB. What that file holds above its share is ours.
const { rootMainFiles, polyfillFiles } = JSON.parse(readFileSync('.next/build-manifest.json', 'utf8'))
const references: Record<string, { filename: string; workers: Record<string, unknown> }> = JSON.parse(
  readFileSync('.next/server/server-reference-manifest.json', 'utf8'),
).node
const nextFiles: string[] = [...rootMainFiles, ...polyfillFiles]
const routerShare = 3_600

test('no page loads more script over an empty page than its kind may', async ({
  demo,
  page,
  context,
  signedIn,
}) => {
  test.setTimeout(240_000)
  const { things } = samplesOf(demo.folder)
  const loaded: { route: Route; added: number }[] = []
  const writing = new Set<string>()
  let floor = 0

  for (const route of routes.filter(each => each.file.endsWith('/page.tsx') && each.of !== 'b')) {
    const path = filled(route.path, 'any', things)
    const role = roles.findLast(each => route.answers[each] === 'shown')
    if (!path || !role) continue
    await context.clearCookies()
    if (role !== 'nobody') await signedIn(role as SignedInRole)
    const scripts = await scriptsOf(page, demo.url + path)
    const ofNext = scripts.map(each => Math.min(each.size, each.ofNext))
    floor = ofNext.reduce((total, size) => total + size, 0)
    const all = scripts.reduce((total, each) => total + each.size, 0)
    loaded.push({ route, added: all - floor })
    if (holdsAction(route) || (await page.locator('main form[method="post"]').count()) > 0)
      writing.add(route.file)
  }

  const rows = loaded.map(({ route, added }) => ({
    path: route.path,
    added,
    limit: scriptLimit(route, writing.has(route.file)),
  }))
  const widest = Math.max(...rows.map(row => row.path.length))
  console.log(`script of an empty page: ${kB(floor)} (gzip)`)
  for (const { path, added, limit } of rows)
    console.log(`${path.padEnd(widest)} + ${kB(added).padStart(8)} of ${kB(limit)}`)
  expect(floor).toBeGreaterThan(0)
  expect(
    rows.filter(row => row.added > row.limit),
    'bytes over Next itself: make the client component smaller, or draw it on the server',
  ).toEqual([])
})

/** Whether the page's own file holds an action, shown to this reader or not; the frame's are not counted. */
function holdsAction(route: Route): boolean {
  const page = route.file.replace(/\.tsx$/, '')
  return Object.values(references).some(
    ({ filename, workers }) => page in workers && !filename.startsWith('app/(entry)/sign-in/'),
  )
}

type Script = { size: number; ofNext: number }

/** What the page really loads, each file once, as it would travel compressed, and how much of it is Next's own. */
async function scriptsOf(page: Page, url: string): Promise<Script[]> {
  const loaded = new Map<string, Promise<Buffer>>()
  const listen = (response: Response) => {
    const file = new URL(response.url()).pathname
    if (file.endsWith('.js')) loaded.set(file, response.body())
  }
  page.on('response', listen)
  await page.goto(url, { waitUntil: 'networkidle' })
  page.off('response', listen)
  return Promise.all(
    [...loaded].map(async ([file, body]) => {
      const text = await body
      const whole = nextFiles.some(each => file.endsWith(each))
      return {
        size: gzipSync(text).length,
        ofNext: whole ? Number.POSITIVE_INFINITY : text.includes('"ClientPageRoot"') ? routerShare : 0,
      }
    }),
  )
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}
