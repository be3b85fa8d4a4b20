'use client'
import { useRef, useState } from 'react'
import { useAnswer } from '@/app/_form/form.client'

type Words = Record<'open' | 'copyLabel' | 'copy' | 'copied' | 'secret', string>

/** The address that was just made; it is in this answer alone. Without script it is shown all the same. */
export function NewAddress({ base, words }: { base: string; words: Words }) {
  const box = useRef<HTMLInputElement>(null)
  const [isCopied, setCopied] = useState(false)
  const { token } = (useAnswer()?.state.result ?? {}) as { token?: string }
  if (!token) return null
  const address = `${base}/feeds/${token}.ics`
  const copy = () => {
    box.current?.select()
    // The clipboard is closed to pages over plain HTTP; the old command still works there.
    const done = navigator.clipboard?.writeText(address) ?? Promise.reject()
    done.then(
      () => setCopied(true),
      () => setCopied(document.execCommand('copy')),
    )
  }
  return (
    <div className="mb-6">
      <a href={address.replace(/^https?:/, 'webcal:')} className="btn btn-main desk:w-auto w-full">
        {words.open}
      </a>
      <label htmlFor="address" className="mt-4 mb-1 block">
        {words.copyLabel}
      </label>
      <div className="flex gap-2">
        <input ref={box} id="address" readOnly value={address} className="field min-w-0 flex-1" />
        <button type="button" onClick={copy} className="btn flex-none">
          {isCopied ? words.copied : words.copy}
        </button>
      </div>
      <p className="mt-2 text-ink-3 text-sm">{words.secret}</p>
    </div>
  )
}
