import { beforeAll, expect, test } from 'vitest'
import { readTable, type UnreadableReason } from '@/lib/spreadsheet/formats/workbook'
import { biffOf, docxOf, partsOf, repeated, xlsxOf, zipOf } from '@/tests/fixtures/office-files'
import { writeCfb } from '../../../node_modules/hucre/dist/xlsx/crypto/cfb.mjs'

const MB = 1024 * 1024
const cell = '<row><c t="inlineStr"><is><t>姓名</t></is></c></row>'
const honest = xlsxOf({ rows: cell })
const letters = (column: number): string =>
  column === 0 ? '' : letters(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26))
const wide = Array.from({ length: 16384 }, (_, at) => `<c r="${letters(at + 1)}1"><v>1</v></c>`).join('')

type Case = [name: string, reason: UnreadableReason, fileName: string, file: () => Uint8Array]

const refused: Case[] = [
  ['nothing', 'empty', 'a.xlsx', () => new Uint8Array()],
  [
    'a sheet without a filled cell',
    'empty',
    'a.xlsx',
    () => xlsxOf({ rows: '<row r="1"><c r="A1" s="1"/></row>' }),
  ],
  ['more than 20 MB', 'tooBig', 'a.csv', () => new Uint8Array(20 * MB + 1)],
  [
    'a zip bomb',
    'tooLarge',
    'a.xlsx',
    () => zipOf({ ...partsOf({ rows: cell }), 'xl/sharedStrings.xml': bomb('<sst>') }),
  ],
  [
    'a zip bomb that declares one kilobyte',
    'damaged',
    'a.xlsx',
    () =>
      zipOf({ ...partsOf({ rows: '' }), 'xl/worksheets/sheet1.xml': bomb('<worksheet><sheetData>') }, 1024),
  ],
  [
    'a bomb in a part that nobody reads',
    'tooLarge',
    'a.xlsx',
    () => zipOf({ ...partsOf({ rows: cell }), 'xl/media/a.png': repeated('', Buffer.alloc(MB), 201) }),
  ],
  [
    'a million shared strings',
    'tooLarge',
    'a.xlsx',
    () => xlsxOf({ rows: cell, strings: '<si><t>a</t></si>'.repeat(1_000_000) }),
  ],
  [
    'ten million empty rows',
    'badCell',
    'a.xlsx',
    () =>
      zipOf({
        ...partsOf({ rows: '' }),
        'xl/worksheets/sheet1.xml': repeated(
          '<worksheet><sheetData>',
          Buffer.from('<row/>'.repeat(100_000)),
          100,
        ),
      }),
  ],
  [
    'a long text that stands in half a million cells',
    'tooLarge',
    'a.xlsx',
    () =>
      xlsxOf({
        rows: `<row>${'<c t="s"><v>0</v></c>'.repeat(10)}</row>`.repeat(50_000),
        strings: `<si><t>${'长'.repeat(32_000)}</t></si>`,
      }),
  ],
  [
    'a long text merged over half a million cells',
    'tooLarge',
    'a.xlsx',
    () =>
      xlsxOf({
        rows: `<row r="1"><c r="A1" t="inlineStr"><is><t>${'长'.repeat(32_000)}</t></is></c></row>${Array.from({ length: 1000 }, (_, at) => `<row r="${at + 2}"><c r="SA${at + 2}"><v>1</v></c></row>`).join('')}`,
        after: '<mergeCells><mergeCell ref="A1:RZ1001"/></mergeCells>',
      }),
  ],
  [
    'hidden columns without end',
    'badCell',
    'a.xlsx',
    () =>
      zipOf({
        ...partsOf({ rows: '' }),
        'xl/worksheets/sheet1.xml': `<worksheet><cols>${'<col min="-1000000000" max="1000000000" hidden="1"/>'.repeat(100_000)}</cols><sheetData>${cell}</sheetData></worksheet>`,
      }),
  ],
  ['an endless tag', 'damaged', 'a.xlsx', () => xlsxOf({ rows: `<row ${'a'.repeat(5 * MB)}` })],
  ['16,384 columns', 'tooManyColumns', 'a.xlsx', () => xlsxOf({ rows: `<row r="1">${wide}</row>` })],
  [
    'a cell outside every sheet',
    'badCell',
    'a.xlsx',
    () => xlsxOf({ rows: '<row><c r="AAAA9999999"><v>1</v></c></row>' }),
  ],
  [
    'a row outside every sheet',
    'badCell',
    'a.xlsx',
    () => xlsxOf({ rows: '<row r="1048577"><c><v>1</v></c></row>' }),
  ],
  [
    'a merged area outside every sheet',
    'badCell',
    'a.xlsx',
    () => xlsxOf({ rows: cell, after: '<mergeCells><mergeCell ref="A1:ZZZ9999999"/></mergeCells>' }),
  ],
  [
    'merged areas over merged areas',
    'tooLarge',
    'a.xlsx',
    () => xlsxOf({ rows: cell, after: '<mergeCell ref="A1:B2"/>'.repeat(50_001) }),
  ],
  [
    'entities that multiply',
    'damaged',
    'a.xlsx',
    () =>
      zipOf({ ...partsOf({ rows: cell }), 'xl/sharedStrings.xml': '<!DOCTYPE a [<!ENTITY b "bbb">]><sst/>' }),
  ],
  ['a workbook with a password', 'encrypted', 'a.xlsx', () => locked()],
  [
    'an Excel 97 file with a password',
    'encrypted',
    'a.xls',
    () => writeCfb([{ name: 'Workbook', data: padded(biffOf([['姓名']], { password: true })) }]),
  ],
  ['a picture', 'notASheet', 'a.xls', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0])],
  ['a program', 'notASheet', 'a.csv', () => new Uint8Array(300).map((_, at) => at)],
  [
    'tables in tables without end in a web page',
    'damaged',
    'a.xls',
    () => new TextEncoder().encode(`<html>${'<table><tr><td>'.repeat(100_000)}`),
  ],
  [
    'a cell over a thousand million columns of a web page',
    'badCell',
    'a.xls',
    () => new TextEncoder().encode('<table><tr><td colspan="1000000000">姓名'),
  ],
  [
    'entities that multiply in an XML spreadsheet',
    'damaged',
    'a.xls',
    () => new TextEncoder().encode('<!DOCTYPE a [<!ENTITY b "bbb">]><Workbook>&b;</Workbook>'),
  ],
  [
    'a row outside every sheet in an XML spreadsheet',
    'badCell',
    'a.xls',
    () =>
      new TextEncoder().encode(
        '<Workbook xmlns:ss="s"><Worksheet ss:Name="a"><Table><Row ss:Index="99999999"/></Table></Worksheet></Workbook>',
      ),
  ],
  ['an OLE container that turns in a circle', 'damaged', 'a.xls', () => circular()],
  [
    'an Excel 97 file that says it has four thousand million texts',
    'tooLarge',
    'a.xls',
    () => writeCfb([{ name: 'Workbook', data: padded(biffOf([['姓名']], { texts: 0xffffffff })) }]),
  ],
  [
    'an Excel 97 file with cells outside every sheet',
    'badCell',
    'a.xls',
    () => writeCfb([{ name: 'Workbook', data: padded(biffOf([Array(300).fill('名')])) }]),
  ],
  [
    'a document of old',
    'saveAsDocx',
    'a.docx',
    () => writeCfb([{ name: 'WordDocument', data: padded(new Uint8Array(1)) }]),
  ],
  [
    'a workbook of Excel 95',
    'saveAsXlsx',
    'a.xls',
    () => writeCfb([{ name: 'Book', data: padded(new Uint8Array(1)) }]),
  ],
  ['a sheet of OpenDocument', 'saveAsXlsx', 'a.xlsx', () => zipOf({ 'content.xml': '<a/>' })],
  ['a binary workbook', 'saveAsXlsx', 'a.xlsx', () => binary()],
  [
    'a document with a million cells in a row',
    'tooManyColumns',
    'a.docx',
    () => docxOf(`<w:tbl><w:tr>${'<w:tc/>'.repeat(1_000_000)}</w:tr></w:tbl>`),
  ],
  [
    'a cell over a thousand million columns',
    'badCell',
    'a.docx',
    () =>
      docxOf('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr></w:tc></w:tr></w:tbl>'),
  ],
  ['tables in tables without end', 'damaged', 'a.docx', () => docxOf('<w:tbl><w:tr><w:tc>'.repeat(100_000))],
  [
    'a document that is a zip bomb',
    'tooLarge',
    'a.docx',
    () => zipOf({ 'word/document.xml': bomb('<w:document>') }),
  ],
  [
    'entities that multiply in a document',
    'damaged',
    'a.docx',
    () => zipOf({ 'word/document.xml': '<!DOCTYPE a [<!ENTITY b "bbb">]><w:document>&b;</w:document>' }),
  ],
  ['a document without a table', 'noTable', 'a.docx', () => docxOf('<w:p><w:r><w:t>3月</w:t></w:r></w:p>')],
  ['a document that breaks off', 'damaged', 'a.docx', () => docxOf('<w:tbl><w:tr><w:tc').slice(0, -30)],
  ['a document with a password', 'encrypted', 'a.docx', () => locked()],
  ['a zip without a workbook', 'notASheet', 'a.xlsx', () => zipOf({ 'word/document.xml': '<a/>' })],
  ['a zip of other things', 'notASheet', 'a.xlsx', () => zipOf({ '照片/1.jpg': 'a' })],
  ['half a file', 'damaged', 'a.xlsx', () => honest.slice(0, honest.length / 2)],
  ['one wrong byte', 'damaged', 'a.xlsx', () => withWrongByte(honest)],
  [
    'a sheet that breaks off',
    'damaged',
    'a.xlsx',
    () => zipOf({ ...partsOf({ rows: '' }), 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row><c' }),
  ],
  [
    'a quote that never closes',
    'damaged',
    'a.csv',
    () => new TextEncoder().encode('姓名,单位\n"张三,东埔社区\n'),
  ],
]

// The first worker of a process loads what later ones share.
beforeAll(async () => {
  await readTable(honest, { fileName: 'warm.xlsx' })
})

test.each(refused)('%s is refused: %s', async (_, reason, fileName, file) => {
  const bytes = file()
  const before = process.memoryUsage().rss
  let highest = before
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss)
  }, 5)

  const reading = readTable(bytes, { fileName })

  await expect(reading).rejects.toMatchObject({ name: 'UnreadableFile', reason })
  clearInterval(watch)
  // The worker's heap is some 20 MB; the file itself is in memory twice.
  expect((highest - before - 2 * bytes.length) / MB).toBeLessThan(128)
})

