import { expect, test } from 'vitest'
import { audiencesProposed } from '@/lib/organisation/lookup/audience-proposed.rules'

const people = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
const street = { words: '全街道', due: people(1, 60) }
const officials = { words: '全体机关干部', due: people(1, 42) }
const leaders = { words: '领导干部', due: people(1, 8) }
const community = { words: '莲塘社区', due: people(43, 60) }
const known = [street, leaders, officials, community]

test.each([
  [
    'whom the words mean that leave out nobody in it, the fewest people first',
    people(3, 42),
    [
      { words: '全体机关干部', due: 42, absent: 2, others: 0 },
      { words: '全街道', due: 60, absent: 20, others: 0 },
    ],
  ],
  [
    'nearly everybody in it: one may have moved',
    [...people(43, 59), 5],
    [
      { words: '全街道', due: 60, absent: 42, others: 0 },
      { words: '莲塘社区', due: 18, absent: 1, others: 1 },
    ],
  ],
  ['nobody, where no words fit', [70, 71], []],
  ['nobody, where nobody is in it', [], []],
])('a sheet was for %s', (_, named, proposed) => {
  expect(audiencesProposed(named, known)).toEqual(proposed)
})
