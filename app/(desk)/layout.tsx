import type { ReactNode } from 'react'
import { Desk } from './_parts/desk'

export default function DeskLayout({ children }: { children: ReactNode }) {
  return <Desk>{children}</Desk>
}
