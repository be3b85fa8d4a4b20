import { expect, test } from 'vitest'
import {
  fillerWords,
  type KnownWord,
  outsiderWords,
  type Part,
  understandAudience,
} from '@/lib/organisation/audience/audience.rules'

const whole = (unitId: number): Part => ({ unitId, below: true, unitKind: null, tagId: null })
const office: Part[] = [
  { unitId: 1, below: false, unitKind: null, tagId: null },
  { unitId: 1, below: true, unitKind: 'department', tagId: null },
]
const communities: Part = { unitId: 1, below: true, unitKind: 'community', tagId: null }

const known: KnownWord[] = [
  { means: 'units', word: '和平社区', parts: [whole(5)] },
  { means: 'units', word: '司法所', parts: [whole(3)] },
  { means: 'units', word: '社区', parts: [communities] },
  { means: 'units', word: '机关', parts: office },
  { means: 'units', word: '全体机关干部', parts: office },
  { means: 'tag', word: '党员', tagId: 1 },
  { means: 'tag', word: '中心组成员', tagId: 2 },
  { means: 'tag', word: '中心组', tagId: 2 },
  { means: 'person', word: '林静', personId: 7 },
  ...outsiderWords.map(word => ({ means: 'outsiders' as const, word })),
  ...fillerWords.map(word => ({ means: 'filler' as const, word })),
]
const tagged = (tagId: number): Part => ({ unitId: null, below: true, unitKind: null, tagId })

test.each<[string, Partial<ReturnType<typeof understandAudience>>]>([
  ['全体机关干部', { parts: office }],
  ['和平社区', { parts: [whole(5)] }],
  ['各社区', { parts: [communities] }],
  ['全体社区', { parts: [communities] }],
  ['各社区工作人员', { parts: [communities] }],
  ['各社区党员', { parts: [{ ...communities, tagId: 1 }] }],
  ['社区的党员', { parts: [{ ...communities, tagId: 1 }] }],
  ['全体党员', { parts: [tagged(1)] }],
  ['中心组成员及司法所', { parts: [tagged(2), whole(3)] }],
  ['党员、中心组和和平社区', { parts: [tagged(1), tagged(2), whole(5)] }],
  ['机关党员，林静', { parts: office.map(part => ({ ...part, tagId: 1 })), personIds: [7] }],
  ['辖区居民、商户', { outsiders: true }],
  ['社区居民', { outsiders: true }],
  ['各社区群众', { outsiders: true }],
  ['全体机关干部（含借调）', { parts: office }],
  ['和平社区全体党员', { parts: [{ ...whole(5), tagId: 1 }] }],
  ['各社区的党员', { parts: [{ ...communities, tagId: 1 }] }],
  ['和平社区全体人员', { parts: [whole(5)] }],
  ['和平社区，司法所;党员', { parts: [whole(5), whole(3), tagged(1)] }],
  ['和平社区 司法所', { parts: [whole(5), whole(3)] }],
  ['全体机关干部以及辖区居民', { parts: office, outsiders: true }],
  ['和平社区老年人、党员', { parts: [tagged(1)], outsiders: true }],
  ['', {}],
  ['网格员', { unknown: ['网格员'] }],
  ['各社区网格员', { parts: [communities], unknown: ['网格员'] }],
  ['司法所、消防队', { parts: [whole(3)], unknown: ['消防队'] }],
])('%s', (words, meaning) => {
  expect(understandAudience(words, known)).toEqual({
    parts: [],
    personIds: [],
    outsiders: false,
    unknown: [],
    ...meaning,
  })
})
