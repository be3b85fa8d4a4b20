import type { ReactNode } from 'react'

export type AlertTone = 'error' | 'warning' | 'done' | 'note'

const colours: Record<AlertTone, string> = {
  error: 'border-cinnabar bg-cinnabar-wash',
  warning: 'border-ochre bg-ochre-wash',
  done: 'border-pine bg-pine-wash',
  note: 'border-indigo bg-indigo-wash',
}

type Props = {
  tone: AlertTone
  /** `alert` is read out at once, `status` when the reader pauses; without one it is text like any other. */
  role?: 'alert' | 'status' | 'note'
  /** Less air, in a dialog or between the lines of a list. */
  dense?: boolean
  /** Space around the box and its width. */
  className?: string
  children: ReactNode
}

/** A box with a coloured edge for what must not be overlooked. */
export function Alert({ tone, role, dense = false, className = 'mb-4', children }: Props) {
  const air = dense ? 'px-3 py-2' : 'rounded px-4 py-3'
  return (
    <div role={role} className={`border-l-4 ${air} ${colours[tone]} ${className}`}>
      {children}
    </div>
  )
}
