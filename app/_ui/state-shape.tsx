import type { ReactNode } from 'react'
import type { Tone } from './tag'

const shapes: Record<Tone, ReactNode> = {
  go: <circle cx="5" cy="5" r="3.5" fill="none" strokeWidth="1.8" />,
  done: <path d="M1.5 5.5 4 8 8.7 2.2" fill="none" strokeWidth="1.8" />,
  soon: <path d="M5 1.2 9.2 8.8H.8Z" fill="none" strokeWidth="1.6" />,
  owed: <path d="M1.8 1.8 8.2 8.2M8.2 1.8 1.8 8.2" fill="none" strokeWidth="1.9" />,
  quiet: <rect x="2" y="2" width="6" height="6" fill="none" strokeWidth="1.6" />,
}

const strokes: Record<Tone, string> = {
  go: 'stroke-indigo',
  done: 'stroke-pine',
  soon: 'stroke-ochre',
  owed: 'stroke-cinnabar',
  quiet: 'stroke-ink-3',
}

/**
 * Shapes that show a state without colour: ring ahead, tick done, triangle leave or late, cross missed, square
 * public.
 */
export function StateShape({ tone }: { tone: Tone }) {
  return (
    <svg
      viewBox="0 0 10 10"
      className={`inline-block h-2.5 w-2.5 flex-none ${strokes[tone]}`}
      aria-hidden="true"
    >
      {shapes[tone]}
    </svg>
  )
}
