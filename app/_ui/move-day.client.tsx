'use client'
import { type ComponentType, type ReactNode, type SyntheticEvent, useRef, useState } from 'react'
import type { Asked, Dialog } from './move-dialog.client'

type Props = Omit<Dialog, 'asked'> & {
  /**
   * A grid. Entries that can be moved have data-move, -version, -from and -title; targets have data-day, or
   * data-month where the grid has no days.
   */
  children: ReactNode
}

/** Moves an activity to another day by drag and drop or with M; the dialog is loaded on first use. */
export function MoveDay({ children, ...dialog }: Props) {
  const dragged = useRef<HTMLElement | null>(null)
  const over = useRef<HTMLElement | null>(null)
  /** Highlights the day or month under the pointer as the drop target. */
  const mark = (cell: HTMLElement | null) => {
    over.current?.removeAttribute('data-over')
    cell?.setAttribute('data-over', '')
    over.current = cell
  }
  const [asked, setAsked] = useState<Asked | null>(null)
  const [MoveDialog, setDialog] = useState<ComponentType<Dialog> | null>(null)
  const open = (item: HTMLElement, to: string) => {
    setAsked({ item: { ...item.dataset }, to })
    import('./move-dialog.client').then(
      part => setDialog(() => part.MoveDialog),
      // Offline: opens the page of the activity, whose plain form works once it can be reached.
      () => item.click(),
    )
  }
  return (
    <>
      {MoveDialog && asked && <MoveDialog {...dialog} asked={asked} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: one listener for the events of all links inside */}
      <div
        onKeyDown={event => {
          const item = near(event, 'move')
          if (item && event.key.toLowerCase() === 'm' && !event.ctrlKey && !event.metaKey && !event.altKey)
            open(item, item.dataset.from ?? '')
        }}
        onDragStart={event => {
          dragged.current = near(event, 'move')
        }}
        onDragOver={event => {
          const cell = dragged.current && placeIn(event)
          if (cell !== over.current) mark(cell)
          if (cell) event.preventDefault()
        }}
        onDragEnd={() => mark(null)}
        onDrop={event => {
          const item = dragged.current
          const { day, month } = placeIn(event)?.dataset ?? {}
          const to = day ?? month
          dragged.current = null
          mark(null)
          if (!item || !to) return
          event.preventDefault()
          if (!item.dataset.from?.startsWith(to)) open(item, to)
        }}
      >
        {children}
      </div>
    </>
  )
}

function near({ target }: SyntheticEvent, name: string): HTMLElement | null {
  return (target as Element).closest<HTMLElement>(`[data-${name}]`)
}

function placeIn(event: SyntheticEvent): HTMLElement | null {
  return near(event, 'day') ?? near(event, 'month')
}
