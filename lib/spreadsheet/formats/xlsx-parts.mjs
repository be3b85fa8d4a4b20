import { cellText, isPictureFont, pictured } from './cell-text.mjs'
import { MAX_TEXT, Unreadable } from './unreadable.mjs'
import { attribute, readXml } from './xml.mjs'

const MAX_STRINGS = 500_000

export function isTrue(text) {
  return text === '1' || text === 'true'
}

/** The path of a part that the workbook names, and that must be there. */
export function partOf(zip, path) {
  if (path && !zip.has(path)) throw new Unreadable('damaged', `${path} missing`)
  return path
}

/** The relationships of a part of the package, by id. */
export async function relations(zip, path) {
  const links = new Map()
  const open = (name, attributes) => {
    if (name !== 'Relationship') return
    const type = attribute(attributes, 'Type')
    links.set(attribute(attributes, 'Id'), {
      type: type.slice(type.lastIndexOf('/') + 1),
      path: attribute(attributes, 'Target'),
    })
  }
  await readXml(zip.chunks(path), { open })
  return links
}

/** The path of the part with this relationship type. */
export function target(links, type, folder) {
  for (const link of links.values()) if (link.type === type) return resolve(folder, link.path)
}

export function resolve(folder, path) {
  if (path.startsWith('/')) return path.slice(1)
  const parts = folder.split('/').filter(Boolean)
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

export async function readWorkbook(zip, path) {
  const sheets = []
  let since1904 = false
  // Excel, WPS and LibreOffice say how they reckoned; who says nothing, or asks that all be reckoned, has not.
  let isUnsaved = true
  const open = (name, attributes) => {
    if (name === 'workbookPr') since1904 = isTrue(attribute(attributes, 'date1904'))
    if (name === 'calcPr') isUnsaved = isTrue(attribute(attributes, 'fullCalcOnLoad'))
    if (name !== 'sheet') return
    const hidden = /hidden/i.test(attribute(attributes, 'state'))
    sheets.push({
      name: attribute(attributes, 'name'),
      link: attributes['r:id'] ?? attribute(attributes, 'id'),
      hidden,
    })
  }
  await readXml(zip.chunks(path), { open })
  return { sheets, since1904, isUnsaved }
}

/** Each shared string as `{ text, trouble }`; in a font of pictures as they are seen. */
export async function readStrings(zip, path) {
  const strings = []
  let run = newRun()
  let current = ''
  let isStruck = false
  let total = 0
  let inText = false
  let inPhonetic = false
  const open = (name, attributes) => {
    if (name === 'si') {
      current = ''
      isStruck = false
      run = newRun()
    } else if (name === 't') inText = true
    else if (name === 'rPh') inPhonetic = true
    else if (name === 'r') run = newRun()
    else noteRun(run, name, attributes)
  }
  const close = name => {
    if (name === 't') inText = false
    else if (name === 'rPh') inPhonetic = false
    else if (name === 'si') {
      strings.push(struck(cellText(decodeEscapes(current)), isStruck))
      if (strings.length > MAX_STRINGS || total > MAX_TEXT) throw new Unreadable('tooLarge')
    }
  }
  const text = part => {
    if (!inText || inPhonetic) return
    current += pictured(part, run.font)
    isStruck ||= run.isStruck && part.trim() !== ''
    total += part.length
  }
  if (path) await readXml(zip.chunks(path), { open, close, text })
  return strings
}

function newRun() {
  return { font: '', isStruck: false }
}

/** What the properties of a run, or of a font, say about the text. */
function noteRun(run, name, attributes) {
  if (name === 'rFont' || name === 'name') run.font = attribute(attributes, 'val')
  else if (name === 'strike') run.isStruck = !/^(?:0|false)$/.test(attribute(attributes, 'val'))
}

export function struck(shown, isStruck) {
  return isStruck && shown.text !== '' && !shown.trouble ? { ...shown, trouble: 'struck' } : shown
}

/** The number format and the font of each style. Those of conditional formats (dxf) belong to no cell. */
export async function readStyles(zip, path) {
  const codes = new Map()
  const fonts = []
  const styles = []
  const within = []
  const open = (name, attributes) => {
    const part = within.at(-1)
    if (name === 'numFmt' && part === 'numFmts')
      codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode'))
    else if (name === 'font' && part === 'fonts') fonts.push(newRun())
    else if (name === 'xf' && part === 'cellXfs')
      styles.push({
        id: Number(attribute(attributes, 'numFmtId') || 0),
        font: Number(attribute(attributes, 'fontId') || 0),
      })
    else if (part === 'font' && within.at(-2) === 'fonts') noteRun(fonts.at(-1), name, attributes)
    within.push(name)
  }
  const close = () => within.pop()
  if (path) await readXml(zip.chunks(path), { open, close })
  return styles.map(({ id, font }) => {
    const { font: fontName, isStruck } = fonts[font] ?? newRun()
    return { format: { id, code: codes.get(id) }, isStruck, font: isPictureFont(fontName) ? fontName : null }
  })
}

/** Characters that XML does not allow are escaped as `_x000D_`. */
export function decodeEscapes(text) {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}
