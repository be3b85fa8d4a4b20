'use client'
import type { ReactNode } from 'react'
import { useAnswer } from './form.client'
import { type Choice, Theirs, Was } from './versioned.client'

type Shared = { name: string; label: ReactNode; hint?: ReactNode; className?: string }

function Wrapped({
  name,
  label,
  hint,
  className,
  choices,
  children,
}: Shared & { choices?: Choice[]; children: (props: Described) => ReactNode }) {
  const answer = useAnswer()
  const error = answer?.errorOf(name)
  const id = answer?.idOf(name) ?? name
  const theirs = answer?.state.theirs?.[name] !== undefined && `${id}-theirs`
  const describedBy =
    [hint && `${id}-hint`, error && `${id}-error`, theirs].filter(Boolean).join(' ') || undefined
  return (
    <div className={`mb-4 ${className ?? ''}`}>
      <label htmlFor={id} className="mb-1 block font-semibold">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="mb-1 text-ink-3 text-sm">
          {hint}
        </p>
      )}
      {children({
        id,
        name,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': describedBy,
      })}
      {error && (
        <p id={`${id}-error`} className="mt-1 text-cinnabar text-sm">
          {error}
        </p>
      )}
      <Theirs name={name} choices={choices} />
    </div>
  )
}

/**
 * The version of the row that a form shows, or another hidden field that tells what was seen. After a conflict the
 * newer one, which the answer has shown; after any other refusal the one that was sent, though the page around it may
 * have been drawn anew.
 */
export function Seen({ name = 'version', value }: { name?: string; value: string | number | null }) {
  const answer = useAnswer()
  const seen = answer?.state.theirs?.[name] ?? answer?.valueOf(name) ?? value ?? ''
  return (
    <>
      <input type="hidden" name={name} value={String(seen)} />
      {(name === 'version' || name === 'seen') && answer?.openedAt !== undefined && (
        <input type="hidden" name="opened" value={String(answer.valueOf('opened') ?? answer.openedAt)} />
      )}
    </>
  )
}

type Described = {
  id: string
  name: string
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
}

type TextProps = Shared & {
  value?: string | number | null
  type?: 'text' | 'date' | 'time' | 'number' | 'password' | 'search' | 'file'
  autoComplete?: string
  /** The keyboard of a phone, where it is not the one of the type. */
  inputMode?: 'numeric'
  /** The id of a datalist with suggestions. */
  list?: string
  required?: boolean
}

export function TextField({ value, name, label, hint, className, ...input }: TextProps) {
  const answer = useAnswer()
  return (
    <Wrapped {...{ name, label, hint, className }}>
      {described => (
        <>
          <input
            type="text"
            {...input}
            {...described}
            defaultValue={(answer?.valueOf(name) as string | undefined) ?? value ?? undefined}
            className="field"
          />
          {input.type !== 'password' && input.type !== 'file' && (
            <Was name={name} kind="t" values={[String(value ?? '')]} />
          )}
        </>
      )}
    </Wrapped>
  )
}

export function TextArea({ value, rows = 3, ...shared }: Shared & { value?: string | null; rows?: number }) {
  const answer = useAnswer()
  return (
    <Wrapped {...shared}>
      {described => (
        <>
          <textarea
            {...described}
            rows={rows}
            defaultValue={(answer?.valueOf(shared.name) as string | undefined) ?? value ?? undefined}
            className="field"
          />
          <Was name={shared.name} kind="t" values={[value ?? '']} />
        </>
      )}
    </Wrapped>
  )
}

export function SelectField({
  value,
  choices,
  ...shared
}: Shared & { value?: string | number | null; choices: Choice[] }) {
  const answer = useAnswer()
  return (
    <Wrapped {...shared} choices={choices}>
      {described => (
        <>
          <select
            {...described}
            defaultValue={
              (answer?.valueOf(shared.name) as string | undefined) ??
              (value == null ? undefined : String(value))
            }
            className="field"
          >
            {choices.map(choice => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
          <Was name={shared.name} kind="c" values={[shownOf(value, choices)]} />
        </>
      )}
    </Wrapped>
  )
}

/** What a browser shows: the first choice where the value is not in the list. */
function shownOf(value: string | number | null | undefined, choices: Choice[]): string {
  const shown = choices.find(choice => choice.value === String(value ?? '')) ?? choices[0]
  return shown?.value ?? ''
}

/** Several checkboxes, one a line where they are long; sent as `name[]`. */
export function CheckList({
  name,
  label,
  hint,
  value = [],
  choices,
  isLong,
}: Shared & { value?: string[]; choices: Choice[]; isLong?: true }) {
  const answer = useAnswer()
  const typed = answer?.state.values ? ((answer.valueOf(name) as string[] | undefined) ?? []) : value
  const error = answer?.errorOf(name)
  return (
    <fieldset className="mb-4" id={answer?.idOf(name) ?? name}>
      <legend className="mb-1 font-semibold">{label}</legend>
      {hint && <p className="mb-1 text-ink-3 text-sm">{hint}</p>}
      <div className={isLong ? 'grid' : 'flex flex-wrap gap-x-5'}>
        {choices.map(choice => (
          <label key={choice.value} className="inline-flex min-h-11 items-center gap-2">
            <input
              type="checkbox"
              name={`${name}[]`}
              value={choice.value}
              defaultChecked={typed.includes(choice.value)}
              className="h-5 w-5 shrink-0"
            />
            {choice.label}
          </label>
        ))}
      </div>
      {error && <p className="mt-1 text-cinnabar text-sm">{error}</p>}
      <Theirs name={name} choices={choices} />
      <Was
        name={name}
        kind="s"
        values={[value.filter(each => choices.some(choice => choice.value === each))]}
      />
    </fieldset>
  )
}

/** One checkbox; sent as `on` if ticked. */
export function Tick({ name, label, value = false, className = 'mb-3' }: Shared & { value?: boolean }) {
  const answer = useAnswer()
  const ticked = answer?.state.values ? answer.valueOf(name) === 'on' : value
  const error = answer?.errorOf(name)
  return (
    <>
      <label className={`flex min-h-11 items-center gap-2 ${className}`}>
        <input type="checkbox" name={name} defaultChecked={ticked} className="h-5 w-5 shrink-0" />
        {label}
      </label>
      {error && (
        <p id={answer?.idOf(name)} className="text-cinnabar text-sm">
          {error}
        </p>
      )}
      <Theirs name={name} isTick />
      <Was name={name} kind="c" values={[value ? 'on' : '']} />
    </>
  )
}

/** Replaced by the details of a refusal for this reason, which are about the typed value. */
export function Unless({ reason, children }: { reason: string; children: ReactNode }) {
  return useAnswer()?.state.reason === reason ? null : children
}

/** A note on the initial value of a field; after an answer, on the typed value. */
export function ValueNote({ name, children }: { name: string; children: ReactNode }) {
  const { state } = useAnswer() ?? {}
  const value = state?.values?.[name]
  return value === undefined ? children : (state?.found?.[String(value)] ?? null)
}

/** A checkbox that appears only after a refusal for this reason: 仍按此安排. */
export function TickWhen({ reason, ...shared }: Shared & { reason: string }) {
  return useAnswer()?.state.reason === reason ? <Tick {...shared} /> : null
}
