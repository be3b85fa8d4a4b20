'use client'
import { useEffect, useState } from 'react'
import { hint, hinted } from './hint.client'
import { watch } from './watch.client'

type Props = {
  account: number
  /** Read by the service worker from the page: account, time, name, number of this rendering (page-cache.ts). */
  kept: string
  /** Shown where the page cannot be opened offline. */
  stayOpen: string
  /** The messages of leaving-words.ts. */
  words: Record<string, string>
}

/**
 * Asks the service worker to cache this page for offline use. Browsers allow that only over HTTPS and on
 * localhost.
 */
export function KeepPage({ account, kept, stayOpen, words }: Props) {
  const [alone, setAlone] = useState(false)
  useEffect(() => {
    watch(account, words)
    hint(hinted() ?? 'pages')
    // Tested with `in`: the minifier assumes that a property read from `navigator` exists, and removes the check.
    if (!('serviceWorker' in navigator)) return setAlone(true)
    const { serviceWorker } = navigator
    const tell = async (whole: boolean) => {
      const { active } = await serviceWorker.ready
      const path = location.pathname + location.search
      active?.postMessage(whole ? { keep: path, kept } : { keep: path })
    }
    serviceWorker.register('/sw.js').then(
      () => tell(true),
      () => setAlone(true),
    )
    // The cached copy is deleted when somebody signs in meanwhile, in another window.
    const shown = () => {
      if (document.visibilityState === 'visible') void tell(false)
    }
    document.addEventListener('visibilitychange', shown)
    return () => document.removeEventListener('visibilitychange', shown)
  }, [account, kept, words])
  return (
    <p data-keep={kept} className={alone ? 'mb-3 text-ink-2 text-sm' : 'hidden'}>
      {stayOpen}
    </p>
  )
}
