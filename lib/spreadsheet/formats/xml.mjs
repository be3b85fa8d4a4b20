import { SaxesParser } from 'saxes'
import { Unreadable } from './unreadable.mjs'

// The longest cell of Excel has 32,767 characters; a longer tag or text is not a sheet.
const LONGEST_TOKEN = 1_000_000
// Two million cells have two tags each.
const MOST_TAGS = 6_000_000
const DEEPEST = 1000

/**
 * Parses XML in chunks with saxes, so that a large sheet is never held as one string; what is not well-formed is
 * refused, and so is an unknown entity. Namespace prefixes of tags are dropped. A DOCTYPE is refused: no part of a
 * workbook has one, and its entity declarations are a known attack.
 * @param {AsyncIterable<Uint8Array> | Iterable<Uint8Array>} chunks
 * @param {{ open?: (name: string, attributes: Record<string, string>) => void, close?: (name: string) => void,
 * text?: (text: string) => void }} on
 */
export async function readXml(chunks, { open, close, text }) {
  const parser = new SaxesParser({ position: false })
  let decoder
  let isAny = false
  let tags = 0
  let depth = 0
  // Characters since the last token that the parser handed out.
  let waiting = 0
  parser.on('error', error => {
    throw new Unreadable('damaged', error.message)
  })
  parser.on('doctype', () => {
    throw new Unreadable('damaged', 'document type')
  })
  parser.on('opentag', ({ name, attributes }) => {
    waiting = 0
    if (++tags > MOST_TAGS) throw new Unreadable('tooLarge')
    if (++depth > DEEPEST) throw new Unreadable('damaged', 'tags within tags')
    open?.(localName(name), attributes)
  })
  parser.on('closetag', ({ name }) => {
    waiting = 0
    depth--
    close?.(localName(name))
  })
  parser.on('comment', () => {
    waiting = 0
  })
  if (text) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  for await (const chunk of chunks) {
    decoder ??= decoderFor(chunk)
    const part = decoder.decode(chunk, { stream: true })
    waiting += part.length
    isAny ||= part.trim() !== ''
    parser.write(part)
    if (waiting > LONGEST_TOKEN) throw new Unreadable('damaged', 'an endless tag')
  }
  // A part that is not there, or empty, holds nothing.
  if (isAny) parser.close()
}

/** The value of an attribute, '' where it is absent; of any prefix where its plain name is absent. */
export function attribute(attributes, name) {
  const value = attributes[name]
  if (value !== undefined) return value
  for (const each in attributes) if (each.endsWith(`:${name}`)) return attributes[each]
  return ''
}

function decoderFor(chunk) {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return new TextDecoder('utf-16le')
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return new TextDecoder('utf-16be')
  const declared = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)["']/.exec(
    Buffer.from(chunk.subarray(0, 200)).toString('latin1'),
  )
  const name = declared?.[1].toLowerCase() ?? 'utf-8'
  // In these a chunk that is no UTF-16 cannot be.
  if (name.startsWith('utf') || name.startsWith('us-')) return new TextDecoder('utf-8')
  try {
    return new TextDecoder(name)
  } catch {
    throw new Unreadable('encoding', name)
  }
}

function localName(name) {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}
