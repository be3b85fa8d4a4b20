import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { doubtIn } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'

type Props = { say: Say; href: string; title?: string; className?: string; children: ReactNode }

/** A figure with a dotted underline that links to the rows behind it; while the database is damaged it says so. */
export function FigureLink({ say, href, title, className = '', children }: Props) {
  const doubt = doubtIn(say)
  const isSaid = typeof children === 'string' && doubt !== '' && children.endsWith(doubt)
  return (
    <Link href={href} title={title} className={`figure ${className}`}>
      {children}
      {!isSaid && doubt}
    </Link>
  )
}
