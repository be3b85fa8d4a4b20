/** The type of a file, detected from its first bytes and never from its name. */
export type FileKind =
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'application/pdf'
  /** The iPhone's image format, which no other browser displays. */
  | 'image/heic'

export type ImageFault = 'unknownKind' | 'heic' | 'damaged' | 'animated' | 'tooManyPixels'

export type Cleaned =
  | {
      ok: true
      /** The file without the metadata of camera and phone. */
      bytes: Uint8Array
      mediaType: 'image/jpeg' | 'image/png' | 'image/webp'
      /** Width in pixels as displayed, after the EXIF orientation is applied. */
      width: number
      height: number
    }
  | { ok: false; reason: ImageFault }

/** 64-megapixel phones are allowed; images that would decompress to gigabytes in the reader's browser are refused. */
export const MOST_PIXELS = 70_000_000

export function kindOf(bytes: Uint8Array): FileKind | null {
  const head = latin(bytes, 0, 12)
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'image/webp'
  if (head.startsWith('%PDF-')) return 'application/pdf'
  if (/^.{4}ftyp(hei|hev|mif1|msf1)/s.test(head)) return 'image/heic'
  return null
}

/**
 * The image without location, device, times, comments, previews and trailing data: only the parts needed to
 * draw it are kept. Of the EXIF data the orientation is written back, or a photo taken upright would lie on its
 * side.
 */
export function cleaned(bytes: Uint8Array): Cleaned {
  const kind = kindOf(bytes)
  if (kind === 'image/heic') return { ok: false, reason: 'heic' }
  if (kind === null || kind === 'application/pdf') return { ok: false, reason: 'unknownKind' }
  try {
    const clean = { 'image/jpeg': cleanJpeg, 'image/png': cleanPng, 'image/webp': cleanWebp }[kind](bytes)
    const { width, height, turn } = clean
    if (width === 0 || height === 0) return { ok: false, reason: 'damaged' }
    if (width * height > MOST_PIXELS) return { ok: false, reason: 'tooManyPixels' }
    const upright = turn >= 5 ? { width: height, height: width } : { width, height }
    return { ok: true, bytes: joined(clean.parts), mediaType: kind, ...upright }
  } catch (error) {
    if (error instanceof Unfit) return { ok: false, reason: error.reason }
    // DataView throws RangeError past the last byte: the file is truncated.
    if (error instanceof RangeError) return { ok: false, reason: 'damaged' }
    throw error
  }
}

class Unfit extends Error {
  constructor(readonly reason: ImageFault) {
    super(reason)
  }
}

type Clean = { parts: Uint8Array[]; width: number; height: number; turn: number }

// ITU-T T.81, Annex B.
function cleanJpeg(bytes: Uint8Array): Clean {
  const parts = [bytes.subarray(0, 2)]
  let [width, height, turn] = [0, 0, 1]
  let at = 2
  while (true) {
    if (at16(bytes, at) >> 8 !== 0xff) throw new Unfit('damaged')
    // Any number of fill bytes (FF) may precede a marker.
    while (bytes[at + 1] === 0xff) at++
    const marker = bytes[at + 1] as number
    if (marker === 0xd9)
      return { parts: withTurn(parts, turn, bytes.subarray(at, at + 2)), width, height, turn }
    const end = at + 2 + at16(bytes, at + 2)
    if (end > bytes.length || end < at + 4) throw new Unfit('damaged')
    const segment = bytes.subarray(at, end)
    const name = latin(segment, 4, 12)
    if (marker === 0xe1 && name.startsWith('Exif\0\0')) turn = turnIn(segment.subarray(10))
    if (isFrame(marker)) {
      height = at16(segment, 5)
      width = at16(segment, 7)
    }
    if (isDrawn(marker, name)) parts.push(marker === 0xe0 ? withoutPreview(segment) : segment)
    at = end
    if (marker !== 0xda) continue
    const scan = at
    // In scan data FF 00 is an escaped FF, and FF D0 to FF D7 are restart markers.
    while (!(bytes[at] === 0xff && !(bytes[at + 1] === 0 || isRestart(bytes[at + 1])))) {
      if (at >= bytes.length - 1) throw new Unfit('damaged')
      at++
    }
    parts.push(bytes.subarray(scan, at))
  }
}

const isRestart = (marker: number | undefined) => marker !== undefined && marker >= 0xd0 && marker <= 0xd7
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/**
 * Segments needed for drawing: tables, frames and scans; of the APPn segments JFIF, Adobe's colour transform
 * and the ICC profile.
 */
function isDrawn(marker: number, name: string): boolean {
  if (marker === 0xe0) return name.startsWith('JFIF\0')
  if (marker === 0xe2) return name.startsWith('ICC_PROF')
  if (marker === 0xee) return name.startsWith('Adobe')
  return marker < 0xe0
}

/** A JFIF segment may contain a thumbnail. */
function withoutPreview(segment: Uint8Array): Uint8Array {
  if (segment.length <= 18) return segment
  const short = Uint8Array.from(segment.subarray(0, 18))
  short.set([0, 16], 2)
  short.set([0, 0], 16)
  return short
}

function withTurn(parts: Uint8Array[], turn: number, end: Uint8Array): Uint8Array[] {
  if (turn === 1) return [...parts, end]
  const tiff = turned(turn)
  const exif = joined([Uint8Array.of(0xff, 0xe1, 0, tiff.length + 8), ascii('Exif\0\0'), tiff])
  // JFIF must be the first segment after SOI.
  const first = parts[1]?.[1] === 0xe0 ? 2 : 1
  return [...parts.slice(0, first), exif, ...parts.slice(first), end]
}

