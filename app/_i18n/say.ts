import { cookies } from 'next/headers'
import { cache } from 'react'
import { type Say, sayIn } from '@/app/_i18n/messages'
import { currentViewer } from '@/lib/access/session'

/** The reader's language: of the account, else from the cookie, else Chinese. */
export const saying = cache(async (): Promise<Say> => {
  const viewer = await currentViewer()
  return viewer ? sayIn(viewer.locale) : sayingByCookie()
})

/** The language of the cookie, else Chinese: for visitors, and where the database must not be asked yet. */
export async function sayingByCookie(): Promise<Say> {
  const chosen = (await cookies()).get('locale')?.value
  return sayIn(chosen === 'en' ? 'en' : 'zh')
}
