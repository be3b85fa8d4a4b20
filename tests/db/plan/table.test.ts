import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { db, writerClient } from '@/db/client'
import { audit } from '@/db/schema/audit'
import { dateOccurrence } from '@/lib/calendar/scheduling/scheduling.commands'
import { dateInput } from '@/lib/calendar/scheduling/scheduling.input'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { createPlan, issuePlan } from '@/lib/plan/plan.commands'

import { itemOf, planDocument, revisionsOf } from '@/lib/plan/plan.queries'
import { pasteRows } from '@/lib/plan/table/paste.commands'
import { changeItems } from '@/lib/plan/table/table.commands'
import { type ChangesInput, changesInput, pasteInput } from '@/lib/plan/table/table.input'
import { planTable } from '@/lib/plan/table/table.queries'
import type { Cells } from '@/lib/plan/table/table.sheet'
import { closeWorld, openWorld, setDoneNow, units, type World } from '../../world'

let world: World
let year = 2023
let planId = 0
let burst = 0

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)
// Each test has a plan of its own.
beforeEach(async () => {
  year += 1
  const made = await createPlan(world.viewers.organiser, {
    year,
    kind: 'officials',
    unitId: units.street,
    title: '',
  })
  if (!made.ok) throw new Error(made.reason)
  planId = made.planId
})

type Operations = ChangesInput['operations']

function send(operations: Operations, more: Partial<ChangesInput> = {}, viewer = world.viewers.organiser) {
  burst += 1
  return changeItems(
    viewer,
    changesInput.parse({ planId, idempotencyKey: `burst-${burst}`, operations, ...more }),
  )
}

const row = (cells: Cells): Cells => ({
  time: '3月',
  form: '中心组学习',
  audience: '中心组成员',
  unit: '党政办公室',
  ...cells,
})
const adding = (key: string, cells: Cells, after: number | string | null = null) =>
  ({ do: 'add', key, cells: row(cells), after }) as const

/** Three rows: 甲, 乙, 丙. */
async function hasRows() {
  const answer = await send([
    adding('a', { content: '甲' }),
    adding('b', { content: '乙' }, 'a'),
    adding('c', { content: '丙' }, 'b'),
  ])
  if (!answer.ok) throw new Error(JSON.stringify(answer))
  return answer.rows
}

/** Counts the statements in the transaction of a command. */
async function counting(work: () => Promise<unknown>): Promise<number> {
  let count = 0
  const client = writerClient()
  const begin = client.transaction.bind(client)
  const spy = vi.spyOn(client, 'transaction').mockImplementation(async () => {
    const tx = await begin('write')
    const execute = tx.execute.bind(tx)
    tx.execute = statement => {
      count += 1
      return execute(statement)
    }
    return tx
  })
  await work()
  spy.mockRestore()
  return count
}

const table = async () => (await planTable(world.viewers.organiser, planId)).rows
const contents = async () => (await table()).map(each => each.cells.content).join('')
const issue = async () => {
  const { plan } = await planDocument(world.viewers.leader, planId, '2023-03-10')
  await issuePlan(world.viewers.leader, { planId, version: plan.version })
}

