'use client'
import { useEffect } from 'react'

type Props = { account: number; words: Record<string, string> }

/** In every frame, and so as small as can be: only a browser that keeps something loads what watches over it. */
export function Keeper({ account, words }: Props) {
  useEffect(() => {
    if (/\bkept=/.test(document.cookie))
      void import('./watch.client').then(({ watch }) => watch(account, words))
  })
  return null
}
