import { Unreadable } from './unreadable.mjs'

// The longest cell of Excel has 32,767 characters; a longer tag or text is not a sheet.
const LONGEST_TOKEN = 1_000_000
// Two million cells have two tags each.
const MOST_TAGS = 6_000_000

/**
 * Parses XML in chunks, so that a large sheet is never held as one string. Namespace prefixes are dropped. A
 * DOCTYPE is refused: no part of a workbook has one, and its entity declarations are a known attack.
 * @param {AsyncIterable<Uint8Array>} chunks
 * @param {{ open?: (name: string, raw: string) => void, close?: (name: string) => void, text?: (text: string)
 * => void }} on
 */
export async function readXml(chunks, { open, close, text }) {
  let decoder
  let rest = ''
  let tags = 0
  for await (const chunk of chunks) {
    decoder ??= decoderFor(chunk)
    rest = take(rest + decoder.decode(chunk, { stream: true }))
    if (rest.length > LONGEST_TOKEN) throw new Unreadable('damaged', 'an endless tag')
  }
  if (rest.trim() !== '') throw new Unreadable('damaged', 'XML breaks off')

  /** Handles every complete token and returns the incomplete rest. */
  function take(xml) {
    let at = 0
    while (at < xml.length) {
      const tag = xml.indexOf('<', at)
      if (tag === -1) break
      if (tag > at && text) text(decodeEntities(xml.slice(at, tag)))
      const end = endOfTag(xml, tag)
      if (end === -1) return xml.slice(tag)
      if (xml[tag + 1] === '/') close?.(localName(xml.slice(tag + 2, end).trim()))
      else if (xml.startsWith('<![CDATA[', tag)) text?.(xml.slice(tag + 9, end - 2))
      else if (xml.startsWith('<!--', tag) || xml[tag + 1] === '?') {
        // Comments and processing instructions hold no cells.
      } else if (xml[tag + 1] === '!') throw new Unreadable('damaged', 'document type')
      else {
        if (++tags > MOST_TAGS) throw new Unreadable('tooLarge')
        const selfClosing = xml[end - 1] === '/'
        const raw = xml.slice(tag + 1, selfClosing ? end - 1 : end)
        const name = localName(raw.match(/^\S*/)?.[0] ?? '')
        open?.(name, raw)
        if (selfClosing) close?.(name)
      }
      at = end + 1
    }
    return xml.slice(at)
  }
}

const attributePatterns = new Map()

/** The value of an attribute in the text of a tag, '' where it is absent. @param {string} raw @param {string} name */
export function attribute(raw, name) {
  let pattern = attributePatterns.get(name)
  if (!pattern) {
    pattern = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    attributePatterns.set(name, pattern)
  }
  const match = pattern.exec(raw)
  return match ? decodeEntities(match[1] ?? match[2]) : ''
}

function decoderFor(chunk) {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return new TextDecoder('utf-16le')
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return new TextDecoder('utf-16be')
  return new TextDecoder('utf-8')
}

/** The index of the closing bracket, skipping quoted values; -1 while the tag is incomplete. */
function endOfTag(xml, tag) {
  if (xml.startsWith('<!--', tag)) return closing(xml.indexOf('-->', tag + 4))
  if (xml.startsWith('<![CDATA[', tag)) return closing(xml.indexOf(']]>', tag + 9))
  // Too short to tell a comment or CDATA from a tag.
  if (xml[tag + 1] === '!' && xml.length - tag < 9) return -1
  let end = xml.indexOf('>', tag)
  while (end !== -1 && insideQuotes(xml, tag, end)) end = xml.indexOf('>', end + 1)
  return end
}

function closing(at) {
  return at === -1 ? -1 : at + 2
}

function insideQuotes(xml, tag, end) {
  let quote = 0
  for (let at = tag; at < end; at++) {
    const code = xml.charCodeAt(at)
    if (quote) {
      if (code === quote) quote = 0
    } else if (code === 34 || code === 39) quote = code
  }
  return quote !== 0
}

function localName(name) {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeEntities(text) {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, name) => {
    if (name[0] !== '#') return entities[name] ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
