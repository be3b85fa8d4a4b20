import type { ReactNode } from 'react'
import { Desk } from '../_ui/desk'

export default function DeskLayout({ children }: { children: ReactNode }) {
  return <Desk>{children}</Desk>
}
