import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sayIn } from '@/app/_i18n/messages'
import { annexSheets } from '@/app/(desk)/reports/_parts/annex-sheets'
import { activityById } from '@/lib/activity/activity.queries'
import { closeRoll } from '@/lib/activity/status.commands'
import { markAttendance } from '@/lib/attendance/attendance.commands'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import type { Day } from '@/lib/core/time'
import { setGoals } from '@/lib/plan/goals/goal.commands'
import { goalInput } from '@/lib/plan/goals/goal.input'
import { saveItem } from '@/lib/plan/items/item.commands'
import { createPlan, issuePlan } from '@/lib/plan/plan.commands'
import { itemInput } from '@/lib/plan/plan.input'
import { planDocument } from '@/lib/plan/plan.queries'
import { leaveParagraph, makeFinal, saveParagraph } from '@/lib/statistics/report/draft.commands'
import { finalInput, leaveInput, paragraphInput } from '@/lib/statistics/report/draft.input'
import { documentOf, reportFilter } from '@/lib/statistics/report/draft.queries'
import { linesOf, templateFor } from '@/lib/statistics/report/template.rules'
import { valuesOf } from '@/lib/statistics/report/value.queries'
import { atTime, closeWorld, hasActivity, openWorld, people, units, type World } from '../../world'

let world: World

const of = { unitId: units.street, from: '2023-01-01', to: '2023-12-31' }

beforeAll(async () => {
  world = await openWorld()
  atTime('2023-03-01T09:00:00+08:00')
  await holdEvent('2023-03-01')
})
beforeEach(() => atTime('2024-01-05T09:00:00+08:00'))
afterAll(closeWorld)

async function holdEvent(day: string) {
  const { organiser } = world.viewers
  atTime(`${day}T08:00:00+08:00`)
  const id = await hasActivity(organiser, { day, form: '集中学法' })
  await markAttendance(organiser, { activityId: id, personId: people.linjing, mark: 'present', version: 0 })
  atTime(`${day}T20:00:00+08:00`)
  const { version } = (await activityById(organiser, id)).activity
  expect(await closeRoll(organiser, { id, version })).toMatchObject({ ok: true })
}

const shown = () => documentOf(world.viewers.organiser, of)
const textOf = async () => {
  const { paragraphs, values } = await shown()
  return linesOf(paragraphs, values).map(each => each.text)
}
const typed = async (change: Record<string, unknown>) =>
  paragraphInput.parse({ ...of, version: (await shown()).version ?? '', ...change })

test('before anybody has written on it a report reads as its template, and nothing is stored', async () => {
  const { version, versions, paragraphs } = await shown()

  expect([version, versions.length]).toEqual([null, 0])
  expect(paragraphs.filter(each => each.kind === 'part').length).toBe(3)
  expect(await textOf()).toContain('二、存在的问题和困难')
})

test('a paragraph is saved with its marks, its lines become paragraphs, and a wording is chosen beside it', async () => {
  const { organiser } = world.viewers
  const input = await typed({
    key: 'p3',
    text: '学法〔集中学法〕。\r\n第二段。',
    words: ['集中学法>集中学法·准确'],
    insert: '年度',
  })

  expect(await saveParagraph(organiser, input)).toEqual({ ok: true })
  expect(await saveParagraph(organiser, input), 'sent twice').toEqual({ ok: true })

  const { paragraphs, versions } = await shown()
  const at = paragraphs.findIndex(each => each.key === 'p3')
  expect(paragraphs.slice(at, at + 2).map(each => each.text)).toEqual([
    '学法〔集中学法·准确〕。',
    '第二段。〔年度〕',
  ])
  expect(versions.map(each => [each.number, each.by])).toEqual([[1, '林静']])
})

test('a paragraph without text goes, one set aside can be taken again', async () => {
  const { organiser } = world.viewers
  const before = (await shown()).paragraphs.length
  await saveParagraph(organiser, await typed({ key: 'p2', text: '' }))

  expect((await shown()).paragraphs.length).toBe(before - 1)

  const left = async (isLeft: '' | '1') =>
    leaveParagraph(
      organiser,
      leaveInput.parse({ ...of, key: 'p3', isLeft, version: (await shown()).version ?? '' }),
    )
  await left('1')
  expect((await textOf()).some(each => each.startsWith('学法'))).toBe(false)
  await left('')
  expect((await textOf()).some(each => each.startsWith('学法'))).toBe(true)
})

test('whoever saw an older report is asked, whoever may not organise is refused, another unit is not found', async () => {
  const { organiser, leader, dongpuOrganiser } = world.viewers
  const old = paragraphInput.parse({ ...of, key: 'p3', text: '旧', version: '0' })

  await expect(saveParagraph(organiser, old)).rejects.toThrow(Conflict)
  await expect(saveParagraph(leader, old)).rejects.toThrow(Forbidden)
  await expect(saveParagraph(dongpuOrganiser, old)).rejects.toThrow(NotFound)
})

