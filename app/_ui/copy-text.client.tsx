'use client'
import { useEffect, useRef, useState } from 'react'

type Props = { text: string; label: string; copy: string; copied: string }

/** Characters a line on a phone, to size the box where the browser does not: the whole text must be visible. */
const WIDE = 24

/** A text with a button that copies it; without script it can be selected. */
export function CopyText({ text, label, copy, copied }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  const [state, setState] = useState<'plain' | 'ready' | 'copied'>('plain')
  useEffect(() => setState('ready'), [])
  const take = async () => {
    area.current?.select()
    // Over plain HTTP, except on localhost, browsers offer no clipboard API but this old command.
    if (navigator.clipboard) await navigator.clipboard.writeText(text)
    else document.execCommand('copy')
    setState('copied')
  }
  return (
    <>
      <textarea
        ref={area}
        readOnly
        aria-label={label}
        value={text}
        rows={Math.min(
          20,
          text.split('\n').reduce((rows, line) => rows + 1 + Math.floor(line.length / WIDE), 0),
        )}
        className="field field-sizing-content text-sm leading-relaxed"
      />
      {state !== 'plain' && (
        <p className="mt-2 flex items-center gap-3">
          <button type="button" onClick={take} className="btn">
            {copy}
          </button>
          <span role="status" className="text-pine">
            {state === 'copied' ? copied : ''}
          </span>
        </p>
      )}
    </>
  )
}
