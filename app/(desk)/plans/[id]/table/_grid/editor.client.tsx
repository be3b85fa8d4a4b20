'use client'
import { type ReactNode, useEffect, useReducer, useRef, useState } from 'react'
import type { Saved } from '@/lib/plan/table/table.rules'
import type { TableKind } from '@/lib/plan/table/table.sheet'
import type { Column } from './columns'
import { Grid } from './grid.client'
import { storeOf } from './local-draft.client'
import { Preview } from './preview.client'
import { editorOf, type TableEditor } from './table-editor.client'
import { Toolbar } from './toolbar.client'
import { filled } from './words'

type Props = {
  planId: number
  /** Where what is not saved yet lies in the browser: of this account and plan alone. */
  keptUnder: string
  isIssued: boolean
  kind: TableKind
  columns: Column[]
  rows: Saved[]
  words: Record<string, string>
  /** What is there without script. */
  children: ReactNode
}

/** The table of a plan to type in, once the script is there. */
export function Editor({ planId, keptUnder, isIssued, kind, columns, rows, words, children }: Props) {
  const [, draw] = useReducer((turn: number) => turn + 1, 0)
  const [editor, setEditor] = useState<TableEditor | null>(null)
  const [note, setNote] = useState('')
  /** Where the block that is being pasted was pasted. */
  const place = useRef<{ key: string; field: Column['field'] } | null>(null)
  const given = useRef(rows)

  useEffect(() => {
    const made = editorOf({ planId, isIssued, rows: given.current, store: storeOf(keptUnder), draw })
    const { recalled, stop } = made.start()
    setEditor(made)
    if (recalled > 0) setNote(filled(words.recalled, { count: recalled }))
    return stop
  }, [planId, isIssued, keptUnder, words.recalled])

  if (!editor) return children
  return (
    <>
      <Toolbar editor={editor} isIssued={isIssued} note={note} words={words} />
      {editor.block && (
        <Preview
          key={JSON.stringify(editor.block)}
          planId={planId}
          block={editor.block}
          kind={kind}
          columns={columns}
          editor={editor}
          place={place.current}
          words={words}
          onDone={(said, key) => {
            editor.setBlock(null)
            setNote(said)
            // Where one stands after it, so that Ctrl+Z takes it back.
            requestAnimationFrame(() => {
              document.querySelector<HTMLElement>(`[data-key="${key ?? place.current?.key}"]`)?.focus()
            })
          }}
        />
      )}
      <Grid
        editor={editor}
        table={editor.table}
        columns={columns}
        words={words}
        say={setNote}
        onBlock={(block, at) => {
          place.current = at
          editor.setBlock(block)
        }}
      />
    </>
  )
}