test('a figure that is put in stands in the last sentence, by its name', async () => {
  const put = async (text: string, insert: string) => (await typed({ key: 'p3', text, insert })).text

  expect(await put('进家庭6场次。', '中心组学习')).toBe('进家庭6场次，中心组学习〔中心组学习〕。')
  expect(await put('', '横幅标语·多')).toBe('横幅标语〔横幅标语·多〕')
})

test('what a report may hold has a bound, and no wording puts marks into marks', async () => {
  const { organiser } = world.viewers
  const marks = (from: number) =>
    Array.from({ length: 80 }, (_, n) => `〔集中学法·时间=${from + n}〕`).join('')

  expect(await saveParagraph(organiser, await typed({ key: 'p3', text: marks(0) }))).toEqual({ ok: true })
  expect(await saveParagraph(organiser, await typed({ key: 'p4', text: marks(100) }))).toEqual({
    ok: false,
    reason: 'tooLong',
    field: 'text',
  })
  expect((await shown()).paragraphs.find(each => each.key === 'p4')?.text).not.toContain('时间=100')
  await expect(typed({ key: 'p3', text: '〔a〕', words: ['a>b〕〔b'] })).rejects.toThrow()
  await expect(typed({ key: 'p3', text: '〔a〕', insert: '年度〕〔年度' })).rejects.toThrow()
  await expect(typed({ key: 'p3', text: '完成率〔a〕', words: ['a>b>c'] })).rejects.toThrow()
  // A name that every object has is no span.
  expect(
    await saveParagraph(organiser, await typed({ key: 'p3', text: '〔集中学法·时间=constructor〕' })),
  ).toEqual({
    ok: true,
  })
})

test('another person or day begins another draft', async () => {
  const { organiser, administrator } = world.viewers
  await saveParagraph(administrator, await typed({ key: 'p3', text: '改〔集中学法〕。' }))
  atTime('2024-01-06T09:00:00+08:00')
  await saveParagraph(administrator, await typed({ key: 'p3', text: '又改〔集中学法〕。' }))
  await saveParagraph(administrator, await typed({ key: 'p3', text: '再改〔集中学法〕。' }))

  expect((await documentOf(organiser, of)).versions.map(each => each.number)).toEqual([3, 2, 1])
})

test('a final report reads the same whatever is entered later, and another one has its reason', async () => {
  const { organiser } = world.viewers
  const finish = async (reason?: string) =>
    makeFinal(organiser, finalInput.parse({ ...of, version: (await shown()).version ?? '', reason }))
  expect(await finish(), '××（补充…） of the template').toEqual({ ok: false, reason: 'unfinished' })
  expect((await shown()).shown?.state).toBe('draft')
  const blank = (await shown()).paragraphs.find(each => each.text.startsWith('××'))
  await saveParagraph(organiser, await typed({ key: blank?.key, text: '主要负责人带头讲法治课。' }))
  expect(await finish()).toEqual({ ok: true })
  const final = await textOf()
  expect(final).toContain('再改1次。')

  await holdEvent('2023-05-04')
  atTime('2024-01-08T09:00:00+08:00')

  expect(await textOf()).toEqual(final)
  expect(await finish()).toEqual({ ok: false, reason: 'isFinal' })

  await saveParagraph(organiser, await typed({ key: 'p3', text: '更正后〔集中学法〕。' }))
  const later = await shown()
  expect(await textOf()).toContain('更正后2次。')
  expect(later.before?.figures.集中学法?.exact).toBe('1次')
  expect(await finish()).toEqual({ ok: false, reason: 'reasonNeeded' })
  expect(await finish('补录5月的集中学法')).toEqual({ ok: true })

  const { versions } = await shown()
  expect(versions.map(each => each.state)).toEqual(['final', 'final', 'draft', 'draft', 'draft'])
  const old = await documentOf(organiser, of, 4)
  expect(linesOf(old.paragraphs, old.values).map(each => each.text)).toEqual(final)
})

test('an annex has no more rows than are opened with ease, and says where it has not all', async () => {
  const annex = (ofSheet: number) =>
    annexSheets(sayIn('zh'), world.viewers.organiser, later, { ofSheet, inAll: 3 })
  const later = await shown()
  const at = (await annex(3)).findIndex(each => each.sheetName?.endsWith('集中学法'))
  const rowsAndSums = async (ofSheet: number) => {
    const [first, ...sheets] = await annex(ofSheet)
    const sums = first?.formulas?.filter(({ row, column }) => row === at - 1 && column === 2).length
    return [sheets[at - 1]?.rows.length, sheets[at - 1]?.title?.split(' · ')[3], sums]
  }

  expect(await rowsAndSums(2)).toEqual([2, undefined, 1])
  expect(await rowsAndSums(1)).toEqual([
    1,
    '只列前 1 行，共 2 行；全部明细请从“统计”里这个数字的来源页下载',
    0,
  ])
})

