import { describe, expect, test } from 'vitest'
import type { Viewer } from '@/lib/access/access.rules'
import { dayOf, endOfDay, timeOf } from '@/lib/core/time'
import { gradeOf } from '@/lib/exam/grade.rules'
import { resitOf } from '@/lib/exam/resit.rules'
import type { Exam } from '@/lib/exam/result-read.rules'
import { readRow } from '@/lib/exam/result-row.import'
import type { Known } from '@/lib/organisation/lookup/known.sql'
import type { Fault } from '@/lib/spreadsheet/importer.rules'

const closing = '2025-11-18'
const of = {
  id: 1,
  title: '年度考试',
  hostUnitId: 1,
  status: 'scheduled',
  closingDay: closing,
  closesAt: endOfDay(closing),
  makeUpClosesAt: endOfDay('2025-12-10'),
  fullMark: 100,
  passMark: 60,
} as Exam
const viewer = {
  accountId: 1,
  grants: [{ role: 'administrator', unitId: 1, unitPath: '/1/' }],
} as unknown as Viewer
const known = {
  unitById: () => ({ id: 1, name: '清河街道', path: '/1/' }),
  personMeant: () => ({ ok: true, value: 7 }),
  isSeen: () => true,
  meaningOf: (_: string, word: string) => word,
} as unknown as Known

/** The row as its cells say, each attempt as `分数 日期 次`, and what is asked. */
function said(cells: Record<string, string>, answers: Record<string, string> = {}, exam: Partial<Exam> = {}) {
  const faults: Fault[] = []
  const context = {
    known,
    exams: [{ ...of, ...exam }],
    made: new Map(),
    standing: new Map([['1/7', 'required']]),
    viewer,
    options: { aliases: {}, exam: '年度考试', answers },
  }
  const read = readRow(context, { row: 2, cells: { name: '何明', ...cells } }, faults)
  const attempts = (read ?? []).map(({ sat, isResit, score, passed, submittedAt, remark, state }) =>
    [
      sat ? (score ?? (passed ? '合格' : '不合格')) : (state ?? '—'),
      submittedAt === null ? '' : `${dayOf(submittedAt)} ${timeOf(submittedAt)}`,
      isResit ? '补考' : '',
      remark ?? '',
    ]
      .filter(each => each !== '')
      .join(' '),
  )
  return [...attempts, ...faults.map(each => `?${each.reason}`)]
}

describe('a make-up beside the first score', () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      'failed and made up',
      { score: '52', makeUp: '66', makeUpAt: '12.5' },
      ['52', '66 2025-12-05 23:59 补考 resit'],
    ],
    [
      'missed and made up',
      { score: '缺考', makeUp: '78', makeUpAt: '2025年12月5日' },
      ['78 2025-12-05 23:59 补考 resit'],
    ],
    [
      'missed in the state',
      { score: '', state: '缺考', makeUp: '78', makeUpAt: '12月5日 14:30' },
      ['78 2025-12-05 14:30 补考 resit'],
    ],
    ['away for the score', { score: '出差', remark: '' }, ['missed']],
    ['the make-up missed too', { score: '缺考', makeUp: '缺考', makeUpAt: '12.5' }, ['missed resitMissed']],
    ['failed, the make-up missed', { score: '45', makeUp: '缺考', makeUpAt: '12.5' }, ['45 resitMissed']],
    ['missed in the day', { score: '45', makeUpAt: '未参加' }, ['45 resitMissed']],
    ['missed by the remark', { score: '45', remark: '补考缺考' }, ['45 resitMissed']],
    ['by the remark', { score: '45', remark: '12月5日补考78分' }, ['45', '78 2025-12-05 23:59 补考 resit']],
    [
      'by the remark of who missed it',
      { score: '缺考', remark: '12月5日补考78' },
      ['78 2025-12-05 23:59 补考 resit'],
    ],
    [
      'a result of it',
      { score: '45', makeUpResult: '合格', makeUpAt: '12.5' },
      ['45', '合格 2025-12-05 23:59 补考 resit'],
    ],
    [
      'one result of both',
      { score: '45', makeUp: '66', makeUpAt: '12.5', result: '合格' },
      ['45', '66 2025-12-05 23:59 补考 resit'],
    ],
    [
      'on the last day',
      { score: '45', makeUp: '66', makeUpAt: '12月10日' },
      ['45', '66 2025-12-10 23:59 补考 resit'],
    ],
    [
      'on the closing day',
      { score: '缺考', makeUp: '66', makeUpAt: '11月18日' },
      ['66 2025-11-18 23:59 补考 resit'],
    ],
    ['after the window', { score: '45', makeUp: '66', makeUpAt: '12.20' }, ['?resitAfterWindow']],
    ['on no day', { score: '45', makeUp: '66', makeUpAt: '下周' }, ['?notADay']],
    ['still to come', { score: '45', remark: '需补考' }, ['45']],
    ['without a day', { score: '缺考', makeUp: '78' }, ['?resitWithoutDay']],
    ['that may be within the score', { score: '72', makeUp: '72' }, ['?makeUpBeside']],
    ['of which one score is told', { score: '78', state: '补考' }, ['?scoreOfResit']],
    ['of which nothing is told', { score: '88', makeUp: '', makeUpAt: '' }, ['88']],
  ])('%s', (_, cells, attempts) => {
    expect(said(cells)).toEqual(attempts)
  })

  test('its day is that of the answer, or the closing day and said so where there is no window', () => {
    const cells = { score: '缺考', makeUp: '78' }

    expect(said(cells, { 'resitWithoutDay 年度考试 2025-11-18': 'last' })).toEqual([
      '78 2025-12-10 23:59 补考 resit',
    ])
    expect(said(cells, { 'resitWithoutDay 年度考试 2025-11-18': 'closing' })).toEqual([
      '78 补考 resitUndated',
    ])
    expect(said(cells, {}, { makeUpClosesAt: null })).toEqual(['78 补考 resitUndated'])
    expect(said({ score: '78', remark: '补考' }, { scoreOfResit: 'first' })).toEqual(['78'])
  })
})

