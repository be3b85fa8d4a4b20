import type { ReactNode } from 'react'
import type { Action } from './action'
import { Form } from './form'

type Props = {
  action: Action
  /** What the press is about: hidden fields by name. */
  fields: Record<string, string | number>
  id?: string
  className?: string
  /** Classes of the button. */
  look: string
  /** What the button says to a screen reader where several on a page bear the same word. */
  label?: string
  hint?: string
  /** What this button adds to the fields. */
  press?: { name: string; value: string }
  children: ReactNode
}

/** A form of one button: what is pressed in a row or at the end of a page. */
export function ButtonForm({ action, fields, id, className, look, label, hint, press, children }: Props) {
  return (
    <Form id={id} action={action} className={className}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className={look} aria-label={label} title={hint} {...press}>
        {children}
      </button>
    </Form>
  )
}
