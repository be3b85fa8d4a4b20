'use client'
import type { ReactNode } from 'react'
import { useAnswer } from '@/app/_forms/form.client'

/** The fields of a make-up session, collapsed until needed; open if one of them has an error. */
export function SessionFields({ title, children }: { title: string; children: ReactNode }) {
  const errors = Object.keys(useAnswer()?.state.errors ?? {})
  return (
    <details className="card mb-4" open={errors.length > 0}>
      <summary className="flex min-h-11 items-center font-semibold">{title} ▾</summary>
      {children}
    </details>
  )
}

/** The checkbox that adds a row of the list to the session; stays ticked after an error. */
export function RowTick({ value, label }: { value: string; label: string }) {
  const answer = useAnswer()
  const ticked = (answer?.valueOf('rows') as string[] | undefined)?.includes(value)
  return (
    <label className="desk:row-span-1 row-span-4 grid min-h-11 place-items-center self-start">
      <input type="checkbox" name="rows[]" value={value} defaultChecked={ticked} className="h-5 w-5" />
      <span className="sr-only">{label}</span>
    </label>
  )
}
