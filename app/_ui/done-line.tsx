import type { ReactNode } from 'react'

/** What was just done, in words, above the page that it led to, and what subscribed calendars show of it. */
export function DoneLine({ children }: { children: ReactNode }) {
  return (
    <div role="status" className="mb-4 rounded border-pine border-l-4 bg-pine-wash px-4 py-3 print:hidden">
      {children}
    </div>
  )
}
