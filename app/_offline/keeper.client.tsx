'use client'
import { useEffect } from 'react'

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
  return null
}
