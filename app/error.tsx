'use client'

/** The error boundary: says that nothing was saved, and offers a way on. Rendered in the browser. */
export default function BrokenPage({ reset }: { reset: () => void }) {
  const words = typeof document === 'undefined' ? undefined : document.body.dataset
  return (
    <main className="mx-auto max-w-lg px-4 py-16">
      <h1 className="mb-3">{words?.brokenTitle}</h1>
      <p className="mb-6 text-ink-2">{words?.brokenText}</p>
      <button type="button" className="btn btn-main" onClick={reset}>
        {words?.brokenRetry}
      </button>
    </main>
  )
}