describe('a batch of the table editor', () => {
  test('adds rows in the words of the office, each with its occurrences, where it was put', async () => {
    const answer = await send([
      adding('a', { content: '每月学习', time: '每月', unit: '', times: '1次', mustLearn: '宪法、党内法规' }),
      adding('b', { content: '排在前面' }),
    ])

    if (!answer.ok) throw new Error(JSON.stringify(answer))
    const [first, second] = answer.rows
    expect(first?.cells.content).toBe('排在前面')
    expect(second).toEqual({
      id: answer.made.a,
      version: 0,
      cells: {
        ...row({ content: '每月学习', time: '每月' }),
        unit: '演示街道',
        times: '每月1次',
        mustLearn: '宪法、党内法规',
        lecturer: '',
        remark: '',
        parent: '',
        weight: '',
        evidence: '',
      },
    })
    const { item } = await itemOf(world.viewers.organiser, answer.made.a ?? 0, '2023-03-10')
    expect(item.occurrences).toHaveLength(12)
  })

  test('is done as a whole or not at all, and every row at fault is named', async () => {
    const answer = await send([
      adding('good', { content: '可以保存' }),
      adding('time', { content: '时间不对', time: '2023.13.45' }),
      adding('who', { content: '对象不对', audience: '某某协会' }),
      adding('unit', { content: '单位不对', unit: '东埔社居' }),
      adding('several', { content: '几个单位', unit: '党政办公室、司法所' }),
      adding('long', { content: '很长', lecturer: '讲'.repeat(61) }),
      adding('count', { content: '次数不对', times: '若干' }),
      adding('form', { content: '形式写错', form: '中心组学刁' }),
      adding('twin', { content: '可以保存' }, 'good'),
    ])

    expect(answer).toMatchObject({ ok: false, reason: 'notSaved', stale: [], rows: [] })
    expect(
      !answer.ok &&
        answer.reason === 'notSaved' &&
        answer.faults.map(({ key, field, reason }) => [key, field, reason]),
    ).toEqual([
      ['time', 'time', 'import.fault.timeImpossible'],
      ['who', 'audience', 'plan.refused.audienceUnknown'],
      ['unit', 'unit', 'planTable.refused.likelyUnit'],
      ['several', 'unit', 'planTable.refused.oneUnit'],
      ['long', 'lecturer', 'plan.refused.tooLong'],
      ['count', 'times', 'planTable.refused.timesUnreadable'],
      ['form', 'form', 'planTable.refused.likelyForm'],
      ['twin', 'content', 'plan.refused.itemExists'],
    ])
    expect(await table()).toEqual([])
  })

  test('takes 各社区 for the plan’s unit, says so, and keeps the wording until a unit is named', async () => {
    const added = await send([adding('a', { content: '甲', unit: '各社区', remark: '有展板' })])
    if (!added.ok) throw new Error(JSON.stringify(added))
    const [saved] = added.rows
    const named = await send([
      { do: 'change', key: 'a', id: saved?.id ?? 0, version: saved?.version ?? 0, cells: { unit: '司法所' } },
    ])

    const places = { word: '各社区', unit: '演示街道' }
    expect(added.notes).toEqual([{ key: 'a', field: 'unit', reason: 'planTable.note.unitOfPlan', places }])
    expect([saved?.cells.unit, saved?.cells.remark]).toEqual(['演示街道', '责任单位：各社区；有展板'])
    expect(named.ok && named.rows.map(({ cells }) => [cells.unit, cells.remark])).toEqual([
      ['司法所', '有展板'],
    ])
  })

  test('takes as few statements for a hundred rows as for one, whether they come, change, go or come back', async () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, at) =>
        adding(`r${at}`, { content: `第${at}项`, mustLearn: at % 2 ? '宪法' : '民法典', time: '每月' }),
      )
    const one = await counting(() => send(rows(1)))
    const [first] = await table()
    await send([{ do: 'remove', key: 'x', id: first?.id ?? 0, version: 0 }])
    const hundred = await counting(() => send(rows(100)))
    const saved = await table()
    const changed = await counting(() =>
      send(
        saved.map(({ id, version }) => ({
          do: 'change',
          key: `i${id}`,
          id,
          version,
          cells: { lecturer: '某' },
        })),
      ),
    )
    const gone = await counting(() =>
      send(saved.map(({ id }) => ({ do: 'remove', key: `i${id}`, id, version: 1 }))),
    )
    const back = await counting(() =>
      send(saved.map(({ id }) => ({ do: 'restore', key: `i${id}`, id, after: null }))),
    )

    expect(saved).toHaveLength(100)
    expect((await table()).map(each => each.cells.lecturer)).toEqual(saved.map(() => '某'))
    expect([hundred, changed <= hundred, gone <= hundred, back <= hundred]).toEqual([one, true, true, true])
    expect(one).toBeLessThan(45)
  })

  test('refuses a cell that is too long beside it, and what else was typed is judged too', async () => {
    const answer = await send([
      adding('a', { content: '长'.repeat(2_500) }),
      adding('b', { content: '乙', unit: '某'.repeat(3_000) }),
    ])

    expect(!answer.ok && answer.reason === 'notSaved' && answer.faults).toEqual([
      { key: 'a', field: 'content', reason: 'plan.refused.tooLong' },
      { key: 'b', field: 'unit', reason: 'import.fault.noSuchUnit', places: { word: `${'某'.repeat(40)}…` } },
    ])
  })

  test('keeps an audience that is on no roster as words only where that is said', async () => {
    const refused = await send([adding('a', { content: '进协会', audience: '某某协会' })])
    const answer = await send([
      { ...adding('a', { content: '进协会', audience: '某某协会' }), asWords: true },
    ])

    expect(refused.ok).toBe(false)
    expect(answer.ok && answer.rows[0]?.cells.audience).toBe('某某协会')
  })

  test('sent again after a lost answer is done once', async () => {
    const first = await send([adding('a', { content: '甲' })], { idempotencyKey: 'the same' })
    const again = await send([adding('a', { content: '甲' })], { idempotencyKey: 'the same' })

    expect(again).toEqual(first)
    expect(await contents()).toBe('甲')
  })

  test('with a row that another page has sent already adds it once', async () => {
    await send([adding('n1', { content: '甲' })])
    const again = await send([adding('n1', { content: '甲' }), adding('n2', { content: '乙' }, 'n1')])

    expect(again.ok && Object.keys(again.made)).toEqual(['n1', 'n2'])
    expect(await contents()).toBe('甲乙')
  })

  test('as a dry run is judged in the same way and writes nothing', async () => {
    const before = await db.$count(audit)
    const good = await send([adding('a', { content: '甲' })], { rehearse: true })
    const bad = await send([adding('a', { content: '甲', time: '近期' })], { rehearse: true })

    expect(good).toEqual({ ok: true, made: {}, notes: [], rows: [] })
    expect(bad).toMatchObject({ ok: false, faults: [{ key: 'a', field: 'time' }] })
    expect(await db.$count(audit)).toBe(before)
    expect(await table()).toEqual([])
  })
})

