'use client'
import { useAnswer } from '@/app/_forms/form.client'
import { QrCode } from '@/app/_ui/qr-code'
import type { PrintedSlip } from './slip-words'

type Words = Record<
  'title' | 'staffNo' | 'password' | 'address' | 'until' | 'code' | 'codeHint' | 'print' | 'download',
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
      <ul className="grid desk:grid-cols-2 gap-3 print:grid-cols-2">
        {made.slips.map(slip => (
          <li
            key={slip.personId}
            className="flex break-inside-avoid items-start gap-3 rounded border border-line-strong border-dashed bg-sheet px-4 py-3"
          >
            <div className="min-w-0 grow">
              <p className="text-ink-3 text-sm">{words.title}</p>
              <p className="font-semibold text-lg">
                {slip.name} <span className="font-normal text-base text-ink-2">{slip.unitName}</span>
              </p>
              <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3">
                <dt className="text-ink-3">{words.staffNo}</dt>
                <dd className="font-mono">{slip.staffNo}</dd>
                <dt className="text-ink-3">{words.password}</dt>
                <dd className="select-all font-mono text-lg tracking-wider">{slip.password}</dd>
                <dt className="text-ink-3">{words.address}</dt>
                <dd className="break-all">{address}</dd>
              </dl>
              <p className="mt-1 text-ink-3 text-sm">{words.until.replace('{day}', slip.untilDay)}</p>
            </div>
            <div className="flex w-24 flex-none flex-col items-center gap-1">
              <QrCode qr={slip.qr} label={words.code.replace('{name}', () => slip.name)} size="h-24 w-24" />
              <p className="text-ink-3 text-sm">{words.codeHint}</p>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
