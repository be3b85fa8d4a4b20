'use client'
import { unstable_isUnrecognizedActionError as isUnrecognized } from 'next/navigation'
import { createContext, type ReactNode, useActionState, useContext, useEffect, useRef } from 'react'
import { Alert } from '@/app/_ui/alert'
import type { Action, FormState } from './action'
import { TURNED_AWAY } from './turned-away'

type Answered = {
  state: FormState
  words: FormWords
  /** The id of a field on the page, which may have two forms with fields of the same name. */
  idOf(name: string): string
  errorOf(name: string): string | undefined
  valueOf(name: string): string | string[] | undefined
} & Pick<FormProps, 'edits'> & { openedAt?: number }

const Context = createContext<Answered | null>(null)

/** The form's own messages: the heading of its errors, and for an unreachable server and of what others saved. */
export type FormWords = Record<
  | 'errorTitle'
  | 'labelled'
  | 'notSent'
  | 'outdated'
  | 'theirs'
  | 'empty'
  | 'ticked'
  | 'unticked'
  | 'unlisted'
  | 'taken'
  | 'takeSaved'
  | 'takeTyped'
  | 'saveChecked'
  | 'correction',
  string
>

export type FormProps = {
  action: Action
  /** Field names and their labels, for the error summary. */
  labels?: Record<string, string>
  /**
   * It edits a row: its fields carry what they showed (was.ts), so that after a conflict only what both changed is
   * asked about. `new` where the form makes the row, and may meet one that is there.
   */
  edits?: true | 'new'
  /** Prefix that distinguishes this form's field ids from those of other forms on the page. */
  id?: string
  className?: string
  /** The state before anything is sent, of turn 0: /ui shows forms as they stand after an answer. */
  first?: FormState
  children: ReactNode
}

export function ClientForm({
  action,
  words,
  labels = {},
  edits,
  openedAt,
  id,
  className,
  first = { turn: 0 },
  children,
}: FormProps & { words: FormWords; openedAt?: number }) {
  // On the server the action itself, because otherwise the form would need script.
  const [state, send] = useActionState(typeof window === 'undefined' ? action : kept(action, words), first)
  const summary = useRef<HTMLDivElement>(null)
  const errors = Object.entries(state.errors ?? {})
  const named = (names: string[] = []) =>
    names.map(name => name.split(',')[0] ?? '').filter(name => labels[name])
  const asked = errors.length > 0 ? [] : named(state.asked)
  const taken = named(state.taken)
  useEffect(() => {
    if (state.turn > 0) summary.current?.focus()
  }, [state.turn])
  const answered: Answered = {
    state,
    words,
    edits,
    openedAt,
    idOf: name => (id ? `${id}-${name}` : name),
    errorOf: name => state.errors?.[name],
    valueOf: name => state.values?.[name],
  }
  return (
    <form action={send} className={className} noValidate>
      {(state.message || errors.length > 0) && (
        <Alert
          ref={summary}
          tone={state.ok ? 'done' : 'error'}
          role={state.ok ? 'status' : 'alert'}
          // On a line of its own, also where the fields stand side by side: it moves none of them to another column.
          className="col-span-full mb-4 w-full print:hidden"
        >
          {state.message && <p className="whitespace-pre-line">{state.message}</p>}
          {asked.length > 0 && (
            <ul className="mt-1">
              {asked.map(name => (
                <li key={name}>
                  <a href={`#${answered.idOf(name)}-theirs`} className="inline-flex min-h-11 items-center">
                    {labels[name]}
                  </a>
                </li>
              ))}
            </ul>
          )}
          {taken.length > 0 && (
            <p>{words.taken.replace('{labels}', () => taken.map(name => labels[name]).join('、'))}</p>
          )}
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
        </Alert>
      )}
      <Context.Provider value={answered}>
        {(state.reason === 'lockedYear' || state.values?.correctionReason) && (
          <label className="col-span-full mb-4 block w-full font-semibold">
            {words.correction}
            <input
              name="correctionReason"
              defaultValue={answered.valueOf('correctionReason')}
              className="field"
            />
          </label>
        )}
        {/* A new key remounts the fields: React resets a form after an action, selects included. */}
        <div key={state.turn} className="contents">
          {children}
        </div>
        {edits && (
          // Without script the page of a row that has gone shows what was typed.
          <noscript>
            <input type="hidden" name="labels" value={JSON.stringify(labels)} />
          </noscript>
        )}
      </Context.Provider>
    </form>
  )
}

/** If the network fails, or the page is of an earlier release, the form says so and keeps the typed values. */
function kept(action: Action, words: FormWords): Action {
  return async (before, form) => {
    try {
      return await action(before, form)
    } catch (error) {
      const why = error instanceof TypeError ? 'notSent' : isUnrecognized(error) ? 'outdated' : null
      const message = why ? words[why] : String(error).split(TURNED_AWAY)[1]
      if (!message) throw error
      return { turn: before.turn + 1, values: typedIn(form), message }
    }
  }
}

/** As fields.ts does on the server, in fewer bytes. */
function typedIn(form: FormData): FormState['values'] {
  const values: Record<string, string | string[]> = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string' || /^\$|password/i.test(name)) continue
    const [key = '', isList] = name.split('[')
    if (isList) values[key] = [...(values[key] ?? []), value]
    else values[key] ??= value
  }
  return values
}

/** The state of the surrounding form; null outside of one. */
export function useAnswer(): Answered | null {
  return useContext(Context)
}
