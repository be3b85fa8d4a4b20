import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Recognised, recognised, rowsOfBlock } from '@/lib/plan/table/pasted.sheet'
import { broughtBack, movesBetween, operationsOf, rebased, settled } from '@/lib/plan/table/sync.rules'
import {
  applied,
  appliedAll,
  type Edit,
  type History,
  noHistory,
  redone,
  remembered,
  stepOf,
  type Table,
  tableOf,
  undone,
} from '@/lib/plan/table/table.rules'
import {
  blockOf,
  blockOfHtml,
  blockOfText,
  type Cells,
  cellOf,
  clipboardOf,
  tableFields,
} from '@/lib/plan/table/table.sheet'

const saved = (id: number, cells: Cells = {}, version = 0) => ({
  id,
  version,
  cells: { time: '3月', content: `内容${id}`, ...cells },
})
const three = () => tableOf([saved(1), saved(2), saved(3)])
const shown = (table: Table) => table.rows.map(row => row.cells.content).join(' ')

describe('a block of the clipboard', () => {
  test.each([
    [
      'rows and cells',
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'the end of the last line',
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a quoted cell with a tab, a line and quotes', '"一\t二\n""三"""\t四', [['一\t二\n"三"', '四']]],
    ['quotes within a cell', '学习"二十大"精神\t3月', [['学习"二十大"精神', '3月']]],
    ['a quote that never ends', '"未完\t3月', [['"未完', '3月']]],
    [
      'empty cells',
      '\t\t\na\t\t',
      [
        ['', '', ''],
        ['a', '', ''],
      ],
    ],
    [
      'rows of different width',
      'a\nb\tc',
      [
        ['a', ''],
        ['b', 'c'],
      ],
    ],
  ])('as text: %s', (_, text, block) => {
    expect(blockOfText(text)).toEqual(block)
  })

  test('as Excel writes it, with a merged cell filled', () => {
    const html = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {x:"<td>";}</style></head><body>
      <table border=0><!--StartFragment--><col width=72><tr height=19><td rowspan=2 class=xl65>3月</td><td>宪法&nbsp;&amp; 法律</td></tr>
      <tr><td x:str>第二行<br>
        续</td></tr><tr><td colspan="2">全年</td></tr><!--EndFragment--></table></body></html>`

    expect(blockOf({ html, text: 'something else' })).toEqual([
      ['3月', '宪法 & 法律'],
      ['3月', '第二行\n续'],
      ['全年', '全年'],
    ])
  })

  test('as Word writes it: paragraphs, lines broken within words, conditional comments, a table in a cell', () => {
    const html = `<table class=MsoTableGrid><![if !supportMisalignedRows]><tr><td valign=top><p class=MsoNormal><span
      lang=ZH-CN>第一<o:p></o:p></span></p><p>季
      度</p></td><!--[if gte mso 9]><td>no</td><![endif]--><td><table><tr><td>里</td><td>面</td></tr></table></td></tr><![endif]></table>`

    expect(blockOfHtml(html)).toEqual([['第一\n季度', '里面']])
  })

  test('without a table in its HTML is read as text', () => {
    expect(blockOf({ html: '<p>a\tb</p>', text: 'a\tb' })).toEqual([['a', 'b']])
  })

  const cell = fc
    .string({ unit: fc.constantFrom('法', 'a', ' ', '"', '\t', '\n', '<', '&', '；'), maxLength: 6 })
    .map(text => text.replace(/^\s+|\s+$/g, ''))
  const blocks = fc
    .integer({ min: 1, max: 4 })
    .chain(width =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
    )

  test('that was copied is pasted as it was, from its text', () => {
    fc.assert(
      fc.property(blocks, block => {
        expect(blockOfText(clipboardOf(block).text)).toEqual(block)
      }),
    )
  })

  test('that was copied is pasted as it was, from its HTML but for white space', () => {
    const plain = (block: string[][]) =>
      block.map(row => row.map(text => text.replace(/[ \t]+/g, ' ').replace(/ ?\n ?/g, '\n')))
    fc.assert(
      fc.property(blocks, block => {
        expect(plain(blockOfHtml(clipboardOf(block).html))).toEqual(plain(block))
      }),
    )
  })

  test('of whole rows gives the same rows', () => {
    const text = fc.string({
      unit: fc.constantFrom('法', 'a', '"', '、', '合', '计'),
      minLength: 1,
      maxLength: 6,
    })
    const rows = fc.array(fc.record(Object.fromEntries(tableFields.plan.map(field => [field, text]))), {
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(rows, given => {
        const copied = clipboardOf(given.map(row => tableFields.plan.map(field => row[field] ?? '')))
        const block = blockOf(copied)
        expect(rowsOfBlock(block, recognised(block, 'plan', 'time'), 'plan')).toEqual(given)
      }),
    )
  })
})

describe('the columns of a block', () => {
  const heads = ['序号', '学习时间', '主题（内容）', '学习形式', '参加对象', '责任部门', '备注']

  test('are those that its heads name, under a title and with what is unknown left out', () => {
    const block = [
      ['2024年学法安排', ...Array(6).fill('2024年学法安排')],
      heads,
      ['1', '3月', '宪法', '集中学法', '机关', '司法所', ''],
    ]

    const found = recognised(block, 'plan', 'time')

    expect(found).toEqual({
      head: 1,
      fields: [null, 'time', 'content', 'form', 'audience', 'unit', 'remark'],
    })
    expect(rowsOfBlock(block, found, 'plan')).toEqual([
      { time: '3月', content: '宪法', form: '集中学法', audience: '机关', unit: '司法所', remark: '' },
    ])
  })

  test('below heads leave out blank rows, sums and notes, and say again what is 同上', () => {
    const block = [
      heads,
      ['1', '3月', '宪法', '集中学法', '机关', '', ''],
      ['', '', '', '', '', '', ''],
      ['2', '4月', '民法典', '同上', '同上', '', ''],
      ['备注：以上时间可调整', '', '', '', '', '', ''],
    ]

    const rows = rowsOfBlock(block, recognised(block, 'plan', 'time'), 'plan')

    expect(rows.map(({ time, form, audience }) => [time, form, audience])).toEqual([
      ['3月', '集中学法', '机关'],
      ['4月', '集中学法', '机关'],
    ])
  })

  test('without a column of lecturers the fifth is the unit, where nothing but units stands in it', () => {
    const block = [
      ['3月', '宪法', '讲座', '机关', '司法所'],
      ['4月', '民法典', '讲座', '机关', '各社区'],
    ]
    const fields = (rows: string[][]) => recognised(rows, 'plan', 'time', ['司法所', '党政办公室']).fields

    expect(fields(block)).toEqual(['time', 'content', 'form', 'audience', 'unit'])
    expect(fields([...block, ['5月', '刑法', '讲座', '机关', '张三']])).toEqual(tableFields.plan.slice(0, 5))
  })

  test.each<[string, string[][], 'time' | 'form', Recognised['fields']]>([
    ['from the first cell', [['3月', '宪法', '讲座']], 'time', ['time', 'content', 'form']],
    ['from the cell where one stands', [['讲座', '机关']], 'form', ['form', 'audience']],
    [
      'with numbers before them',
      [
        ['1', '3月', '宪法'],
        ['2', '4月', '民法典'],
      ],
      'time',
      [null, 'time', 'content'],
    ],
    ['with more than the table has', [Array(11).fill('x')], 'time', [...tableFields.plan, null, null]],
  ])('without heads are those of their places: %s', (_, block, first, fields) => {
    expect(recognised(block, 'plan', first)).toEqual({ head: -1, fields })
  })

  test('of work points have their own heads', () => {
    expect(recognised([['要点', '牵头单位', '完成时限', '分值']], 'points', 'content').fields).toEqual([
      'content',
      'unit',
      'time',
      'weight',
    ])
  })

  test.each([
    ['content', '一\n二', '一\n二'],
    ['time', '3月\n上旬', '3月上旬'],
    ['audience', '各社区\n党员', '各社区、党员'],
    ['audience', '各社区、\n党员', '各社区、党员'],
  ] as const)('a %s with lines is kept as its field keeps it', (field, text, kept) => {
    expect(cellOf(field, text)).toBe(kept)
  })
})

/** Any edit, including edits of rows that do not exist. */
const key = fc.constantFrom('i1', 'i2', 'i3', 'n1', 'n2')
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    set: key,
    cells: fc.record({ content: fc.string(), remark: fc.string() }, { requiredKeys: [] }),
  }),
  fc.record({ put: key, cells: fc.record({ content: fc.string() }), after: fc.option(key) }),
  fc.record({ take: key }),
  fc.record({ move: key, after: fc.option(key) }),
)
const steps = fc.array(fc.array(edits, { maxLength: 4 }), { maxLength: 60 })
const texts = (table: Table) =>
  table.rows.map(({ key, cells }) => [
    key,
    Object.entries(cells)
      .filter(([, text]) => text !== '')
      .sort(),
  ])

function done(table: Table, all: Edit[][]): { table: Table; history: History } {
  let history = noHistory
  for (const step of all) {
    const after = appliedAll(table, step)
    table = after.table
    history = remembered(history, after.back)
  }
  return { table, history }
}

function all(
  from: { table: Table; history: History },
  way: typeof undone,
): { table: Table; history: History } {
  let at = from
  for (let next: typeof at | null = at; next; next = way(at.table, at.history)) at = next
  return at
}

describe('undo', () => {
  test('takes a paste of twelve rows back in one step, and sixty steps one by one', () => {
    const pasted = Array.from({ length: 12 }, (_, n) => ({
      put: `p${n}`,
      cells: { content: '粘' },
      after: null,
    }))
    const typed = Array.from({ length: 60 }, (_, n): Edit[] => [{ set: 'i1', cells: { remark: `${n}` } }])
    const paste = done(three(), [pasted])
    const sixty = all(done(three(), typed), undone)

    expect(paste.table.rows).toHaveLength(15)
    expect(undone(paste.table, paste.history)?.table.rows).toHaveLength(3)
    expect(texts(sixty.table)).toEqual(texts(three()))
  })

  test('of any sequence of steps gives the first state, and redo the last', () => {
    fc.assert(
      fc.property(steps, given => {
        const last = done(three(), given)
        const first = all(last, undone)
        expect(texts(first.table)).toEqual(texts(three()))
        expect(texts(all(first, redone).table)).toEqual(texts(last.table))
      }),
    )
  })

  test('reaches at least 50 steps back', () => {
    const { history } = done(
      three(),
      Array.from({ length: 60 }, (_, n) => [{ set: 'i1', cells: { content: `${n}` } }]),
    )

    expect(history.done).toHaveLength(60)
  })

  test('leaves alone what a colleague wrote meanwhile into other cells', () => {
    const { table, history } = done(three(), [[{ set: 'i1', cells: { content: '改' } }]])
    const now = settled(table, table, { rows: [saved(1), saved(2, { remark: '同事' }, 1), saved(3)] })

    const back = undone(now, history)

    expect(back?.table.rows.map(({ cells }) => [cells.content, cells.remark])).toEqual([
      ['内容1', undefined],
      ['内容2', '同事'],
      ['内容3', undefined],
    ])
  })
})

describe('a step up or down', () => {
  const points = () =>
    tableOf([
      saved(1, { content: '甲' }),
      saved(2, { content: '甲一', parent: '甲' }),
      saved(3, { content: '甲二', parent: '甲' }),
      saved(4, { content: '乙' }),
      saved(5, { content: '乙一', parent: '乙' }),
    ])

  test.each([
    ['i4', 'up', '乙 乙一 甲 甲一 甲二'],
    ['i1', 'down', '乙 乙一 甲 甲一 甲二'],
    ['i3', 'up', '甲 甲二 甲一 乙 乙一'],
    ['i2', 'up', '甲 甲一 甲二 乙 乙一'],
    ['i3', 'down', '甲 甲一 甲二 乙 乙一'],
    ['i1', 'up', '甲 甲一 甲二 乙 乙一'],
  ] as const)('of %s %s takes the parts along and stays within the point', (row, step, order) => {
    const table = points()

    expect(shown(appliedAll(table, stepOf(table.rows, row, step)).table)).toBe(order)
  })
})

describe('what is sent to the server', () => {
  test('is nothing while nothing was changed', () => {
    expect(operationsOf(three())).toEqual([])
  })

  test('is each row that changed, with the version that was seen, and only what is complete', () => {
    const { table } = done(three(), [
      [{ set: 'i1', cells: { remark: '新' } }, { take: 'i2' }],
      [{ put: 'n1', cells: { content: '没有时间' }, after: 'i1' }],
      [{ put: 'n2', cells: { content: '四', time: '4月' }, after: 'n1' }],
      [{ move: 'i3', after: null }],
    ])

    expect(operationsOf(table)).toEqual([
      { do: 'remove', key: 'i2', id: 2, version: 0 },
      { do: 'change', key: 'i1', id: 1, version: 0, cells: { remark: '新' } },
      { do: 'add', key: 'n2', cells: { content: '四', time: '4月' }, after: 1 },
      { do: 'move', key: 'i3', id: 3, after: null },
    ])
  })

  test('is the removal of a row that was saved, and its return once it is wanted again', () => {
    const taken = applied(three(), { take: 'i2' })
    const gone = settled(taken.table, taken.table, { made: {}, rows: [saved(1), saved(3)] })
    const back = applied(gone, taken.back as Edit)

    expect(operationsOf(gone)).toEqual([])
    expect(operationsOf(back.table)).toEqual([{ do: 'restore', key: 'i2', id: 2, after: 1 }])
  })

  test('is the fewest moves that give the order', () => {
    const orders = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1 })
    fc.assert(
      fc.property(
        orders.chain(before =>
          fc.record({
            before: fc.constant(before),
            after: fc.shuffledSubarray(before, { minLength: before.length }),
          }),
        ),
        ({ before, after }) => {
          const order = [...before]
          const moves = movesBetween(before, after)
          for (const { key, at } of moves) {
            order.splice(order.indexOf(key), 1)
            order.splice(at === 0 ? 0 : order.indexOf(after[at - 1] ?? '') + 1, 0, key)
          }
          expect(order).toEqual(after)
          expect(moves.length).toBeLessThan(before.length)
        },
      ),
    )
  })
})

describe('after the answer of the server', () => {
  test('a row has its item and the words of the roster, and keeps what was typed since', () => {
    const sent = applied(three(), {
      put: 'n1',
      cells: { content: '四', time: '4月', unit: '' },
      after: 'i3',
    }).table
    const typed = applied(sent, { set: 'n1', cells: { remark: '还在写' } }).table

    const after = settled(typed, sent, {
      made: { n1: 4 },
      rows: [
        saved(1),
        saved(2),
        saved(3),
        saved(4, { content: '四', time: '4月', unit: '演示街道', remark: '' }),
      ],
    })

    expect(after.rows[3]).toMatchObject({
      key: 'n1',
      id: 4,
      cells: { unit: '演示街道', remark: '还在写' },
      theirs: undefined,
    })
    expect(operationsOf(after)).toEqual([
      { do: 'change', key: 'n1', id: 4, version: 0, cells: { remark: '还在写' } },
    ])
  })

  test('rows of a colleague stand in their place, and those that are gone leave', () => {
    const after = settled(three(), three(), { rows: [saved(9), saved(1), saved(3)] })

    expect(after.rows.map(row => row.key)).toEqual(['i9', 'i1', 'i3'])
    expect(operationsOf(after)).toEqual([])
  })

  test('a row that was typed into and that a colleague removed keeps its text and says so', () => {
    const typed = applied(three(), { set: 'i2', cells: { remark: '我写的' } }).table

    const after = settled(typed, typed, { rows: [saved(1), saved(3)] })

    expect(after.rows[1]).toMatchObject({
      id: null,
      cells: { remark: '我写的' },
      fault: { reason: 'planTable.refused.removedMeanwhile' },
    })
    expect(operationsOf(after)).toEqual([])
  })

  test('changes of different cells are merged, the same cell shows both texts', () => {
    const [row] = applied(three(), { set: 'i1', cells: { remark: '我写的', lecturer: '我' } }).table.rows
    if (!row) throw new Error('no row')

    const other = rebased(row, saved(1, { content: '同事改的' }, 1))
    const same = rebased(row, saved(1, { remark: '同事写的' }, 1))

    expect(other).toMatchObject({
      version: 1,
      cells: { content: '同事改的', remark: '我写的' },
      theirs: undefined,
    })
    expect(same).toMatchObject({
      version: 1,
      cells: { remark: '我写的', lecturer: '我' },
      theirs: { remark: '同事写的' },
    })
  })

  test('a row that cannot be removed is shown again where it was', () => {
    const { table } = applied(three(), { take: 'i2' })

    const back = broughtBack(table, 'i2', { field: null, reason: 'plan.refused.joined' })

    expect(back.rows.map(row => [row.key, row.fault?.reason])).toEqual([
      ['i1', undefined],
      ['i2', 'plan.refused.joined'],
      ['i3', undefined],
    ])
    expect(operationsOf(back)).toEqual([])
  })

  test('whatever is typed, the rows end as they were typed', () => {
    fc.assert(
      fc.property(steps, given => {
        const { table } = done(three(), given)
        const operations = operationsOf(table)
        const after = served(table, operations)
        const ready = (one: Table) =>
          one.rows
            .filter(row => row.cells.content?.trim() && row.cells.time?.trim())
            .map(row => row.cells.content)
        expect(ready(after)).toEqual(ready(table))
        expect(operationsOf(after).filter(each => each.do !== 'change' && each.do !== 'restore')).toEqual([])
      }),
    )
  })
})

/** The answer of a server that applies the operations in order. */
function served(table: Table, operations: ReturnType<typeof operationsOf>): Table {
  let rows = [saved(1), saved(2), saved(3)]
  const made: Record<string, number> = {}
  const putIn = (row: (typeof rows)[number], after: number | string | null) => {
    const above = typeof after === 'string' ? made[after] : after
    rows.splice(above === null ? 0 : rows.findIndex(each => each.id === above) + 1, 0, row)
  }
  for (const each of operations) {
    if (each.do === 'add') {
      made[each.key] = 10 + Object.keys(made).length
      putIn(
        { ...saved(made[each.key] as number), cells: { time: '', content: '', ...each.cells } },
        each.after,
      )
    } else if (each.do === 'change')
      rows = rows.map(row =>
        row.id === each.id ? { ...row, version: 1, cells: { ...row.cells, ...each.cells } } : row,
      )
    else if (each.do === 'remove') rows = rows.filter(row => row.id !== each.id)
    else if (each.do === 'move') {
      const row = rows.find(one => one.id === each.id)
      rows = rows.filter(one => one !== row)
      if (row) putIn(row, each.after)
    }
  }
  return settled(table, table, { made, rows })
}
