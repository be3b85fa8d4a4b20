import { readFileSync } from 'node:fs'
import vm from 'node:vm'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'

type ClientReferences = { entryJSFiles: Record<string, string[]> }

// Loaded by Next on every page, even an empty one, in addition to the router's own code, which the manifest
// does not list: the chunk with ClientPageRoot, 3.5 kB. Anything in that file beyond its share is ours. (Next's
// polyfills are for browsers without modules, which we do not support.)
const { rootMainFiles }: { rootMainFiles: string[] } = JSON.parse(
  readFileSync('.next/build-manifest.json', 'utf8'),
)
const routerShare = 3_600

/** The script files, as paths under `.next`, that the build's manifest lists for a page: `app/…/page.tsx`. */
export function scriptsOf(pageFile: string): Set<string> {
  const manifest = `.next/server/${pageFile.replace(/\.tsx$/, '_client-reference-manifest.js')}`
  const context: { __RSC_MANIFEST?: Record<string, ClientReferences> } = {}
  vm.runInNewContext(readFileSync(manifest, 'utf8'), context)
  const entries = Object.values(context.__RSC_MANIFEST ?? {}).flatMap(each =>
    Object.entries(each.entryJSFiles),
  )
  // A page that is found does not load the code of its 404 page.
  const own = entries.filter(([entry]) => !entry.endsWith('/not-found')).flatMap(([, files]) => files)
  return new Set([...rootMainFiles, ...own])
}

/** The script files loaded by the page so far, as paths under `.next`, sorted. */
export function loadedScripts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(each => new URL(each.name).pathname)
      .filter(path => path.startsWith('/_next/') && path.endsWith('.js'))
      .map(path => decodeURIComponent(path.slice('/_next/'.length)))
      .filter((file, n, all) => all.indexOf(file) === n)
      .sort(),
  )
}

/** Bytes of a page's script as transferred (compressed): Next's own, and what the page adds. */
export function scriptSizes(files: Iterable<string>): { next: number; added: number } {
  const sizes = [...files].map(sizeOf)
  const next = sizes.reduce((total, each) => total + Math.min(each.size, each.ofNext), 0)
  return { next, added: sizes.reduce((total, each) => total + each.size, 0) - next }
}

const known = new Map<string, { size: number; ofNext: number }>()

/** The server sends the built files unchanged, so the size is that of the file. */
function sizeOf(file: string): { size: number; ofNext: number } {
  const before = known.get(file)
  if (before) return before
  const text = readFileSync(`.next/${file}`)
  const ofNext = rootMainFiles.includes(file)
    ? Number.POSITIVE_INFINITY
    : text.includes('"ClientPageRoot"')
      ? routerShare
      : 0
  const size = { size: gzipSync(text).length, ofNext }
  known.set(file, size)
  return size
}
