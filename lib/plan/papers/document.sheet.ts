import type { Document, IRunOptions } from 'docx'
import { type Cell, writeXlsx } from 'hucre/xlsx'
import { fitAll, fitText } from '@/lib/core/text'
import { headOnEachPage, sheetNameOf } from '@/lib/spreadsheet/workbook.sheet'
import { margins, type Paper, type PaperColumn } from './document.rules'

// GB/T 9704-2012, A4. Lengths are whole twips (1/20 pt), so they are rounded. The line pitch of 28.99 pt (225
// mm for 22 lines) is rounded down to 28.95: at 29.00 the 22nd line would not fit.
const twips = (millimetres: number) => Math.round((millimetres * 1440) / 25.4)
const PAGE = { width: twips(210), height: twips(297) }
const MARGIN = { top: twips(37), bottom: twips(35), left: twips(28), right: twips(26) }
// Landscape pages are turned to the left: the head of the table is at the binding, so each margin stays at its
// edge of the sheet.
const TURNED = { top: MARGIN.left, bottom: MARGIN.right, left: MARGIN.bottom, right: MARGIN.top }
const LINE = 579
// The page number is 7 mm below the text; Word measures the footer from the edge of the sheet.
const FOOTER = twips(25)

/** Sizes in half points: 2号 = 22 pt, 3号 = 16 pt, 4号 = 14 pt. */
const SIZE = { title: 44, body: 32, number: 28 }
// Tables have a smaller type and pitch than running text: 4号 in portrait; 小四 in landscape, with up to ten columns.
const TABLE = { upright: { size: 28, line: 440 }, wide: { size: 24, line: 360 } }

/** Fonts are named, not embedded: a machine without the first uses the next (fontTable.xml). */
export const fonts = {
  title: ['方正小标宋简体', '方正小标宋_GBK,宋体'],
  body: ['仿宋_GB2312', '仿宋'],
  head: ['黑体', 'SimHei'],
  kai: ['楷体_GB2312', '楷体'],
  number: ['宋体', 'SimSun'],
} as const

/** The annex as a .docx. */
export async function writeDocument(given: Paper, author: string): Promise<Uint8Array> {
  const paper = fitAll(given)
  // Imported lazily: half a megabyte that nothing else in the server needs.
  const docx = await import('docx')
  const { AlignmentType, Paragraph, TextRun } = docx
  const run = (text: string, font: keyof typeof fonts, size: number) =>
    new TextRun({ text, ...fontOf(font), size })
  const line = { line: LINE, lineRule: docx.LineRuleType.EXACT }
  const paragraph = (text: string, font: keyof typeof fonts, size: number, isCentred = true) =>
    new Paragraph({
      spacing: text === paper.note ? { ...line, after: 160 } : line,
      ...(isCentred ? { alignment: AlignmentType.CENTER } : {}),
      children: text ? [run(text, font, size)] : [],
    })
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
  const document = new docx.Document({
    creator: fitText(author),
    lastModifiedBy: fitText(author),
    title: paper.title,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: { ...fontOf('body'), size: SIZE.body }, paragraph: { spacing: line } } },
    },
    sections: [
      {
        properties: {
          page: {
            size: {
              ...PAGE,
              orientation: paper.isWide ? docx.PageOrientation.LANDSCAPE : docx.PageOrientation.PORTRAIT,
            },
            margin: { ...(paper.isWide ? TURNED : MARGIN), footer: paper.isWide ? twips(16) : FOOTER },
          },
          // The pitch is set on each paragraph; a grid would also stretch the table's lines to it.
          grid: { type: docx.DocumentGridType.DEFAULT, linePitch: LINE },
        },
        footers: { default: footer(true), even: footer(false) },
        children: [
          paragraph(paper.mark, 'head', SIZE.body, false),
          paragraph('', 'body', SIZE.body),
          ...paper.titleLines.map(text => paragraph(text, 'title', SIZE.title)),
          paragraph(paper.note, 'kai', SIZE.body),
          tableOf(docx, paper),
        ],
      },
    ],
  })
  return pack(docx, document)
}

type Docx = typeof import('docx')

async function pack(docx: Docx, document: Document): Promise<Uint8Array> {
  const bytes = await docx.Packer.toBuffer(document, undefined, [
    { path: 'word/fontTable.xml', data: fontTable() },
  ])
  return new Uint8Array(bytes)
}

