import { describe, expect, test } from 'vitest'
import { planColumns } from '@/lib/plan/items/item.sheet'
import { paperOf, titleLines } from '@/lib/plan/papers/document.rules'
import { writeDocument, writePaperWorkbook } from '@/lib/plan/papers/document.sheet'
import type { SnapshotItem } from '@/lib/plan/revision.rules'
import { readTable } from '@/lib/spreadsheet/formats/workbook'
import { openZip } from '@/lib/spreadsheet/formats/zip.mjs'
import { readRows } from '@/lib/spreadsheet/rows.rules'

const item = (id: number, facts: Partial<SnapshotItem> = {}): SnapshotItem => ({
  id,
  time: '3月',
  times: 1,
  content: '学习宪法',
  form: '集中学法',
  audience: '全体机关干部',
  lecturer: '',
  unit: '党政办公室',
  mustLearn: false,
  topics: [],
  remark: '',
  parentId: null,
  weight: null,
  evidence: '',
  ...facts,
})
const title = '演示街道2023年度机关学法安排'
const items = [
  item(1),
  item(2, { time: '每月', times: 12, content: '=学习“民法典”<二>', topics: ['民法典'] }),
]
const issued = { revision: 2, on: '2023-03-01' }
const wide = paperOf({ title, items }, 'officials', issued)
const points = paperOf(
  {
    title: '要点',
    items: [item(1, { content: '要点一', weight: 10 }), item(2, { content: '分解', parentId: 1 })],
  },
  'workPoints',
  null,
)

