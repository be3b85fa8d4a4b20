import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { doubtIn, doubtOf } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import type { FigureCode, Figures } from '@/lib/statistics/rates/rate.rules'

type Props = {
  say: Say
  /** The figures of which it shows this one; without them it may be wrong while the database is damaged. */
  figures?: Figures
  code?: FigureCode
  href: string
  title?: string
  className?: string
  children: ReactNode
}

/** A figure with a dotted underline that links to the rows behind it; while the database is damaged it says so. */
export function FigureLink({ say, figures, code, href, title, className = '', children }: Props) {
  const doubt = figures && code ? doubtOf(say, figures, code) : doubtIn(say)
  const isSaid = typeof children === 'string' && doubt !== '' && children.endsWith(doubt)
  return (
    <Link href={href} title={title} className={`figure ${className}`}>
      {children}
      {!isSaid && doubt && <span className="font-normal font-sans text-sm">{doubt}</span>}
    </Link>
  )
}
