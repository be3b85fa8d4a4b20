import { type Key, keys } from '@/app/_offline/sheet-item'

/** The person id of the row that contains an element. */
export function idAt(element: Element | null): number | null {
  return Number(element?.closest<HTMLElement>('li[data-id]')?.dataset.id) || null
}

export function rowOf(id: number): HTMLElement | null {
  return document.getElementById(`p${id}`)
}

/** Scrolls a row to the middle of the screen and focuses its button. */
export function focusRow(id: number) {
  // After the search box is cleared and the other rows are rendered again.
  requestAnimationFrame(() => {
    const row = rowOf(id)
    row?.scrollIntoView({ block: 'center' })
    row?.querySelector<HTMLElement>('[data-key]')?.focus({ preventScroll: true })
  })
}

/** ←→ between the buttons of a row, ↑↓ between visible rows in the same column. */
export function move(from: HTMLElement, arrow: string) {
  const row = from.closest('li')
  const column = from.dataset.key ?? 'present'
  if (arrow === 'ArrowLeft' || arrow === 'ArrowRight') {
    const next = keys[keys.indexOf(column as Key) + (arrow === 'ArrowLeft' ? -1 : 1)]
    row?.querySelector<HTMLElement>(`[data-key="${next}"]`)?.focus()
    return
  }
  const rows = [...document.querySelectorAll<HTMLElement>('li[data-id]')].filter(each => each.offsetParent)
  const next = rows[rows.indexOf(row as HTMLElement) + (arrow === 'ArrowUp' ? -1 : 1)]
  next?.querySelector<HTMLElement>(`[data-key="${column}"]`)?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}
