'use client'
import { type ClipboardEvent, type KeyboardEvent, type MouseEvent, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Edit, Row, Table } from '@/lib/plan/table/table.rules'
import { stepOf } from '@/lib/plan/table/table.rules'
import {
  type Block,
  blockOf,
  type Cells,
  cellOf,
  clipboardOf,
  type Field,
} from '@/lib/plan/table/table.sheet'
import type { Column } from './columns'
import { dragging } from './drag.client'
import { type CellHears, GridRow } from './grid-row.client'
import { newKey } from './local-draft.client'
import { faultyIn, numbersOf, quiet, saidOf } from './said'
import type { TableEditor } from './table-editor.client'
import { filled } from './words'

type At = { key: string; field: Field }
type Props = {
  editor: TableEditor
  table: Table
  columns: Column[]
  words: Record<string, string>
  say: (note: string) => void
  onBlock: (block: Block, at: At) => void
}

/**
 * `move`: arrow keys go to the next cell, typing replaces its text. `type`: editing started by typing; an arrow
 * key commits. `edit`: editing started by F2 or a second click; arrow keys move the caret.
 */
type Mode = 'move' | 'type' | 'edit'

export function Grid({ editor, table, columns, words, say, onBlock }: Props) {
  const [active, setActive] = useState<At | null>(null)
  const [anchor, setAnchor] = useState<At | null>(null)
  /** The key of the empty row at the end, until something is typed into it. */
  const blank = useRef(newKey())
  const [drop, setDrop] = useState<{ key: string; side: 'above' | 'below' } | null>(null)
  const mode = useRef<Mode>('move')
  const leaves = useRef(false)
  const grid = useRef<HTMLTableElement>(null)

  const rows: (Row | null)[] = [...table.rows, null]
  // An earlier step of the same handler may have changed the rows: always reads the current ones.
  const live = () => editor.table.rows
  const keyOf = (at: number) => live()[at]?.key ?? blank.current
  const placeOf = (key: string) => {
    const at = live().findIndex(row => row.key === key)
    return at < 0 ? live().length : at
  }
  const columnOf = (field: Field) => columns.findIndex(column => column.field === field)
  const selected = selection()

  function selection() {
    if (!active) return null
    const from = anchor ?? active
    const [a, b] = [placeOf(from.key), placeOf(active.key)]
    const [c, d] = [columnOf(from.field), columnOf(active.field)]
    return { top: Math.min(a, b), bottom: Math.max(a, b), left: Math.min(c, d), right: Math.max(c, d) }
  }

  /** The keys of the selected rows, without the empty one at the end. */
  const selectedRows = () =>
    selected
      ? live()
          .slice(selected.top, selected.bottom + 1)
          .map(row => row.key)
      : []

  // A stable object for all rows and renders, so that only changed rows are rendered again.
  const latest = useRef({ commit, typed })
  latest.current = { commit, typed }
  const hears = useMemo<CellHears>(
    () => ({
      commit: (...given) => latest.current.commit(...given),
      typed: (...given) => latest.current.typed(...given),
    }),
    [],
  )

  function typed(key: string, field: Field, text: string | null) {
    if (text !== null && mode.current === 'move') mode.current = 'type'
    editor.type(text === null ? null : { key, field, text })
  }

  function commit(key: string, field: Field, text: string) {
    const kept = cellOf(field, text)
    const isThere = live().some(row => row.key === key)
    editor.type(null)
    if (!isThere && kept === '') return
    const put: Edit[] = isThere ? [] : [{ put: key, cells: {}, after: live().at(-1)?.key ?? null }]
    if (!isThere) blank.current = newKey()
    editor.edit([...put, { set: key, cells: { [field]: kept } }])
  }

  /**
   * Commits the cell that is being edited by blurring it; synchronous, so that the rendered rows are current
   * afterwards.
   */
  function leave() {
    if (mode.current !== 'move') flushSync(() => (document.activeElement as HTMLElement | null)?.blur())
    mode.current = 'move'
    leaves.current = false
  }

  function go(row: number, column: number, extends_ = false) {
    leave()
    const key = keyOf(Math.max(0, Math.min(row, live().length)))
    const field = columns[Math.max(0, Math.min(column, columns.length - 1))]?.field ?? 'content'
    focus({ key, field }, extends_)
  }

  function focus(to: At, extends_ = false) {
    leave()
    if (active && active.key !== to.key) editor.flush()
    flushSync(() => {
      setAnchor(extends_ ? (anchor ?? active) : null)
      setActive(to)
    })
    const box = boxOf(grid.current, to)
    box?.focus()
    box?.select()
    box?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  /** Applies edits as one undo step, announces it, and moves to the given cell. */
  function run(edits: Edit[], said: string, to: At | null) {
    leave()
    flushSync(() => editor.edit(edits))
    say(said)
    if (to) focus(to)
  }

  function moveRows(step: 'up' | 'down') {
    leave()
    const keys = selectedRows()
    const edits = keys.length > 1 ? blockStep(live(), keys, step) : stepOf(live(), keys[0] ?? '', step)
    if (edits.length === 0 || !active) return say(words.atEnd ?? '')
    const range = anchor
    run(edits, '', active)
    if (range) setAnchor(range)
    say(filled(words.moved, { number: placeOf(active.key) + 1 }))
  }

  function insertRow() {
    leave()
    const at = active ? Math.min(placeOf(active.key), live().length - 1) : live().length - 1
    const key = newKey()
    const to = { key, field: columns[0]?.field ?? 'time' }
    run(
      [{ put: key, cells: {}, after: live()[at]?.key ?? null }],
      filled(words.inserted, { number: at + 2 }),
      to,
    )
  }

  function removeRows() {
    leave()
    const keys = selectedRows()
    if (keys.length === 0 || !selected) return
    const { top } = selected
    const said = filled(words.removed, { count: keys.length })
    run(
      keys.map(key => ({ take: key })),
      said,
      null,
    )
    editor.flush()
    focus({ key: keyOf(top), field: active?.field ?? 'content' })
  }

  function travel(way: 'undo' | 'redo') {
    leave()
    let isDone = false
    flushSync(() => {
      isDone = editor[way]()
    })
    if (!isDone) return say((way === 'undo' ? words.nothingToUndo : words.nothingToRedo) ?? '')
    say(way === 'undo' ? filled(words.undone, { count: editor.history.done.length }) : (words.redone ?? ''))
    if (active) focus({ key: keyOf(placeOf(active.key)), field: active.field })
  }

  function clear() {
    if (!selected) return
    const names = columns.slice(selected.left, selected.right + 1).map(column => column.field)
    const empty: Cells = Object.fromEntries(names.map(name => [name, '']))
    editor.edit(selectedRows().map(key => ({ set: key, cells: empty })))
  }

  function onKeyDown(event: KeyboardEvent) {
    const box = event.target as HTMLTextAreaElement
    if (!box.dataset.field || !active || event.nativeEvent.isComposing) return
    const [row, column] = [placeOf(active.key), columnOf(active.field)]
    const { key, shiftKey, altKey } = event
    const ctrl = event.ctrlKey || event.metaKey
    const done = () => event.preventDefault()
    const isMoving = mode.current === 'move'

    if (key === 'Enter' && altKey) {
      done()
      mode.current = 'edit'
      box.setRangeText('\n', box.selectionStart, box.selectionEnd, 'end')
      box.dispatchEvent(new Event('input', { bubbles: true }))
      return
    }
    if (key === 'Enter') {
      done()
      if (ctrl) return insertRow()
      return go(row + (shiftKey ? -1 : 1), column)
    }
    if (key === 'Tab') {
      const next = column + (shiftKey ? -1 : 1)
      const isOut = shiftKey ? row === 0 && next < 0 : row === live().length && next >= columns.length
      if (isOut || leaves.current || ctrl || altKey) return
      done()
      if (next < 0) return go(row - 1, columns.length - 1)
      return next >= columns.length ? go(row + 1, 0) : go(row, next)
    }
    if (key === 'Escape') {
      done()
      // After Escape the next Tab leaves the table.
      leaves.current = isMoving
      mode.current = 'move'
      editor.type(null)
      setAnchor(null)
      // `select` also focuses: not if another key has moved the focus in the meantime.
      requestAnimationFrame(() => {
        if (document.activeElement === box) box.select()
      })
      return
    }
    if (key === 'F2') {
      done()
      mode.current = 'edit'
      box.setSelectionRange(box.value.length, box.value.length)
      return
    }
    if (ctrl && isMoving && /^[zy]$/i.test(key)) {
      done()
      return travel(key.toLowerCase() === 'z' && !shiftKey ? 'undo' : 'redo')
    }
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      done()
      return moveRows(key === 'ArrowUp' ? 'up' : 'down')
    }
    if (!isMoving && (mode.current === 'edit' || !/^Arrow/.test(key) || shiftKey)) return
    if (ctrl && key === 'Delete') {
      done()
      return removeRows()
    }
    if (isMoving && (key === 'Delete' || key === 'Backspace')) {
      done()
      return clear()
    }
    const to = target(key, row, column, ctrl)
    if (!to) return
    done()
    go(to[0], to[1], shiftKey)
  }

  function target(key: string, row: number, column: number, ctrl: boolean): [number, number] | null {
    const last = live().length
    switch (key) {
      case 'ArrowUp':
        return [ctrl ? 0 : row - 1, column]
      case 'ArrowDown':
        return [ctrl ? last : row + 1, column]
      case 'ArrowLeft':
        return [row, ctrl ? 0 : column - 1]
      case 'ArrowRight':
        return [row, ctrl ? columns.length - 1 : column + 1]
      case 'Home':
        return [ctrl ? 0 : row, 0]
      case 'End':
        return [ctrl ? last : row, columns.length - 1]
      case 'PageUp':
        return [row - 10, column]
      case 'PageDown':
        return [row + 10, column]
      default:
        return null
    }
  }

  function onMouseDown(event: MouseEvent) {
    const box = (event.target as Element).closest('td')?.querySelector<HTMLTextAreaElement>('[data-field]')
    // On touch screens the tap places the caret in the text itself.
    if (!box || event.button !== 0 || isCoarse()) return
    const at = atOf(box)
    if (active?.key === at.key && active.field === at.field && document.activeElement === box) {
      // A second click places the caret in the text.
      mode.current = mode.current === 'type' ? 'type' : 'edit'
      return
    }
    event.preventDefault()
    focus(at, event.shiftKey)
  }

  function onMouseOver(event: MouseEvent) {
    if (event.buttons !== 1 || mode.current !== 'move' || !active || drop) return
    const box = (event.target as Element).closest('td')?.querySelector<HTMLTextAreaElement>('[data-field]')
    if (box && grid.current?.contains(document.activeElement)) focus(atOf(box), true)
  }

  /** Focused by touch or a screen reader: the cell can be edited at once. */
  function onFocus(event: React.FocusEvent) {
    const box = event.target as HTMLTextAreaElement
    if (!box.dataset.field) return
    const at = atOf(box)
    if (active?.key === at.key && active.field === at.field) return
    mode.current = isCoarse() ? 'edit' : 'move'
    if (active && active.key !== at.key) editor.flush()
    setAnchor(null)
    setActive(at)
  }

  function onCopy(event: ClipboardEvent) {
    if (mode.current !== 'move' || !selected) return
    const names = columns.slice(selected.left, selected.right + 1).map(column => column.field)
    const block = rows
      .slice(selected.top, selected.bottom + 1)
      .map(row => names.map(name => row?.cells[name] ?? ''))
    const { text, html } = clipboardOf(block)
    event.clipboardData.setData('text/plain', text)
    event.clipboardData.setData('text/html', html)
    event.preventDefault()
    say(filled(words.copied, { rows: block.length, columns: names.length }))
    if (event.type === 'cut') clear()
  }

  function onPaste(event: ClipboardEvent) {
    if (!active) return
    const data = event.clipboardData
    const block = blockOf({ html: data.getData('text/html'), text: data.getData('text/plain') })
    const isOne = block.length === 1 && block[0]?.length === 1
    // While a cell is being edited, pasted lines become part of its text; a block of cells does not.
    if (mode.current !== 'move' && (isOne || (block[0]?.length ?? 0) < 2)) return
    event.preventDefault()
    if (block.length === 0) return
    if (!isOne) return onBlock(block, active)
    const text = block[0]?.[0] ?? ''
    const names = selected ? columns.slice(selected.left, selected.right + 1).map(column => column.field) : []
    const cells: Cells = Object.fromEntries(names.map(name => [name, cellOf(name, text)]))
    const keys = selectedRows()
    if (keys.length === 0) return commit(active.key, active.field, text)
    editor.edit(keys.map(key => ({ set: key, cells })))
  }

  function onClick(event: MouseEvent) {
    const button = (event.target as Element).closest<HTMLElement>('[data-choose],[data-words]')
    const key = button?.closest<HTMLElement>('[data-row]')?.dataset.row
    if (!button || !key) return
    if (button.dataset.words !== undefined) editor.edit([{ set: key, cells: {}, asWords: true }])
    else editor.choose(key, button.dataset.choose === 'mine' ? 'mine' : 'theirs')
    editor.flush()
  }

  const drag = dragging({
    order: () => live().map(row => row.key),
    onOver: setDrop,
    onDrop(key, after) {
      editor.edit([{ move: key, after }])
      say(filled(words.moved, { number: placeOf(key) + 1 }))
    },
  })

  const tools = [
    { name: 'undo', sign: '↶', run: () => travel('undo') },
    { name: 'redo', sign: '↷', run: () => travel('redo') },
    { name: 'insert', sign: '＋', run: insertRow },
    { name: 'up', sign: '↑', run: () => moveRows('up') },
    { name: 'down', sign: '↓', run: () => moveRows('down') },
    { name: 'remove', sign: '×', run: removeRows },
  ]
  const numbers = numbersOf(table.rows)
  const stop =
    active && (active.key === blank.current || table.rows.some(row => row.key === active.key)) ? active : null
  return (
    <>
      <div className="sticky top-10 z-10 flex flex-wrap gap-2 bg-paper pb-3">
        {tools.map(({ name, sign, run: press }) => (
          <button key={name} type="button" onClick={press} className="btn plan-tool" title={words[name]}>
            <span aria-hidden="true">{sign}</span>
            <span className="plan-word">{words[name]}</span>
          </button>
        ))}
      </div>
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is typed in is a grid
        role="grid"
        aria-label={words.name}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 2}
        aria-multiselectable="true"
        className="plan-table plan-grid"
        onKeyDown={onKeyDown}
        onMouseDown={onMouseDown}
        onMouseOver={onMouseOver}
        onFocus={onFocus}
        onCopy={onCopy}
        onCut={onCopy}
        onPaste={onPaste}
        onClick={onClick}
        {...drag}
      >
        <thead className="plan-heads">
          <tr aria-rowindex={1} className="plan-row">
            <th className="plan-at plan-number">
              <span className="sr-only">{words.row}</span>
            </th>
            {columns.map(({ field, label }) => (
              <th key={field} className={`plan-at plan-${field}`}>
                {label}
              </th>
            ))}
            <th className="plan-at plan-state">{words.state}</th>
          </tr>
        </thead>
        <tbody className="plan-rows">
          {rows.map((row, at) => {
            const key = row?.key ?? blank.current
            const isIn = selected && at >= selected.top && at <= selected.bottom
            return (
              <GridRow
                key={key}
                rowKey={key}
                number={numbers[at] ?? ''}
                isPart={Boolean(row?.cells.parent)}
                isNew={row === null}
                index={at + 2}
                cells={row?.cells ?? empty}
                columns={columns}
                stop={
                  stop
                    ? stop.key === key
                      ? stop.field
                      : null
                    : at === 0
                      ? (columns[0]?.field ?? null)
                      : null
                }
                from={isIn ? selected.left : -1}
                to={isIn ? selected.right : -1}
                said={row ? saidOf(row, editor, words) : quiet}
                faulty={row ? faultyIn(row, editor) : null}
                theirs={row?.theirs}
                note={row?.note}
                offersWords={row?.fault?.reason === 'plan.refused.audienceUnknown'}
                drop={drop?.key === key ? drop.side : null}
                words={words}
                hears={hears}
              />
            )
          })}
        </tbody>
      </table>
      <details className="mt-4 text-ink-2 text-sm">
        <summary className="flex min-h-11 items-center">{words.more} ▾</summary>
        <p>{words.keys}</p>
        <p>{words.keysRows}</p>
        <p>{words.keysBlock}</p>
      </details>
    </>
  )
}

const empty: Cells = {}
/** Moves several rows at once, by moving the adjacent row to their other side. */
function blockStep(rows: Row[], keys: string[], step: 'up' | 'down'): Edit[] {
  const at = rows.findIndex(row => row.key === keys[0])
  const other = step === 'up' ? rows[at - 1] : rows[at + keys.length]
  if (!other) return []
  const after = step === 'up' ? (keys.at(-1) ?? null) : (rows[at - 1]?.key ?? null)
  return [{ move: other.key, after }]
}

function isCoarse(): boolean {
  return matchMedia('(pointer: coarse)').matches
}

function atOf(box: HTMLElement): At {
  return { key: box.dataset.key ?? '', field: box.dataset.field as Field }
}

function boxOf(grid: HTMLElement | null, { key, field }: At): HTMLTextAreaElement | null {
  return grid?.querySelector(`[data-key="${key}"][data-field="${field}"]`) ?? null
}