// W3C, Portable Network Graphics, 5.3; the chunks of an animation are dropped, its first image is kept.
const drawnChunks = new Set('IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD pHYs'.split(' '))

function cleanPng(bytes: Uint8Array): Clean {
  const parts = [bytes.subarray(0, 8)]
  let [width, height, turn] = [0, 0, 1]
  for (let at = 8; ; ) {
    const length = at32(bytes, at)
    const name = latin(bytes, at + 4, at + 8)
    const end = at + 12 + length
    if (end > bytes.length) throw new Unfit('damaged')
    if (name === 'IHDR') {
      width = at32(bytes, at + 8)
      height = at32(bytes, at + 12)
    }
    if (name === 'eXIf') turn = turnIn(bytes.subarray(at + 8, end - 4))
    if (name === 'IEND' && turn !== 1) parts.splice(2, 0, pngChunk('eXIf', turned(turn)))
    if (drawnChunks.has(name)) parts.push(bytes.subarray(at, end))
    if (name === 'IEND') return { parts, width, height, turn }
    at = end
  }
}

function pngChunk(name: string, data: Uint8Array): Uint8Array {
  const body = joined([ascii(name), data])
  return joined([big32(data.length), body, big32(crcOf(body))])
}

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return ~crc >>> 0
}

// RFC 9649. Flags of VP8X: ICC profile 32, alpha 16, EXIF 8, XMP 4, animation 2.
function cleanWebp(bytes: Uint8Array): Clean {
  const parts: Uint8Array[] = []
  let [width, height, turn] = [0, 0, 1]
  let extended: Uint8Array | null = null
  const until = Math.min(bytes.length, 8 + little(bytes, 4, 4))
  for (let at = 12; at + 8 <= until; ) {
    const name = latin(bytes, at, at + 4)
    const size = little(bytes, at + 4, 4)
    const end = at + 8 + size
    if (end > bytes.length) throw new Unfit('damaged')
    const chunk = joined([bytes.subarray(at, end), new Uint8Array(size % 2)])
    if (name === 'VP8X') {
      if (chunk[8] === undefined || chunk[8] & 2)
        throw new Unfit(chunk[8] === undefined ? 'damaged' : 'animated')
      chunk[8] &= 0b110000
      width = little(chunk, 12, 3) + 1
      height = little(chunk, 15, 3) + 1
      extended = chunk
    } else if (name === 'VP8 ' && width === 0) {
      width = little(chunk, 14, 2) & 0x3fff
      height = little(chunk, 16, 2) & 0x3fff
    } else if (name === 'VP8L' && width === 0) {
      const packed = little(chunk, 9, 4)
      width = (packed & 0x3fff) + 1
      height = ((packed >>> 14) & 0x3fff) + 1
    } else if (name === 'EXIF') {
      const tiff = bytes.subarray(at + 8, end)
      turn = turnIn(latin(tiff, 0, 6) === 'Exif\0\0' ? tiff.subarray(6) : tiff)
    }
    if (['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ICCP'].includes(name)) parts.push(chunk)
    at = end + (size % 2)
  }
  if (!parts.some(part => /^VP8[ L]/.test(latin(part, 0, 4)))) throw new Unfit('damaged')
  if (turn !== 1 && extended) {
    extended[8] = (extended[8] as number) | 8
    const tiff = turned(turn)
    parts.push(joined([ascii('EXIF'), big32(tiff.length).reverse(), tiff]))
  }
  const length = parts.reduce((sum, part) => sum + part.length, 4)
  return { parts: [ascii('RIFF'), big32(length).reverse(), ascii('WEBP'), ...parts], width, height, turn }
}

const ORIENTATION = 0x0112

/** The EXIF orientation (1 to 8) in a TIFF header; 1 where there is none that can be read. */
function turnIn(tiff: Uint8Array): number {
  const little = latin(tiff, 0, 2) === 'II'
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  if (tiff.length < 14 || (!little && latin(tiff, 0, 2) !== 'MM')) return 1
  const first = view.getUint32(4, little)
  if (first + 2 > tiff.length) return 1
  const entries = view.getUint16(first, little)
  for (let at = first + 2; at < first + 2 + entries * 12 && at + 12 <= tiff.length; at += 12) {
    if (view.getUint16(at, little) !== ORIENTATION) continue
    const told = view.getUint16(at + 8, little)
    return told >= 1 && told <= 8 ? told : 1
  }
  return 1
}

/** A TIFF header with the orientation as its only entry: 26 bytes. */
function turned(turn: number): Uint8Array {
  return joined([
    ascii('MM'),
    Uint8Array.of(
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      ORIENTATION >> 8,
      ORIENTATION & 255,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      turn,
      0,
      0,
    ),
    new Uint8Array(4),
  ])
}

function at16(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint16(at)
}

function at32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at)
}

function little(bytes: Uint8Array, at: number, count: number): number {
  if (at + count > bytes.length) throw new Unfit('damaged')
  let value = 0
  for (let n = count - 1; n >= 0; n--) value = value * 256 + (bytes[at + n] as number)
  return value
}

function big32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, letter => letter.charCodeAt(0))
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
}

function joined(parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
