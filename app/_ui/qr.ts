import { create, toBuffer } from 'qrcode'

/** A QR code as one SVG path, one unit a module; `size` is the number of modules a side. */
export type Qr = { size: number; path: string }

export function qrOf(text: string): Qr {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size, data } = modules
  const runs: string[] = []
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!data[y * size + x]) continue
      const from = x
      while (x < size && data[y * size + x]) x++
      runs.push(`M${from} ${y}h${x - from}v1h${from - x}z`)
    }
  }
  return { size, path: runs.join('') }
}

/** The same as a picture for a workbook, with the quiet zone of four modules. */
export function pngOf(text: string): Promise<Buffer> {
  return toBuffer(text, { errorCorrectionLevel: 'M', margin: 4, scale: 4 })
}
