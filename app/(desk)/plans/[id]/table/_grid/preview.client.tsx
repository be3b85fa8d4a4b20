'use client'
import { useEffect, useMemo, useRef, useState } from 'react'
import { type Recognised, recognised, rowsOfBlock } from '@/lib/plan/table/pasted.sheet'
import { operationsOf } from '@/lib/plan/table/sync.rules'
import { appliedAll, type Edit, type Fault, lacking } from '@/lib/plan/table/table.rules'
import { type Block, type Cells, cellOf, type Field, type TableKind } from '@/lib/plan/table/table.sheet'
import type { Column } from './columns'
import { newKey } from './local-draft.client'
import { type Answer, post } from './sending.client'
import type { TableEditor } from './table-editor.client'
import { faultText, filled } from './words'

type Props = {
  planId: number
  block: Block
  kind: TableKind
  columns: Column[]
  editor: TableEditor
  /** The cell into which the block was pasted. */
  place: { key: string; field: Field } | null
  words: Record<string, string>
  /** Closes the preview; called with a message and the key of the first written row, if any. */
  onDone: (said: string, key?: string) => void
}

type Line = { key: string; cells: Cells; asWords?: boolean }
const NOTHING: Answer = { ok: true, made: {}, notes: [], rows: [] }
/** `null`: unknown, because the server is unreachable. */
type Found = Record<'faults' | 'notes', (Fault & { key: string })[]> | null | 'asking'

