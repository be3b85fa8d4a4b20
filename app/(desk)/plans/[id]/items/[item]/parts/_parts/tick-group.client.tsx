'use client'
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'

/**
 * A checkbox for all units of a kind: it ticks them, and shows whether all are ticked. Without script it is
 * submitted by itself and means all units of the kind. Typing a weight or deadline beside a unit ticks the
 * unit.
 */
export function TickGroup({ label, children }: { label: string; children: ReactNode }) {
  const group = useRef<HTMLFieldSetElement>(null)
  const boxes = (prefix: string) => [
    ...(group.current?.querySelectorAll<HTMLInputElement>(`input[type=checkbox][name^="${prefix}-"]`) ?? []),
  ]
  const show = () => {
    const units = boxes('unit')
    const ticked = units.filter(box => box.checked).length
    for (const head of boxes('kind')) {
      head.checked = ticked === units.length
      head.indeterminate = ticked > 0 && ticked < units.length
    }
  }
  useEffect(() => {
    // After a submit without script, the head alone may be ticked.
    if (boxes('kind').some(head => head.checked)) for (const box of boxes('unit')) box.checked = true
    show()
  })
  const changed = (event: FormEvent) => {
    const { name, value, checked } = event.target as HTMLInputElement
    const unitId = /^(?:weight|time)-(\d+)$/.exec(name)?.[1]
    if (name.startsWith('kind-')) for (const box of boxes('unit')) box.checked = checked
    else if (unitId && value !== '')
      for (const box of boxes('unit')) box.checked ||= box.name === `unit-${unitId}`
    show()
  }
  return (
    <fieldset ref={group} onChange={changed} className="card mb-4 px-4 py-2">
      <legend className="px-1 font-semibold">{label}</legend>
      {children}
    </fieldset>
  )
}
