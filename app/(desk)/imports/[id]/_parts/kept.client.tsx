'use client'
import type { ReactNode } from 'react'
import { useAnswer } from '@/app/_forms/form.client'

/** Fields of a long form: after a refusal they show what was typed, after an answer what is saved now. */

type SelectProps = {
  name: string
  label: string
  value: string
  look: string
  /** The id of the radio button that says that this list counts. */
  picks?: string
  /** Its options. */
  children: ReactNode
}

export function KeptSelect({ name, label, value, look, picks, children }: SelectProps) {
  const typed = useTyped(name) ?? value
  return (
    // The key: React resets a form after its action, a select to the value with which it was mounted.
    <select
      key={typed}
      id={name}
      name={name}
      aria-label={label}
      defaultValue={typed}
      className={look}
      onChange={() => pick(picks)}
    >
      {children}
    </select>
  )
}

type TextProps = {
  name: string
  label: string
  value: string
  look?: string
  placeholder?: string
  /** The id of the radio button or select that says that this text counts, and its value. */
  picks?: string
}

export function KeptText({ name, label, value, look = 'field', placeholder, picks }: TextProps) {
  const typed = useTyped(name) ?? value
  return (
    <input
      key={value}
      name={name}
      aria-label={label}
      defaultValue={typed}
      placeholder={placeholder}
      className={look}
      onInput={() => pick(picks)}
    />
  )
}

type RadioProps = { id: string; name: string; value: string; isChecked: boolean; label?: string }

export function KeptRadio({ id, name, value, isChecked, label }: RadioProps) {
  const typed = useTyped(name)
  return (
    <input
      key={String(isChecked)}
      id={id}
      type="radio"
      name={name}
      value={value}
      aria-label={label}
      defaultChecked={typed === undefined ? isChecked : typed === value}
    />
  )
}

type TickProps = { name: string; isTicked: boolean; look?: string; children: ReactNode }

export function KeptTick({
  name,
  isTicked,
  look = 'inline-flex min-h-11 items-center gap-2',
  children,
}: TickProps) {
  const answer = useAnswer()
  const typed = answer?.state.values ? answer.valueOf(name) === 'on' : isTicked
  return (
    <label className={look}>
      <input
        key={String(isTicked)}
        type="checkbox"
        name={name}
        defaultChecked={typed}
        className="h-5 w-5 flex-none"
      />
      {children}
    </label>
  )
}

function pick(id: string | undefined): void {
  const picked = id && document.getElementById(id)
  if (picked instanceof HTMLInputElement) picked.checked = true
  if (picked instanceof HTMLSelectElement) picked.value = 'mend'
}

function useTyped(name: string): string | undefined {
  const typed = useAnswer()?.valueOf(name)
  return typeof typed === 'string' ? typed : undefined
}
