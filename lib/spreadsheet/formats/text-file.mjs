import { isStrange } from './cell-text.mjs'
import { Unreadable } from './unreadable.mjs'

const SAMPLE = 65_536
const FEW = 2
const END_MARK = '\u001a'
// What a table of an office is written with; another encoding shows as anything else.
const usual =
  /[\t\n\r -~·×÷°\u2000-\u206f\u2190-\u22ff\u2460-\u27bf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]|[\u{20000}-\u{3ffff}]/u

/**
 * The text of a file in UTF-8, UTF-16 or GB18030. A single damaged byte becomes U+FFFD, for the row to be named; a file in
 * another encoding is refused rather than stored garbled. A final Ctrl-Z is the end mark of DOS.
 * @param {Uint8Array} bytes @param {string} [declared] what the file says of itself, tried first
 */
export function decodeText(bytes, declared) {
  const text = new TextDecoder(markOf(bytes) ?? encodingOf(bytes, declared)).decode(bytes)
  const end = text.trimEnd()
  return end.endsWith(END_MARK) ? end.slice(0, -1) : text
}

/** The beginning of a file as text, for whoever looks what it is. @param {Uint8Array} bytes */
export function beginningOf(bytes) {
  const part = bytes.subarray(0, 4096)
  const encoding = markOf(part) ?? utf16Of(part)
  if (encoding) return new TextDecoder(encoding).decode(part)
  return Buffer.from(part).toString('latin1').replaceAll('\0', '')
}

function markOf(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : undefined
}

function encodingOf(bytes, declared) {
  if (declared) {
    try {
      new TextDecoder(declared, { fatal: true }).decode(bytes)
      return declared
    } catch {
      // Not what the file says, or none that is known.
    }
  }
  const utf16 = utf16Of(bytes)
  if (utf16) return utf16
  const text = new TextDecoder('utf-8').decode(bytes)
  const broken = count(text, /\ufffd/g)
  if (broken === 0 || broken * 10 <= count(text, /[\u0080-\ufffc]/g)) {
    if (!isGarbled(text)) return 'utf-8'
  } else if (mayBeGbk(bytes) && !isGarbled(new TextDecoder('gb18030').decode(bytes))) return 'gb18030'
  throw new Unreadable('encoding')
}

/** In UTF-16 delimiters, digits and line ends have a zero byte, always the same one of two. */
function utf16Of(bytes) {
  const zeros = [0, 0]
  const length = Math.min(bytes.length, SAMPLE)
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at % 2]++
  if (zeros[0] === zeros[1]) return undefined
  const encoding = zeros[0] > zeros[1] ? 'utf-16be' : 'utf-16le'
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, length & ~1))
  return count(text, new RegExp(usual.source, 'gu')) >= [...text].length * 0.95 ? encoding : undefined
}

/** Whether nearly all letters of two bytes are the usual ones of GB 2312: those of Big5 or UTF-8 seldom are. */
function mayBeGbk(bytes) {
  let common = 0
  let others = 0
  const length = Math.min(bytes.length, SAMPLE)
  for (let at = 0; at + 1 < length; at++) {
    if (bytes[at] < 0x80) continue
    if (bytes[at] >= 0xa1 && bytes[at] <= 0xf7 && bytes[at + 1] >= 0xa1) common++
    else others++
    at++
  }
  return others <= 1 + common / 4
}

function isGarbled(text) {
  let strange = 0
  let foreign = 0
  for (const letter of text.slice(0, SAMPLE)) {
    if (letter < '\u0080' && letter >= ' ') continue
    foreign++
    if (isStrange(letter)) strange++
  }
  return strange > Math.max(FEW, foreign / 20)
}

function count(text, pattern) {
  return text.match(pattern)?.length ?? 0
}