describe('a row that is changed', () => {
  test('keeps what was not typed, and a second change goes out with the version of the first', async () => {
    const [first] = await hasRows()

    const answer = await send([
      { do: 'change', key: 'a', id: first?.id ?? 0, version: 0, cells: { lecturer: '陈志强' } },
    ])

    expect(answer.ok && answer.rows[0]).toEqual({
      ...first,
      version: 1,
      cells: { ...first?.cells, lecturer: '陈志强' },
    })
  })

  test('meanwhile by somebody else is given back as it is now, and nothing is overwritten', async () => {
    const [first] = await hasRows()
    const change = { do: 'change', key: 'a', id: first?.id ?? 0, version: 0 } as const
    await send([{ ...change, cells: { lecturer: '陈志强' } }])

    const answer = await send([{ ...change, cells: { lecturer: '郑晓燕' } }, adding('d', { content: '丁' })])

    expect(answer).toMatchObject({ ok: false, reason: 'notSaved', faults: [], stale: ['a'] })
    expect(await contents()).toBe('甲乙丙')
    expect((await table())[0]?.cells.lecturer).toBe('陈志强')
  })

  test('to the present content succeeds, whatever its version', async () => {
    const [first] = await hasRows()
    const change = {
      do: 'change',
      key: 'a',
      id: first?.id ?? 0,
      version: 0,
      cells: { lecturer: '陈志强' },
    } as const
    await send([change])

    const again = await send([change])

    expect(again.ok && again.rows[0]?.version).toBe(1)
  })
})