test('after a refusal the next file is read', async () => {
  await expect(readTable(new Uint8Array([1]), { fileName: 'a.xlsx' })).rejects.toThrow('notASheet')

  expect((await readTable(honest, { fileName: 'a.xlsx' })).rows).toEqual([['姓名']])
})

/**
 * More than 210 MB after a short beginning, compressed to less than 1 MB; XML comments cost the reader nothing but
 * decompression.
 */
function bomb(beginning: string) {
  return repeated(beginning, Buffer.from(`<!--${' '.repeat(65000)}-->`.repeat(17)), 210)
}

/** An Office file with a password: an OLE container around the encrypted file. */
function locked() {
  return writeCfb([
    { name: 'EncryptionInfo', data: new Uint8Array(64) },
    { name: 'EncryptedPackage', data: honest },
  ])
}

/** The table of sectors says that the first one follows itself. */
function circular() {
  const bytes = writeCfb([{ name: 'Workbook', data: padded(biffOf([['姓名']])) }])
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  view.setUint32((view.getUint32(76, true) + 1) * 512, 0, true)
  return bytes
}

function binary() {
  const { '_rels/.rels': links, ...parts } = partsOf({ rows: cell })
  return zipOf({
    ...parts,
    '_rels/.rels': links.replace('workbook.xml', 'workbook.bin'),
    'xl/workbook.bin': 'a',
  })
}

/** Changes the checksum in the central directory for the last part, the sheet. */
function withWrongByte(bytes: Uint8Array) {
  const wrong = Buffer.from(bytes)
  const entry = wrong.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
  wrong[entry + 16] = (wrong[entry + 16] ?? 0) ^ 1
  return new Uint8Array(wrong)
}

/** Padded beyond the size of mini sectors, as every real Excel 97 file is. */
function padded(stream: Uint8Array) {
  const long = new Uint8Array(8192)
  long.set(stream)
  return long
}
