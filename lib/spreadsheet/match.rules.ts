// Separate from text.rules.ts, which loads pinyin data: the table editor matches heads in the browser with this alone.

const zeroWidth = /[\u200b-\u200f\u2060\ufeff\u00ad]/g
export const dots = /[•・‧∙･⋅᛫⸱●]|(?<=\p{Script=Han})[.．](?=\p{Script=Han})/gu

/** The normalised form of a name: width, case, spaces, dots, dashes and composed letters make no difference. */
export function matchKey(text: string): string {
  // Most words of a sheet are normal as they are.
  if (/^[\u4e00-\u9fff0-9a-z-]*$/.test(text)) return text
  return text
    .replace(zeroWidth, '')
    .replace(/\s+/g, '')
    .replace(dots, '·')
    .normalize('NFKC')
    .replace(/[‐-―−─~]/g, '-')
    .replace(/[“”″]/g, '"')
    .replace(/[‘’′]/g, "'")
    .toLowerCase()
}

/** A text without the blanks around it, full-width and zero-width ones too. */
export function trimmed(text: string) {
  return text.replace(/^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$/g, '')
}
