import type { ReactNode } from 'react'

export type Mark = 'done' | 'ask' | 'here' | 'later'

const looks: Record<Mark, string> = {
  done: 'pre-mark pre-mark-done',
  ask: 'pre-mark pre-mark-ask',
  here: 'pre-mark pre-mark-here',
  later: 'pre-mark',
}

/** The number of a step: a tick where it is done. */
export function StepMark({ mark, number }: { mark: Mark; number: number }) {
  return (
    <span className={looks[mark]} aria-hidden="true">
      {mark === 'done' ? (
        <svg viewBox="0 0 12 12" className="h-3 w-3 fill-none stroke-2 stroke-current" aria-hidden="true">
          <path d="M1.8 6.5l2.900 3L10.200 3" />
        </svg>
      ) : (
        number
      )}
    </span>
  )
}

type Props = { id: string; number: number; mark: Mark; title: string; about?: ReactNode; children: ReactNode }

/** One of the five steps, all of which are on the page. */
export function Section({ id, number, mark, title, about, children }: Props) {
  return (
    <section className="relative mt-7" aria-labelledby={`${id}-title`}>
      {/* Where a form returns to: the first step of which something is open. */}
      {mark === 'here' && <span id="now" className="scroll-mt-3" />}
      <h2 id={id} className="pre-head">
        <StepMark mark={mark} number={number} />
        <span id={`${id}-title`}>{title}</span>
        {about && <small>{about}</small>}
      </h2>
      {children}
    </section>
  )
}
