'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useAnswer } from '@/app/_forms/form.client'

/** A note on a proposed value, shown as long as the field has that value. */
export function AsProposed({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  const answered = useAnswer()?.state.values?.[name]
  const [typed, setTyped] = useState<string | null>(null)
  const here = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const form = here.current?.closest('form')
    const listen = ({ target }: Event) => {
      if ((target as HTMLInputElement).name === name) setTyped((target as HTMLInputElement).value)
    }
    form?.addEventListener('input', listen)
    return () => form?.removeEventListener('input', listen)
  }, [name])
  return <span ref={here}>{(typed ?? answered ?? value) === value && children}</span>
}
