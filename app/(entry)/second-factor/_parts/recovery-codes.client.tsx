'use client'
import { useAnswer } from '@/app/_forms/form.client'

type Words = Record<'title' | 'line' | 'hint' | 'print' | 'goOn', string>

/** The 恢复码 made by the surrounding form: to print or to write down, and a link to go on. */
export function RecoveryCodes({ words }: { words: Words }) {
  const { codes = [] } = (useAnswer()?.state.result ?? {}) as { codes?: string[] }
  if (codes.length === 0) return null
  return (
    <div className="mb-6">
      <section className="rounded border border-line-strong border-dashed bg-sheet px-4 py-3">
        <h2>{words.title}</h2>
        <p className="text-ink-2">{words.line}</p>
        <ol className="mt-3 grid gap-x-6 gap-y-1 sm:grid-cols-2">
          {codes.map((code, at) => (
            <li key={code} className="whitespace-nowrap font-mono text-lg">
              <span className="inline-block w-8 text-ink-3 text-sm">{at + 1}</span>
              <span className="select-all">{code}</span>
            </li>
          ))}
        </ol>
        <p className="mt-3 text-ink-2 text-sm">{words.hint}</p>
      </section>
      <div className="mt-3 flex flex-wrap gap-2 print:hidden">
        <button type="button" className="btn btn-main" onClick={() => window.print()}>
          {words.print}
        </button>
        <a href="/home" className="btn">
          {words.goOn}
        </a>
      </div>
    </div>
  )
}