async function part(bytes: Uint8Array, name: string): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of (await openZip(bytes)).chunks(name)) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
const attributes = (xml: string, tag: string) =>
  [...xml.matchAll(new RegExp(`<w:${tag}((?: [^>]*?)?)/?>`, 'g'))].map(found =>
    Object.fromEntries([...(found[1] ?? '').matchAll(/w:(\w+)="([^"]*)"/g)].map(each => [each[1], each[2]])),
  )

describe('the annex', () => {
  test('leaves out a column in which nothing stands, and says what revision it is', () => {
    expect(wide.columns.map(each => each.head)).toEqual([
      '序号',
      '时间',
      '学习内容',
      '学习形式',
      '学习对象',
      '责任单位',
      '次数',
      '必学',
    ])
    expect(wide.note).toBe('（2023年3月1日修订，第2版）')
    expect(points.note).toBe('（草案）')
    expect(points.rows).toEqual([
      ['1', '要点一', '', '党政办公室', '3月', '10'],
      ['1.1', '分解', '要点一', '党政办公室', '3月', ''],
    ])
  })

  test.each([
    ['演示街道2023年度机关学法安排', ['演示街道2023年度机关学法安排']],
    [
      '演示街道2023年度社区、企事业单位和学校学法安排',
      ['演示街道2023年度', '社区、企事业单位和学校学法安排'],
    ],
    [
      '一二三四五六七八九十一二三四五六七八九十一二三四',
      ['一二三四五六七八九十一二', '三四五六七八九十一二三四'],
    ],
  ])('the title %s is broken where it may be read so', (given, lines) => {
    expect(titleLines(given, 20)).toEqual(lines)
  })
})

describe('the .docx (GB/T 9704-2012)', () => {
  test('upright: A4 with margins of 37, 35, 28 and 26 mm, and 22 lines of text', async () => {
    const upright = paperOf(
      { title, items: [item(1)].map(each => ({ ...each, weight: null })) },
      'workPoints',
      null,
    )
    const xml = await part(await writeDocument(upright, '演示街道'), 'word/document.xml')
    const [size] = attributes(xml, 'pgSz')
    const [margin] = attributes(xml, 'pgMar')

    expect(size).toMatchObject({ w: '11906', h: '16838', orient: 'portrait' })
    expect(margin).toMatchObject({ top: '2098', bottom: '1984', left: '1587', right: '1474' })
    const lines = attributes(xml, 'spacing').filter(each => each.line === '579' && each.lineRule === 'exact')
    expect(lines.length).toBeGreaterThan(3)
    expect(22 * 579).toBeLessThanOrEqual(16838 - 2098 - 1984)
  })

  test('a wide table lies across, turned to the left, so that each margin stays at its edge', async () => {
    const xml = await part(await writeDocument(wide, '演示街道'), 'word/document.xml')

    expect(attributes(xml, 'pgSz')[0]).toMatchObject({ w: '16838', h: '11906', orient: 'landscape' })
    expect(attributes(xml, 'pgMar')[0]).toMatchObject({
      top: '1587',
      right: '2098',
      bottom: '1474',
      left: '1984',
    })
    const columns = attributes(xml, 'gridCol').map(each => Number(each.w))
    expect(columns.reduce((sum, each) => sum + each, 0)).toBe(16838 - 1984 - 2098)
  })

  test('names its fonts and sizes: 附件 and heads 黑体, title 小标宋 2号, text 仿宋; none is embedded', async () => {
    const bytes = await writeDocument(wide, '演示街道')
    const xml = await part(bytes, 'word/document.xml')
    const fontAndSize = (text: string) => {
      const run = xml.split('<w:r>').find(each => each.includes(`>${text}<`)) ?? ''
      return [attributes(run, 'rFonts')[0]?.eastAsia, attributes(run, 'sz')[0]?.val]
    }

    expect(fontAndSize('附件')).toEqual(['黑体', '32'])
    expect(fontAndSize(title)).toEqual(['方正小标宋简体', '44'])
    expect(fontAndSize('学习内容')).toEqual(['黑体', '24'])
    expect(fontAndSize('学习宪法')).toEqual(['仿宋_GB2312', '24'])
    expect(attributes(await part(bytes, 'word/styles.xml'), 'rFonts')[0]?.eastAsia).toBe('仿宋_GB2312')
    expect(attributes(await part(bytes, 'word/styles.xml'), 'sz')[0]?.val).toBe('32')
    const table = await part(bytes, 'word/fontTable.xml')
    expect(attributes(table, 'font').map(each => each.name)).toEqual([
      '方正小标宋简体',
      '仿宋_GB2312',
      '黑体',
      '楷体_GB2312',
      '宋体',
    ])
    expect(attributes(table, 'altName').map(each => each.val)).toContain('仿宋')
    expect(table).not.toContain('embed')
  })

  test('numbers its pages — 1 — in 4号 宋体, odd ones at the right, even ones at the left', async () => {
    const bytes = await writeDocument(wide, '演示街道')
    const footers = await Promise.all([1, 2].map(at => part(bytes, `word/footer${at}.xml`)))

    expect(attributes(await part(bytes, 'word/settings.xml'), 'evenAndOddHeaders')).toHaveLength(1)
    expect(footers.map(xml => attributes(xml, 'jc')[0]?.val)).toEqual(['right', 'left'])
    expect(footers.map(xml => attributes(xml, 'ind')[0])).toEqual([{ right: '280' }, { left: '280' }])
    for (const xml of footers) {
      expect(attributes(xml, 'sz')[0]?.val).toBe('28')
      expect(attributes(xml, 'rFonts')[0]?.eastAsia).toBe('宋体')
      expect(xml.replace(/<[^>]*>/g, '')).toBe('— PAGE —')
    }
  })
})

test.each([
  ['docx', writeDocument],
  ['xlsx', writePaperWorkbook],
] as const)('the .%s comes back through the import as it was', async (kind, writing) => {
  const table = await readTable(await writing(wide, '演示街道'), { fileName: `计划.${kind}` })
  const sheet = readRows(table, planColumns)

  expect(sheet.ok && sheet.rows.map(({ cells }) => Object.values(cells))).toEqual(
    wide.rows.map(row => row.slice(1)),
  )
})
