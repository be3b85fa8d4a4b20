'use client'
import type { PointerEvent } from 'react'

type Over = { key: string; side: 'above' | 'below' }
type Options = {
  order: () => string[]
  onOver: (over: Over | null) => void
  onDrop: (key: string, after: string | null) => void
}

/** The dragged row: only one at a time on the page. */
let held: { key: string; over: Over | null } | null = null

/** Pointer handlers that drag a row by its number, with mouse, pen or finger. */
export function dragging({ order, onOver, onDrop }: Options) {
  function end(event: PointerEvent) {
    const { key, over } = held ?? {}
    held = null
    onOver(null)
    if (!key || !over || event.type === 'pointercancel') return
    const keys = order().filter(each => each !== key)
    const at = keys.indexOf(over.key)
    const after = over.side === 'above' ? (keys[at - 1] ?? null) : over.key
    if (over.key !== key) onDrop(key, after)
  }
  return {
    onPointerDown(event: PointerEvent) {
      const key = (event.target as Element).closest<HTMLElement>('[data-drag]')?.dataset.drag
      if (!key || event.button !== 0) return
      held = { key, over: null }
      event.currentTarget.setPointerCapture(event.pointerId)
      event.preventDefault()
    },
    onPointerMove(event: PointerEvent) {
      if (!held) return
      const row = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-row]')
      if (!row?.dataset.row || !order().includes(row.dataset.row)) return
      const { top, height } = row.getBoundingClientRect()
      held.over = { key: row.dataset.row, side: event.clientY < top + height / 2 ? 'above' : 'below' }
      onOver(held.over)
    },
    onPointerUp: end,
    onPointerCancel: end,
  }
}
