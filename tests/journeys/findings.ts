import type { Page } from '@playwright/test'
import { axeFindings, settled, sidewaysScroll } from './fixtures'

/** What keeps somebody from reading the page: faults of accessibility, headings, width and targets. */
export async function findings(page: Page, isMobile: boolean): Promise<string[]> {
  await settled(page)
  const found = await axeFindings(page)
  if ((await page.title()).trim() === '') found.push('the page has no title')
  const headings = await page.locator('h1').count()
  if (headings !== 1) found.push(`the page has ${headings} h1, not one`)
  const over = await sidewaysScroll(page)
  if (over > 0) found.push(`the page is ${over} px wider than the screen`)
  if (isMobile) found.push(...(await page.evaluate(smallTargets)))
  found.push(...(await page.evaluate(squeezed)))
  return found
}

/** Buttons and fields too small for a thumb; a link within a sentence may be as high as its line. */
function smallTargets(): string[] {
  const targets = document.querySelectorAll<HTMLElement>(
    'button, select, textarea, summary, input:not([type=hidden], [type=checkbox], [type=radio]), .btn',
  )
  return [...targets]
    .filter(each => each.offsetParent !== null && each.getBoundingClientRect().height < 43.5)
    .map(
      each =>
        `under 44 px: ${each.tagName.toLowerCase()} ${each.textContent?.trim() || each.getAttribute('name')}`,
    )
}

/** Content wider than its card, and columns narrower than three Chinese characters. */
function squeezed(): string[] {
  const said = (each: Element) => `${each.tagName.toLowerCase()} ${each.textContent?.trim().slice(0, 40)}`
  const clips = new Map<Element, boolean>()
  const clipsItself = (each: Element): boolean => {
    const known = clips.get(each) ?? getComputedStyle(each).overflowX !== 'visible'
    clips.set(each, known)
    return known
  }
  const isClipped = (each: Element | null, within: Element): boolean =>
    each !== null && each !== within && (clipsItself(each) || isClipped(each.parentElement, within))
  const out = [...document.querySelectorAll('.card')].flatMap(card =>
    getComputedStyle(card).overflowX === 'visible'
      ? [...card.querySelectorAll('*')]
          .filter(each => each.getBoundingClientRect().right > card.getBoundingClientRect().right + 1)
          .filter(each => !isClipped(each.parentElement, card))
          .map(each => `out of its card: ${said(each)}`)
      : [],
  )
  const narrow = [...document.querySelectorAll('td')]
    .filter(each => /\p{Script=Han}{3}/u.test(each.textContent ?? '') && each.clientWidth > 0)
    .filter(each => {
      const { paddingLeft, paddingRight, fontSize } = getComputedStyle(each)
      const width = each.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
      return width < 3 * Number.parseFloat(fontSize)
    })
    .map(each => `narrower than three characters: ${said(each)}`)
  return [...out, ...narrow]
}
