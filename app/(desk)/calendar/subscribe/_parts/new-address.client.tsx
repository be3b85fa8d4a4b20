'use client'
import { type ReactNode, useRef, useState } from 'react'
import { useAnswer } from '@/app/_forms/form.client'
import type { Qr } from '@/app/_ui/qr'
import { QrCode } from '@/app/_ui/qr-code'

type Words = Record<'open' | 'copyLabel' | 'copy' | 'copied' | 'secret' | 'qr' | 'qrHint', string>
type Made = { address?: string; webcal?: { href: string; qr: Qr } | null }

/**
 * The address that was just made, which only this answer contains; shown without script too. `loopback` replaces
 * the QR code if the address cannot be reached from another device.
 */
export function NewAddress({ words, loopback }: { words: Words; loopback: ReactNode }) {
  const box = useRef<HTMLInputElement>(null)
  const [isCopied, setCopied] = useState(false)
  const { address, webcal } = (useAnswer()?.state.result ?? {}) as Made
  if (!address) return null
  const copy = async () => {
    box.current?.select()
    try {
      await navigator.clipboard.writeText(address)
      setCopied(true)
    } catch {
      // The Clipboard API is disabled over plain HTTP; the old command still works there.
      setCopied(document.execCommand('copy'))
    }
  }
  return (
    <div className="mb-6">
      {webcal ? (
        <>
          <a href={webcal.href} className="btn btn-main desk:w-auto w-full">
            {words.open}
          </a>
          <div className="mt-4 flex flex-wrap items-center gap-4">
            <QrCode qr={webcal.qr} label={words.qr} />
            <p className="min-w-40 flex-1 text-ink-2 text-sm">{words.qrHint}</p>
          </div>
        </>
      ) : (
        loopback
      )}
      <p className="mt-4 mb-1">{words.copyLabel}</p>
      <div className="flex gap-2">
        <input
          ref={box}
          aria-label={words.copyLabel}
          readOnly
          value={address}
          className="field min-w-0 flex-1"
        />
        <button type="button" onClick={copy} className="btn flex-none">
          {isCopied ? words.copied : words.copy}
        </button>
      </div>
      <p className="mt-2 text-ink-3 text-sm">{words.secret}</p>
    </div>
  )
}
