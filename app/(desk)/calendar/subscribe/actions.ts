'use server'
import { headers } from 'next/headers'
import { action } from '@/app/_forms/action'
import { qrOf } from '@/app/_ui/qr'
import type { Viewer } from '@/lib/access/access.rules'
import { changeFeed, createFeed, revokeFeed } from '@/lib/calendar/feeds/feed.commands'
import { changeFeedInput, feedInput, revokeInput } from '@/lib/calendar/feeds/feed.input'
import { baseFor, webcalOf } from '@/lib/calendar/feeds/feed.rules'

export const makeFeed = action(feedInput, subscribe, {
  message: 'feed.page.created',
  refused: 'feed.refused',
})

export const changeThisFeed = action(changeFeedInput, changeFeed, {
  log: ({ id }) => ['feed', [id]],
  goTo: () => '/calendar/subscribe#own-feeds',
})

export const revokeThisFeed = action(revokeInput, revokeFeed, { message: 'feed.page.revoked' })

/** Only this answer contains the address, so its QR code is rendered here. */
async function subscribe(viewer: Viewer, input: Parameters<typeof createFeed>[1]) {
  const made = await createFeed(viewer, input)
  if (!made.ok) return made
  const base = baseFor((await headers()).get('host'), process.env.APP_URL)
  const address = `${base}/feeds/${made.token}.ics`
  const webcal = webcalOf(address)
  return { ok: true, address, webcal: webcal && { href: webcal, qr: qrOf(webcal) } } as const
}
