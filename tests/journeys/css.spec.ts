import { readFileSync } from 'node:fs'
import tailwind from '@tailwindcss/postcss'
import postcss from 'postcss'
import { expect, settled, test } from './fixtures'
import { areaOf, areas, filled, routes } from './routes'
import { samplesOf } from './samples'

/** Elements that this worker has already compared, which are not laid out again. */
const known = new Set<string>()

test.describe.configure({ mode: 'parallel' })

for (const area of areas)
  test(`compiled down for Chromium 86, every page of ${area} looks as Tailwind wrote it`, async ({
    demo,
    page,
    signedIn,
  }) => {
    test.setTimeout(400_000)
    await signedIn('topAdministrator')
    const { things } = samplesOf(demo.folder)
    const asWritten = await tailwindAlone()
    await page.route('**/as-written.css', answer =>
      answer.fulfill({ contentType: 'text/css', body: asWritten }),
    )

    for (const route of routes.filter(
      each =>
        each.file.endsWith('/page.tsx') &&
        each.of !== 'b' &&
        each.answers.topAdministrator === 'shown' &&
        areaOf(each) === area,
    )) {
      const path = filled(route.path, 'any', things)
      if (!path) continue
      await page.setViewportSize({ width: 1280, height: 900 })
      await page.goto(path)
      await settled(page)
      await page.evaluate(addStyles, '/as-written.css')
      const wide = await page.evaluate(compareStyles, { width: 1280, known: [...known] })
      if (wide.kinds.length === 0) continue
      await page.setViewportSize({ width: 390, height: 900 })
      const narrow = await page.evaluate(compareStyles, { width: 390, known: [...known] })

      expect.soft([...narrow.found, ...wide.found].slice(0, 20), route.path).toEqual([])
      for (const kind of [...narrow.kinds, ...wide.kinds]) known.add(kind)
    }
    expect(known.size).toBeGreaterThan(500)
  })

async function tailwindAlone(): Promise<string> {
  const from = 'app/globals.css'
  const { css } = await postcss([tailwind({ optimize: true })]).process(readFileSync(from, 'utf8'), { from })
  return css
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
          return [
            kind + part,
            part && style.content === 'normal' ? [] : names.map(name => style.getPropertyValue(name)),
          ]
        }),
      ),
    )
  }
  const asWritten = valuesUnder(true)
  const found = [...valuesUnder(false)].flatMap(([what, values]) => {
    const others = asWritten.get(what) ?? []
    return values.flatMap((value, n) =>
      value === others[n] ? [] : [`${what}: ${names[n]} is ${value}, not ${others[n]}`],
    )
  })
  return { found, kinds: [...kinds.keys()] }
}