describe('a row that is taken out', () => {
  test('comes back whole and under its own id, in its place', async () => {
    const [, second] = await hasRows()
    const id = second?.id ?? 0
    await setDoneNow(world.viewers.organiser, { itemId: id, doneOn: '2023-03-01', doneNote: '已印发通知' })

    await send([{ do: 'remove', key: 'b', id, version: 1 }])
    const without = await contents()
    const answer = await send([{ do: 'restore', key: 'b', id, after: (await table())[0]?.id ?? null }])

    expect(without).toBe('甲丙')
    expect(answer.ok && answer.made).toEqual({ b: id })
    expect(await contents()).toBe('甲乙丙')
    const { item } = await itemOf(world.viewers.organiser, id, '2023-03-10')
    expect(item).toMatchObject({ content: '乙', audienceWords: '中心组成员', doneNote: '已印发通知' })
    expect(item.occurrences).toHaveLength(1)
  })

  test('comes back as itself after another row was added and removed: no id is given twice', async () => {
    const [, , third] = await hasRows()
    const id = third?.id ?? 0
    await send([{ do: 'remove', key: 'c', id, version: 0 }])
    const added = await send([adding('d', { content: '丁' })])
    const other = (added.ok && added.made.d) || 0
    await send([{ do: 'remove', key: 'd', id: other, version: 0 }])

    const answer = await send([{ do: 'restore', key: 'c', id, after: null }])

    expect(other).not.toBe(id)
    expect([answer.ok && answer.made, await contents()]).toEqual([{ c: id }, '丙甲乙'])
  })

  test('stays where an activity was joined to it, and where it changed meanwhile', async () => {
    const [first, second] = await hasRows()
    const { item } = await itemOf(world.viewers.organiser, first?.id ?? 0, '2023-03-10')
    await dateOccurrence(
      world.viewers.organiser,
      dateInput.parse({
        occurrenceId: String(item.occurrences[0]?.id),
        title: '甲',
        day: `${year}-03-20`,
        despite: 'on',
      }),
    )
    await send([{ do: 'change', key: 'b', id: second?.id ?? 0, version: 0, cells: { remark: '改过' } }])

    const answer = await send([
      { do: 'remove', key: 'a', id: first?.id ?? 0, version: 0 },
      { do: 'remove', key: 'b', id: second?.id ?? 0, version: 0 },
    ])

    expect(answer).toMatchObject({
      ok: false,
      faults: [{ key: 'a', field: null, reason: 'plan.refused.joined' }],
      stale: ['b'],
    })
    expect(await contents()).toBe('甲乙丙')
  })

  test('of another plan is not put into this one', async () => {
    const [first] = await hasRows()
    await send([{ do: 'remove', key: 'a', id: first?.id ?? 0, version: 0 }])
    const other = await createPlan(world.viewers.organiser, {
      year,
      kind: 'communities',
      unitId: units.street,
      title: '',
    })
    if (!other.ok) throw new Error(other.reason)

    const answer = await send([{ do: 'restore', key: 'a', id: first?.id ?? 0, after: null }], {
      planId: other.planId,
    })

    expect(answer).toMatchObject({
      ok: false,
      faults: [{ key: 'a', reason: 'planTable.refused.notRestorable' }],
    })
  })
})

describe('the order', () => {
  test('is that of the table, also with rows that are only just added', async () => {
    const [first, second, third] = await hasRows()

    await send([
      adding('d', { content: '丁' }, second?.id),
      { do: 'move', key: 'c', id: third?.id ?? 0, after: null },
      { do: 'move', key: 'a', id: first?.id ?? 0, after: 'd' },
    ])

    expect(await contents()).toBe('丙乙丁甲')
  })
})

describe('an issued plan', () => {
  test('is changed only with a reason, and one batch makes one revision', async () => {
    const [first, second] = await hasRows()
    await issue()
    const operations: Operations = [
      { do: 'change', key: 'a', id: first?.id ?? 0, version: 0, cells: { time: '4月' } },
      { do: 'remove', key: 'b', id: second?.id ?? 0, version: 0 },
      adding('d', { content: '丁' }),
    ]

    const silent = await send(operations)
    const said = await send(operations, { reason: '上级通知' })

    expect(silent).toEqual({ ok: false, reason: 'reasonNeeded' })
    expect(said.ok).toBe(true)
    const { revisions } = await revisionsOf(world.viewers.organiser, planId)
    expect(revisions.map(each => [each.revision, each.reason])).toEqual([
      [2, '上级通知'],
      [1, null],
    ])
  })
})

