'use client'

/** The browser's own print; without script its menu does the same. */
export function PrintButton({ label }: { label: string }) {
  return (
    <button type="button" className="btn btn-main" onClick={() => window.print()}>
      {label}
    </button>
  )
}
