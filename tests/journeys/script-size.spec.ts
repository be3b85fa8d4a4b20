import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Page, Request } from '@playwright/test'
import { expect, test } from './fixtures'
import { filled, type Route, roles, routes, scriptLimit } from './routes'
import { samplesOf, sessionCookie } from './samples'

// Next loads these on every page, be it empty, and beside them the router's own parts, which the manifest does not
// name: the chunk with ClientPageRoot, 3.5 kB. What that file holds above its share is ours.
const { rootMainFiles, polyfillFiles } = JSON.parse(readFileSync('.next/build-manifest.json', 'utf8'))
const references: Record<string, { filename: string; workers: Record<string, unknown> }> = JSON.parse(
  readFileSync('.next/server/server-reference-manifest.json', 'utf8'),
).node
const nextFiles: string[] = [...rootMainFiles, ...polyfillFiles]
const routerShare = 3_600

test('no page loads more script over an empty page than its kind may', async ({ demo, browser }) => {
  test.setTimeout(240_000)
  const { things } = samplesOf(demo.folder)
  const loaded: { route: Route; added: number }[] = []
  const writing = new Set<string>()
  let floor = 0
  const read = routes
    .filter(each => each.file.endsWith('/page.tsx') && each.of !== 'b')
    .map(route => ({
      route,
      path: filled(route.path, 'any', things),
      role: roles.findLast(each => route.answers[each] === 'shown'),
    }))

  // Most of the time is waiting until nothing more is asked for, so those of each role go beside each other.
  await Promise.all(
    roles.map(async role => {
      const context = await browser.newContext()
      if (role !== 'nobody')
        await context.addCookies([{ ...(await sessionCookie(demo.folder, role)), url: demo.url }])
      const page = await context.newPage()
      for (const { route, path } of read.filter(each => each.role === role)) {
        if (!path) continue
        const scripts = await scriptsOf(page, demo.url + path)
        const ofNext = scripts.map(each => Math.min(each.size, each.ofNext))
        floor = ofNext.reduce((total, size) => total + size, 0)
        const all = scripts.reduce((total, each) => total + each.size, 0)
        loaded.push({ route, added: all - floor })
        if (holdsAction(route) || (await page.locator('main form[method="post"]').count()) > 0)
          writing.add(route.file)
      }
      await context.close()
    }),
  )

  const rows = loaded
    .sort((one, other) => routes.indexOf(one.route) - routes.indexOf(other.route))
    .map(({ route, added }) => ({
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
  const loaded = new Set<string>()
  const listen = (request: Request) => {
    const { pathname } = new URL(request.url())
    if (pathname.endsWith('.js')) loaded.add(pathname)
  }
  page.on('request', listen)
  await page.goto(url, { waitUntil: 'networkidle' })
  page.off('request', listen)
  return [...loaded].map(sizeOf)
}

const sizes = new Map<string, Script>()

/** The server sends what the build wrote, so the size is that of the file. */
function sizeOf(pathname: string): Script {
  const known = sizes.get(pathname)
  if (known) return known
  const text = readFileSync(decodeURIComponent(pathname.replace('/_next/', '.next/')))
  const whole = nextFiles.some(each => pathname.endsWith(each))
  const size = {
    size: gzipSync(text).length,
    ofNext: whole ? Number.POSITIVE_INFINITY : text.includes('"ClientPageRoot"') ? routerShare : 0,
  }
  sizes.set(pathname, size)
  return size
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}