test.each<[Record<string, string>, ReturnType<typeof resitOf>]>([
  [{ remark: '不合格，需补考' }, null],
  [{ remark: '无需补考' }, null],
  [{ remark: '未参加补考' }, { text: '', day: '', isMissed: true, by: 'words' }],
  [{ remark: '放弃补考' }, { text: '', day: '', isMissed: true, by: 'words' }],
  [{ remark: '补考1次后合格' }, { text: '合格', day: '', isMissed: false, by: 'words' }],
  [{ makeUp: '12月5日' }, { text: '', day: '12月5日', isMissed: false, by: 'column' }],
  [{ remark: '2025.12.5补考合格' }, { text: '合格', day: '2025.12.5', isMissed: false, by: 'words' }],
  [{ remark: '补考 80 分' }, { text: '80', day: '', isMissed: false, by: 'words' }],
  [{ remark: '补考未到' }, { text: '', day: '', isMissed: true, by: 'words' }],
  [{ remark: '待补考' }, null],
  [{ remark: '公派学习' }, null],
  [{ makeUp: '—', makeUpAt: '/' }, null],
])('%j says %j', (cells, resit) => {
  expect(resitOf(cells)).toEqual(resit)
})

describe('a grade', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['beside a score says no more', { score: '92', result: '优' }, ['92']],
    ['that is the result is taken', { result: '合格' }, ['合格']],
    ['that is the result stands below 成绩', { score: '不合格' }, ['不合格']],
    ['alone is asked about', { result: '优' }, ['?gradeAlone']],
    ['below 成绩 is asked about', { score: '良' }, ['?gradeAlone']],
    ['whose line is unclear is asked about', { score: '中' }, ['?gradeUnclear']],
    ['against its score is faulty', { score: '45', result: '优' }, ['?resultAgainstScore']],
    ['in the middle is nothing against a score', { score: '61', result: '中' }, ['61']],
    ['that is none is faulty', { result: '优胜劣汰' }, ['?unknownResult']],
  ])('%s', (_, cells, attempts) => {
    expect(said(cells)).toEqual(attempts)
  })

  test('one answer holds for all, and one for each unclear word', () => {
    const answers = { gradeAlone: 'result', 'gradeUnclear score 中': 'passed' }

    expect(
      [{ score: '优' }, { score: '差' }, { score: '中' }, { score: '乙' }].map(each => said(each, answers)),
    ).toEqual([['合格'], ['不合格'], ['合格'], ['?gradeUnclear']])
  })

  test.each([
    ['优秀', true],
    ['A+', true],
    ['甲等', true],
    ['Ｂ', null],
    ['基本合格', null],
    ['不及格', false],
    ['丁', false],
    ['92', undefined],
    ['', undefined],
  ])('%s says %j', (text, passed) => {
    expect(gradeOf(text)?.passed).toBe(passed)
  })
})

test.each(['120%', '１２０％'])('a share of %s is refused, whatever the full mark', score => {
  expect(said({ score }, {}, { fullMark: 150 })).toEqual(['?overWhole'])
})