/** The preview of a pasted block: the meaning of each column, the target, and the errors of each row. */
export function Preview({ planId, block, kind, columns, editor, place, words, onDone }: Props) {
  const first = place?.field ?? columns[0]?.field ?? 'time'
  const [reading, setReading] = useState<Recognised>(() =>
    recognised(block, kind, first, columns.find(({ field }) => field === 'unit')?.choices),
  )
  const [lines, setLines] = useState<Line[]>(() => linesOf(reading))
  const start = editor.table.rows.findIndex(row => row.key === place?.key)
  // A block without content or time cannot be new rows: it overwrites the cells where it was pasted.
  const [isOver, setOver] = useState(
    start >= 0 && !(reading.fields.includes('content') && reading.fields.includes('time')),
  )
  const [found, setFound] = useState<Found>('asking')
  // The lines for which 写入 was pressed while they were being read again: leaving a corrected cell for the button is
  // what makes them be read. A later change was not meant.
  const pressed = useRef<Line[]>(undefined)
  const turn = useRef(0)
  const head = useRef<HTMLHeadingElement>(null)

  function linesOf(given: Recognised): Line[] {
    return rowsOfBlock(block, given, kind).map(cells => ({ key: newKey(), cells }))
  }

  useEffect(() => head.current?.focus(), [])

  const edits = useMemo((): Edit[] => {
    const rows = editor.table.rows
    let above = rows.at(-1)?.key ?? null
    return lines.flatMap(({ key, cells, asWords }, at): Edit[] => {
      const there = isOver ? rows[start + at] : undefined
      const words: Edit[] = asWords ? [{ set: there?.key ?? key, cells: {}, asWords }] : []
      if (there) return [{ set: there.key, cells }, ...words]
      const put = { put: key, cells, after: above }
      above = key
      return [put, ...words]
    })
  }, [lines, isOver, start, editor])
  const keyAt = (at: number) => (isOver ? editor.table.rows[start + at]?.key : undefined) ?? lines[at]?.key

  // The server validates the rows as it will when they are written; this request writes nothing.
  useEffect(() => {
    turn.current += 1
    const mine = turn.current
    setFound('asking')
    const timer = setTimeout(async () => {
      const { table } = appliedAll(editor.table, edits)
      const keys = new Set(edits.map(edit => ('put' in edit ? edit.put : 'set' in edit ? edit.set : '')))
      const faults: (Fault & { key: string })[] = table.rows
        .filter(row => keys.has(row.key))
        .flatMap(row => {
          const needs = lacking(row)
          return needs ? [{ key: row.key, field: needs, reason: 'common.form.required' }] : []
        })
      const operations = operationsOf(table).filter(each => keys.has(each.key) && each.do !== 'move')
      const body = { planId, idempotencyKey: newKey(), reason: '', rehearse: true, operations }
      const answer = operations.length > 0 ? await post(body) : NOTHING
      if (turn.current !== mine) return
      if (answer === null || (!answer.ok && answer.reason === 'signedOut')) return setFound(null)
      if (!answer.ok && answer.reason === 'notSaved') faults.push(...answer.faults)
      const notes = answer.ok || answer.reason === 'notSaved' ? answer.notes : []
      setFound({ faults, notes })
    }, 400)
    return () => clearTimeout(timer)
  }, [edits, editor, planId])

  const { faults, notes } = found && found !== 'asking' ? found : { faults: [], notes: [] }
  const faulty = new Set(faults.map(each => each.key)).size
  const shown = columns.filter(({ field }) => reading.fields.includes(field))
  // A row without time or content needs a field to type it.
  for (const needed of ['time', 'content'] as const)
    if (!isOver && !shown.some(({ field }) => field === needed))
      shown.push(...columns.filter(({ field }) => field === needed))

  function put() {
    editor.edit(edits)
    editor.flush()
    onDone(filled(words['preview.written'], { count: lines.length }), keyAt(0))
  }

  useEffect(() => {
    if (found === 'asking' || pressed.current !== lines) return
    pressed.current = undefined
    if (found && faulty === 0) put()
  })

  function type(at: number, field: Field, text: string) {
    if (lines[at]?.cells[field] === text) return
    setLines(before =>
      before.map((line, n) => (n === at ? { ...line, cells: { ...line.cells, [field]: text } } : line)),
    )
  }

  function keepWords(line: Line) {
    setLines(before => before.map(each => (each === line ? { ...line, asWords: true } : each)))
  }

  function map(at: number, field: Field | null) {
    const fields = reading.fields.map((each, n) => (n === at ? field : each === field ? null : each))
    const next = { ...reading, fields }
    setReading(next)
    setLines(linesOf(next))
  }

  return (
    <section className="card mb-5" aria-labelledby="preview-title">
      <h2 id="preview-title" ref={head} tabIndex={-1} className="outline-none">
        {words['preview.title']}
      </h2>
      <p className="mb-3 text-ink-2">{filled(words['preview.count'], { count: lines.length })}</p>
      <fieldset className="mb-3">
        <legend className="font-semibold">{words['preview.columns']}</legend>
        <div className="flex flex-wrap gap-3">
          {reading.fields.map((field, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column of the clipboard has no other identity
            <label key={at} className="text-sm">
              <span className="block text-ink-2">
                {block[Math.max(0, reading.head)]?.[at]?.slice(0, 8) ||
                  filled(words['preview.column'], { number: at + 1 })}
              </span>
              <select
                value={field ?? ''}
                onChange={event => map(at, (event.target.value || null) as Field | null)}
                className="field w-32"
              >
                <option value="">{words['preview.skip']}</option>
                {columns.map(column => (
                  <option key={column.field} value={column.field}>
                    {column.label}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </div>
      </fieldset>
      {start >= 0 && (
        <fieldset className="mb-3">
          <legend className="font-semibold">{words['preview.where']}</legend>
          {[false, true].map(over => (
            <label key={String(over)} className="mr-5 inline-flex min-h-11 items-center gap-2">
              <input
                type="radio"
                name="where"
                checked={isOver === over}
                onChange={() => {
                  pressed.current = undefined
                  setOver(over)
                }}
                className="h-5 w-5"
              />
              {over ? words['preview.over'] : words['preview.add']}
            </label>
          ))}
        </fieldset>
      )}
      <table className="plan-table">
        <thead className="plan-heads">
          <tr className="plan-row">
            <th className="plan-at plan-number">
              <span className="sr-only">{words.row}</span>
            </th>
            {shown.map(({ field, label }) => (
              <th key={field} className={`plan-at plan-${field}`}>
                {label}
              </th>
            ))}
            <th className="plan-at plan-state">{words.state}</th>
          </tr>
        </thead>
        <tbody className="plan-rows">
          {lines.map((line, at) => {
            const wrong = faults.filter(each => each.key === keyAt(at))
            const note = notes.find(each => each.key === keyAt(at))
            const number = isOver && start >= 0 ? start + at + 1 : at + 1
            return (
              <tr key={line.key} className="plan-row">
                <th scope="row" className="plan-at plan-number">
                  {number}
                </th>
                {shown.map(({ field, label }) => {
                  const fault = wrong.find(each => each.field === field)
                  return (
                    <td
                      key={field}
                      data-label={label}
                      className={`plan-at plan-typed plan-${field} ${fault ? 'plan-wrong' : ''}`}
                    >
                      <div className="plan-cell">
                        <span className="plan-ghost" aria-hidden="true">{`${line.cells[field] ?? ''} `}</span>
                        <textarea
                          rows={1}
                          aria-label={filled(words.cell, { label, number })}
                          aria-invalid={fault ? true : undefined}
                          aria-describedby={fault && `fault-${line.key}`}
                          value={line.cells[field] ?? ''}
                          onChange={event => type(at, field, event.target.value)}
                          onBlur={event => type(at, field, cellOf(field, event.target.value))}
                          className="plan-box"
                        />
                      </div>
                      {note?.field === field && (
                        <p className="plan-note">{filled(words[note.reason], note.places)}</p>
                      )}
                    </td>
                  )
                })}
                <td data-label={words.state} className="plan-at plan-state">
                  {wrong.length > 0 && (
                    <span id={`fault-${line.key}`} className="plan-said plan-wrong">
                      {wrong.map(fault => faultText(words, fault)).join('；')}
                    </span>
                  )}
                  {wrong.some(each => each.reason === 'plan.refused.audienceUnknown') && (
                    <button type="button" onClick={() => keepWords(line)} className="plan-act">
                      {words.asWords}
                    </button>
                  )}
                  <button
                    type="button"
                    onClick={() => setLines(before => before.filter(each => each !== line))}
                    aria-label={filled(words['preview.dropRow'], { number })}
                    className="plan-act"
                  >
                    {words['preview.drop']}
                  </button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p role="status" className={`my-3 ${faulty > 0 ? 'text-cinnabar' : 'text-ink-2'}`}>
        {found === 'asking'
          ? words['preview.checking']
          : found === null
            ? words['preview.unreachable']
            : faulty > 0
              ? filled(words['preview.faulty'], { count: faulty })
              : filled(words['preview.good'], { count: lines.length })}
      </p>
      <div className="flex flex-wrap gap-2">
        <button
          type="button"
          disabled={faulty > 0 || lines.length === 0}
          onClick={() => {
            pressed.current = lines
            if (found !== 'asking') put()
          }}
          className="btn btn-main"
        >
          {found === null ? words['preview.put'] : filled(words['preview.write'], { count: lines.length })}
        </button>
        <button type="button" onClick={() => onDone('')} className="btn">
          {words['preview.cancel']}
        </button>
      </div>
    </section>
  )
}
