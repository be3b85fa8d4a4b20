'use client'
import { memo, useState } from 'react'
import type { Field } from '@/lib/plantable/sheet'
import type { Column } from './columns'
import type { Said } from './said'
import { filled } from './words'

/** What a cell tells the table around it. */
export type CellHears = {
  typed(key: string, field: Field, text: string | null): void
  commit(key: string, field: Field, text: string): void
}

type CellProps = {
  rowKey: string
  field: Field
  label: string
  text: string
  /** The one stop of the tab key. */
  isStop: boolean
  error?: string
  choices?: string
  hears: CellHears
}

const lines = new Set<Field>(['time', 'form', 'lecturer', 'unit', 'times', 'weight'])

/**
 * A cell is a text box at all times, so that the input method of Chinese begins with the first key; the table says
 * whether the arrows move in the text or to the next cell.
 */
function Cell({ rowKey, field, label, text, isStop, error, choices, hears }: CellProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const value = typed ?? text
  const box = {
    'data-key': rowKey,
    'data-field': field,
    'aria-label': label,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `state-${rowKey}` : undefined,
    tabIndex: isStop ? 0 : -1,
    spellCheck: false,
    autoComplete: 'off',
    value,
    className: 'plan-box',
    onChange(event: { target: { value: string } }) {
      setTyped(event.target.value)
      hears.typed(rowKey, field, event.target.value)
    },
    onBlur() {
      if (typed === null) return
      setTyped(null)
      if (typed === text) hears.typed(rowKey, field, null)
      else hears.commit(rowKey, field, typed)
    },
    onKeyDown(event: { key: string; nativeEvent: { isComposing: boolean } }) {
      // Escape gives up what was typed; the table hears of it and takes the cell as it was.
      if (event.key === 'Escape' && !event.nativeEvent.isComposing) setTyped(null)
    },
  }
  return (
    <div className="plan-cell">
      <span className="plan-ghost" aria-hidden="true">{`${value} `}</span>
      {lines.has(field) ? <input list={choices} {...box} /> : <textarea rows={1} {...box} />}
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
  /** The columns that are selected, from and to; -1 where none is. */
  from: number
  to: number
  said: Said
  faulty: Field | null
  theirs?: Partial<Record<Field, string>>
  offersWords: boolean
  drop: 'above' | 'below' | null
  words: Record<string, string>
  hears: CellHears
}

/** One item: its number, which is also where it is dragged, its cells, and whether it is saved. */
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
            choices={choices && `choices-${field}`}
            hears={row.hears}
          />
          {theirs?.[field] !== undefined && (
            <p className="plan-theirs">
              {filled(words.theirs, { text: theirs[field] || (words.emptied ?? '') })}
            </p>
          )}
        </td>
      ))}
      <td data-label={words.state} className="plan-at plan-state">
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
