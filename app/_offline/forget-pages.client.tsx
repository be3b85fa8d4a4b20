'use client'
import { useEffect, useLayoutEffect } from 'react'
import { hinted } from './hint.client'
import { SIGNED_OUT } from './keeper.client'

/**
 * On the sign-in page: clears the previous user's cached pages. Unsent rows stay, tied to their account. Where a link
 * of a page led here, the router still holds that page and Back would show it: a new document forgets it.
 */
export function ForgetPages({ isOut }: { isOut: boolean }) {
  useLayoutEffect(() => {
    const [loaded] = performance.getEntriesByType('navigation')
    if (!loaded || new URL(loaded.name).pathname === location.pathname) return
    // Back that comes before the new document calls it off; the page that it shows is then asked for anew.
    window.addEventListener('popstate', () => location.reload())
    location.replace(location.href)
  }, [])
  useEffect(() => {
    if (isOut) new BroadcastChannel(SIGNED_OUT).postMessage('')
    if (hinted() || navigator.serviceWorker?.controller)
      import('./leaving.client').then(
        leaving => leaving.forgetSights(),
        () => {},
      )
  }, [isOut])
  return null
}
