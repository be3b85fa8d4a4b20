'use client'
import { type KeyboardEvent, memo, useState } from 'react'
import type { Fault } from '@/lib/plan/table/table.rules'
import type { Field } from '@/lib/plan/table/table.sheet'
import type { Column } from './columns'
import type { Said } from './said'
import { filled } from './words'

/** Callbacks from a cell to the table. */
export type CellHears = {
  typed(key: string, field: Field, text: string | null): void
  commit(key: string, field: Field, text: string): void
}

type CellProps = {
  rowKey: string
  field: Field
  label: string
  text: string
  /** Whether it is the only tab stop of the table (roving tabindex). */
  isStop: boolean
  error?: string
  choices?: string[]
  hears: CellHears
}

/**
 * A cell is always a text box, so that a Chinese input method starts with the first key; the table decides
 * whether the arrow keys move the caret or go to the next cell. If the column has choices, those that contain
 * the typed text are listed below, and the arrow keys select among them.
 */
function Cell({ rowKey, field, label, text, isStop, error, choices, hears }: CellProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const [stem, setStem] = useState('')
  const value = typed ?? text
  const fitting = typed === null || !choices ? [] : choices.filter(each => each.includes(stem)).slice(0, 8)

  function type(given: string) {
    setTyped(given)
    hears.typed(rowKey, field, given)
  }

  function end() {
    if (typed === null) return
    setTyped(null)
    if (typed === text) hears.typed(rowKey, field, null)
    else hears.commit(rowKey, field, typed)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    // The table also handles this key and restores the cell.
    if (event.key === 'Escape') setTyped(null)
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || fitting.length === 0 || event.altKey || event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    const at = fitting.indexOf(value)
    type(fitting[(at < 0 && step < 0 ? fitting.length : at) + step] ?? stem)
  }

  return (
    <div className="plan-cell">
      <span className="plan-ghost" aria-hidden="true">{`${value} `}</span>
      <textarea
        rows={1}
        data-key={rowKey}
        data-field={field}
        aria-label={label}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `state-${rowKey}` : undefined}
        aria-autocomplete={choices ? 'list' : undefined}
        tabIndex={isStop ? 0 : -1}
        spellCheck={false}
        autoComplete="off"
        value={value}
        className="plan-box"
        onChange={event => {
          setStem(event.target.value)
          type(event.target.value)
        }}
        onBlur={end}
        onKeyDown={onKeyDown}
      />
      {fitting.length > 0 && (
        <div className="plan-choices">
          {fitting.map(each => (
            <button
              key={each}
              type="button"
              tabIndex={-1}
              aria-current={each === value}
              // On mouse down, before the cell is blurred, so that the choice is what is committed.
              onMouseDown={event => {
                event.preventDefault()
                type(each)
              }}
            >
              {each}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

type RowProps = {
  rowKey: string
  number: string
  isPart: boolean
  isNew: boolean
  index: number
  cells: Partial<Record<Field, string>>
  columns: Column[]
  stop: Field | null
  /** The selected columns, from and to; -1 if none. */
  from: number
  to: number
  said: Said
  faulty: Field | null
  theirs?: Partial<Record<Field, string>>
  note?: Fault
  offersWords: boolean
  drop: 'above' | 'below' | null
  words: Record<string, string>
  hears: CellHears
}

/** One item: its number, which is also the drag handle, its cells, and whether it is saved. */
export const GridRow = memo(function GridRow(row: RowProps) {
  const { rowKey, number, columns, cells, words, said, theirs } = row
  return (
    <tr
      aria-rowindex={row.index}
      data-row={rowKey}
      className={`plan-row ${row.isNew ? 'plan-new' : ''} ${row.drop ? `plan-drop-${row.drop}` : ''}`}
    >
      <th scope="row" className="plan-at plan-number" data-drag={row.isNew ? undefined : rowKey}>
        <span className={row.isPart ? 'text-ink-3' : ''}>{row.isNew ? '＋' : number}</span>
        {!row.isNew && (
          <span className="plan-grip" aria-hidden="true" title={words.drag}>
            ⠿
          </span>
        )}
      </th>
      {columns.map(({ field, label, choices }, at) => (
        // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a cell of a table whose role is grid
        <td
          key={field}
          data-label={label}
          aria-selected={at >= row.from && at <= row.to}
          className={`plan-at plan-typed plan-${field} ${row.faulty === field ? 'plan-wrong' : ''}`}
        >
          <Cell
            rowKey={rowKey}
            field={field}
            label={
              row.isNew
                ? filled(words.labelled, { label: words.newRow ?? '', text: label })
                : filled(words.cell, { label, number })
            }
            text={cells[field] ?? ''}
            isStop={row.stop === field}
            error={row.faulty === field ? said.text : undefined}
            choices={choices}
            hears={row.hears}
          />
          {theirs?.[field] !== undefined && (
            <p className="plan-theirs">
              {filled(words.theirs, { text: theirs[field] || (words.emptied ?? '') })}
            </p>
          )}
          {row.note?.field === field && (
            <p className="plan-note">{filled(words[row.note.reason], row.note.places)}</p>
          )}
        </td>
      ))}
      <td data-label={said.text ? words.state : undefined} className="plan-at plan-state">
        <span id={`state-${rowKey}`} className={`plan-said plan-${said.tone}`}>
          {said.text}
        </span>
        {theirs && (
          <>
            <button type="button" data-choose="mine" className="plan-act">
              {words.useMine}
            </button>
            <button type="button" data-choose="theirs" className="plan-act">
              {words.useTheirs}
            </button>
          </>
        )}
        {row.offersWords && (
          <button type="button" data-words="" className="plan-act">
            {words.asWords}
          </button>
        )}
      </td>
    </tr>
  )
})
