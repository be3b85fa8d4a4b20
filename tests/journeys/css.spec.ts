import { readFileSync } from 'node:fs'
import tailwind from '@tailwindcss/postcss'
import postcss from 'postcss'
import { expect, test } from './fixtures'
import { filled, routes } from './routes'
import { samplesOf } from './samples'

test('compiled down for Chromium 86, every page looks as Tailwind wrote it', async ({
  demo,
  page,
  signedIn,
}) => {
  test.setTimeout(600_000)
  await signedIn('topAdministrator')
  const { things } = samplesOf(demo.folder)
  const known = new Set<string>()
  const asWritten = await tailwindAlone()

  await page.route('**/as-written.css', answer =>
    answer.fulfill({ contentType: 'text/css', body: asWritten }),
  )

  for (const route of routes.filter(
    each => each.file.endsWith('/page.tsx') && each.of !== 'b' && each.answers.topAdministrator === 'shown',
  )) {
    const path = filled(route.path, 'any', things)
    if (!path) continue
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(path)
    await page.evaluate(known => Object.assign(window, { known }), [...known])
    // What was compared on a page before need not be laid out four times more.
    if ((await page.evaluate(keepDrawn, 1280)) === 0) continue
    await page.setViewportSize({ width: 390, height: 900 })
    await page.evaluate(keepDrawn, 390)
    await page.evaluate(exchangeStyles, '/as-written.css')
    const narrow = await page.evaluate(differences, 390)
    await page.setViewportSize({ width: 1280, height: 900 })
    const wide = await page.evaluate(differences, 1280)

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

type Drawn = { element: Element; part?: string; kind: string; style: Map<string, string> }
type Kept = { known: string[]; drawn: Record<number, Drawn[]> }

/**
 * Keeps in the page what is drawn at this width: of the elements that the same rules reach (tag and classes, its own
 * and those of two parents), the first; none that was compared on a page before. Answers with how many it kept.
 */
function keepDrawn(width: number): number {
  const kept = window as unknown as Kept
  const naming = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`
  const seen = new Set(kept.known)
  // What is folded away is not laid out, and keeps the sizes of another width.
  for (const folded of document.querySelectorAll('details')) folded.open = true
  const drawn: Drawn[] = []
  for (const element of document.body.querySelectorAll(
    '*:not(script, title, meta, link, next-route-announcer)',
  )) {
    const parent = element.parentElement ?? element
    const above = [element, parent, parent.parentElement ?? parent].map(naming).join(' < ')
    const kind = `${width} px ${above}`
    if (seen.has(kind)) continue
    seen.add(kind)
    for (const part of [undefined, '::before', '::placeholder', '::marker']) {
      const style = getComputedStyle(element, part)
      const own = part && style.content === 'normal' ? [] : [...style]
      drawn.push({
        element,
        part,
        kind,
        style: new Map(own.map(name => [name, style.getPropertyValue(name)])),
      })
    }
  }
  kept.drawn = { ...kept.drawn, [width]: drawn }
  return drawn.length
}

/** The page's one style sheet is exchanged where it stands, and waited for. */
function exchangeStyles(href: string): Promise<void> {
  const [first, ...others] = document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')
  if (!first) throw new Error('the page has no style sheet')
  for (const other of others) other.remove()
  return new Promise((resolve, reject) => {
    first.onload = () => resolve()
    first.onerror = () => reject(new Error(`${href} was not loaded`))
    first.href = href
  })
}

function differences(width: number): { found: string[]; kinds: string[] } {
  // What the page's own script put something else for meanwhile is left to another page.
  const drawn = ((window as unknown as Kept).drawn[width] ?? []).filter(({ element }) => element.isConnected)
  const found = drawn.flatMap(({ element, part, kind, style }) => {
    const now = getComputedStyle(element, part)
    return [...style]
      .filter(([name, value]) => now.getPropertyValue(name) !== value)
      .map(([name, value]) => `${kind}${part ?? ''}: ${name} is ${value}, not ${now.getPropertyValue(name)}`)
  })
  return { found, kinds: drawn.map(each => each.kind) }
}
