import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedOf, type DraftSaid, decidedIn } from '@/lib/import/asked.rules'
import { footOf } from '@/lib/import/folder/folder.rules'
import { type FolderItem, folderItems, groupsOf } from '@/lib/import/folder/folder-items.rules'
import type { SheetSeen } from '@/lib/import/folder/folder-preview.queries'
import { unitKey } from '@/lib/import/folder/folder-questions.rules'
import { importFolder } from '@/lib/import/folder/messages/importFolder.zh'
import { withDays, withSpan } from '@/lib/import/rows-asked.import'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import { termAsked } from '@/lib/spreadsheet/doubt.rules'
import type { Cells, Fault, ImportKind } from '@/lib/spreadsheet/importer.rules'
import { saidOf } from '@/lib/spreadsheet/meaning.rules'
import { mendKey } from '@/lib/spreadsheet/preview.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'

type File = { id: number; kind: ImportKind; rows: Cells[] }
type Row = { date: string; host: string; coHosts: string; audience: string; form: string }

const nothingSaid: DraftSaid = {
  options: { aliases: {}, year: 2025 },
  mending: { cells: {}, aside: [] },
  said: {},
}
const units = ['司法所', '东埔社区', '党员']
const noPause = async () => {}

/** What each cell says in the end, and what is asked, by the rules that the importers use. */
async function judged({ kind, rows }: File, { options, mending }: DraftSaid) {
  const said = { ...options, kind }
  const read = new Map<string, string>()
  const faults: Fault[] = []
  const mended = rows.map(each => ({
    ...each,
    cells: Object.fromEntries(
      Object.entries(each.cells).map(([field, text]) => [
        field,
        mending.cells[mendKey(each.row, field)] ?? text,
      ]),
    ),
  }))
  for (const { row, cells } of await withDays(mended, options, () => false, noPause)) {
    for (const [field, text] of Object.entries(cells)) {
      let meant = text
      if (field === 'date') {
        const day = parseDay(text, options.year)
        if (!day.ok) faults.push(withSpan({ row, field, reason: day.reason, places: { text } }))
        else meant = day.day
      } else if (field === 'form')
        meant =
          text === '集中学法'
            ? text
            : (termAsked({ faults, options, row }, field, text, {
                reason: 'unknownForm',
                terms: ['集中学法'],
                mayBeNew: false,
              }) ?? text)
      else {
        const means = field === 'audience' ? ('audience' as const) : ('unit' as const)
        const asks = { means, field, word: text }
        meant = saidOf(said, asks) ?? text
        const reason = means === 'unit' ? 'noSuchUnit' : 'unknownAudience'
        if (!units.includes(meant)) faults.push({ row, field, reason, places: { word: text }, asks })
      }
      read.set(`${row} ${field}`, meant)
    }
  }
  return { read, faults }
}

async function seenIn(files: File[], said: Map<number, DraftSaid>): Promise<SheetSeen[]> {
  return Promise.all(
    files.map(async file => {
      const { faults } = await judged(file, said.get(file.id) ?? nothingSaid)
      const cells = new Map(file.rows.map(each => [each.row, each.cells]))
      const asked = finished(askedOf(faults, row => cells.get(row)))
      const seen = { id: file.id, path: `${file.id}.xlsx`, kind: file.kind, asked, isOpen: asked.length > 0 }
      return {
        ...seen,
        counts: null,
        heads: {},
        missing: [],
        unused: [],
        isTurned: false,
        notes: [],
        meetings: [],
        namesOpen: [],
        more: 0,
      }
    }),
  )
}

