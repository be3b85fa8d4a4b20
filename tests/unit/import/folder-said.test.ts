import { expect, test } from 'vitest'
import { groupsOf } from '@/lib/import/folder/folder-items.rules'
import {
  answersAfter,
  keyOverFiles,
  unitsAfter,
  withSaidOfAll,
} from '@/lib/import/folder/folder-questions.rules'
import type { Fault, ImportKind } from '@/lib/spreadsheet/importer.rules'
import { saidOf } from '@/lib/spreadsheet/meaning.rules'

const unitWord = (field: string, word: string): Fault => ({
  ...{ row: 2, field, reason: 'noSuchUnit', places: { word } },
  asks: { means: 'unit', field, word },
})

test('a word for a unit is one question over all files, whatever their kind and column', () => {
  const keys = [
    keyOverFiles('outputs', { key: 'cell noSuchUnit unit 柳湾', first: unitWord('unit', '柳湾') }),
    keyOverFiles('activities', { key: 'cell noSuchUnit host 柳 湾', first: unitWord('host', '柳 湾') }),
  ]
  expect(keys).toEqual(['unit 柳湾', 'unit 柳湾'])
  const form = { row: 2, field: 'form', reason: 'unknownForm' }
  expect(keyOverFiles('plan', { key: 'unknownForm form 讲座', first: form })).toBe(
    'plan unknownForm form 讲座',
  )
})

test('what was answered holds in a file that comes later, until it is taken back', () => {
  const first = unitWord('unit', '柳湾')
  const units = unitsAfter({}, { first }, { pick: 'as:柳湾社区居民委员会', typed: '柳湾' })
  const answers = answersAfter(
    {},
    { shared: 'attendance unknownState state 公出', isSplit: false },
    { pick: 'answer:公假' },
  )
  const later = { kind: 'attendance' as const, options: { aliases: {}, answers: { other: 'x' } } }

  const meant = withSaidOfAll(later, { units, answers })

  expect(saidOf(meant.options, { means: 'unit', field: 'host', word: '柳湾' })).toBe('柳湾社区居民委员会')
  expect(meant.options.answers).toEqual({ other: 'x', 'unknownState state 公出': '公假' })
  expect(withSaidOfAll({ ...later, kind: 'study' }, { units: {}, answers }).options).toBe(later.options)
  expect(unitsAfter(units, { first }, { pick: 'open', typed: '' })).toEqual({})
  expect(unitsAfter(units, { first }, { pick: 'aside', typed: '柳湾' })).toEqual({})
  expect(
    answersAfter(
      answers,
      { shared: 'attendance unknownState state 公出', isSplit: true },
      { pick: 'answer:事假' },
    ),
  ).toEqual({})
})

const item = (kind: ImportKind, first: Fault) => ({
  ...{
    key: `${kind} ${first.reason}`,
    shared: null,
    isSplit: false,
    kind,
    head: '',
    first,
    text: '',
    texts: [],
  },
  ...{ word: null, said: null, isOpen: true, remember: false },
  files: [{ id: 1, path: `${kind}.xlsx`, asked: { key: 'a', first, rows: [2], text: '', word: null } }],
})

test('who is named in a row that is still open is not asked about in another file', () => {
  const missing = (name: string) =>
    item('works', {
      row: 3,
      field: 'name',
      reason: 'noAdviserThen',
      places: { name },
      candidates: [{ value: '何雨晴', label: '何雨晴' }],
    })
  const list = item('advisers', unitWord('unit', '街道办事处'))
  const seen = [{ kind: 'advisers' as const, namesOpen: ['周正平'] }]

  expect(groupsOf([missing('周正平'), list], seen).later.map(each => each.kind)).toEqual(['works'])
  expect(groupsOf([missing('林海'), list], seen).later).toEqual([])
  expect(groupsOf([missing('周正平')], seen).later).toEqual([])
})
