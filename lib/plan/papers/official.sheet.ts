import type { Document, IRunOptions } from 'docx'

// GB/T 9704-2012, A4. Lengths are whole twips (1/20 pt), so they are rounded. The line pitch of 28.99 pt (225
// mm for 22 lines) is rounded down to 28.95: at 29.00 the 22nd line would not fit.
export const twips = (millimetres: number) => Math.round((millimetres * 1440) / 25.4)
export const PAGE = { width: twips(210), height: twips(297) }
export const MARGIN = { top: twips(37), bottom: twips(35), left: twips(28), right: twips(26) }
export const LINE = 579
// The page number is 7 mm below the text; Word measures the footer from the edge of the sheet.
export const FOOTER = twips(25)

/** Sizes in half points: 2号 = 22 pt, 3号 = 16 pt, 4号 = 14 pt. */
export const SIZE = { title: 44, body: 32, number: 28 }
/** Fonts are named, not embedded: a machine without the first uses the next (fontTable.xml). */
export const fonts = {
  title: ['方正小标宋简体', '方正小标宋_GBK,宋体'],
  body: ['仿宋_GB2312', '仿宋'],
  head: ['黑体', 'SimHei'],
  kai: ['楷体_GB2312', '楷体'],
  number: ['宋体', 'SimSun'],
} as const

export type Docx = typeof import('docx')

export async function pack(docx: Docx, document: Document): Promise<Uint8Array> {
  const bytes = await docx.Packer.toBuffer(document, undefined, [
    { path: 'word/fontTable.xml', data: fontTable() },
  ])
  return new Uint8Array(bytes)
}

/** — 1 —, odd pages at the right, even ones at the left. */
export function footers(docx: Docx) {
  const { AlignmentType, Paragraph, TextRun } = docx
  const footer = (isOdd: boolean) =>
    new docx.Footer({
      children: [
        new Paragraph({
          alignment: isOdd ? AlignmentType.RIGHT : AlignmentType.LEFT,
          // Indented by one character from the outer edge.
          indent: isOdd ? { right: SIZE.number * 10 } : { left: SIZE.number * 10 },
          children: [
            new TextRun({
              ...fontOf('number'),
              size: SIZE.number,
              children: ['— ', docx.PageNumber.CURRENT, ' —'],
            }),
          ],
        }),
      ],
    })
  return { default: footer(true), even: footer(false) }
}

/** Letters and digits use the Chinese font too, as in official documents. */
export function fontOf(font: keyof typeof fonts): Pick<IRunOptions, 'font'> {
  const [name] = fonts[font]
  return { font: { ascii: name, hAnsi: name, eastAsia: name, cs: name, hint: 'eastAsia' } }
}

function fontTable(): string {
  const named = Object.values(fonts).map(
    ([name, others]) =>
      `<w:font w:name="${name}"><w:altName w:val="${others}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>`,
  )
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${named.join('')}</w:fonts>`
}
