import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { held, jpeg, placeTag, png } from '../fixtures/pictures'
import { samplesOf, sessionCookie } from './samples'
import { communitiesNow, startServer } from './server'

const boundary = 'one-form'

test('a stall is recorded on a phone without network, and all of it arrives once', async ({
  page,
  context,
  isMobile,
}) => {
  test.skip(!isMobile, 'a stall has no desk')
  const street = await startServer({ communities: true, now: communitiesNow })
  try {
    const cookie = await sessionCookie(street.folder, 'organiser')
    await context.addCookies([{ ...cookie, url: street.url }])
    const stall = `${street.url}/activities/${samplesOf(street.folder).things.a.publicEvent}/stall`
    await page.goto(stall)
    const heads = page.getByRole('region', { name: '受众人次' })
    const more = heads.getByRole('button', { name: '受众人次加 1' })

    await more.click()
    await more.click()
    await expect(page.getByText('已保存', { exact: true })).toBeVisible()

    await context.setOffline(true)
    await more.click()
    await more.click()
    await heads.getByRole('button', { name: '受众人次减 1' }).click()
    await page.getByRole('button', { name: '解答咨询人次加 1' }).click()
    await expect(page.getByText(/^待发 4 · 未联网/)).toBeVisible()
    await expect(heads.getByRole('status')).toHaveText('3')
    const photo = { name: 'IMG_7.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(held(jpeg(), 6)) }
    await page.getByLabel('从相册选').setInputFiles(photo)
    await expect(page.getByText('待发：联网后自动上传')).toBeVisible()
    // Sunlight: 7:1 contrast in the part that is used at the stall.
    const sun = new AxeBuilder({ page })
      .setLegacyMode(true)
      .include('.sunlit')
      .withRules('color-contrast-enhanced')
    expect((await sun.analyze()).violations).toEqual([])

    await context.setOffline(false)
    await expect(page.getByText('已存 1 份')).toBeVisible()
    await expect(page.getByText('已保存', { exact: true })).toBeVisible()
    await page.reload()
    await expect(heads.getByRole('status')).toHaveText('3')
    await expect(page.getByRole('region', { name: '解答咨询人次' }).getByRole('status')).toHaveText('1')
    const shown = page.getByRole('img', { name: /IMG_7/ })
    await expect(shown).toHaveCount(1)
    await shown.scrollIntoViewIfNeeded()
    // Upright and rendered.
    await expect
      .poll(() => shown.evaluate((each: HTMLImageElement) => [each.naturalWidth, each.naturalHeight]))
      .toEqual([4, 8])
    const address = new URL((await shown.getAttribute('src')) ?? '', street.url).href
    const kept = await page.request.get(address)
    expect(kept.headers()['content-security-policy']).toContain('sandbox')
    expect((await kept.body()).includes(placeTag)).toBe(false)

    // The plain form for a browser without script.
    const plain = (file: Uint8Array, back = '/activities/1/stall?x=1') =>
      page.request.post(`${street.url}/api/evidence`, {
        maxRedirects: 0,
        headers: { origin: street.url, 'content-type': `multipart/form-data; boundary=${boundary}` },
        data: formOf({ activityId: stall.match(/\d+(?=\/stall)/)?.[0] ?? '', back }, file),
      })
    expect((await plain(png())).headers().location).toBe('/activities/1/stall?x=1&added=1')
    // A browser would resolve this to another host: it stays a path of ours.
    expect((await plain(png(), '/..//other.example/x')).headers().location).toBe('/other.example/x?added=1')
    expect((await plain(Buffer.alloc(16 * 1024 * 1024))).headers().location).toMatch(/refused=tooBig$/)
    await page.goto(`${stall}?refused=tooBig`)
    await expect(page.getByRole('alert').filter({ hasText: '文件超过 15 MB' })).toBeVisible()
    await expect(page.getByRole('img', { name: /添加/ })).toHaveCount(2)
  } finally {
    await street.stop()
  }
})

function formOf(fields: Record<string, string>, file: Uint8Array): Buffer {
  const heads = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const fileHead = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n`
  return Buffer.concat([Buffer.from(heads.join('') + fileHead), file, Buffer.from(`\r\n--${boundary}--\r\n`)])
}
