'use client'

/** Opens the browser's print dialog; without script the browser's menu does the same. */
export function PrintButton({ label }: { label: string }) {
  return (
    <button type="button" className="btn btn-main" onClick={() => window.print()}>
      {label}
    </button>
  )
}
