/** A thin bar for a share; hidden from screen readers, because the figure is beside it. */
export function ShareBar({ numerator, denominator }: { numerator: number; denominator: number }) {
  const width = denominator === 0 ? 0 : (100 * numerator) / denominator
  return (
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" className="h-1.5 w-full rounded" aria-hidden="true">
      <rect width="100" height="6" className="fill-sunk" />
      <rect width={width} height="6" className="fill-pine" />
    </svg>
  )
}
