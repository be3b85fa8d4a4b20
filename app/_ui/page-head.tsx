import type { ReactNode } from 'react'

type Props = { title: ReactNode; above?: ReactNode; below?: ReactNode; children?: ReactNode }

/** The top of a page: breadcrumb, title, one line that answers the page's question, actions. */
export function PageHead({ title, above, below, children }: Props) {
  return (
    <div className="mb-5 flex flex-wrap items-end desk:gap-4 gap-3">
      <div className="min-w-0 flex-1 basis-full desk:basis-96">
        {above && <p className="text-ink-3 text-sm">{above}</p>}
        <h1>{title}</h1>
        {below && <p className="text-ink-3">{below}</p>}
      </div>
      {children && <div className="flex desk:w-auto w-full flex-wrap gap-2 print:hidden">{children}</div>}
    </div>
  )
}
