'use client'
import { Alert } from '@/app/_ui/alert'
import type { TableEditor } from './table-editor.client'
import { filled } from './words'

type Props = { editor: TableEditor; isIssued: boolean; note: string; words: Record<string, string> }

/** Whether everything is saved, the last action, and the reason that an issued plan requires. */
export function Toolbar({ editor, isIssued, note, words }: Props) {
  const { waiting, saving, unsaved } = editor.counts()
  const state = [
    waiting > 0
      ? filled(editor.waitsFor === 'signIn' ? words.signInAll : words.waitingAll, { count: waiting })
      : saving
        ? words.savingAll
        : unsaved === 0 &&
          (editor.savedAt ? filled(words.savedAt, { time: clock(editor.savedAt) }) : words.allSaved),
    unsaved > 0 && filled(words.unsavedAll, { count: unsaved }),
  ].filter(Boolean)
  const why =
    editor.refusal && (words[`planTable.refused.${editor.refusal}`] ?? words['planTable.refused.other'])
  return (
    <>
      {isIssued && (
        <div className="mb-4 max-w-2xl">
          <label htmlFor="reason" className="mb-1 block font-semibold">
            {words.reason}
          </label>
          <p id="reason-hint" className="mb-1 text-ink-3 text-sm">
            {words.reasonHint}
          </p>
          <input
            id="reason"
            aria-describedby="reason-hint"
            maxLength={200}
            defaultValue={editor.reason}
            onBlur={event => {
              if (event.target.value.trim() !== editor.reason) editor.setReason(event.target.value.trim())
            }}
            className="field"
          />
        </div>
      )}
      <div className="sticky top-0 z-10 flex flex-wrap gap-x-4 bg-paper py-2 font-semibold">
        <span className={waiting > 0 || unsaved > 0 ? 'text-ochre' : 'text-pine'}>{state.join(' · ')}</span>
        {isIssued && editor.reason === '' && unsaved > 0 && (
          <a href="#reason">{words['planTable.refused.needReason']}</a>
        )}
        {/* Also announced to screen readers: the result of an undo, a move or a copy. */}
        <span role="status" className="font-normal text-ink-2">
          {note}
        </span>
      </div>
      {why && (
        <Alert tone="error" role="alert" className="mb-3">
          {filled(words.unsaved, { why })}
        </Alert>
      )}
      {unsaved > 0 && <p className="mb-2 text-ink-2 text-sm">{words.localOnly}</p>}
      {!editor.keeps && (
        <p role="alert" className="mb-2 text-cinnabar">
          {words.noStore}
        </p>
      )}
    </>
  )
}

/** HH:mm in Shanghai, which has had no daylight saving since 1991. */
function clock(at: number): string {
  return new Date(at + 28_800_000).toISOString().slice(11, 16)
}
