import { readHtml } from './html.mjs'
import { decodeText } from './text-file.mjs'
import { Unreadable } from './unreadable.mjs'

const MAX_PARTS = 1000
const MAX_DEPTH = 3

/**
 * The pages with tables of a web archive (RFC 2557), as Excel saves a „single file web page“ and platforms send an .xls.
 * @param {Uint8Array} bytes
 */
export function openMhtml(bytes) {
  const pages = partsOf(Buffer.from(bytes).toString('latin1'), 0).flatMap(({ type, place, text }) =>
    /html/i.test(type) ? [{ place, text: decodeText(text, charsetOf(type)) }] : [],
  )
  const withTables = pages.filter(page => /<t[dh][\s>]/i.test(page.text))
  if (withTables.length === 0) throw new Unreadable('noTable')
  const names = sheetNames(pages)
  return withTables.map(({ place, text }) => ({
    name: names.get(place.split('/').at(-1)) ?? '',
    hidden: false,
    read: async () => readHtml(text),
  }))
}

/** The parts of a message that hold text, each decoded from how it was sent. */
function partsOf(source, depth) {
  const end = /\r?\n\r?\n/.exec(source)
  if (!end || depth > MAX_DEPTH) return []
  const heads = source.slice(0, end.index).replace(/\r?\n[ \t]+/g, ' ')
  const body = source.slice(end.index + end[0].length)
  const head = name => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(heads)?.[1].trim() ?? ''
  const type = head('Content-Type')
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1]
  if (/^multipart\//i.test(type) && boundary) {
    const parts = body.split(`--${boundary}`).slice(1)
    if (parts.length > MAX_PARTS) throw new Unreadable('tooLarge')
    return parts
      .filter(part => !part.startsWith('--'))
      .flatMap(part => partsOf(part.replace(/^\r?\n/, ''), depth + 1))
  }
  return [{ type, place: head('Content-Location'), text: sent(body, head('Content-Transfer-Encoding')) }]
}

function sent(body, encoding) {
  if (/base64/i.test(encoding)) return new Uint8Array(Buffer.from(body, 'base64'))
  if (!/quoted-printable/i.test(encoding)) return new Uint8Array(Buffer.from(body, 'latin1'))
  const plain = body
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return new Uint8Array(Buffer.from(plain, 'latin1'))
}

/** The charset that a content type or a page names. */
export function charsetOf(text) {
  return /charset\s*=\s*["']?([\w-]+)/i.exec(text)?.[1]
}

/** The name of each page's worksheet, which the first page lists. */
function sheetNames(pages) {
  const names = new Map()
  for (const { text } of pages)
    for (const [, name, place] of text.matchAll(
      /<x:Name>([^<]*)<\/x:Name>\s*<x:WorksheetSource\s+HRef="?([^"\s>]+)"?/gi,
    ))
      names.set(place.split('/').at(-1), name)
  return names
}
