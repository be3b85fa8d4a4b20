import Link from 'next/link'
import type { ReactNode } from 'react'

type Props = { href: string; title?: string; className?: string; children: ReactNode }

/** A figure that opens: underlined with dots, to the rows that make it. */
export function FigureLink({ href, title, className = '', children }: Props) {
  return (
    <Link href={href} prefetch={false} title={title} className={`figure ${className}`}>
      {children}
    </Link>
  )
}
