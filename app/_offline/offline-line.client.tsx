'use client'
import { useEffect, useState } from 'react'
import { filled } from '@/app/_i18n/filled'
import { Alert } from '@/app/_ui/alert'
import { ageWords, momentWords } from './age'

type Props = {
  /** When the data was last fetched, by the server's clock; null while the server is reachable. */
  asOf: number | null
  words: Record<string, string>
}

const TICK = 30_000

/** 离线：名单保存于 11月29日 14:05, and the age of the list; empty while the server is reachable. */
export function OfflineLine({ asOf, words }: Props) {
  const [now, setNow] = useState(0)
  const isOld = asOf !== null
  useEffect(() => {
    if (!isOld) return
    const tick = () => setNow(Date.now())
    tick()
    const timer = setInterval(tick, TICK)
    return () => clearInterval(timer)
  }, [isOld])
  if (asOf === null) return null
  return (
    <Alert tone="warning" dense className="mb-2 w-full">
      <span role="alert">{filled(words.line ?? '', { when: momentWords(asOf, words) })}</span>
      {now > 0 && <span className="whitespace-nowrap"> · {ageWords(asOf, now, words)}</span>}
    </Alert>
  )
}
