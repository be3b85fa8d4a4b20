import type { Qr } from './qr'

/** Black on white in every theme and on paper, with the quiet zone of four modules that scanners need. */
export function QrCode({
  qr,
  label,
  size = 'h-44 w-44',
}: {
  qr: Qr
  label: string
  /** Classes for its height and width. */
  size?: string
}) {
  return (
    <svg
      viewBox={`-4 -4 ${qr.size + 8} ${qr.size + 8}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className={`${size} flex-none rounded border border-line`}
    >
      <rect x="-4" y="-4" width={qr.size + 8} height={qr.size + 8} fill="#ffffff" />
      <path d={qr.path} fill="#000000" />
    </svg>
  )
}
