import { readXlsx } from 'hucre/xlsx'
import ical from 'ical.js'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { namedFile } from '@/app/_http/attachment'
import { calendarText } from '@/lib/calendar/feeds/feed.rules'
import type { FeedItem } from '@/lib/calendar/feeds/item.rules'
import { paperOf } from '@/lib/plan/papers/document.rules'
import { writeDocument, writePaperWorkbook } from '@/lib/plan/papers/document.sheet'
import { openZip } from '@/lib/spreadsheet/formats/zip.mjs'
import { writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'
import { writeReport } from '@/lib/statistics/report/report.sheet'
import type { ParagraphKind } from '@/lib/statistics/report/template.rules'
import { files, textOf } from '../../house/source'

// What was stored before texts were checked, in every place of every kind of file; read by parsers that are not ours.

const bad = '宪\u0000法\u000b\ufffe\uffff\ud83d学\udc00习&<\u0008'
const left = '宪法学习&<'

test('a workbook opens, and holds what can be read', async () => {
  const bytes = await writeWorkbook({
    sheetName: bad,
    title: bad,
    columns: [
      { head: bad, width: 10, kind: 'text' },
      { head: bad, width: 10, kind: 'day' },
      { head: bad, width: 10, kind: 'number' },
    ],
    rows: [[bad, bad, bad]],
  })

  await expectWellFormed(bytes)
  const [sheet] = (await readXlsx(bytes)).sheets
  expect(sheet?.rows).toEqual([
    [left, null, null].slice(0, sheet?.rows[0]?.length),
    [left, left, left],
    [left, left, left],
  ])
})

const item = {
  id: 1,
  time: bad,
  times: 1,
  content: bad,
  form: bad,
  audience: bad,
  lecturer: bad,
  unit: bad,
  mustLearn: false,
  topics: [bad],
  remark: bad,
  parentId: null,
  weight: null,
  evidence: bad,
}

test.each(['officials', 'communities', 'workPoints'] as const)(
  'the paper of a plan (%s) opens',
  async kind => {
    const paper = paperOf({ title: bad, items: [item] }, kind, { revision: 1, on: '2023-03-01' })

    await expectWellFormed(await writeDocument(paper, bad))
    await expectWellFormed(await writePaperWorkbook(paper))
  },
)

test('a report is well formed, whatever was typed', async () => {
  const kinds: ParagraphKind[] = ['title', 'part', 'text']
  await expectWellFormed(
    await writeReport(
      kinds.map(kind => ({ kind, text: bad })),
      bad,
    ),
  )
})

test('a calendar is read, and its lines hold no control character', () => {
  const event: FeedItem = {
    kind: 'activity',
    id: 7,
    uid: 'activity-7@xuefa',
    title: bad,
    form: bad,
    day: '2023-04-14',
    lastDay: '2023-04-14',
    startsAt: null,
    endsAt: null,
    place: bad,
    lecturer: bad,
    lecturerRank: bad,
    hostName: bad,
    compulsory: true,
    standing: 'required',
    status: 'scheduled',
    sequence: 2,
    changedAt: 0,
    exam: null,
    missedOn: null,
  }
  const options = {
    kind: 'person',
    locale: 'zh',
    alarmMinutes: null,
    base: 'https://xuefa.example.cn',
  } as const
  const text = calendarText([event], options, '2023-03-10')

  expect(() => ical.parse(text)).not.toThrow()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
  expect(Buffer.from(text).toString()).toBe(text)
})

test('the name of a file can be sent', () => {
  expect(
    decodeURIComponent(namedFile(bad, { plain: 'export', extension: 'xlsx' }).split("''")[1] ?? ''),
  ).toBe(`${left}.xlsx`)
})

test('nothing else writes workbooks, documents or names of files', () => {
  const writers = files(/^(app|lib|server)\/.*\.tsx?$/).filter(file =>
    /from 'hucre\/xlsx'|import\('docx'\)|filename\*=/.test(textOf(file)),
  )

  expect(writers.filter(file => !file.startsWith('server/demo/'))).toEqual([
    'app/_http/attachment.ts',
    'lib/plan/papers/document.sheet.ts',
    'lib/plan/papers/official.sheet.ts',
    'lib/spreadsheet/workbook.sheet.ts',
    'lib/statistics/report/report.sheet.ts',
  ])
})

async function expectWellFormed(bytes: Uint8Array): Promise<void> {
  const zip = await openZip(bytes)
  // The names in the directory at the end of the archive: 46 bytes after each signature.
  const all = Buffer.from(bytes)
  const parts: string[] = []
  for (let at = all.indexOf('PK\u0001\u0002'); at >= 0; at = all.indexOf('PK\u0001\u0002', at + 4))
    parts.push(all.toString('utf8', at + 46, at + 46 + all.readUInt16LE(at + 28)))
  expect(parts.length).toBeGreaterThan(4)
  for (const name of parts.filter(each => /\.(xml|rels)$/.test(each))) {
    const chunks: Uint8Array[] = []
    for await (const chunk of zip.chunks(name)) chunks.push(chunk)
    const faults: string[] = []
    const parser = new SaxesParser()
    parser.on('error', error => faults.push(`${name}: ${error.message}`))
    parser.write(Buffer.concat(chunks).toString('utf8')).close()
    expect(faults).toEqual([])
  }
}
