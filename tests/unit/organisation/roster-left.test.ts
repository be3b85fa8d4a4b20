import { expect, test } from 'vitest'
import { slices } from '@/db/pause'
import { leavingOf } from '@/lib/organisation/people/leaving-words.rules'
import { withoutLeft } from '@/lib/organisation/people/person-left.import'
import type { Row, There } from '@/lib/organisation/people/person-row.import'
import type { RosterEffects } from '@/lib/organisation/people/roster.commands'
import type { Fault, ImportOptions, Judged } from '@/lib/spreadsheet/importer.rules'
import { questionsOf } from '@/lib/spreadsheet/preview.rules'

const held = { id: 1, unitId: 1, isPrimary: true, toDay: null }
const there = {
  people: [{ id: 7, name: '何明', staffNo: 'X1' }],
  memberships: new Map([[7, [{ ...held, personId: 7, fromDay: '2020-01-01' }]]]),
} as unknown as There

async function said(remarks: Record<string, string>, answers: ImportOptions['answers'] = {}) {
  const faults: Fault[] = []
  const judged = { outcomes: [], faults, notes: [], effects: {} } as unknown as Judged<RosterEffects>
  const rows = Object.entries(remarks).map(([name, text], at) => {
    const left = leavingOf(text, 2025)
    const row = { row: at + 2, name, staffNo: '', unitId: 1, unitName: '司法所', from: null, to: null }
    return { ...row, end: 'absent', left: left && { ...left, text, field: 'remark' } } as unknown as Row
  })
  const options = { aliases: {}, answers, year: 2025 }
  const kept = await withoutLeft(there, rows, { start: '2025-01-01', options, judged }, slices())
  return {
    kept: kept.map(each => `${each.name} ${each.to ?? ''}`.trim()),
    asked: questionsOf(faults).map(({ first, rows: of }) => [
      first.places?.word,
      first.places?.names,
      of.length,
    ]),
    left: judged.outcomes.map(each => each.label),
  }
}

test('who left by a remark is asked about, once for all alike', async () => {
  const remarks = {
    何明: '2025年6月退休',
    丁一: '2025.3退休',
    方正: '退休',
    林静: '2025.7调区财政局',
    陈强: '党员',
  }

  expect(await said(remarks)).toEqual({
    kept: ['陈强'],
    asked: [
      ['退休', '何明 2025-06-30、丁一 2025-03-31', 2],
      ['退休', '方正', 1],
      ['调离', '林静 2025-07-31', 1],
    ],
    left: [],
  })
})

test('the answer ends their time, leaves out who was never here since, or lets them stay', async () => {
  const remarks = { 何明: '退休', 丁一: '退休', 方正: '2025年6月退休', 林静: '借调区委办' }
  const answers = {
    'sayLeft 退休 undated': 'ends',
    'sayLeft 退休 dated': 'ends',
    'sayLeft 借调 undated': 'stays',
  }

  expect(await said(remarks, answers)).toEqual({
    kept: ['何明 2024-12-31', '方正 2025-06-30', '林静'],
    asked: [],
    left: ['丁一 司法所'],
  })
})
