import { type Day, isDay } from '@/lib/core/time'

const EXIF_DIRECTORY = 0x8769
const TAKEN_AT = 0x9003
/** Directories are small: one that says otherwise is damaged. */
const MOST_ENTRIES = 200

/**
 * The day on which a JPEG was taken, as its camera says (EXIF 2.3: DateTimeOriginal, a local time). Null where it says
 * none. It is read before the picture is stored, because none of this is kept.
 */
export function takenOn(bytes: Uint8Array): Day | null {
  try {
    const tiff = exifOf(bytes)
    if (!tiff) return null
    const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
    const little = view.getUint16(0) === 0x4949
    const directory = offsetIn(view, view.getUint32(4, little), EXIF_DIRECTORY, little)
    const at = directory === null ? null : offsetIn(view, directory, TAKEN_AT, little)
    if (at === null) return null
    const text = String.fromCharCode(...tiff.subarray(at, at + 10)).replaceAll(':', '-')
    return isDay(text) ? text : null
  } catch (error) {
    // An offset beyond the end.
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The value of an entry, which for both of ours is an offset. */
function offsetIn(view: DataView, directory: number, tag: number, little: boolean): number | null {
  const entries = view.getUint16(directory, little)
  if (entries > MOST_ENTRIES) return null
  for (let at = directory + 2; at < directory + 2 + entries * 12; at += 12)
    if (view.getUint16(at, little) === tag) return view.getUint32(at + 8, little)
  return null
}

/** The block of EXIF, which stands among the first segments of a JPEG. */
function exifOf(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint16(0) !== 0xffd8) return null
  for (let at = 2; view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1)
    // The picture itself begins: SOS.
    if (marker === 0xda) return null
    const length = view.getUint16(at + 2)
    if (length < 2) return null
    if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966)
      return bytes.subarray(at + 10, at + 2 + length)
    at += 2 + length
  }
  return null
}
