import path from 'node:path'
import { createClient } from '@libsql/client'
import { sealOf } from '@/lib/attendance/checkin/code.crypto'
import { codeText, stepOf } from '@/lib/attendance/checkin/code.rules'
import { expectAccessible, sidewaysScroll } from './fixtures'
import { samplesOf, sessionCookie } from './samples'
import { communitiesNow, type Server } from './server'
import { expect, test } from './street'

test('the screen of the hall shows a code, a phone scans it and signs in, and an older code is refused', async ({
  street,
  page,
  browser,
  signedIn,
}) => {
  const screen = `/activities/${samplesOf(street.folder).things.a.activity}/screen`
  await signedIn('organiser')
  await page.goto(screen)
  await page.getByRole('button', { name: '显示签到码' }).click()
  await expect(page.getByTestId('digits')).toHaveText(/^\d{3}\u2009\d{3}$/)
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)

  const cookie = await sessionCookie(street.folder, 'cadre')
  const hand = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true })
  await hand.addCookies([{ ...cookie, url: street.url, httpOnly: true, sameSite: 'Lax' }])
  const phone = await hand.newPage()
  await phone.goto(street.url + (await codeOf(street, 2)))
  await expect(phone.getByRole('alert')).toContainText('这个码已在 09:00:00 失效')
  await phone.goto(street.url + (await codeOf(street, 1)))
  await expectAccessible(phone)
  expect(await sidewaysScroll(phone)).toBeLessThanOrEqual(0)
  // The server is down for a moment: the phone is told to wait, and sends its press again by itself.
  await phone.route('**/s', route => route.abort())
  await phone.getByRole('button', { name: '签到', exact: true }).click()
  await expect(phone.getByRole('status')).toContainText('请稍候')
  await phone.unroute('**/s')
  await expect(phone.getByRole('status')).toContainText('已签到', { timeout: 15_000 })

  await expect(page.getByText('庄雅芳')).toBeVisible()
  await expect(page.getByText(/^已到 1 \/ 应到 \d+$/)).toBeVisible()

  // From now on the phone needs no session; the screen works without script, too.
  await hand.clearCookies({ name: cookie.name })
  await phone.goto(street.url + (await codeOf(street, 0)))
  await expect(phone.getByText('您是 庄雅芳')).toBeVisible()
  const plain = await browser.newContext({ javaScriptEnabled: false })
  const organiser = await sessionCookie(street.folder, 'organiser')
  await plain.addCookies([{ ...organiser, url: street.url, httpOnly: true, sameSite: 'Lax' }])
  const old = await plain.newPage()
  await old.goto(street.url + screen)
  await expect(old.getByTestId('digits')).toHaveText(/^\d{3}\u2009\d{3}$/)
  expect(await old.locator('meta[http-equiv="refresh"]').getAttribute('content')).toMatch(
    /^([2-9]|1[0-6]);url=\?again$/,
  )
})

/** The address shown by the screen that many steps ago. */
async function codeOf({ folder }: Server, ago: number): Promise<string> {
  const activityId = Number(samplesOf(folder).things.a.activity)
  const client = createClient({ url: `file:${path.join(folder, 'xuefa.db')}`, timeout: 5000 })
  const { rows } = await client.execute(`select code_secret from activity where id = ${activityId}`)
  client.close()
  const step = stepOf(Date.parse(communitiesNow)) - ago
  return `/s/${codeText({ activityId, step, seal: sealOf(String(rows[0]?.code_secret), activityId, step) })}`
}
