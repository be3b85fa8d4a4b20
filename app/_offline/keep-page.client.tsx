'use client'
import { useEffect, useState } from 'react'
import { hint, hinted } from './hint.client'
import { watch } from './watch.client'

type Props = {
  account: number
  /** What the service worker reads in the page: whose it is, and what it is called. */
  kept: string
  /** Said where the page cannot be opened without network. */
  stayOpen: string
  /** Those of leaving-words.ts. */
  words: Record<string, string>
}

/** Has this page kept for when there is no network. Browsers allow that over HTTPS only, and on this very machine. */
export function KeepPage({ account, kept, stayOpen, words }: Props) {
  const [alone, setAlone] = useState(false)
  useEffect(() => {
    watch(account, words)
    hint(hinted() ?? 'pages')
    // Asked by `in`: the minifier takes what is read from `navigator` for there, and drops the question.
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
    // It went when somebody signed in meanwhile, in another window.
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
