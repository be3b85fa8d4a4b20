import type { ReactNode, Ref } from 'react'

export type AlertTone = 'error' | 'warning' | 'done' | 'note'

const colours: Record<AlertTone, string> = {
  error: 'border-cinnabar bg-cinnabar-wash',
  warning: 'border-ochre bg-ochre-wash',
  done: 'border-pine bg-pine-wash',
  note: 'border-indigo bg-indigo-wash',
}

type Props = {
  tone: AlertTone
  /**
   * ARIA role: `alert` is announced at once, `status` when the screen reader is idle; without one it is plain
   * text.
   */
  role?: 'alert' | 'status' | 'note'
  /** Less padding, for a dialog or between the lines of a list. */
  dense?: boolean
  /** Classes for margin and width. */
  className?: string
  /** For a script that moves the focus to the message; with it the box can be focused. */
  ref?: Ref<HTMLDivElement>
  children: ReactNode
}

/** A box with a coloured edge for important messages. */
export function Alert({ tone, role, dense = false, className = 'mb-4', ref, children }: Props) {
  const air = dense ? 'px-3 py-2' : 'rounded px-4 py-3'
  return (
    <div
      ref={ref}
      tabIndex={ref ? -1 : undefined}
      role={role}
      className={`border-l-4 ${air} ${colours[tone]} ${className}`}
    >
      {children}
    </div>
  )
}
