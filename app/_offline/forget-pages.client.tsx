'use client'
import { useEffect } from 'react'
import { hinted } from './hint.client'

/** On the sign-in page: clears the previous user's cached pages. Unsent rows stay, tied to their account. */
export function ForgetPages() {
  useEffect(() => {
    if (hinted() || navigator.serviceWorker?.controller)
      import('./leaving.client').then(
        leaving => leaving.forgetSights(),
        () => {},
      )
  }, [])
  return null
}
