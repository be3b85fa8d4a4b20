'use client'
import { type RefObject, useEffect } from 'react'

/** Pixels from which a swipe counts, and from which it is one and no scroll. */
const FAR = 72
const BEGUN = 12

type Swiped = (row: HTMLElement, mark: 'present' | 'absent') => void

/** On a phone a row swiped to the right is present, to the left absent; the keys of the row do the same. */
export function useSwipe(
  list: RefObject<HTMLElement | null>,
  words: Record<string, string>,
  onSwipe: Swiped,
) {
  useEffect(() => {
    const element = list.current
    if (!element) return
    let row: HTMLElement | null = null
    let from = { x: 0, y: 0 }
    let across = 0

    const down = (event: PointerEvent) => {
      if (event.pointerType !== 'touch' || !event.isPrimary) return
      row = (event.target as Element).closest<HTMLElement>('.sheet-row')
      from = { x: event.clientX, y: event.clientY }
      across = 0
    }
    const go = (event: PointerEvent) => {
      if (!row) return
      across = event.clientX - from.x
      const away = Math.abs(across)
      if (away < BEGUN || away < Math.abs(event.clientY - from.y)) return
      row.style.transform = `translateX(${Math.sign(across) * Math.min(away, FAR + 24)}px)`
      row.dataset.swipe = away < FAR ? '' : (words[across > 0 ? 'mark.present' : 'mark.absent'] ?? '')
    }
    const up = () => {
      const swiped = row?.dataset.swipe ? row : null
      settle()
      if (swiped) onSwipe(swiped, across > 0 ? 'present' : 'absent')
    }
    const settle = () => {
      row?.style.removeProperty('transform')
      delete row?.dataset.swipe
      row = null
    }
    element.addEventListener('pointerdown', down)
    element.addEventListener('pointermove', go)
    element.addEventListener('pointerup', up)
    element.addEventListener('pointercancel', settle)
    return () => {
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('pointermove', go)
      element.removeEventListener('pointerup', up)
      element.removeEventListener('pointercancel', settle)
    }
  })
}
