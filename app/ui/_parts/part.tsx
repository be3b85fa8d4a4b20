import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'

/** One shared file under its own path, with its samples. */
export function Part({ file, children }: { file: string; children: ReactNode }) {
  const id = `part-${nameOf(file)}`
  return (
    <section aria-labelledby={id} data-part={nameOf(file)} className="border-line border-t py-4">
      <h3 id={id} className="mb-3 break-words">
        {file}
      </h3>
      <div className="grid grid-cols-1 gap-4">{children}</div>
    </section>
  )
}

/** One state of a part, under the properties that make it. */
export function Sample({ of, children }: { of?: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      {of && <p className="mb-1 text-ink-3 text-sm">{of}</p>}
      {children}
    </div>
  )
}

/** A part as large as a page, which has an address of its own. */
export function AlonePart({ say, file }: { say: Say; file: string }) {
  return (
    <Part file={file}>
      <p>
        <Link href={`/ui?part=${nameOf(file)}`}>{say.t('ui.alone')}</Link>
      </p>
    </Part>
  )
}

/** app/_ui/day-leaf.tsx → `day-leaf`, app/_forms/form.client.tsx → `form-client`. */
function nameOf(file: string): string {
  return file.replace(/.*\//, '').replace('.tsx', '').replace('.', '-')
}
