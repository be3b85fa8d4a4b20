import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kindOf } from '@/lib/import/kinds.import'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import { type FileSheet, fileIn } from '@/lib/spreadsheet/reading.rules'
import { columnKey, headRowKey, type SaidOfFile } from '@/lib/spreadsheet/said.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'
import { activityShapes, outputShapes } from '../../shapes/activity.shapes'
import { clerkShapes } from '../../shapes/clerk.shapes'
import { lackingShapes } from '../../shapes/lacking.shapes'
import { platformShapes } from '../../shapes/platform.shapes'
import { programShapes } from '../../shapes/program.shapes'
import {
  attendanceShapes,
  examShapes,
  planShapes,
  resultShapes,
  studyShapes,
} from '../../shapes/record.shapes'
import { remarkShapes } from '../../shapes/remark.shapes'
import { adviserShapes, rosterShapes, unitShapes } from '../../shapes/roster.shapes'
import { sheetOf } from '../../shapes/shape'
import { strangerShapes } from '../../shapes/stranger.shapes'

/** What a row's number holds beside its line in the sheet. */
const LINES = 2 ** 20

type Said = Partial<SaidOfFile>

function read(kind: ImportKind, sheet: FileSheet, { answers = {}, remembered = new Map() }: Said = {}) {
  const columns = kindOf(kind).columns({})
  const { sheets, rows } = finished(fileIn([sheet], columns, { answers, remembered }))
  const [one] = sheets
  if (!one) throw new Error('There is one sheet.')
  return {
    headRow: one.headRow,
    heads: one.columns.map(({ at, head }) => `${at} ${head}`),
    missing: one.missing,
    rows: rows.map(each => each.row % LINES),
    first: rows[0]?.cells,
  }
}

describe('heads of two lines keep them whatever is named by hand', () => {
  const ledger = sheetOf(
    'Sheet1',
    `
      社区普法活动渠道统计|<|<|<|<|<
      日期|活动主题|开展社区|宣传渠道|<|<
      ^|^|^|法治讲座（场）|现场咨询（人次）|发放资料（份）
      3月15日|消费者权益日宣传|东埔社区|#1|#40|#300
      5月20日|民法典宣传|和平社区||#25|#200`,
  )
  const whole = {
    headRow: 2,
    heads: [
      '0 日期',
      '1 活动主题',
      '2 开展社区',
      '3 宣传渠道 法治讲座（场）',
      '4 宣传渠道 现场咨询（人次）',
      '5 宣传渠道 发放资料（份）',
    ],
    missing: [],
    rows: [4, 5],
  }

  test.each<[string, Said]>([
    ['nothing', {}],
    ['the row', { answers: { [headRowKey('Sheet1')]: '2' } }],
    ['a column over both', { answers: { [headRowKey('Sheet1')]: '2', [columnKey('Sheet1', 2)]: 'host' } }],
    [
      'a column of the second line',
      { answers: { [headRowKey('Sheet1')]: '2', [columnKey('Sheet1', 4)]: 'heads' } },
    ],
    ['a column left alone', { answers: { [headRowKey('Sheet1')]: '2', [columnKey('Sheet1', 3)]: '' } }],
    ['the head of two columns in one line, earlier', { remembered: new Map([['宣传渠道', 'consulted']]) }],
  ])('%s', (_, said) => {
    expect(read('activities', ledger, said)).toMatchObject(whole)
  })

  test('a head written in place of one of two lines stands for both', () => {
    const answers = { [headRowKey('Sheet1')]: '2', [columnKey('Sheet1', 2)]: '= 主办单位' }

    const { heads, rows, first } = read('activities', ledger, { answers })

    expect({ heads, rows, first }).toMatchObject({
      heads: whole.heads.with(2, '2 主办单位'),
      rows: [4, 5],
      first: { host: '东埔社区' },
    })
  })

  const shapes = [
    ...unitShapes,
    ...rosterShapes,
    ...planShapes,
    ...activityShapes,
    ...attendanceShapes,
    ...studyShapes,
    ...examShapes,
    ...resultShapes,
    ...outputShapes,
    ...adviserShapes,
    ...platformShapes,
    ...programShapes,
    ...strangerShapes,
    ...lackingShapes,
    ...clerkShapes,
    ...remarkShapes,
  ]
  const sheets = shapes.flatMap(({ kind, sheets }) => {
    if (typeof sheets === 'object' && 'file' in sheets) return []
    const texts = typeof sheets === 'string' ? { Sheet1: sheets } : sheets
    return Object.entries(texts).map(([name, text]) => ({ kind, sheet: sheetOf(name, text) }))
  })

  test('in every kind', () => {
    const inTwo = sheets.flatMap(({ kind, sheet }) => {
      const two = inTwoLines(kind, sheet)
      return two ? [{ kind, sheet: two, plain: read(kind, two) }] : []
    })
    const kinds = new Set(inTwo.map(each => each.kind))
    expect([...kinds].sort()).toEqual(WITH_TWO_LINES)

    fc.assert(
      fc.property(
        fc.constantFrom(...inTwo),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 }),
        ({ kind, sheet, plain }, named) => {
          const fields = [
            '',
            ...kindOf(kind)
              .columns({})
              .columns.columns.map(each => each.field),
          ]
          const answers: Record<string, string> = { [headRowKey(sheet.name)]: String(plain.headRow) }
          for (const [column, field] of named) {
            const at = column % plain.heads.length
            answers[columnKey(sheet.name, at)] = fields[field % fields.length] ?? ''
          }

          const { headRow, heads, rows } = read(kind, sheet, { answers })

          expect({ answers, headRow, heads }).toEqual({
            answers,
            headRow: plain.headRow,
            heads: plain.heads,
          })
          expect(rows.filter(row => !plain.rows.includes(row))).toEqual([])
        },
      ),
      { numRuns: 500 },
    )
  })
})

const WITH_TWO_LINES: ImportKind[] = [
  'activities',
  'advisers',
  'attendance',
  'exams',
  'outputs',
  'plan',
  'results',
  'roster',
  'study',
  'units',
]

/** The sheet with the last two of its heads below one that names both; null where it is not read so. */
function inTwoLines(kind: ImportKind, sheet: FileSheet): FileSheet | null {
  const { headRow, missing } = read(kind, sheet)
  const { rows } = sheet.table
  const index = headRow === null ? -1 : headRow - 1
  const heads = rows[index]
  if (!heads || missing.length > 0 || new Set(heads).size !== heads.length || heads.length < 4) return null
  const upper = heads.map((head, at) => (at < heads.length - 2 ? head : '其他情况'))
  const table = {
    ...sheet.table,
    rows: [...rows.slice(0, index), upper, ...rows.slice(index)],
    rowNumbers: [...rows, []].map((_, at) => at + 1),
  }
  const two = { ...sheet, table }
  const again = read(kind, two)
  // A 横表 may have its meetings in a third line, which goes with its form.
  const joined = heads.map((head, at) => `${at} ${at < heads.length - 2 ? head : `其他情况 ${head}`}`)
  const isJoined = again.heads.every(each => joined.includes(each.trim()))
  return again.missing.length === 0 && isJoined ? two : null
}
