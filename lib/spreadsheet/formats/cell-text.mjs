// Letters of a character set of somebody's own machine, the sign for what could not be decoded, halves of a pair.
const strange = /[\p{Co}\p{Cs}\ufffd\ufffe\uffff]|(?![\t\n\v\f\r])\p{Cc}/u
const errorValue = /^#(?:REF!|N\/A|DIV\/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|#{2,})$/
// 1.38E+10: what Excel writes of a phone into a .csv.
const scientific = /^-?\d(?:\.\d+)?E[+-]\d{1,3}$/

/**
 * The text of a cell as it stands, and what is wrong with it.
 * @param {string} text @returns {{ text: string, trouble?: import('./workbook').TroubleReason }}
 */
export function cellText(text) {
  if (strange.test(text)) return { text, trouble: 'strangeCharacter' }
  const first = text.charCodeAt(0)
  if (first === 35 && errorValue.test(text)) return { text, trouble: 'errorValue' }
  return first < 58 && scientific.test(text) ? { text, trouble: 'digitsLost' } : { text }
}

/** Whether a character is none that a text of an office has. */
export function isStrange(text) {
  return strange.test(text)
}

// What a letter is in a font of pictures: ü in Wingdings is a tick. Offices mark their sheets with these.
const pictures = {
  wingdings: { ü: '✓', û: '✗', þ: '☑', ý: '☒', '¨': '□', o: '□', n: '■', '¡': '○', l: '●' },
  'wingdings 2': { P: '✓', O: '✗', R: '☑', S: '☒', Q: '☒', T: '☒', '£': '□', '*': '□' },
  webdings: { a: '✓', r: '✗', c: '□' },
  marlett: { b: '✓', r: '✗' },
  symbol: { Ö: '√', '´': '×', '\u00b7': '●' },
}

/** Whether letters in this font are pictures. @param {string} font */
export function isPictureFont(font) {
  return Object.hasOwn(pictures, font.trim().toLowerCase())
}

/** A text in a font of pictures, as it is seen; a picture that is not known stays a private letter. */
export function pictured(text, font) {
  const name = font.trim().toLowerCase()
  const known = pictures[name]
  if (!known) return text
  return text.replace(/[!-\u00ff\uf021-\uf0ff]/g, sign => {
    const code = sign.charCodeAt(0) & 0xff
    // The lower half of Symbol has digits, dots and Greek letters in their places.
    if (name === 'symbol' && code < 0x80) return String.fromCharCode(code)
    return known[String.fromCharCode(code)] ?? String.fromCharCode(0xf000 + code)
  })
}
