import type { ReactNode } from 'react'

/** An empty page says what belongs there and offers the first step. */
export function Empty({ text, children }: { text: ReactNode; children?: ReactNode }) {
  return (
    <div className="rounded-lg border border-line border-dashed px-6 py-10 text-center text-ink-2">
      <p>{text}</p>
      {children && <div className="mt-4 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  )
}
