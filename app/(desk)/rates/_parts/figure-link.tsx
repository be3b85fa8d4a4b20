import type { ReactNode } from 'react'
import { Link } from '@/app/_ui/link'

type Props = { href: string; title?: string; className?: string; children: ReactNode }

/** A figure with a dotted underline that links to the rows behind it. */
export function FigureLink({ href, title, className = '', children }: Props) {
  return (
    <Link href={href} title={title} className={`figure ${className}`}>
      {children}
    </Link>
  )
}