function tableOf(docx: Docx, { columns, rows, isWide }: Paper) {
  const { Paragraph, TableCell, TableRow, TextRun } = docx
  const widths = widthsOf(columns, textWidth(isWide))
  const letters = isWide ? TABLE.wide : TABLE.upright
  const rule = { style: docx.BorderStyle.SINGLE, size: 4, color: '000000' }
  const cell = (text: string, at: number, font: keyof typeof fonts, isCentred: boolean) =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: docx.WidthType.DXA },
      verticalAlign: docx.VerticalAlign.CENTER,
      margins: { left: 57, right: 57, top: 28, bottom: 28 },
      children: [
        new Paragraph({
          alignment: isCentred ? docx.AlignmentType.CENTER : docx.AlignmentType.LEFT,
          spacing: { line: letters.line, lineRule: docx.LineRuleType.EXACT },
          children: [new TextRun({ text, ...fontOf(font), size: letters.size })],
        }),
      ],
    })
  return new docx.Table({
    layout: docx.TableLayoutType.FIXED,
    width: { size: textWidth(isWide), type: docx.WidthType.DXA },
    columnWidths: widths,
    borders: {
      top: rule,
      bottom: rule,
      left: rule,
      right: rule,
      insideHorizontal: rule,
      insideVertical: rule,
    },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ head }, at) => cell(head, at, 'head', true)),
      }),
      ...rows.map(
        row =>
          new TableRow({
            cantSplit: true,
            children: row.map((text, at) => cell(text, at, 'body', isCentred(columns[at], text))),
          }),
      ),
    ],
  })
}

// Text that fits on one line is centred, longer text is left-aligned.
function isCentred(column: PaperColumn | undefined, text: string): boolean {
  return Boolean(column && (column.isNumber || [...text].length <= column.share))
}

/** 156 mm in portrait; in landscape 297 mm minus both margins. */
function textWidth(isWide: boolean): number {
  return isWide ? PAGE.height - TURNED.left - TURNED.right : PAGE.width - MARGIN.left - MARGIN.right
}

/** Divides the width by the columns' shares; the last column gets the rounding difference. */
function widthsOf(columns: PaperColumn[], whole: number): number[] {
  const all = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => Math.floor((whole * share) / all))
  const left = whole - widths.reduce((sum, width) => sum + width, 0)
  return widths.map((width, at) => (at === widths.length - 1 ? width + left : width))
}

/** Letters and digits use the Chinese font too, as in official documents. */
function fontOf(font: keyof typeof fonts): Pick<IRunOptions, 'font'> {
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

const inches = (millimetres: number) => millimetres / 25.4

/** The annex as an .xlsx, with the heads that an import accepts and the margins of the paper. */
export async function writePaperWorkbook(paper: Paper): Promise<Uint8Array> {
  const { mark, title, note, isWide, columns, rows } = fitAll(paper)
  const last = columns.length - 1
  const size = (isWide ? TABLE.wide : TABLE.upright).size / 2
  const line = { style: 'thin', color: { rgb: '000000' } } as const
  const border = { top: line, right: line, bottom: line, left: line }
  const centred = { horizontal: 'center', vertical: 'center', wrapText: true } as const
  const above = [
    { text: mark, style: { font: { name: fonts.head[0], size: 16 } } },
    { text: title, style: { font: { name: fonts.title[0], size: 22 }, alignment: centred } },
    { text: note, style: { font: { name: fonts.kai[0], size: 16 }, alignment: centred } },
  ]
  const cells = new Map<string, Partial<Cell>>(above.map(({ style }, at) => [`${at},0`, { style }]))
  const headRow = above.length
  const name = sheetNameOf(title)
  columns.forEach((_, at) => {
    const font = { name: fonts.head[0], size }
    cells.set(`${headRow},${at}`, { style: { font, border, alignment: centred } })
  })
  rows.forEach((row, n) => {
    row.forEach((text, at) => {
      const horizontal = isCentred(columns[at], text) ? 'center' : 'left'
      cells.set(`${headRow + 1 + n},${at}`, {
        style: {
          font: { name: fonts.body[0], size },
          border,
          numFmt: '@',
          alignment: { horizontal, vertical: 'center', wrapText: true },
        },
      })
    })
  })
  const { top, bottom, left, right } = margins({ isWide })
  return writeXlsx({
    defaultFont: { name: fonts.body[0], size },
    properties: { created: new Date(0), modified: new Date(0) },
    sheets: [
      {
        name,
        columns: columns.map(({ share }) => ({ width: share * 2.6 + 1 })),
        rows: [...above.map(({ text }) => [text]), columns.map(({ head }) => head), ...rows],
        cells,
        merges: above.map((_, row) => ({ startRow: row, startCol: 0, endRow: row, endCol: last })),
        freezePane: { rows: headRow + 1 },
        pageSetup: {
          paperSize: 'a4',
          orientation: isWide ? 'landscape' : 'portrait',
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0,
          margins: {
            top: inches(top),
            bottom: inches(bottom),
            left: inches(left),
            right: inches(right),
            footer: inches(25),
          },
        },
        headerFooter: {
          oddFooter: `&R&"${fonts.number[0]}"&14— &P —`,
          evenFooter: `&L&"${fonts.number[0]}"&14— &P —`,
          differentOddEven: true,
        },
      },
    ],
    namedRanges: [headOnEachPage(name, headRow)],
  })
}
