'use client'
import { useEffect } from 'react'

/** The other windows of this browser hear by it that the person has signed out. */
export const SIGNED_OUT = 'xuefa-signed-out'

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
    others.onmessage = () => import('./signed-out.client').then(signedOut => signedOut.leaveUnlessTyped())
    // A page that the browser had put by is older than what may have ended since.
    window.onpageshow = event => event.persisted && location.reload()
    return () => others.close()
  }, [])
  return null
}
