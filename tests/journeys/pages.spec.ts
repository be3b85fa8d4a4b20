import type { Page } from '@playwright/test'
import { findings } from './findings'
import { expect, test } from './fixtures'
import { areaOf, areas, filled, type Role, type Route, routes } from './routes'
import { samplesOf } from './samples'
import { loadedScripts, scriptsOf } from './scripts'
import { countCompared, findStyleDifferences, stylesAsWritten } from './styles'

// The roles that see least and most; the pages of an area are opened one after the other in one window, which
// is much faster than a window each. The administrator of the top unit sees on the desk everything that an
// organiser sees; the organiser also uses a phone.
const viewers: { desk: Role[]; phone: Role[] } = {
  desk: ['nobody', 'cadre', 'topAdministrator'],
  phone: ['nobody', 'organiser'],
}

test.describe.configure({ mode: 'parallel' })

for (const viewer of new Set([...viewers.desk, ...viewers.phone]))
  test.describe(`as ${viewer}`, () => {
    test.skip(
      ({ isMobile }) => !viewers[isMobile ? 'phone' : 'desk'].includes(viewer),
      'looked at on the other screen',
    )
    const shown = routes.filter(
      route => route.file.endsWith('/page.tsx') && route.of !== 'b' && route.answers[viewer] === 'shown',
    )

    for (const area of areas) {
      const pages = shown.filter(route => areaOf(route) === area)
      if (pages.length === 0) continue
      test(`every page of ${area} can be read by everyone, and looks as Tailwind wrote it`, async ({
        demo,
        page,
        signedIn,
        isMobile,
      }) => {
        test.setTimeout(400_000)
        const { things } = samplesOf(demo.folder)
        if (viewer !== 'nobody') await signedIn(viewer)
        // Who sees everything sees every style; both widths are looked at in the desk's window.
        const seesAll = viewer === 'topAdministrator'
        const asWritten = seesAll ? await stylesAsWritten() : ''

        for (const route of pages) {
          const path = filled(route.path, viewer === 'topAdministrator' ? 'any' : (route.of ?? 'a'), things)
          if (!path) continue
          const answer = await page.goto(path)
          expect
            .soft(answer?.status(), `${route.path} as ${viewer}: is there such a thing in the demo?`)
            .toBe(200)
          expect.soft(await findings(page, isMobile), `${route.path} as ${viewer}`).toEqual([])
          expect.soft(await unnamedScripts(page, route), `${route.path} as ${viewer}`).toEqual([])
          if (seesAll)
            expect
              .soft(await findStyleDifferences(page, asWritten), `${route.path} compiled down`)
              .toEqual([])
        }
        if (seesAll) expect(countCompared()).toBeGreaterThan(500)
      })
    }
  })

test('what is not there says so, within the frame and without', async ({ page, signedIn, isMobile }) => {
  await signedIn('organiser')
  for (const path of ['/plans/999999', '/public/999999', '/first-run', '/nowhere']) {
    const answer = await page.goto(path)
    expect.soft(answer?.status(), path).toBe(404)
    // A page outside the frame is sent empty by Next and rendered by its script.
    await expect(page.locator('h1')).toBeVisible()
    expect.soft(await findings(page, isMobile), path).toEqual([])
  }
})

/** Scripts that are missing in the build's manifest, from which script-size.spec.ts computes the size of the page. */
async function unnamedScripts(page: Page, { file }: Route): Promise<string[]> {
  const named = scriptsOf(file)
  return (await loadedScripts(page)).filter(each => !named.has(each))
}
