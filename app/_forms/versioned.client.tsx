'use client'
import type { ReactNode } from 'react'
import { Alert } from '@/app/_ui/alert'
import { useAnswer } from './form.client'
import { ASKED, digestOf, type Kind, TAKE, type Value, WAS } from './was'

export type Choice = { value: string; label: string }

type TheirsProps = {
  /** A field, or two lists that belong together: `a,b`. */
  name: string
  choices?: Choice[]
  isTick?: true
  /** The values in words, where there are two lists. */
  say?: (values: Value[]) => string
}

/** After a conflict: what somebody else saved in this field and what was typed, one to be chosen where both changed it. */
export function Theirs({ name, choices, isTick, say }: TheirsProps) {
  const answer = useAnswer()
  const { theirs, asked } = answer?.state ?? {}
  const names = name.split(',')
  const saved = names.map(each => theirs?.[each])
  if (!answer || saved[0] === undefined) return null
  const { words } = answer
  const typed = names.map(each => answer.valueOf(each))
  const said = (values: Value[]) =>
    (say
      ? say(values)
      : [values[0] ?? []]
          .flat()
          .map(each => (isTick && each ? words.ticked : each))
          .map(each => choices?.find(choice => choice.value === each)?.label.trim() ?? unlisted(each))
          .join('、')) || words[isTick ? 'unticked' : 'empty']
  // Some lists hold words, others ids or keys, which mean nothing to a reader.
  const unlisted = (value: string) => (choices && /^[\w-]+$/.test(value) ? words.unlisted : value)
  const [theirWords, mine] = [said(saved), said(typed)]
  const id = `${answer.idOf(names[0] ?? name)}-theirs`
  if (!asked?.includes(name))
    return (
      <p id={id} className="mt-1 whitespace-pre-line text-ochre text-sm">
        {words.theirs.replace(/\{(theirs|mine)\}/g, (_, each) => (each === 'mine' ? mine : theirWords))}
      </p>
    )
  return (
    <div id={id} className="mt-1 mb-3 scroll-mt-16 text-sm">
      <Alert tone="warning" dense className="">
        <input
          type="hidden"
          name={ASKED + name}
          value={JSON.stringify(isTick && saved[0] === '' ? [null] : saved)}
        />
        {(['saved', 'typed'] as const).map(take => (
          <label key={take} className="flex min-h-11 items-center gap-2 py-1">
            <input type="radio" name={TAKE + name} value={take} className="h-5 w-5 shrink-0" />
            <span className="min-w-0 whitespace-pre-line break-words">
              <b className="font-semibold">{words[take === 'saved' ? 'takeSaved' : 'takeTyped']}</b>
              {take === 'saved' ? theirWords : mine}
            </span>
          </label>
        ))}
      </Alert>
    </div>
  )
}

/** What a field of a form that edits a row showed when it was opened; `name` as of Theirs. */
export function Was({ name, kind, values }: { name: string; kind: Kind; values: Value[] }) {
  const answer = useAnswer()
  if (!answer?.edits) return null
  const digest = answer.edits === 'new' ? `${kind}-` : digestOf(kind, values)
  return <input type="hidden" name={WAS + name} value={String(answer.valueOf(WAS + name) ?? digest)} />
}

/** A fact of the row that a form holds without showing it. */
export function Held({ name, value }: { name: string; value: string | number | null }) {
  const shown = String(value ?? '')
  const held = useAnswer()?.valueOf(name) ?? shown
  return (
    <>
      <input type="hidden" name={name} value={String(held)} />
      <Was name={name} kind="c" values={[shown]} />
    </>
  )
}

/** The button of a form that edits a row: after a conflict it says that what is saved was checked. */
export function SaveButton({ look = 'btn btn-main', children }: { look?: string; children: ReactNode }) {
  const answer = useAnswer()
  return (
    <button type="submit" className={look}>
      {answer?.state.theirs ? answer.words.saveChecked : children}
    </button>
  )
}
