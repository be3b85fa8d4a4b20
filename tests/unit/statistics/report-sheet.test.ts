import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { LINE, MARGIN, SIZE } from '@/lib/plan/papers/official.sheet'
import { openZip } from '@/lib/spreadsheet/formats/zip.mjs'
import { writeReport } from '@/lib/statistics/report/report.sheet'
import type { Line } from '@/lib/statistics/report/template.rules'

const TITLE = '演示街道关于2023年法治政府建设情况及2024年推进法治政府建设工作要点的报告'
// With what stands above and below, 88 lines: four full pages, and a fifth where fewer characters or lines fit.
const BODY = 71
const lines: Line[] = [
  { kind: 'title', text: TITLE },
  { kind: 'addressee', text: '演示区人民政府：' },
  { kind: 'text', text: '现将有关情况报告如下：' },
  { kind: 'part', text: '一、主要情况' },
  { kind: 'heading', text: '（一）强化领导，健全机制' },
  { kind: 'text', text: '法'.repeat(28 * BODY - 2) },
  { kind: 'point', text: '一是“八进”还有空白<二>&。' },
  { kind: 'annex', text: '附件：2023年数据附表' },
  { kind: 'signature', text: '演示街道办事处' },
  { kind: 'date', text: '2024年1月19日' },
]

const parts: Record<string, string> = {}
let bytes: Uint8Array
beforeAll(async () => {
  bytes = await writeReport(lines, '演示街道')
  const zip = await openZip(bytes)
  for (const name of ['document', 'styles', 'settings', 'fontTable', 'footer1', 'footer2']) {
    const chunks: Uint8Array[] = []
    for await (const chunk of zip.chunks(`word/${name}.xml`)) chunks.push(chunk)
    parts[name] = Buffer.concat(chunks).toString('utf8')
  }
})

const attribute = (xml: string | undefined, tag: string, name: string) =>
  new RegExp(`<w:${tag}\\b[^>]*\\bw:${name}="([^"]*)"`).exec(xml ?? '')?.[1]
const paragraphs = () => parts.document?.match(/<w:p>.*?<\/w:p>|<w:p\/>/gs) ?? []
const plain = (xml = '') => xml.replace(/<[^>]*>/g, '')
const of = (begins: string) => paragraphs().find(each => plain(each).startsWith(begins))
const place = (begins: string) => paragraphs().findIndex(each => plain(each).startsWith(begins))
const font = (begins: string) => attribute(of(begins), 'rFonts', 'eastAsia')
const size = (begins: string) => attribute(of(begins), 'sz', 'val')
const footer = (at: 1 | 2) => parts[`footer${at}`]

