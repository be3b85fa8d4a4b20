'use client'
import { useEffect, useRef } from 'react'
import { filled } from '@/app/_i18n/filled'

type Props = {
  asking: { id: number; standing: 'exempt' | 'required'; name: string } | null
  words: Record<string, string>
  /** The reason, or '' if cancelled. */
  onDone(reason: string): void
}

/** Asks for the reason of 免予参加 or its revocation in a native dialog element. */
export function ReasonDialog({ asking, words, onDone }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!asking || !dialog.current || !box.current) return
    box.current.value = ''
    dialog.current.returnValue = ''
    dialog.current.showModal()
    box.current.focus()
  }, [asking])
  const verb = words[asking?.standing === 'required' ? 'verbRequired' : 'verbExempt'] ?? ''
  return (
    <dialog
      ref={dialog}
      onClose={() => {
        if (asking) onDone(dialog.current?.returnValue === 'done' ? (box.current?.value.trim() ?? '') : '')
      }}
      className="m-auto w-96 max-w-[90vw] rounded-lg border border-line bg-sheet p-5 text-ink"
    >
      <form method="dialog">
        <h2 className="mb-3">{filled(words.verbOf ?? '', { verb, name: asking?.name ?? '' })}</h2>
        <label htmlFor="standing-reason" className="mb-1 block font-semibold">
          {words.reason}
        </label>
        <input
          ref={box}
          id="standing-reason"
          required
          maxLength={300}
          list="leave-reasons"
          className="field mb-4"
        />
        <div className="flex gap-2">
          <button type="submit" value="done" className="btn btn-main flex-1">
            {verb}
          </button>
          <button type="submit" value="" formNoValidate className="btn flex-1">
            {words.back}
          </button>
        </div>
      </form>
    </dialog>
  )
}