describe('work points', () => {
  test('are broken down under the point that is named', async () => {
    const made = await createPlan(world.viewers.organiser, {
      year,
      kind: 'workPoints',
      unitId: units.street,
      title: '',
    })
    if (!made.ok) throw new Error(made.reason)
    const point = { time: '12月', unit: '演示街道' }

    const answer = await send(
      [
        { do: 'add', key: 'p', cells: { ...point, content: '普法宣传' }, after: null },
        {
          do: 'add',
          key: 'q',
          cells: { ...point, content: '社区普法', unit: '东埔社区', parent: '普法宣传', weight: '60%' },
          after: 'p',
        },
      ],
      { planId: made.planId },
    )
    const wrong = await send(
      [{ do: 'add', key: 'r', cells: { ...point, content: '无', parent: '没有这条' }, after: null }],
      { planId: made.planId },
    )

    expect(answer.ok && answer.rows.map(({ cells }) => [cells.content, cells.parent, cells.weight])).toEqual([
      ['普法宣传', '', ''],
      ['社区普法', '普法宣传', '60'],
    ])
    expect(wrong).toMatchObject({
      ok: false,
      faults: [{ key: 'r', field: 'parent', reason: 'import.fault.noSuchPoint' }],
    })
  })
})

test('nobody else changes a plan: a leader may not, a stranger does not find it', async () => {
  await hasRows()

  await expect(send([adding('x', { content: '别的' })], {}, world.viewers.leader)).rejects.toThrow(Forbidden)
  await expect(send([adding('x', { content: '别的' })], {}, world.viewers.dongpuOrganiser)).rejects.toThrow(
    NotFound,
  )
})

describe('a block that is pasted without script', () => {
  const paste = (facts: Record<string, string>) =>
    pasteRows(
      world.viewers.organiser,
      pasteInput.parse({ planId: String(planId), idempotencyKey: `paste-${planId}`, ...facts }),
    )
  const text = '时间\t学习内容\t学习对象\n3月\t宪法\t中心组成员\n近期\t民法典\t某某协会'

  test('is looked at first, with what is wrong in which row', async () => {
    const looked = await paste({ text })

    expect(looked).toMatchObject({ ok: true, written: false, refusal: null })
    expect(looked.ok && looked.rows.map(cells => cells.content)).toEqual(['宪法', '民法典'])
    expect(looked.ok && looked.faults.map(({ row, field }) => [row, field])).toEqual([[1, 'time']])
    expect(await table()).toEqual([])
  })

  test('is written at the end once its rows were corrected, and once only', async () => {
    await hasRows()
    const corrected = {
      step: 'write',
      text,
      'cell-0-time': '3月',
      'cell-0-content': '宪法',
      'cell-1-time': '4月',
      'cell-1-content': '民法典',
      'cell-1-audience': '某某协会',
      'words-1': 'on',
    }

    const written = await paste(corrected)
    await paste(corrected)

    expect(written).toMatchObject({ ok: true, written: true, faults: [] })
    expect(await contents()).toBe('甲乙丙宪法民法典')
    expect((await table())[4]?.cells.audience).toBe('某某协会')
  })

  test('says where nothing was read, and keeps its rows where a reason is lacking', async () => {
    await hasRows()
    await issue()

    expect(await paste({ text: ' ' })).toEqual({ ok: false, reason: 'nothingRead', field: 'text' })
    expect(await paste({ step: 'write', text: '5月\t新增' })).toMatchObject({
      ok: true,
      written: false,
      refusal: 'reasonNeeded',
      rows: [{ time: '5月', content: '新增' }],
    })
  })
})
