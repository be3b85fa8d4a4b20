import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import type { OccurrenceState, PlanKind } from '@/lib/plan/plan.rules'

const ink: Record<OccurrenceState, string> = {
  undated: 'text-ink-3',
  scheduled: 'text-indigo',
  held: 'text-pine',
  postponed: 'text-ochre',
  cancelled: 'text-ink-3',
  missed: 'text-cinnabar',
}

// Six shapes that differ without colour: a broken ring, a ring with its point, a full disc with a tick, two
// arrows, a ring struck through, a full square with a cross.
const shapes: Record<OccurrenceState, ReactNode> = {
  undated: <circle cx="8" cy="8" r="6" fill="none" strokeDasharray="2.5 2.2" />,
  scheduled: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" />
      <circle cx="8" cy="8" r="2" fill="currentColor" />
    </>
  ),
  held: (
    <>
      <circle cx="8" cy="8" r="6.5" fill="currentColor" />
      <path d="M4.8 8.2l2.2 2.2 4.2-4.6" fill="none" className="stroke-white" />
    </>
  ),
  postponed: <path d="M3 4l4 4-4 4M8.5 4l4 4-4 4" fill="none" />,
  cancelled: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" />
      <path d="M3.8 12.2l8.4-8.4" fill="none" />
    </>
  ),
  missed: (
    <>
      <rect x="1.8" y="1.8" width="12.4" height="12.4" rx="2" fill="currentColor" />
      <path d="M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6" fill="none" className="stroke-white" />
    </>
  ),
}

/** Only the shape of a state; the word is beside it or is its label. */
export function StateShape({ state, label }: { state: OccurrenceState; label?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      className={`h-4 w-4 flex-none ${ink[state]}`}
      stroke="currentColor"
      strokeWidth="1.6"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {shapes[state]}
    </svg>
  )
}

/** SVG symbols of the shapes, rendered once on a page with hundreds of them; `ShapeOf` refers to them. */
export function ShapeSymbols() {
  return (
    <svg className="hidden" aria-hidden="true">
      {Object.entries(shapes).map(([state, shape]) => (
        <symbol key={state} id={`shape-${state}`} viewBox="0 0 16 16" stroke="currentColor" strokeWidth="1.6">
          {shape}
        </symbol>
      ))}
    </svg>
  )
}

/** Refers to a shape of `ShapeSymbols`; the word is beside it or is its label. */
export function ShapeOf({ state, label }: { state: OccurrenceState; label?: string }) {
  return (
    <svg
      className={`h-4 w-4 ${ink[state]}`}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <use href={`#shape-${state}`} />
    </svg>
  )
}

/** What is 已开展 for a study is 已落实 for a work point. */
export function stateWord(say: Say, state: OccurrenceState, kind: PlanKind): string {
  return say.term(kind === 'workPoints' ? `pointState.${state}` : `occurrenceState.${state}`)
}

/** A state as shape and word. */
export function StateMark({ state, children }: { state: OccurrenceState; children: ReactNode }) {
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap align-middle ${ink[state]}`}>
      <StateShape state={state} />
      {children}
    </span>
  )
}
