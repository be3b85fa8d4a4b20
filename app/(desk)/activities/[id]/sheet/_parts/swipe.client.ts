'use client'
import { type RefObject, useEffect, useRef } from 'react'

/** Pixels: the minimum distance of a swipe, and the distance that tells a swipe from a scroll. */
const FAR = 72
const BEGUN = 12

type Swiped = (row: HTMLElement, mark: 'present' | 'absent') => void

/** On a phone, swiping a row right marks present, left absent, as the buttons of the row do. */
export function useSwipe(
  list: RefObject<HTMLElement | null>,
  words: Record<string, string>,
  onSwipe: Swiped,
) {
  const swiped = useRef(onSwipe)
  useEffect(() => {
    swiped.current = onSwipe
  })
  useEffect(() => {
    const element = list.current
    if (!element) return
    let row: HTMLElement | null = null
    let from = { x: 0, y: 0 }
    let across = 0

    const settle = () => {
      row?.style.removeProperty('transform')
      delete row?.dataset.swipe
      row = null
    }
    const hears = {
      pointerdown(event: PointerEvent) {
        settle()
        if (event.pointerType !== 'touch' || !event.isPrimary) return
        row = (event.target as Element).closest<HTMLElement>('.sheet-row')
        from = { x: event.clientX, y: event.clientY }
      },
      pointermove(event: PointerEvent) {
        if (!row) return
        across = event.clientX - from.x
        const away = Math.abs(across)
        if (away < BEGUN || away < Math.abs(event.clientY - from.y)) return
        row.style.transform = `translateX(${Math.sign(across) * Math.min(away, FAR + 24)}px)`
        row.dataset.swipe = away < FAR ? '' : (words[across > 0 ? 'mark.present' : 'mark.absent'] ?? '')
      },
      pointerup() {
        const on = row?.dataset.swipe ? row : null
        settle()
        if (on) swiped.current(on, across > 0 ? 'present' : 'absent')
      },
      pointercancel: settle,
    }
    for (const [name, hear] of Object.entries(hears)) element.addEventListener(name, hear as EventListener)
    return () => {
      for (const [name, hear] of Object.entries(hears))
        element.removeEventListener(name, hear as EventListener)
    }
  }, [list, words])
}
