import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
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
  const asWritten = await tailwindAlone()

  for (const route of routes.filter(
    each => each.file.endsWith('/page.tsx') && each.of !== 'b' && each.answers.topAdministrator === 'shown',
  )) {
    const path = filled(route.path, 'any', things)
    if (!path) continue
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await page.goto(path)
      const compiled = await looksOf(page)
      await page.route('**/*.css', answer => answer.fulfill({ contentType: 'text/css', body: asWritten }))
      await page.reload()
      const written = await looksOf(page)
      await page.unroute('**/*.css')

      const differing = compiled.flatMap((look, n) => differences(look, written[n]))
      expect.soft(differing.slice(0, 20), `${route.path} at ${width} px`).toEqual([])
      expect.soft(compiled.length, `${route.path}: elements`).toBe(written.length)
    }
  }
})

async function tailwindAlone(): Promise<string> {
  const from = 'app/globals.css'
  const { css } = await postcss([tailwind({ optimize: true })]).process(readFileSync(from, 'utf8'), { from })
  return css
}

type Look = { element: string; style: Record<string, string> }

/** Every element with its own style, as the browser reckons it. */
function looksOf(page: Page): Promise<Look[]> {
  return page.evaluate(() =>
    [...document.body.querySelectorAll('*:not(script, next-route-announcer)')].flatMap(element =>
      [undefined, '::before', '::placeholder', '::marker'].map(part => {
        const style = getComputedStyle(element, part)
        const own = part && style.content === 'normal' ? [] : [...style]
        return {
          element: `${element.tagName.toLowerCase()}${part ?? ''} ${element.getAttribute('class') ?? ''}`,
          style: Object.fromEntries(own.map(name => [name, style.getPropertyValue(name)])),
        }
      }),
    ),
  )
}

function differences(compiled: Look, written?: Look): string[] {
  return Object.entries(compiled.style)
    .filter(([name, value]) => written?.style[name] !== value)
    .map(([name, value]) => `${compiled.element}: ${name} is ${value}, not ${written?.style[name]}`)
}
