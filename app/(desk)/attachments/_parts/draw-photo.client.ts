'use client'

const LONG_SIDE = 2048
const QUALITY = 0.85
const THUMB = 160
const OFFSET = 8 * 3_600_000

/** 时间·地点·活动名称, the caption drawn on a photo; the hour only if the file was made on a day of the activity. */
export type Stamp = { day: string; lastDay: string; words: string }
export type Drawn = { bytes: ArrayBuffer; mediaType: string; name: string; thumb: string | null }

/**
 * Redraws a photo on a canvas: upright, at most 2048 pixels on the longer side, without the camera's metadata,
 * and with the caption if there is one. Null if this browser cannot decode the file: it is then sent unchanged,
 * and the server decides.
 */
export async function drawnPhoto(file: File, stamp: Stamp | null): Promise<Drawn | null> {
  const picture = await uprightPicture(file)
  if (!picture) return null
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height))
  const canvas = canvasOf(picture.width * scale, picture.height * scale)
  const pen = canvas.getContext('2d')
  if (!pen) return null
  // A white background, or transparent areas would become black.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  if (stamp) write(pen, [momentOf(file.lastModified, stamp), stamp.words].filter(Boolean).join(' · '))
  const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/jpeg', QUALITY))
  if (!blob) return null
  return {
    bytes: await blob.arrayBuffer(),
    mediaType: 'image/jpeg',
    name: `${file.name.replace(/\.\w{1,5}$/, '') || 'photo'}.jpg`,
    thumb: thumbOf(canvas),
  }
}

async function uprightPicture(file: File): Promise<ImageBitmap | HTMLImageElement | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    // Browsers before 2022 lack the value 'from-image'; an image element applies the orientation by itself. The
    // CSP allows data: URLs, not blob:.
    try {
      const image = new Image()
      image.src = await dataAddress(file)
      await image.decode()
      return image
    } catch {
      return null
    }
  }
}

function dataAddress(file: File): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result))
    reader.onerror = () => fail(reader.error)
    reader.readAsDataURL(file)
  })
}

function momentOf(at: number, { day, lastDay }: Stamp): string {
  const [made, time] = new Date(at + OFFSET).toISOString().split('T') as [string, string]
  return made >= day && made <= lastDay ? `${made} ${time.slice(0, 5)}` : day
}

/** White on a dark band along the lower edge, wrapped into as many lines as necessary. */
function write(pen: CanvasRenderingContext2D, words: string) {
  const { width, height } = pen.canvas
  // A panorama is wide and low: limits the caption so that it does not cover the banner in the photo.
  const size = Math.max(14, Math.round(Math.min(width / 36, height / 20)))
  pen.font = `600 ${size}px system-ui, "PingFang SC", "Microsoft YaHei", sans-serif`
  const lines = ['']
  for (const letter of words) {
    const line = (lines.at(-1) ?? '') + letter
    if (pen.measureText(line).width > width - size * 1.6 && line.length > 1) lines.push(letter.trim())
    else lines[lines.length - 1] = line
  }
  const band = size * (1.35 * lines.length + 0.7)
  pen.fillStyle = 'rgba(0, 0, 0, 0.62)'
  pen.fillRect(0, height - band, width, band)
  pen.fillStyle = '#fff'
  pen.textBaseline = 'top'
  for (const [at, line] of lines.entries())
    pen.fillText(line, size * 0.8, height - band + size * (0.5 + 1.35 * at))
}

function thumbOf(whole: HTMLCanvasElement): string | null {
  const scale = THUMB / Math.max(whole.width, whole.height)
  const small = canvasOf(whole.width * scale, whole.height * scale)
  small.getContext('2d')?.drawImage(whole, 0, 0, small.width, small.height)
  return small.toDataURL('image/jpeg', 0.7)
}

function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width))
  canvas.height = Math.max(1, Math.round(height))
  return canvas
}
