'use client'
import { type ReactNode, useState } from 'react'
import type { Action } from '@/app/_forms/action'
import { MoveDay } from '@/app/_ui/move-day.client'
import { type Asked, MoveDialog } from '@/app/_ui/move-dialog.client'

type Entry = { id: number; title: string; day: string }
type Props = { words: Record<string, string>; fields: ReactNode; entries: Entry[]; conflict: string }

/** Moves nothing, and answers as the command does. */
function answering(entries: Entry[]): Action {
  return async ({ turn }, form) => {
    const moved = entries.find(each => each.id === Number(form.get('activityId')))
    const result = { id: moved?.id, title: moved?.title, from: moved?.day, to: form.get('day'), version: 2 }
    return { turn: turn + 1, ok: true, result }
  }
}

export function MoveByDrag({ words, fields, entries, conflict, children }: Props & { children: ReactNode }) {
  return (
    <MoveDay {...{ words, fields }} action={answering(entries)} warn={async () => [conflict]}>
      {children}
    </MoveDay>
  )
}

export function MoveByButton({ words, fields, entries, conflict, label }: Props & { label: string }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const open = () => {
    const [{ id, title, day } = { id: 0, title: '', day: '' }] = entries
    setAsked({ item: { move: String(id), version: '1', from: day, title }, to: '2026-10-19' })
  }
  return (
    <>
      {asked && (
        <MoveDialog {...{ asked, words, fields }} action={answering(entries)} warn={async () => [conflict]} />
      )}
      <button type="button" onClick={open} className="btn">
        {label}
      </button>
    </>
  )
}