test('the summary of a week of publicity says its name', async () => {
  const { paragraphs, values } = await documentOf(world.viewers.organiser, {
    ...{ unitId: units.street, from: '2023-12-01', to: '2023-12-07' },
  })

  expect(linesOf(paragraphs, values)[0]?.text).toBe(
    '演示街道关于2023年宪法宣传周期间（12月1日至12月7日）法治宣传教育工作情况的小结',
  )
})

test('the text of a year is the template of the next, and a community speaks as the community', async () => {
  atTime('2025-01-05T09:00:00+08:00')
  const next = { ...of, from: '2024-01-01', to: '2024-12-31' }
  const { paragraphs } = await documentOf(world.viewers.organiser, next)
  expect(paragraphs.find(each => each.key === 'p3')?.text).toBe('更正后〔集中学法〕。')

  const own = await documentOf(world.viewers.dongpuOrganiser, { from: '2024-01-01', to: '2024-12-31' })
  const lines = linesOf(own.paragraphs, own.values).map(each => each.text)
  expect(lines.slice(0, 2)).toEqual(['东埔社区2024年普法依法治理工作总结', '演示街道办事处：'])
  expect(lines[2]).toContain('我社区')
})

test('goals of the next year stand in part three, and those of the year with their state in part one', async () => {
  const { organiser, dongpuOrganiser } = world.viewers
  const goals = { unitId: units.street, newForms: '', eachTarget: '' }
  const next = goalInput.parse({ ...goals, year: '2024', version: '0', newMediaAMonth: '2' })

  await expect(setGoals(dongpuOrganiser, next)).rejects.toThrow(Forbidden)
  expect(await setGoals(organiser, next)).toEqual({ ok: true, year: 2024 })
  await expect(setGoals(organiser, { ...next, newMediaAMonth: 3 })).rejects.toThrow(Conflict)
  await setGoals(organiser, { ...next, year: 2023, eachTarget: 1, newMediaAMonth: null })

  const fresh = await documentOf(organiser, { ...of, unitId: units.street, from: '2023-01-01' })
  const template = templateFor({ of: 'street', isYear: true, passRate: 'passRate' })
  const values = await valuesOf(
    organiser,
    fresh.filter,
    template.map(each => each.text),
    '2024-01-05',
  )
  const lines = linesOf(template, values).map(each => each.text)
  expect(lines.find(each => each.includes('2024年的普法目标'))).toBe(
    '2024年的普法目标：每月通过新媒体推送普法信息不少于2条。',
  )
  expect(lines.find(each => each.includes('年度普法目标'))).toContain(
    '年度普法目标：法律“八进”8类中0类达到1场次，进机关、进乡村',
  )
})

test('年初印发 is said only of plans that were issued early in their year', async () => {
  const { organiser, leader } = world.viewers
  const said = async (year: number) => {
    const filter = await reportFilter(organiser, {
      unitId: units.street,
      from: `${year}-01-01`,
      to: `${year}-12-31`,
    })
    const template = templateFor({ of: 'street', isYear: true, passRate: 'passRate' })
    const values = await valuesOf(
      organiser,
      filter,
      template.map(each => each.text),
      `${year + 1}-01-05` as Day,
    )
    return linesOf(template, values).find(each => each.text.includes('机关学法安排'))?.text
  }
  const issued = async (at: string, year: number) => {
    atTime(at)
    const made = await createPlan(organiser, { year, kind: 'officials', unitId: units.street, title: '' })
    if (!made.ok) throw new Error(made.reason)
    await saveItem(
      organiser,
      itemInput.parse({
        ...{ planId: String(made.planId), time: '3月', content: '宪法', form: '集中学法', audience: '机关' },
        unitId: String(units.office),
      }),
    )
    const { plan } = await planDocument(leader, made.planId, at.slice(0, 10) as Day)
    expect(await issuePlan(leader, { planId: made.planId, version: plan.version })).toMatchObject({
      ok: true,
    })
  }

  await issued('2025-02-10T09:00:00+08:00', 2025)
  await issued('2025-12-01T09:00:00+08:00', 2024)
  atTime('2026-01-05T09:00:00+08:00')

  expect(await said(2025)).toMatch(/^年初印发《[^》]*》，.*做到年初有计划、年终有总结。/)
  expect(await said(2024)).toMatch(/^印发《[^》]*》，.*做到年度有计划、年终有总结。/)
})
