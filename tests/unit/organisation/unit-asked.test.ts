import { expect, test } from 'vitest'
import { unitAsked } from '@/lib/organisation/lookup/unit-asked.rules'
import type { Fault } from '@/lib/spreadsheet/importer.rules'
import { unitsTogether } from '@/lib/spreadsheet/text.rules'

const names = ['清河社区', '永泰社区', '和平社区', '党政办公室', '党建办公室', '司法所', '清河']
const isUnit = (word: string) => names.includes(word)
const isPlain = (word: string) => isUnit(word) && word !== '清河'

test.each([
  ['清河、永泰社区', ['清河社区', '永泰社区']],
  ['清河社区、永泰社区', ['清河社区', '永泰社区']],
  ['清河和永泰社区', ['清河社区', '永泰社区']],
  ['清河社区，永泰、和平', ['清河社区', '永泰社区', '和平社区']],
  ['和平及永泰社区', ['和平社区', '永泰社区']],
  ['党政、党建办公室', ['党政办公室', '党建办公室']],
  ['司法所/永泰社区', ['司法所', '永泰社区']],
  ['司法所\n清河、永泰社区', ['司法所', '清河社区', '永泰社区']],
  ['清河社区、清河社区', null],
  ['和平社区', null],
  ['清河、东湖社区', null],
  ['各社区', null],
  ['', null],
])('%s is %j', (text, units) => {
  expect(unitsTogether(text, isPlain)).toEqual(units)
})

test('a part that is a unit by itself takes no ending', () => {
  expect(unitsTogether('清河、永泰社区', isUnit)).toEqual(['清河', '永泰社区'])
})

test('of units that one cell names it is asked once which is meant; the others stand beside', () => {
  const units = names.map((name, id) => ({ id, name })) as never[]
  const named = (word: string) => units.find(each => (each as { name: string }).name === word)
  const known = {
    unitNamed: (word: string) => {
      const value = isPlain(word) ? named(word) : undefined
      return value ? { ok: true as const, value } : { ok: false as const, fault: { reason: 'noSuchUnit' } }
    },
    unitsNamed: (text: string) => (unitsTogether(text, isPlain) ?? []).flatMap(word => named(word) ?? []),
  }
  const read = (text: string, answers: Record<string, string> = {}) => {
    const faults: Fault[] = []
    const found = unitAsked(known, { faults, options: { answers }, row: 2 }, 'host', text, 'hostOfSeveral')
    const nameOf = (unit: unknown) => (unit as { name: string }).name
    return [
      found && [nameOf(found.unit), ...found.others.map(nameOf)],
      faults.map(each => [each.reason, each.alike, each.choices?.map(choice => choice.value)]),
    ]
  }

  expect(read('永泰社区')).toEqual([['永泰社区'], []])
  expect(read('清河、永泰社区')).toEqual([
    null,
    [['unitsTogether', '清河、永泰社区', ['清河社区', '永泰社区']]],
  ])
  expect(read('清河、永泰社区', { 'unitsTogether host 清河、永泰社区': '永泰社区' })).toEqual([
    ['永泰社区', '清河社区'],
    [],
  ])
  expect(read('清河、东湖社区')).toEqual([null, [['noSuchUnit', undefined, undefined]]])
})
