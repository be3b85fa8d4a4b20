'use client'
import { useEffect } from 'react'

/** The other windows of this browser hear by it that the person has signed out. */
export const SIGNED_OUT = 'xuefa-signed-out'

/** Whether something in this window was typed and not sent: it waits for its person. */
function holdsText(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement>('input, textarea')
  const isTouched = ({ value, defaultValue = value, checked, defaultChecked }: HTMLInputElement) =>
    value !== defaultValue || checked !== defaultChecked
  return /\bkept=/.test(document.cookie) || [...fields].some(isTouched)
}

type Props = { account: number; words: Record<string, string> }

/**
 * Part of every frame, and therefore minimal: only a browser that holds something loads the code that watches
 * the outbox.
 */
export function Keeper({ account, words }: Props) {
  useEffect(() => {
    if (/\bkept=/.test(document.cookie))
      void import('./watch.client').then(({ watch }) => watch(account, words))
  })
  useEffect(() => {
    const others = new BroadcastChannel(SIGNED_OUT)
    others.onmessage = () => {
      if (!holdsText()) location.replace('/sign-in')
    }
    // A page that the browser had put by is older than what may have ended since.
    const again = ({ persisted }: PageTransitionEvent) => persisted && location.reload()
    addEventListener('pageshow', again)
    return () => {
      others.close()
      removeEventListener('pageshow', again)
    }
  }, [])
  return null
}
