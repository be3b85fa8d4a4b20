'use client'
import { type ReactNode, useEffect, useReducer, useRef, useState } from 'react'
import { watch } from '@/app/_offline/watch.client'
import type { Saved } from '@/lib/plan/table/table.rules'
import type { TableKind } from '@/lib/plan/table/table.sheet'
import type { Column } from './columns'
import { Grid } from './grid.client'
import { storeOf } from './local-draft.client'
import { editorOf, type TableEditor } from './table-editor.client'
import { Toolbar } from './toolbar.client'
import { filled } from './words'

// It reads heads as an import does; most visits paste nothing.
const loadPreview = () => import('./preview.client').then(({ Preview }) => Preview)

type Props = {
  planId: number
  account: number
  /** Prefix of the localStorage keys of unsaved rows, specific to the account and the plan. */
  keptUnder: string
  isIssued: boolean
  kind: TableKind
  columns: Column[]
  rows: Saved[]
  words: Record<string, string>
  /** The messages of leaving-words.ts. */
  leaving: Record<string, string>
  /** Shown without script and until the page is hydrated. */
  children: ReactNode
}

/** The editable table of a plan, once hydrated. */
export function Editor({
  planId,
  account,
  keptUnder,
  isIssued,
  kind,
  columns,
  rows,
  words,
  leaving,
  children,
}: Props) {
  const [, draw] = useReducer((turn: number) => turn + 1, 0)
  const [editor, setEditor] = useState<TableEditor | null>(null)
  const [note, setNote] = useState('')
  const [Preview, setPreview] = useState<Awaited<ReturnType<typeof loadPreview>> | null>(null)
  /** The cell into which the block was pasted. */
  const place = useRef<{ key: string; field: Column['field'] } | null>(null)
  const given = useRef(rows)

  useEffect(() => {
    const made = editorOf({ planId, account, isIssued, rows: given.current, store: storeOf(keptUnder), draw })
    const { recalled, stop } = made.start()
    setEditor(made)
    if (recalled > 0) setNote(filled(words.recalled, { count: recalled }))
    return stop
  }, [planId, account, isIssued, keptUnder, words.recalled])

  useEffect(() => watch(account, leaving), [account, leaving])

  const isPasted = Boolean(editor?.block)
  useEffect(() => {
    if (!isPasted || Preview) return
    const bring = () =>
      loadPreview().then(
        shown => setPreview(() => shown),
        () => setNote(words.waiting ?? ''),
      )
    void bring()
    window.addEventListener('online', bring)
    return () => window.removeEventListener('online', bring)
  }, [isPasted, Preview, words.waiting])

  if (!editor) return children
  return (
    <>
      <Toolbar editor={editor} isIssued={isIssued} note={note} words={words} />
      {editor.block && Preview && (
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
            // The cell that is active afterwards and has the focus, so that Ctrl+Z undoes the paste.
            requestAnimationFrame(() => {
              document.querySelector<HTMLElement>(`[data-key="${key ?? place.current?.key}"]`)?.focus()
            })
          }}
        />
      )}
      {/* At hand before the connection may be lost: what is pasted goes into a cell with the focus. */}
      <div className="contents" onFocusCapture={() => void loadPreview().catch(() => {})}>
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
      </div>
    </>
  )
}
