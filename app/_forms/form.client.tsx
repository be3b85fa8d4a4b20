'use client'
import { unstable_isUnrecognizedActionError as isUnrecognized } from 'next/navigation'
import { createContext, type ReactNode, useActionState, useContext, useEffect, useRef } from 'react'
import type { FormState } from './action'

type Answered = {
  state: FormState
  /** The id of a field on the page: two forms may have fields of one name. */
  idOf(name: string): string
  errorOf(name: string): string | undefined
  valueOf(name: string): string | string[] | undefined
}

const Context = createContext<Answered | null>(null)

type Action = (before: FormState, form: FormData) => Promise<FormState>

type Props = {
  action: Action
  /** Every message that this form can show, in the reader's language, by key. */
  words: Record<string, string>
  /** Names of the fields as their labels say them, for the summary above the form. */
  labels?: Record<string, string>
  /** Tells the fields of this form from those of others on the page. */
  id?: string
  className?: string
  children: ReactNode
}

/** A form that works without script; after an answer it shows what is wrong and keeps what was typed. */
export function Form({ action, words, labels = {}, id, className, children }: Props) {
  // On the server the action itself, or the form would need script.
  const [state, send] = useActionState(typeof window === 'undefined' ? action : kept(action), { turn: 0 })
  const summary = useRef<HTMLDivElement>(null)
  const errors = Object.entries(state.errors ?? {})
  useEffect(() => {
    if (state.turn > 0) summary.current?.focus()
  }, [state.turn])
  const say = (key: string, places: Record<string, string | number> = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole))
  const answered: Answered = {
    state,
    idOf: name => (id ? `${id}-${name}` : name),
    errorOf: name => (state.errors?.[name] ? say(state.errors[name], state.places) : undefined),
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
          {state.message && (
            <p className="whitespace-pre-line">{say(state.message.key, state.message.places)}</p>
          )}
          {errors.length > 0 && (
            <>
              <p className="font-semibold">{say('common.form.errorTitle', { count: errors.length })}</p>
              <ul className="mt-1">
                {errors.map(([name, key]) => (
                  <li key={name}>
                    <a href={`#${answered.idOf(name)}`}>
                      {labels[name]
                        ? say('common.form.labelled', { label: labels[name], text: say(key, state.places) })
                        : say(key, state.places)}
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
function kept(action: Action): Action {
  return async (before, form) => {
    try {
      return await action(before, form)
    } catch (error) {
      const key = error instanceof TypeError ? 'notSent' : isUnrecognized(error) ? 'outdated' : null
      if (key === null) throw error
      const values: FormState['values'] = {}
      for (const name of new Set(form.keys())) {
        const texts = form.getAll(name).filter(value => typeof value === 'string')
        if (/^\$ACTION|password/i.test(name)) continue
        values[name.replace(/\[\]$/, '')] = name.endsWith('[]') ? texts : (texts[0] ?? '')
      }
      return { turn: before.turn + 1, values, message: { key: `common.form.${key}` } }
    }
  }
}

/** What the form around answered; fields outside a Form have none. */
export function useAnswer(): Answered | null {
  return useContext(Context)
}
