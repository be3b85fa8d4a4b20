import { type Cell, writeXlsx } from 'hucre/xlsx'
import { fitAll, fitText } from '@/lib/core/text'
import { headOnEachPage, sheetNameOf } from '@/lib/spreadsheet/workbook.sheet'
import { margins, type Paper, type PaperColumn } from './document.rules'
import {
  type Docx,
  FOOTER,
  fontOf,
  fonts,
  footers,
  LINE,
  MARGIN,
  PAGE,
  pack,
  SIZE,
  twips,
} from './official.sheet'

// Landscape pages are turned to the left: the head of the table is at the binding, so each margin stays at its
// edge of the sheet.
const TURNED = { top: MARGIN.left, bottom: MARGIN.right, left: MARGIN.bottom, right: MARGIN.top }
// Tables have a smaller type and pitch than running text: 4号 in portrait; 小四 in landscape, with up to ten columns.
const TABLE = { upright: { size: 28, line: 440 }, wide: { size: 24, line: 360 } }

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
        footers: footers(docx),
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