// GB/T 9704-2012. Lengths are twips, sizes half points.
const points: [string, () => unknown, unknown][] = [
  ['5.1 the paper is A4, 210 mm wide', () => attribute(parts.document, 'pgSz', 'w'), '11906'],
  ['5.1 and 297 mm high', () => attribute(parts.document, 'pgSz', 'h'), '16838'],
  ['5.1 upright', () => attribute(parts.document, 'pgSz', 'orient'), 'portrait'],
  ['5.2.1 the head margin is 37 mm', () => attribute(parts.document, 'pgMar', 'top'), '2098'],
  ['5.2.1 the binding margin is 28 mm', () => attribute(parts.document, 'pgMar', 'left'), '1587'],
  ['5.2.1 so the right one is 26 mm', () => attribute(parts.document, 'pgMar', 'right'), '1474'],
  ['5.2.1 and the foot one 35 mm', () => attribute(parts.document, 'pgMar', 'bottom'), '1984'],
  ['5.2.3 a line is 28.95 pt', () => attribute(of('现将'), 'spacing', 'line'), '579'],
  ['5.2.3 exactly', () => attribute(of('现将'), 'spacing', 'lineRule'), 'exact'],
  ['5.2.3 so that 22 of them fit', () => 22 * 579 <= 16838 - 2098 - 1984, true],
  ['5.2.3 and 23 do not', () => 23 * 579 <= 16838 - 2098 - 1984, false],
  ['5.2.3 28 characters fit on a line', () => 28 * (320 + spacing()) <= 11906 - 1587 - 1474, true],
  ['5.2.3 and 29 do not', () => 29 * (320 + spacing()) <= 11906 - 1587 - 1474, false],
  ['5.2.2 the text is 3号', () => size('现将'), '32'],
  ['5.2.2 in 仿宋', () => font('现将'), '仿宋_GB2312'],
  ['5.2.2 so is what has no size of its own', () => attribute(parts.styles, 'sz', 'val'), '32'],
  ['5.2.2 and no font of its own', () => attribute(parts.styles, 'rFonts', 'eastAsia'), '仿宋_GB2312'],
  ['7.3.1 the title is 2号', () => size('关于2023'), '44'],
  ['7.3.1 in 小标宋', () => font('关于2023'), '方正小标宋简体'],
  ['7.3.1 centred', () => attribute(of('关于2023'), 'jc', 'val'), 'center'],
  ['7.3.1 two blank lines above it', () => paragraphs().findIndex(each => plain(each) !== ''), 2],
  ['7.3.1 broken where it reads well', () => titleRows().join(''), TITLE],
  ['7.3.1 into lines that fit', () => titleRows().map(each => each.length), [4, 16, 20]],
  ['7.3.2 one blank line below it', () => plain(paragraphs()[place('演示区') - 1]), ''],
  ['7.3.2 the addressee is flush left', () => attribute(of('演示区'), 'ind', 'firstLine'), undefined],
  ['7.3.2 and ends with a full-width colon', () => plain(of('演示区')).endsWith('：'), true],
  ['7.3.3 a paragraph begins two characters in', () => attribute(of('现将'), 'ind', 'firstLine'), '640'],
  ['7.3.3 heads of the first level are 黑体', () => font('一、主要'), '黑体'],
  ['7.3.3 of 3号', () => size('一、主要'), '32'],
  ['7.3.3 those of the second 楷体', () => font('（一）强化'), '楷体_GB2312'],
  ['7.3.3 of 3号', () => size('（一）强化'), '32'],
  ['7.3.3 no head stands alone at a foot', () => of('（一）强化')?.includes('<w:keepNext/>'), true],
  [
    '7.3.3 what is typed is text, whatever it holds',
    () => plain(of('一是')),
    '一是“八进”还有空白&lt;二&gt;&amp;。',
  ],
  ['7.3.4 the attachment stands one blank line below', () => plain(paragraphs()[place('附件') - 1]), ''],
  ['7.3.4 two characters in', () => attribute(of('附件'), 'ind', 'firstLine'), '640'],
  ['7.3.4 without a full stop', () => plain(of('附件')).endsWith('。'), false],
  [
    '7.3.5 the date ends four characters from the right',
    () => attribute(of('2024年1月'), 'ind', 'right'),
    '1280',
  ],
  ['7.3.5 the signature is centred above it', () => attribute(of('演示街道办'), 'ind', 'right'), '1200'],
  ['7.3.5 and does not leave it', () => of('演示街道办')?.includes('<w:keepNext/>'), true],
  ['7.3.5 Arabic digits without a leading zero', () => plain(of('2024年1月')), '2024年1月19日'],
  ['7.5 the page number is 4号', () => attribute(footer(1), 'sz', 'val'), '28'],
  ['7.5 in 宋体', () => attribute(footer(1), 'rFonts', 'eastAsia'), '宋体'],
  ['7.5 between dashes', () => plain(footer(1)), '— PAGE —'],
  ['7.5 odd pages at the right', () => attribute(footer(1), 'jc', 'val'), 'right'],
  ['7.5 even ones at the left', () => attribute(footer(2), 'jc', 'val'), 'left'],
  ['7.5 one character in', () => attribute(footer(1), 'ind', 'right'), '280'],
  ['7.5 the two differ', () => parts.settings?.includes('<w:evenAndOddHeaders/>'), true],
  ['7.5 7 mm below the text', () => attribute(parts.document, 'pgMar', 'footer'), '1417'],
  ['a machine without 仿宋_GB2312 takes 仿宋', () => parts.fontTable?.includes('w:val="仿宋"'), true],
  ['no font is embedded', () => parts.fontTable?.includes('embed'), false],
]

const spacing = () => Number(/<w:spacing w:val="(-?\d+)"/.exec(of('现将') ?? '')?.[1])
const titleRows = () =>
  paragraphs()
    .slice(2, place('演示区') - 1)
    .map(plain)

describe('the report as .docx (GB/T 9704-2012)', () => {
  test.each(points)('%s', (_, found, expected) => {
    expect(found()).toEqual(expected)
  })
})

test('a printed page has the margins and the lines of the .docx', () => {
  const css = (file: string) =>
    readFileSync(path.resolve(import.meta.dirname, '../../../app/(desk)', file), 'utf8')
  const [, margins] =
    /@page official \{[^}]*margin: ([^;]*);/.exec(css('plans/[id]/paper/_parts/paper.css')) ?? []
  const paper = css('reports/_parts/report-paper.css')

  expect(margins?.split(' ')).toEqual(
    [MARGIN.top, MARGIN.right, MARGIN.bottom, MARGIN.left].map(
      margin => `${Math.round((margin / 1440) * 25.4)}mm`,
    ),
  )
  expect(paper).toMatch(/\.report-paper \{\s*page: official;\s*font:\s*16pt \/ 28\.95pt "仿宋_GB2312"/)
  expect([SIZE.body / 2, LINE / 20]).toEqual([16, 28.95])
})

// Its part for texts is a package of its own.
const soffice = existsSync('/usr/lib/libreoffice/program/libswlo.so') ? '/usr/bin/soffice' : null

// One zone is enough, and the program is slow to start.
test.skipIf(!soffice || process.env.TZ !== 'Asia/Shanghai')(
  'LibreOffice lays out 22 lines of 28 characters a page',
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-report-'))
    try {
      writeFileSync(path.join(folder, 'report.docx'), bytes)
      const own = `-env:UserInstallation=file://${folder}/profile`
      execFileSync(
        soffice ?? '',
        [own, '--headless', '--convert-to', 'pdf', '--outdir', folder, 'report.docx'],
        {
          cwd: folder,
          stdio: 'ignore',
        },
      )
      const pdf = readFileSync(path.join(folder, 'report.pdf'), 'latin1')
      expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(4)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
  120_000,
)
