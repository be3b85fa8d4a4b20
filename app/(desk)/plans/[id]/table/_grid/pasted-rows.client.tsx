'use client'
import { useAnswer } from '@/app/_forms/form.client'
import type { Pasted } from '@/lib/plan/table/paste.commands'
import type { Field } from '@/lib/plan/table/table.sheet'
import { faultText, filled } from './words'

type Props = { columns: { field: Field; label: string }[]; words: Record<string, string> }

/** The recognised rows of a pasted block, to be corrected and then written. */
export function PastedRows({ columns, words }: Props) {
  const { state } = useAnswer() ?? {}
  const pasted = state?.result as Pasted | undefined
  if (!pasted) return null
  return (
    <div className="mb-4">
      <p className="mb-3">{filled(words.pasteRows, { count: pasted.rows.length })}</p>
      {pasted.rows.map((cells, at) => {
        const faults = pasted.faults.filter(each => each.row === at)
        const notes = pasted.notes.filter(each => each.row === at)
        const number = at + 1
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a form have no other identity
          <fieldset key={at} className="mb-3 rounded-lg border border-line bg-sheet px-3 py-2">
            <legend className="font-semibold">{filled(words.pasteRow, { number })}</legend>
            <div className="grid desk:grid-cols-3 gap-x-3 gap-y-2">
              {columns.map(({ field, label }) => {
                const fault = faults.find(each => each.field === field)
                const note = notes.find(each => each.field === field)
                const id = `cell-${at}-${field}`
                return (
                  <p key={field}>
                    <label htmlFor={id} className="block text-ink-2 text-sm">
                      {label}
                    </label>
                    <textarea
                      id={id}
                      name={id}
                      rows={1}
                      defaultValue={cells[field] ?? ''}
                      aria-invalid={fault ? true : undefined}
                      aria-describedby={fault && `${id}-error`}
                      className="field"
                    />
                    {note && (
                      <span className="plan-note block">{filled(words[note.reason], note.places)}</span>
                    )}
                    {fault && (
                      <span id={`${id}-error`} className="text-cinnabar text-sm">
                        {faultText(words, fault)}
                      </span>
                    )}
                  </p>
                )
              })}
            </div>
            {(pasted.asWords[at] || faults.some(each => each.reason === 'plan.refused.audienceUnknown')) && (
              <label className="flex min-h-11 items-center gap-2">
                <input
                  type="checkbox"
                  name={`words-${at}`}
                  defaultChecked={pasted.asWords[at]}
                  className="h-5 w-5"
                />
                {words.asWords}
              </label>
            )}
          </fieldset>
        )
      })}
      <button type="submit" name="step" value="write" className="btn btn-main">
        {words.pasteWrite}
      </button>
    </div>
  )
}
