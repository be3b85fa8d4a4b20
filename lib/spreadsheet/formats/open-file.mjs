import { beginningOf } from './text-file.mjs'
import { Unreadable } from './unreadable.mjs'

const ZIP = [0x50, 0x4b, 0x03, 0x04]
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const notTexts = [
  /^%PDF-/,
  /^\u0089PNG/,
  /^\u00ff\u00d8\u00ff/,
  /^GIF8/,
  /^Rar!/,
  /^7z\u00bc\u00af/,
  /^BM/,
  /^RIFF/,
]

/**
 * Opens a file by what it holds: its name says nothing, as platforms send web pages and texts under the name .xls. Each
 * worksheet is read when it is asked for; the readers are loaded when they are needed, as that takes most of the time of
 * a small sheet.
 * @param {Uint8Array} bytes
 */
export async function openFile(bytes) {
  if (begins(bytes, ZIP)) return openPackage(bytes)
  if (begins(bytes, OLE)) return openContainer(bytes)
  if ([ZIP, OLE].some(magic => begins(magic, [...bytes.subarray(0, magic.length)])))
    throw new Unreadable('damaged', 'only a beginning')
  const beginning = beginningOf(bytes)
  if (isOldExcel(bytes)) throw new Unreadable('saveAsXlsx', 'Excel 2–4')
  if (notTexts.some(each => each.test(beginning)) || holdsNoText(beginning)) throw new Unreadable('notASheet')
  if (/^\s*\{\\rtf/.test(beginning)) throw new Unreadable('saveAsDocx', 'RTF')
  return openText(bytes, beginning)
}

function begins(bytes, magic) {
  return magic.every((byte, at) => bytes[at] === byte)
}

async function openPackage(bytes) {
  const { openZip } = await import('./zip.mjs')
  const { relations, target } = await import('./xlsx-parts.mjs')
  const zip = await openZip(bytes)
  const path = target(await relations(zip, '_rels/.rels'), 'officeDocument', '')
  const workbook = path ?? 'xl/workbook.xml'
  if (zip.has('word/document.xml') || /(?:^|\/)document\d*\.xml$/.test(path ?? '')) {
    const { readDocx } = await import('./docx.mjs')
    const document = path && zip.has(path) ? path : 'word/document.xml'
    return oneSheet('docx', () => readDocx(zip, document))
  }
  if (/\.bin$/.test(workbook)) throw new Unreadable('saveAsXlsx', '.xlsb')
  if (zip.has('content.xml')) throw new Unreadable('saveAsXlsx', 'OpenDocument')
  if (!zip.has(workbook)) throw new Unreadable('notASheet')
  const { openXlsx } = await import('./xlsx.mjs')
  return { kind: 'xlsx', sheets: await openXlsx(zip, workbook) }
}

async function openContainer(bytes) {
  const { openOle } = await import('./ole.mjs')
  const ole = openOle(bytes)
  if (ole.has('EncryptedPackage') || ole.has('EncryptionInfo')) throw new Unreadable('encrypted')
  if (ole.has('Workbook')) {
    const { openXls } = await import('./xls.mjs')
    return { kind: 'xls', sheets: openXls(ole.stream('Workbook')) }
  }
  if (ole.has('Book')) throw new Unreadable('saveAsXlsx', 'Excel 5.0/95')
  if (ole.has('WordDocument')) throw new Unreadable('saveAsDocx', '.doc、.wps')
  throw new Unreadable('notASheet')
}

async function openText(bytes, beginning) {
  const { decodeText } = await import('./text-file.mjs')
  if (/^\s*[a-z-]+:/i.test(beginning) && /^MIME-Version:/im.test(beginning)) {
    const { openMhtml } = await import('./mhtml.mjs')
    return { kind: 'mhtml', sheets: openMhtml(bytes) }
  }
  if (/^\s*<[a-z!?]/i.test(beginning)) return openTags(bytes, beginning, decodeText)
  const { readCsv } = await import('./csv.mjs')
  return oneSheet('csv', async () => readCsv(decodeText(bytes)))
}

async function openTags(bytes, beginning, decodeText) {
  if (/<(?:\w+:)?Workbook[\s>]/.test(beginning)) {
    const { openXml2003 } = await import('./xml-2003.mjs')
    return { kind: 'xml2003', sheets: await openXml2003([bytes]) }
  }
  if (/<(?:\w+:)?wordDocument[\s>]|<pkg:package[\s>]/.test(beginning))
    throw new Unreadable('saveAsDocx', 'Word XML')
  if (!/<(?:!doctype\s+html|html|head|meta|body|table|style|div|frameset)\b/i.test(beginning))
    throw new Unreadable('notASheet')
  const { charsetOf } = await import('./mhtml.mjs')
  const { readHtml } = await import('./html.mjs')
  return oneSheet('html', async () => readHtml(decodeText(bytes, charsetOf(beginning))))
}

/** A workbook of before Excel 5, which stands without a container: its first record has the number 9. */
function isOldExcel(bytes) {
  return bytes[0] === 9 && [0, 2, 4].includes(bytes[1]) && [4, 6].includes(bytes[2]) && bytes[3] === 0
}

function oneSheet(kind, read) {
  return { kind, sheets: [{ name: '', hidden: false, read }] }
}

/** A file of a program: control characters in every line. Of UTF-16 the letters count: a byte of （ is one by itself. */
function holdsNoText(beginning) {
  let controls = 0
  for (let at = 0; at < beginning.length; at++) {
    const code = beginning.charCodeAt(at)
    if (code < 32 && code !== 0 && !(code >= 9 && code <= 13) && code !== 26) controls++
  }
  return controls > beginning.length / 20 && (controls > 1 || beginning.length < 8)
}
