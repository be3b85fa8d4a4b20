import type { ReactNode } from 'react'

/** A table that scrolls sideways inside its card on a phone; the region can be focused and scrolled by keyboard. */
export function TableCard({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="card overflow-x-auto px-2 py-1" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
