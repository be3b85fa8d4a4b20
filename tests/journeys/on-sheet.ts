import type { CDPSession, Locator, Page } from '@playwright/test'

/** The element with the result of the last mark. */
export function result(page: Page) {
  return page.locator('[aria-live=polite]').first()
}

/** Counts the keys and touches that the page actually receives, without modifier keys. */
export async function countedInput(page: Page) {
  await page.evaluate(() => {
    const counted = { keys: 0, touches: 0 }
    addEventListener('keydown', () => counted.keys++, true)
    addEventListener('touchstart', () => counted.touches++, true)
    Object.assign(window, { counted })
  })
  return () =>
    page.evaluate(() => (window as unknown as { counted: { keys: number; touches: number } }).counted)
}

/** Swipes from the name of a row by so many pixels, horizontally and vertically. */
export async function swipe(finger: CDPSession, on: Locator, across: number, down: number) {
  await on.scrollIntoViewIfNeeded()
  const box = await on.boundingBox()
  if (!box) throw new Error('the row is not there')
  const from = { x: box.x + box.width / 2, y: box.y + 20 }
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', share = 0) =>
    finger.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: from.x + across * share, y: from.y + down * share }],
    })
  await touch('touchStart')
  for (const share of [0.1, 0.3, 0.6, 1]) await touch('touchMove', share)
  await touch('touchEnd')
}

export function row(page: Page, name: string) {
  return page.getByRole('listitem').filter({ hasText: name })
}

export function key(page: Page, name: string, mark: string) {
  return page.getByRole('group', { name, exact: true }).getByRole('button', { name: mark, exact: true })
}
