import type { ReactNode } from 'react'
import { Alert } from '@/app/_ui/alert'

/** The result of the last action, at the top of the page that it led to, and what subscribed calendars show of it. */
export function DoneLine({ children }: { children: ReactNode }) {
  return (
    <Alert tone="done" role="status" className="mb-4 print:hidden">
      {children}
    </Alert>
  )
}
