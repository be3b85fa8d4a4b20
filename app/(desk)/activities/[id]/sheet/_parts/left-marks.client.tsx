'use client'
import { useEffect, useState } from 'react'
import { filled } from '@/app/_i18n/filled'
import { wishedKey } from '@/app/_offline/sheet-item'
import { forget, type WaitingMark, waiting } from '@/app/_offline/store.client'
import { Alert } from '@/app/_ui/alert'

type Props = {
  activityId: number
  accountId: number
  names: Record<number, string>
  words: Record<string, string>
}

/**
 * Unsent marks on this device for a roll that accepts no more: shown to their user, and deleted only when
 * dismissed.
 */
export function LeftMarks({ activityId, accountId, names, words }: Props) {
  const [left, setLeft] = useState<WaitingMark[]>([])
  useEffect(() => {
    void waiting('marks', accountId).then(all => setLeft(all.filter(each => each.activityId === activityId)))
  }, [accountId, activityId])
  if (left.length === 0) return null
  const list = left.map(({ personId, wish }) =>
    filled(words.leftOne ?? '', {
      name: names[personId] ?? '',
      mark: words[`mark.${wishedKey(wish) ?? 'none'}`] ?? '',
    }),
  )
  return (
    <Alert tone="warning" role="alert">
      {filled(words.left ?? '', { count: left.length, names: list.join(words.comma ?? '') })}{' '}
      <button
        type="button"
        className="btn"
        onClick={() => {
          setLeft([])
          void forget(
            'marks',
            left.map(each => each.nonce),
          )
        }}
      >
        {words.discard}
      </button>
    </Alert>
  )
}
