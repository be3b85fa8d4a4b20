import type { ReactNode } from 'react'
import type { Action } from './action'
import { Seen } from './field.client'
import { Form } from './form'

type Props = {
  action: Action
  /** Hidden fields by name, which say what the button is about. */
  fields: Record<string, string | number>
  id?: string
  className?: string
  /** Classes of the button. */
  look: string
  /** Accessible name, if several buttons on a page have the same text. */
  label?: string
  hint?: string
  /** The button's own field in addition to the hidden ones. */
  press?: { name: string; value: string }
  children: ReactNode
}

/** A form of one button, in a row or at the end of a page. */
export function ButtonForm({ action, fields, id, className, look, label, hint, press, children }: Props) {
  return (
    <Form id={id} action={action} className={className}>
      {Object.entries(fields).map(([name, value]) =>
        name === 'version' ? (
          <Seen key={name} value={value} />
        ) : (
          <input key={name} type="hidden" name={name} value={value} />
        ),
      )}
      <button type="submit" className={look} aria-label={label} title={hint} {...press}>
        {children}
      </button>
    </Form>
  )
}
