'use client'
import { useEffect } from 'react'
import { hinted } from './hint.client'

/** Where the next one signs in, no page of the one before is kept. What waits to be sent stays its account's. */
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
