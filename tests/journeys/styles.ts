import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import tailwind from '@tailwindcss/postcss'
import postcss from 'postcss'

/** Tailwind's own style sheet, not compiled down, for `findStyleDifferences`. */
export async function stylesAsWritten(): Promise<string> {
  const from = 'app/globals.css'
  const { css } = await postcss([tailwind({ optimize: true })]).process(readFileSync(from, 'utf8'), { from })
  return css
}

/**
 * Where the open page, compiled down for Chromium 86, looks different from what Tailwind wrote, at desk and at
 * phone width; at most 20 places. Elements that were compared on an earlier page of this run are not laid out
 * again. The page keeps the other width and Tailwind's style sheet, so this is the last thing to ask of it.
 */
export async function findStyleDifferences(page: Page, asWritten: string): Promise<string[]> {
  const known = knownKinds()
  const wide = await page.evaluate(compareStyles, { width: 1280, known, asWritten })
  if (wide.kinds.length === 0) return []
  const height = page.viewportSize()?.height ?? 900
  await page.setViewportSize({ width: 390, height })
  const narrow = await page.evaluate(compareStyles, { width: 390, known, asWritten })
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

/**
 * Compares the rendering at this width with the page's own style sheets and with the one as written: for each group
 * of elements matched by the same rules (tag and classes, its own and those of two parents) the first one,
 * unless it is known. In a single evaluation, so that the page's script changes nothing in between.
 */
function compareStyles({ width, known, asWritten }: { width: number; known: string[]; asWritten: string }) {
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

  if (kinds.size === 0) return { found: [], kinds: [] }

  // Made here, since a style sheet that came by an intercepted request would keep the page from the browser's cache.
  const written = new CSSStyleSheet({ baseURL: document.baseURI })
  written.replaceSync(asWritten)
  const names = [...getComputedStyle(document.body)]
  const valuesUnder = (isWritten: boolean) => {
    for (const each of document.styleSheets)
      if (each.ownerNode instanceof HTMLLinkElement) each.disabled = isWritten
    document.adoptedStyleSheets = isWritten ? [written] : []
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
  const expected = valuesUnder(true)
  const found = [...valuesUnder(false)].flatMap(([what, values]) => {
    const others = expected.get(what) ?? []
    if (values.length !== others.length) return [`${what}: is drawn in one of the two only`]
    return values.flatMap((value, n) =>
      value === others[n] ? [] : [`${what}: ${names[n]} is ${value}, not ${others[n]}`],
    )
  })
  return { found, kinds: [...kinds.keys()] }
}
