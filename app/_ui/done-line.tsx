import type { ReactNode } from 'react'
import { Alert } from '@/app/_ui/alert'

/** What was just done, in words, above the page that it led to, and what subscribed calendars show of it. */
export function DoneLine({ children }: { children: ReactNode }) {
  return (
    <Alert tone="done" role="status" className="mb-4 print:hidden">
      {children}
    </Alert>
  )
}
