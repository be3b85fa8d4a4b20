'use client'
import { unstable_isUnrecognizedActionError as isUnrecognized } from 'next/navigation'
import { createContext, type ReactNode, useActionState, useContext, useEffect, useRef } from 'react'
import type { Action, FormState } from './action'

type Answered = {
  state: FormState
  /** The id of a field on the page: two forms may have fields of one name. */
  idOf(name: string): string
  errorOf(name: string): string | undefined
  valueOf(name: string): string | string[] | undefined
}

const Context = createContext<Answered | null>(null)

/** What a form says by itself: above its errors, and where no server answered. */
export type FormWords = Record<'errorTitle' | 'labelled' | 'notSent' | 'outdated', string>

export type FormProps = {
  action: Action
  /** Names of the fields as their labels say them, for the summary above the form. */
  labels?: Record<string, string>
  /** Tells the fields of this form from those of others on the page. */
  id?: string
  className?: string
  children: ReactNode
}

export function ClientForm({
  action,
  words,
  labels = {},
  id,
  className,
  children,
}: FormProps & { words: FormWords }) {
  // On the server the action itself, or the form would need script.
  const [state, send] = useActionState(typeof window === 'undefined' ? action : kept(action, words), {
    turn: 0,
  })
  const summary = useRef<HTMLDivElement>(null)
  const errors = Object.entries(state.errors ?? {})
  useEffect(() => {
    if (state.turn > 0) summary.current?.focus()
  }, [state.turn])
  const answered: Answered = {
    state,
    idOf: name => (id ? `${id}-${name}` : name),
    errorOf: name => state.errors?.[name],
    valueOf: name => state.values?.[name],
  }
  return (
    <form action={send} className={className} noValidate>
      {(state.message || errors.length > 0) && (
        <div
          ref={summary}
          tabIndex={-1}
          role={state.ok ? 'status' : 'alert'}
          className={`mb-4 rounded border-l-4 px-4 py-3 print:hidden ${state.ok ? 'border-pine bg-pine-wash' : 'border-cinnabar bg-cinnabar-wash'}`}
        >
          {state.message && <p className="whitespace-pre-line">{state.message}</p>}
          {errors.length > 0 && (
            <>
              <p className="font-semibold">{words.errorTitle.replace('{count}', `${errors.length}`)}</p>
              <ul className="mt-1">
                {errors.map(([name, text]) => (
                  <li key={name}>
                    <a href={`#${answered.idOf(name)}`}>
                      {labels[name]
                        ? words.labelled.replace('{label}', labels[name]).replace('{text}', () => text)
                        : text}
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      <Context.Provider value={answered}>
        {/* A new turn draws the fields anew: React empties a form after an action, selects too. */}
        <div key={state.turn} className="contents">
          {children}
        </div>
      </Context.Provider>
    </form>
  )
}

/** Where the network fails, or the page is of an earlier release, the form says so and keeps what was typed. */
function kept(action: Action, words: FormWords): Action {
  return async (before, form) => {
    try {
      return await action(before, form)
    } catch (error) {
      const why = error instanceof TypeError ? 'notSent' : isUnrecognized(error) ? 'outdated' : null
      if (why === null) throw error
      const values: FormState['values'] = {}
      for (const name of new Set(form.keys())) {
        const texts = form.getAll(name).filter(value => typeof value === 'string')
        if (/^\$ACTION|password/i.test(name)) continue
        values[name.replace(/\[\]$/, '')] = name.endsWith('[]') ? texts : (texts[0] ?? '')
      }
      return { turn: before.turn + 1, values, message: words[why] }
    }
  }
}

/** What the form around answered; fields outside a Form have none. */
export function useAnswer(): Answered | null {
  return useContext(Context)
}
