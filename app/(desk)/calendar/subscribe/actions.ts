'use server'
import { action } from '@/app/_form/action'
import { createFeed, revokeFeed } from '@/lib/feed/commands'
import { feedInput, revokeInput } from '@/lib/feed/input'

export const makeFeed = action(feedInput, createFeed, {
  message: 'feed.page.created',
  refused: 'feed.refused',
})

export const revokeThisFeed = action(revokeInput, revokeFeed, { message: 'feed.page.revoked' })
