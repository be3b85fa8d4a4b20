import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import tailwind from '@tailwindcss/postcss'
import postcss from 'postcss'

const AS_WRITTEN = '/as-written.css'

/** Serves Tailwind's own style sheet, not compiled down, for `findStyleDifferences`. */
export async function serveAsWritten(page: Page): Promise<void> {
  const from = 'app/globals.css'
  const { css } = await postcss([tailwind({ optimize: true })]).process(readFileSync(from, 'utf8'), { from })
  await page.route(`**${AS_WRITTEN}`, answer => answer.fulfill({ contentType: 'text/css', body: css }))
}

/**
 * Where the open page, compiled down for Chromium 86, looks different from what Tailwind wrote, at desk and at
 * phone width; at most 20 places. Elements that were compared on an earlier page of this run are not laid out
 * again. The page keeps the other width and Tailwind's style sheet, so this is the last thing to ask of it.
 */
export async function findStyleDifferences(page: Page): Promise<string[]> {
  const known = knownKinds()
  await page.evaluate(addStyles, AS_WRITTEN)
  const wide = await page.evaluate(compareStyles, { width: 1280, known })
  if (wide.kinds.length === 0) return []
  const height = page.viewportSize()?.height ?? 900
  await page.setViewportSize({ width: 390, height })
  const narrow = await page.evaluate(compareStyles, { width: 390, known })
  await page.setViewportSize({ width: 1280, height })
  const found = [...narrow.found, ...wide.found]
  // What differed is not known: it is compared again where the test is tried again.
  if (found.length === 0) remember([...wide.kinds, ...narrow.kinds])
  return found.slice(0, 20)
}

/** How many kinds of elements were compared in this run, by all workers. */
export function countCompared(): number {
  return new Set(knownKinds()).size
}

function knownKinds(): string[] {
  const file = knownFile()
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
}

function remember(kinds: string[]): void {
  appendFileSync(knownFile(), `${kinds.map(each => JSON.stringify(each)).join('\n')}\n`)
}

/** In the folder of the run, so that two workers compare each kind once between them. */
function knownFile(): string {
  return path.join(process.env.XUEFA_TEMPLATES ?? '', 'compared-styles.txt')
}

/** Adds another style sheet to the page. */
function addStyles(href: string): Promise<void> {
  const own = document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')
  if (!own) throw new Error('the page has no style sheet')
  const added = document.createElement('link')
  return new Promise((resolve, reject) => {
    added.onload = () => {
      if (added.sheet) added.sheet.disabled = true
      resolve()
    }
    added.onerror = () => reject(new Error(`${href} was not loaded`))
    added.rel = 'stylesheet'
    added.href = href
    own.after(added)
  })
}

/**
 * Compares the rendering at this width with the page's own style sheets and with the added one: for each group
 * of elements matched by the same rules (tag and classes, its own and those of two parents) the first one,
 * unless it is known. In a single evaluation, so that the page's script changes nothing in between.
 */
function compareStyles({ width, known }: { width: number; known: string[] }) {
  const naming = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`
  const seen = new Set(known)
  const kinds = new Map<string, Element>()
  // Content of a closed <details> is not laid out, and keeps the sizes of another width.
  for (const folded of document.querySelectorAll('details')) folded.open = true
  for (const element of document.body.querySelectorAll(
    '*:not(script, title, meta, link, next-route-announcer)',
  )) {
    const parent = element.parentElement ?? element
    const above = [element, parent, parent.parentElement ?? parent].map(naming).join(' < ')
    const kind = `${width} px ${above}`
    if (!seen.has(kind) && !kinds.has(kind)) kinds.set(kind, element)
  }

  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')]
  const names = [...getComputedStyle(document.body)]
  const valuesUnder = (isAdded: boolean) => {
    for (const { href, sheet } of links)
      if (sheet) sheet.disabled = href.endsWith('/as-written.css') !== isAdded
    // A running transition would still show the earlier value.
    for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish()
    return new Map(
      [...kinds].flatMap(([kind, element]) =>
        ['', '::before', '::placeholder', '::marker'].map((part): [string, string[]] => {
          const style = getComputedStyle(element, part)
          // A part without content is not drawn, whatever else its style says.
          if (part && ['normal', 'none'].includes(style.content)) return [kind + part, []]
          return [kind + part, names.map(name => style.getPropertyValue(name))]
        }),
      ),
    )
  }
  const asWritten = valuesUnder(true)
  const found = [...valuesUnder(false)].flatMap(([what, values]) => {
    const others = asWritten.get(what) ?? []
    if (values.length !== others.length) return [`${what}: is drawn in one of the two only`]
    return values.flatMap((value, n) =>
      value === others[n] ? [] : [`${what}: ${names[n]} is ${value}, not ${others[n]}`],
    )
  })
  return { found, kinds: [...kinds.keys()] }
}
