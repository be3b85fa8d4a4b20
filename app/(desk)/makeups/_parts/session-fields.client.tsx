'use client'
import type { ReactNode } from 'react'
import { useAnswer } from '@/app/_forms/form.client'

/** What a make-up session asks for, folded away until it is wanted; open where something in it is wrong. */
export function SessionFields({ title, children }: { title: string; children: ReactNode }) {
  const errors = Object.keys(useAnswer()?.state.errors ?? {})
  return (
    <details className="card mb-4" open={errors.length > 0}>
      <summary className="flex min-h-11 items-center font-semibold">{title} ▾</summary>
      {children}
    </details>
  )
}

/** One row of the list chosen for the session; what was ticked stays ticked after a fault. */
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
