'use client'
import { useAnswer } from '@/app/_forms/form.client'
import { type Choice, Theirs, Was } from '@/app/_forms/versioned.client'

type Props = {
  kinds: { kind: string; rule: string | null }[]
  legend: string
  hint: string
  words: Record<'kind' | 'rule' | 'newRule', string>
  choices: Choice[]
}

/** A row for each kind and three blank ones; after an error the typed values are kept. */
export function KindRows({ kinds, legend, hint, words, choices }: Props) {
  const answer = useAnswer()
  const typed = answer?.state.values ? (answer.valueOf('kinds') as string[] | undefined) : undefined
  const chosen = (answer?.valueOf('rules') as string[] | undefined) ?? []
  const lines = typed
    ? typed.map((kind, at) => ({ kind, rule: chosen[at] ?? '' }))
    : [...kinds, ...Array.from({ length: 3 }, () => ({ kind: '', rule: null }))]
  const error = answer?.errorOf('kinds')
  return (
    <fieldset className="mb-4" id="kinds" aria-describedby={error && 'kinds-error'}>
      <legend className="mb-1 font-semibold">{legend}</legend>
      <p className="mb-2 text-ink-3 text-sm">{hint}</p>
      {lines.map(({ kind, rule }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is identified by its position
        <div key={at} className="mb-2 grid grid-cols-2 gap-2">
          <input
            name="kinds[]"
            defaultValue={kind}
            maxLength={20}
            aria-label={words.kind.replace('{n}', String(at + 1))}
            className="field"
          />
          <select
            name="rules[]"
            defaultValue={rule ?? ''}
            aria-label={kind === '' ? words.newRule : words.rule.replace('{kind}', kind)}
            className="field"
          >
            {choices.map(choice => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
        </div>
      ))}
      {error && (
        <p id="kinds-error" className="mt-1 text-cinnabar text-sm">
          {error}
        </p>
      )}
      <Theirs
        name="kinds,rules"
        say={([named, ruled]) =>
          [named ?? []]
            .flat()
            .map(
              (kind, at) =>
                kind && `${kind} · ${choices.find(each => each.value === (ruled?.[at] ?? ''))?.label}`,
            )
            .filter(Boolean)
            .join('\n')
        }
      />
      <Was
        name="kinds,rules"
        kind="t"
        values={[kinds.map(each => each.kind), kinds.map(each => each.rule ?? '')]}
      />
    </fieldset>
  )
}
