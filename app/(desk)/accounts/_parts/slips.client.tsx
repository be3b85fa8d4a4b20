'use client'
import { useAnswer } from '@/app/_forms/form.client'
import type { PrintedSlip } from './slip-words'

type Words = Record<
  'title' | 'staffNo' | 'password' | 'address' | 'until' | 'codeHint' | 'print' | 'download',
  string
>

/** The 账号条 made by the surrounding form: to print, several on a page, or to download as a sheet. */
export function Slips({ words, address }: { words: Words; address: string }) {
  const made = useAnswer()?.state.result as { key: string; slips: PrintedSlip[] } | undefined
  if (!made) return null
  return (
    <>
      <div className="mb-4 print:hidden">
        <div className="flex flex-wrap gap-2">
          <button type="button" className="btn btn-main" onClick={() => window.print()}>
            {words.print}
          </button>
          {/* Posted to a route handler, not to the action of the surrounding form. */}
          <button
            type="submit"
            className="btn"
            name="slips"
            value={made.key}
            formAction="/accounts/slips"
            formMethod="post"
          >
            {words.download}
          </button>
        </div>
      </div>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(17rem,100%),1fr))] gap-3 print:grid-cols-2">
        {made.slips.map(slip => (
          <li
            key={slip.personId}
            className="break-inside-avoid rounded border border-line-strong border-dashed bg-sheet px-4 py-3"
          >
            <div className="flex items-start justify-between gap-3">
              <div>
                <p className="text-ink-3 text-sm">{words.title}</p>
                <p className="font-semibold text-lg">{slip.name}</p>
                <p className="text-ink-2">{slip.unitName}</p>
                <p className="mt-1 text-ink-3 text-sm">{words.codeHint}</p>
              </div>
              {slip.code}
            </div>
            <dl className="mt-2 grid grid-cols-[auto_1fr] items-baseline gap-x-3">
              <dt className="whitespace-nowrap text-ink-3">{words.staffNo}</dt>
              <dd className="font-mono">{slip.staffNo}</dd>
              <dt className="whitespace-nowrap text-ink-3">{words.password}</dt>
              <dd className="select-all whitespace-nowrap font-mono text-lg">{slip.password}</dd>
              <dt className="whitespace-nowrap text-ink-3">{words.address}</dt>
              <dd className="break-all">{address}</dd>
            </dl>
            <p className="mt-1 text-ink-3 text-sm">{words.until.replace('{day}', slip.untilDay)}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
