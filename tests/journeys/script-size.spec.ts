import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { pathOf, roles, routes, type SignedInRole, scriptLimit } from './routes'
import { samplesOf } from './samples'

// Next loads these on every page, be it empty: the floor that no page can go below.
const { rootMainFiles, polyfillFiles } = JSON.parse(readFileSync('.next/build-manifest.json', 'utf8'))
const floorFiles: string[] = [...rootMainFiles, ...polyfillFiles]

test('no page loads more script over an empty page than its kind may', async ({
  demo,
  page,
  context,
  signedIn,
}) => {
  test.setTimeout(240_000)
  const { things } = samplesOf(demo.folder)
  const rows: { path: string; added: number; limit: number }[] = []
  let floor = 0

  for (const route of routes.filter(each => each.file.endsWith('/page.tsx'))) {
    const path = pathOf(route, things)
    const role = roles.findLast(each => route.answers[each] === 'shown')
    if (!path || !role) continue
    await context.clearCookies()
    if (role !== 'nobody') await signedIn(role as SignedInRole)
    const scripts = await scriptsOf(page, demo.url + path)
    floor = sum(scripts.filter(each => floorFiles.some(file => each.url.endsWith(file))))
    rows.push({ path: route.path, added: sum(scripts) - floor, limit: scriptLimit(route) })
  }

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

/** What the page really loads, each file once, as it would travel compressed. */
async function scriptsOf(page: Page, url: string): Promise<{ url: string; size: number }[]> {
  const loaded = new Map<string, Promise<Buffer>>()
  const listen = (response: import('@playwright/test').Response) => {
    if (response.request().resourceType() === 'script' || /\.js(\?|$)/.test(response.url()))
      loaded.set(response.url(), response.body())
  }
  page.on('response', listen)
  await page.goto(url, { waitUntil: 'networkidle' })
  const found = await Promise.all(
    [...loaded].map(async ([file, body]) => ({
      url: file.replace(/\?.*/, ''),
      size: gzipSync(await body).length,
    })),
  )
  page.off('response', listen)
  return found
}

function sum(scripts: { size: number }[]): number {
  return scripts.reduce((total, each) => total + each.size, 0)
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}
