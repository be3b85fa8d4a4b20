import { describe, expect, test } from 'vitest'
import { inParts, paged, slices } from '@/db/pause'
import { meetingFields } from '@/lib/attendance/attendance.sheet'
import { tableOfText, textOfTable } from '@/lib/spreadsheet/draft.rules'
import { type RawTable, readTable } from '@/lib/spreadsheet/formats/workbook'
import { nothingMended, readSheets } from '@/lib/spreadsheet/preview.rules'

/** A pause that lets nobody through and counts how often it was offered. */
function counting() {
  let offered = 0
  const pause = () => {
    offered += 1
    return undefined
  }
  return { pause, offered: () => offered }
}

const ROWS = 3000
const heads = ['姓名', '单位', ...Array.from({ length: 8 }, (_, n) => `列${n}`)]
const body = Array.from({ length: ROWS }, (_, n) => heads.map((_, column) => `第${n}行"${column}\n`))
const table: RawTable = {
  rows: [heads, ...body],
  rowNumbers: [1, ...body.map((_, n) => n + 2)],
  parts: [1],
  sheetName: '名单',
  sheetNames: ['名单', '附页'],
}
const people = {
  columns: [
    { field: 'name', heads: ['姓名'] },
    { field: 'unit', heads: ['单位'] },
  ],
  required: ['name', 'unit'],
}
const crossed: RawTable = {
  ...table,
  rows: [['姓名', '单位', '3月8日 中心组学习'], ...body.map((_, n) => [`人${n}`, '司法所', '√'])],
}

describe('others are let through', () => {
  test('with every ten thousand cells that come from the worker, and the table is whole', async () => {
    const { pause, offered } = counting()
    const csv = table.rows.map(row => row.map(cell => cell.replace(/["\n]/g, '')).join(',')).join('\n')

    const read = await readTable(new TextEncoder().encode(csv), { fileName: '名单.csv', pause })

    expect(offered()).toBeGreaterThanOrEqual(((ROWS + 1) * heads.length) / 10_000)
    expect(read.rows.length).toBe(ROWS + 1)
    expect(read.rows.at(-1)).toEqual(body.at(-1)?.map(cell => cell.replace(/["\n]/g, '')))
    expect(read.rowNumbers).toEqual(table.rowNumbers)
  })

  test.each([
    ['a sheet', table, { columns: people }],
    [
      'a 横表',
      crossed,
      {
        columns: { ...people, required: ['none'] },
        cross: { columns: people, fieldsOf: meetingFields, value: 'mark' },
      },
    ],
    ['a sheet without its heads', { ...table, rows: [[], ...body] }, { columns: people }],
  ])('with every row of %s', async (_, given, columns) => {
    const { pause, offered } = counting()

    const sheets = [{ name: '', isHidden: false, table: given }]
    await readSheets(sheets, columns, nothingMended, { answers: {}, remembered: new Map() }, pause)

    expect(offered()).toBeGreaterThanOrEqual(ROWS)
  })

  test('with every ten thousand cells of a draft, both ways; it comes back as it was', async () => {
    const writing = counting()
    const reading = counting()

    const text = await textOfTable(table, writing.pause)
    const back = await tableOfText(text, reading.pause)

    expect([writing.offered(), reading.offered()]).toEqual([4, 5])
    expect(back).toEqual(table)
  })

  test('with every page of a long list', async () => {
    const { pause, offered } = counting()
    const numbers = Array.from({ length: 2500 }, (_, n) => n)

    const read = await paged<number>(pause, async (last, limit) => {
      const from = last === undefined ? 0 : last + 1
      return numbers.slice(from, from + limit)
    })

    expect(read).toEqual(numbers)
    expect(offered()).toBe(5)
  })
})

test('lists that are read beside one another take turns, and others come in between', async () => {
  const pause = slices()
  let turn = 0
  let beat = setImmediate(function next() {
    turn++
    beat = setImmediate(next)
  })
  const turns: number[] = []
  const reading = async () => {
    for (let page = 0; page < 3; page++) {
      await pause()
      turns.push(turn)
      for (const until = performance.now() + 12; performance.now() < until; );
    }
  }

  for (const until = performance.now() + 12; performance.now() < until; );
  await Promise.all([reading(), reading(), reading()])
  clearImmediate(beat)

  expect(new Set(turns).size).toBe(9)
})

test('a draft of an earlier release is one line, and is read', async () => {
  expect(await tableOfText(JSON.stringify(table), counting().pause)).toEqual(table)
})

test.each([
  [0, []],
  [500, [500]],
  [1201, [500, 500, 201]],
])('%i rows are written in parts of five hundred', async (count, sizes) => {
  const taken: number[] = []

  await inParts(Array.from({ length: count }), async part => taken.push(part.length))

  expect(taken).toEqual(sizes)
})