const word = (...words: string[]) => fc.constantFrom(...words)
const row: fc.Arbitrary<Row> = fc.record({
  date: word('7月上旬', '2月中旬', '1月', '12月', '2025-03-01'),
  host: word('各社区', '司法锁', '司法所'),
  coHosts: word('各社区', '司法锁', '东埔社区'),
  audience: word('各社区', '党员们', '党员'),
  form: word('集中学发', '讲坐', '集中学法'),
})
const folder = fc.array(
  fc.record({
    kind: fc.constantFrom<ImportKind>('plan', 'activities', 'attendance'),
    rows: fc.array(row, { minLength: 1, maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 4 },
)

const answerTo = ({ first }: FolderItem, key: string) => ({
  key,
  pick: first.choices ? `answer:${first.choices[0]?.value}` : 'mend',
  typed: first.field === 'audience' ? '党员' : '东埔社区',
  remember: false,
})

test('an answer changes the cells that its question lists, and no other', async () => {
  await fc.assert(
    fc.asyncProperty(folder, fc.nat(), async (given, which) => {
      const files: File[] = given.map(({ kind, rows }, at) => ({
        id: at + 1,
        kind,
        rows: rows.map((cells, index) => ({ row: index + 2, cells })),
      }))
      const before = await seenIn(files, new Map())
      const items = folderItems(before, [])
      const item = items[which % Math.max(1, items.length)]
      if (!item) return
      const said = new Map<number, DraftSaid>()
      for (const { id, asked } of item.files)
        said.set(id, decidedIn(said.get(id) ?? nothingSaid, asked, answerTo(item, asked.key)))

      const changed: string[] = []
      for (const file of files) {
        const was = await judged(file, nothingSaid)
        const is = await judged(file, said.get(file.id) ?? nothingSaid)
        for (const [cell, text] of is.read)
          if (was.read.get(cell) !== text) changed.push(`${file.id} ${cell}`)
      }

      const listed = item.files.flatMap(({ id, asked }) =>
        asked.rows.map(row => `${id} ${row} ${asked.first.field}`),
      )
      expect(changed.sort()).toEqual(listed.sort())
      const words = item.files.flatMap(({ id, asked }) =>
        asked.rows.map(row => files[id - 1]?.rows[row - 2]?.cells[asked.first.field ?? '']),
      )
      expect(words.filter(each => !item.texts.includes(each ?? ''))).toEqual([])
      // A word for a unit is one wherever it stands.
      const kinds = new Set(item.files.map(({ id }) => files[id - 1]?.kind))
      if (unitKey(item) === null) expect(kinds.size).toBe(1)
    }),
    { numRuns: 150 },
  )
})

const item = (
  over: Partial<FolderItem> & { reason: string; rows?: number[]; path?: string; field?: string | null },
): FolderItem => {
  const { reason, rows = [2], path = '花名册.xlsx', field = 'name', ...more } = over
  const first: Fault = { row: rows[0] ?? 0, field, reason }
  const key = `${more.kind ?? 'roster'} ${reason} ${field} ${rows}`
  const asked = { key, first, rows, text: '', word: null }
  const facts = {
    shared: null,
    isSplit: false,
    said: null,
    isOpen: true,
    remember: false,
    texts: [],
    word: null,
    text: '',
    head: '',
  }
  return { key, kind: 'roster', first, ...facts, files: [{ id: 1, path, asked }], ...more }
}

test.each([
  [
    'something is asked',
    { isOpen: true, sheets: 2, writes: 3, photos: 0 },
    '还有 {count} 处要您定，定了才能写入',
  ],
  ['rows come in', { isOpen: false, sheets: 2, writes: 3, photos: 0 }, '全部写入：'],
  ['photos alone', { isOpen: false, sheets: 0, writes: 0, photos: 2 }, '全部写入：'],
  ['nothing is new', { isOpen: false, sheets: 2, writes: 0, photos: 0 }, '与已有的完全相同，不需要写入。'],
  ['nothing is known', { isOpen: false, sheets: 0, writes: 0, photos: 0 }, '没有认出可以写入的表：'],
])('the foot of a folder of which %s', (_, folder, words) => {
  expect(importFolder[footOf(folder)].slice(0, words.length)).toBe(words)
})

describe('the questions of a folder', () => {
  test('stand by file, column and reason, those of most rows first and those of whole files before', () => {
    const year = item({ reason: 'otherYear', rows: [0], field: null, path: '去年的台账.xlsx' })
    const one = item({ reason: 'notAName', rows: [2] })
    const two = item({ reason: 'notAName', rows: [3, 4] })
    const many = item({ reason: 'unknownTag', field: 'tags', rows: [5, 6, 7, 8] })

    const { groups, later } = groupsOf([one, many, two, year])

    expect(groups.map(each => [each.items, each.rows])).toEqual([
      [[year], 1],
      [[many], 4],
      [[one, two], 3],
    ])
    expect(later).toEqual([])
  })

  test('about what another open file brings come after it', () => {
    const roster = item({ reason: 'notAName' })
    const mark = item({ reason: 'noSuchPerson', kind: 'attendance', path: '签到.xlsx' })
    const likely = { ...mark, first: { ...mark.first, likely: { word: '张叁', meaning: '张三' } } }

    expect(groupsOf([roster, mark]).later).toEqual([mark])
    expect(groupsOf([roster, likely]).later).toEqual([])
    expect(groupsOf([{ ...roster, isOpen: false }, mark]).later).toEqual([])
  })
})
