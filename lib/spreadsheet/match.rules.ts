// Apart from text.ts, which knows how words sound: the table editor reads heads in the browser with this alone.

const zeroWidth = /[\u200b-\u200f\u2060\ufeff\u00ad]/g
export const dots = /[•・‧∙･⋅᛫⸱●]|(?<=\p{Script=Han})[.．](?=\p{Script=Han})/gu

/** What two spellings of one name share: width, case, spaces, dots, dashes and composed letters make no difference. */
export function matchKey(text: string): string {
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
