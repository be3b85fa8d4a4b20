import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { occurrence } from '@/db/schema/plan'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { activityById } from '@/lib/activity/activity.queries'
import { linkActivity, unlinkActivity } from '@/lib/activity/plan-link.commands'
import {
  cancelActivity,
  holdActivity,
  postponeActivity,
  scheduleActivity,
} from '@/lib/activity/status.commands'
import { markRest } from '@/lib/attendance/attendance.commands'
import { sheetOf } from '@/lib/attendance/attendance.queries'
import { planFile } from '@/lib/calendar/feeds/file.queries'
import { dateExam, dateOccurrence } from '@/lib/calendar/scheduling/scheduling.commands'
import { dateExamInput, dateInput } from '@/lib/calendar/scheduling/scheduling.input'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import { moveItem, saveItem } from '@/lib/plan/items/item.commands'
import { setMustLearn } from '@/lib/plan/items/topic.commands'
import { mustLearnOf } from '@/lib/plan/items/topic.queries'
import { joinOccurrence } from '@/lib/plan/occurrences/occurrence.commands'
import { closePlan, createPlan, issuePlan } from '@/lib/plan/plan.commands'
import { itemInput, planInput } from '@/lib/plan/plan.input'
import { itemOf, planDocument, planOf, plansOf, planYears, revisionsOf } from '@/lib/plan/plan.queries'
import { openedRolls } from '@/lib/plan/plan-rolls.queries'
import { snapshotsOf } from '@/lib/plan/revision.queries'
import {
  atTime,
  closeWorld,
  hasActivity,
  openWorld,
  removeItemNow,
  setDoneNow,
  setPlanRulesNow,
  units,
  type World,
} from '../../world'

let world: World
let year = 2023

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

/** A draft plan of the street, each call in another year. */
async function hasPlan(facts: Partial<Parameters<typeof createPlan>[1]> = {}) {
  year += 1
  const made = await createPlan(world.viewers.organiser, {
    year,
    kind: 'officials',
    unitId: units.street,
    title: '',
    ...facts,
  })
  if (!made.ok) throw new Error(made.reason)
  return made.planId
}

function typed(planId: number, facts: Record<string, string> = {}) {
  return itemInput.parse({
    planId: String(planId),
    time: '每月',
    content: '中心组学习',
    form: '中心组学习',
    audience: '中心组成员',
    unitId: String(units.office),
    ...facts,
  })
}

async function hasItem(planId: number, facts: Record<string, string> = {}) {
  const saved = await saveItem(world.viewers.organiser, typed(planId, facts))
  if (!saved.ok) throw new Error(saved.reason)
  return saved.itemId
}

async function issued(planId: number) {
  const { plan } = await planDocument(world.viewers.leader, planId, '2023-03-10')
  return issuePlan(world.viewers.leader, { planId, version: plan.version })
}

const spans = async (itemId: number) => {
  const { item } = await itemOf(world.viewers.organiser, itemId, '2023-03-10')
  return item.occurrences.map(each => `${each.fromDay} ${each.toDay} ${each.number} ${each.state}`)
}

const dating = (occurrenceId: number, day: string, more: Record<string, string> = {}) =>
  dateInput.parse({ occurrenceId: String(occurrenceId), title: '中心组学习', day, despite: 'on', ...more })

describe('a plan', () => {
  test('bears the name that such a document has, and is one of its kind for its year and unit', async () => {
    const planId = await hasPlan()
    const again = await createPlan(world.viewers.organiser, {
      year,
      kind: 'officials',
      unitId: units.street,
      title: '另一份',
    })

    const { plan } = await planDocument(world.viewers.organiser, planId, '2023-03-10')

    expect(plan.title).toBe(`演示街道${year}年度机关学法安排`)
    expect(again).toEqual({ ok: false, reason: 'planExists', field: 'kind' })
  })

  test('in draft is seen where a grant covers its unit, once issued by everybody of the unit and below', async () => {
    const planId = await hasPlan()
    await hasItem(planId)
    const seers = async () => {
      const names: string[] = []
      for (const [name, viewer] of Object.entries(world.viewers))
        if ((await plansOf(viewer, year, '2023-03-10')).length > 0) names.push(name)
      return names
    }

    const before = await seers()
    await issued(planId)
    const after = await seers()

    expect(before).toEqual(['organiser', 'leader', 'administrator'])
    expect(after).toEqual(Object.keys(world.viewers))
  })

  test('of a community is not seen by the other one', async () => {
    year += 1
    const made = await createPlan(world.viewers.dongpuOrganiser, {
      year,
      kind: 'communities',
      unitId: units.dongpu,
      title: '',
    })
    if (!made.ok) throw new Error(made.reason)

    const other = planDocument(world.viewers.hepingOrganiser, made.planId, '2023-03-10')

    await expect(other).rejects.toThrow(NotFound)
    expect(await planYears(world.viewers.hepingOrganiser)).not.toContain(year)
    expect(await planYears(world.viewers.dongpuOrganiser)).toContain(year)
  })

  test('with an address that is no number is not found', async () => {
    const asked = planDocument(world.viewers.administrator, Number('abc'), '2023-03-10')

    await expect(asked).rejects.toThrow(NotFound)
  })

  test('is made and changed by who organises its unit, issued by who leads it', async () => {
    const planId = await hasPlan()
    await hasItem(planId)

    const foreign = createPlan(world.viewers.dongpuOrganiser, {
      year: year + 100,
      kind: 'officials',
      unitId: units.street,
      title: '',
    })
    const byLeader = saveItem(world.viewers.leader, typed(planId, { content: '别的' }))
    const byOrganiser = issuePlan(world.viewers.organiser, { planId, version: 1 })

    await expect(foreign).rejects.toThrow(Forbidden)
    await expect(byLeader).rejects.toThrow(Forbidden)
    await expect(byOrganiser).rejects.toThrow(Forbidden)
  })

  test('without items is not issued; issued twice it has one revision', async () => {
    const planId = await hasPlan()
    const empty = await issued(planId)
    await hasItem(planId)

    await issued(planId)
    await issued(planId)

    expect(empty).toEqual({ ok: false, reason: 'noItems' })
    const { revisions } = await revisionsOf(world.viewers.cadre, planId)
    expect(revisions.map(each => [each.revision, each.by])).toEqual([[1, '陈志强']])
    const texts = await snapshotsOf(world.viewers.cadre, planId, [1, 2])
    expect([...texts].map(([revision, text]) => [revision, text.items.length])).toEqual([[1, 1]])
  })

  test('is not issued in a version that has changed since', async () => {
    const planId = await hasPlan()
    await hasItem(planId)
    const { plan } = await planDocument(world.viewers.leader, planId, '2023-03-10')
    await hasItem(planId, { content: '后来加的' })

    await expect(issuePlan(world.viewers.leader, { planId, version: plan.version })).rejects.toThrow(Conflict)
  })

  test('that was issued changes only with a reason, which makes a revision; a closed one not at all', async () => {
    const planId = await hasPlan()
    await hasItem(planId)
    await issued(planId)
    const more = { content: '宪法专题', time: '12月' }

    const bare = await saveItem(world.viewers.organiser, typed(planId, more))
    const reasoned = await saveItem(world.viewers.organiser, typed(planId, { ...more, reason: '上级通知' }))
    await closePlan(world.viewers.leader, { planId })
    const late = await saveItem(
      world.viewers.organiser,
      typed(planId, { content: '再加一项', reason: '补充' }),
    )

    expect(bare).toEqual({ ok: false, reason: 'reasonNeeded', field: 'reason' })
    expect(reasoned.ok).toBe(true)
    expect(late).toEqual({ ok: false, reason: 'planClosed' })
    const { revisions } = await revisionsOf(world.viewers.organiser, planId)
    expect(revisions.map(each => [each.revision, each.reason])).toEqual([
      [2, '上级通知'],
      [1, null],
    ])
  })
})

describe('an item', () => {
  test('is for nobody outside the units that one organises', async () => {
    const { dongpuOrganiser } = world.viewers
    const own = await createPlan(dongpuOrganiser, {
      year: 2060,
      kind: 'communities',
      unitId: units.dongpu,
      title: '',
    })
    if (!own.ok) throw new Error(own.reason)
    const facts = { planId: String(own.planId), unitId: String(units.dongpu) }

    const outside = saveItem(
      dongpuOrganiser,
      itemInput.parse({
        time: '每月',
        content: '学法',
        form: '集中学法',
        audience: '和平社区',
        ...facts,
      }),
    )

    expect(await outside).toEqual({
      ok: false,
      reason: 'audienceOutside',
      places: { words: '和平社区' },
    })
  })

  test('of each month makes twelve undated occurrences', async () => {
    const planId = await hasPlan()
    const itemId = await hasItem(planId)

    const made = await spans(itemId)

    expect(made).toHaveLength(12)
    expect(made[0]).toBe(`${year}-01-01 ${year}-01-31 1 undated`)
  })

  test('whose time cannot be read, or whose people are not known, is refused with the words', async () => {
    const planId = await hasPlan()

    const time = await saveItem(world.viewers.organiser, typed(planId, { time: '近期' }))
    const people = await saveItem(world.viewers.organiser, typed(planId, { audience: '火星居委会' }))
    const kept = await saveItem(
      world.viewers.organiser,
      typed(planId, { audience: '火星居委会', audienceAsWords: 'on' }),
    )

    expect(time).toEqual({ ok: false, reason: 'timeUnreadable', field: 'time' })
    expect(people).toEqual({ ok: false, reason: 'audienceUnknown', places: { words: '火星居委会' } })
    expect(kept.ok).toBe(true)
  })

  test('sent twice is one', async () => {
    const planId = await hasPlan()
    await hasItem(planId)

    const again = await saveItem(world.viewers.organiser, typed(planId))

    expect(again).toEqual({ ok: false, reason: 'itemExists', field: 'content' })
  })

  test('whose time changes rewrites only its undated occurrences', async () => {
    const planId = await hasPlan()
    const itemId = await hasItem(planId)
    const { item } = await itemOf(world.viewers.organiser, itemId, '2023-03-10')
    const may = item.occurrences[4]
    if (!may) throw new Error('no May')
    await dateOccurrence(world.viewers.organiser, dating(may.id, `${year}-05-18`))

    const changed = await saveItem(
      world.viewers.organiser,
      typed(planId, { itemId: String(itemId), version: '0', time: '每季度' }),
    )

    expect(changed.ok).toBe(true)
    expect(await spans(itemId)).toEqual([
      `${year}-01-01 ${year}-03-31 1 undated`,
      `${year}-04-01 ${year}-06-30 1 scheduled`,
      `${year}-07-01 ${year}-09-30 1 undated`,
      `${year}-10-01 ${year}-12-31 1 undated`,
    ])
    const kept = await db.select().from(occurrence)
    expect(kept.find(each => each.id === may.id)?.activityId).not.toBeNull()
  })

  test('is not written over by an older page', async () => {
    const planId = await hasPlan()
    const itemId = await hasItem(planId)
    const change = { itemId: String(itemId), version: '0', remark: '先改的' }
    await saveItem(world.viewers.organiser, typed(planId, change))

    const older = saveItem(world.viewers.organiser, typed(planId, { ...change, remark: '后到的' }))

    await expect(older).rejects.toThrow(Conflict)
  })

  test('can be removed only where nothing is linked to it and it has no parts', async () => {
    const planId = await hasPlan({ kind: 'workPoints' })
    const point = await hasItem(planId, { time: '12月', content: '加强领导', form: '' })
    const part = await hasItem(planId, {
      time: '12月',
      content: '分解',
      form: '',
      parentId: String(point),
    })

    const withParts = await removeItemNow(world.viewers.organiser, { itemId: point, reason: '' })
    const alone = await removeItemNow(world.viewers.organiser, { itemId: part, reason: '' })
    const activityId = await hasActivity(world.viewers.organiser, { hostUnitId: units.office })
    await linkActivity(world.viewers.organiser, { itemId: point, activityId })
    const joined = await removeItemNow(world.viewers.organiser, { itemId: point, reason: '' })
    await unlinkActivity(world.viewers.organiser, { itemId: point, activityId })
    const freed = await removeItemNow(world.viewers.organiser, { itemId: point, reason: '' })

    expect([withParts, joined]).toEqual([
      { ok: false, reason: 'hasParts' },
      { ok: false, reason: 'joined' },
    ])
    expect(alone.ok && freed.ok).toBe(true)
  })

  test('takes a step among its like while the plan is a draft', async () => {
    const planId = await hasPlan()
    const first = await hasItem(planId, { content: '甲' })
    const second = await hasItem(planId, { content: '乙' })
    const order = async () => {
      const { items } = await planDocument(world.viewers.organiser, planId, '2023-03-10')
      return items.map(item => item.id)
    }

    await moveItem(world.viewers.organiser, { itemId: second, step: 'up' })
    const moved = await order()
    await issued(planId)
    const late = await moveItem(world.viewers.organiser, { itemId: second, step: 'down' })

    expect(moved).toEqual([second, first])
    expect(late).toEqual({ ok: false, reason: 'planIssued' })
  })

  test('that names topics under 必学 makes them must-learn topics of the year', async () => {
    const planId = await hasPlan()
    await hasItem(planId, { mustLearn: 'on', topics: '宪法、党内法规' })
    const named = await mustLearnOf(year)

    await setMustLearn(world.viewers.organiser, { year, topics: '宪法、民法典', seen: '宪法\n党内法规' })
    const byCommunity = setMustLearn(world.viewers.dongpuOrganiser, { year, topics: '', seen: '' })

    expect(named.map(topic => topic.name)).toEqual(['宪法', '党内法规'])
    expect((await mustLearnOf(year)).map(topic => topic.name)).toEqual(['宪法', '民法典'])
    await expect(byCommunity).rejects.toThrow(Forbidden)
  })

  test('of work that no activity shows is done by a day and a note', async () => {
    const planId = await hasPlan({ kind: 'workPoints', year: 2022 })
    const itemId = await hasItem(planId, { time: '6月30日', content: '聘请法律顾问并公示', form: '' })

    const bare = await setDoneNow(world.viewers.organiser, { itemId, doneOn: '2022-05-20', doneNote: '' })
    await setDoneNow(world.viewers.organiser, { itemId, doneOn: '2022-05-20', doneNote: '聘书' })

    expect(bare).toEqual({ ok: false, reason: 'noteNeeded', field: 'doneNote' })
    const { completion } = await planDocument(world.viewers.organiser, planId, '2022-12-31')
    expect(completion.items).toEqual({ numerator: 1, denominator: 1 })
  })
})

describe('an occurrence', () => {
  test('that is scheduled becomes an activity of the item, its people on the list', async () => {
    const planId = await hasPlan()
    const itemId = await hasItem(planId, { mustLearn: 'on', topics: '宪法' })
    await setPlanRulesNow(world.viewers.organiser, {
      planId,
      title: '学法安排',
      leaveRule: 'excluded',
      makeUpDays: 20,
      requiredShare: 95,
      theoryLeftOut: false,
      correctsOpened: false,
      reason: '',
    })
    const { item } = await itemOf(world.viewers.organiser, itemId, '2023-03-10')
    const [january] = item.occurrences
    if (!january) throw new Error('no January')

    const made = await dateOccurrence(
      world.viewers.organiser,
      dating(january.id, `${year}-01-17`, { starts: '15:00', compulsory: 'on', place: '二楼会议室' }),
    )
    const again = await dateOccurrence(world.viewers.organiser, dating(january.id, `${year}-01-17`))
    const other = await dateOccurrence(world.viewers.organiser, dating(january.id, `${year}-01-18`))

    if (!made.ok) throw new Error(made.reason)
    expect(again).toEqual({ ok: true, activityId: made.activityId })
    expect(other).toEqual({ ok: false, reason: 'alreadyDated' })
    const { activity } = await activityById(world.viewers.organiser, made.activityId)
    expect(activity).toMatchObject({
      hostUnitId: units.office,
      planItemId: itemId,
      form: '中心组学习',
      day: `${year}-01-17`,
      status: 'scheduled',
      leaveRule: 'excluded',
      makeUpDays: 20,
    })
    const { rows } = await sheetOf(world.viewers.organiser, made.activityId)
    expect(rows.map(row => row.name)).toEqual(['陈志强', '林静', '郑晓燕'])
    expect((await spans(itemId))[0]).toBe(`${year}-01-01 ${year}-01-31 1 scheduled`)
  })

  test('keeps the leave rule under which its roll was opened, whatever becomes of plan and link', async () => {
    const { organiser } = world.viewers
    const planId = await hasPlan({ year: 2019 })
    const itemId = await hasItem(planId, { form: '集中学法' })
    const join = { itemId, activityId: 0 }
    const rules = {
      planId,
      title: '学法安排',
      requiredShare: 95,
      theoryLeftOut: false,
      correctsOpened: false,
      reason: '',
    }
    const ruleOf = async (id: number) => {
      const { activity } = await activityById(organiser, id)
      return [activity.leaveRule, activity.makeUpDays, activity.planItemId]
    }
    atTime('2023-03-09T09:00:00+08:00')
    const [opened, ahead] = [
      await hasActivity(organiser, { title: '已登记', audienceWords: '机关' }),
      await hasActivity(organiser, { title: '未登记', audienceWords: '机关' }),
    ]
    await linkActivity(organiser, { ...join, activityId: opened })
    await linkActivity(organiser, { ...join, activityId: ahead })
    await setPlanRulesNow(organiser, { ...rules, leaveRule: 'absent', makeUpDays: 10 })
    expect([await ruleOf(opened), await ruleOf(ahead)]).toEqual([
      ['absent', 10, itemId],
      ['absent', 10, itemId],
    ])
    await unlinkActivity(organiser, { ...join, activityId: ahead })
    expect(await ruleOf(ahead)).toEqual(['pending', 30, null])
    atTime('2023-03-10T16:00:00+08:00')
    await markRest(organiser, { activityId: opened, unitId: undefined })

    await setPlanRulesNow(organiser, { ...rules, leaveRule: 'excluded', makeUpDays: 20 })
    await unlinkActivity(organiser, { ...join, activityId: opened })
    await linkActivity(organiser, { ...join, activityId: opened })
    await linkActivity(organiser, { ...join, activityId: ahead })

    expect(await ruleOf(opened)).toEqual(['absent', 10, itemId])
    // Its day has come, so its list and its rule are frozen.
    expect(await ruleOf(ahead)).toEqual(['pending', 30, itemId])
    expect(await openedRolls(organiser, planId)).toBe(2)
    const corrected = { ...rules, leaveRule: 'excluded', makeUpDays: 20, correctsOpened: true } as const
    expect(await setPlanRulesNow(organiser, corrected)).toEqual({
      ok: false,
      reason: 'reasonNeeded',
      field: 'reason',
    })
    await setPlanRulesNow(organiser, { ...corrected, reason: '按新规定' })
    expect([await ruleOf(opened), await ruleOf(ahead)]).toEqual([
      ['excluded', 20, itemId],
      ['excluded', 20, itemId],
    ])
  })

  test('a draft, and an activity moved before anybody was marked, take the rules as they stand', async () => {
    const { organiser } = world.viewers
    const planId = await hasPlan({ year: 2018 })
    const itemId = await hasItem(planId, { form: '集中学法' })
    const rules = { planId, title: '学法安排', requiredShare: 95, theoryLeftOut: false, reason: '' }
    const of = async (id: number) => (await activityById(organiser, id)).activity
    atTime('2023-03-09T09:00:00+08:00')
    const draft = await hasActivity(organiser, { title: '草稿', audienceWords: '机关', draft: true })
    const missed = await hasActivity(organiser, { title: '没开成', audienceWords: '机关' })
    for (const activityId of [draft, missed]) await linkActivity(organiser, { itemId, activityId })
    atTime('2023-03-10T16:00:00+08:00')

    await setPlanRulesNow(organiser, { ...rules, correctsOpened: false, leaveRule: 'absent', makeUpDays: 10 })

    expect([(await of(draft)).leaveRule, (await of(missed)).leaveRule]).toEqual(['absent', 'pending'])
    const { version } = await of(missed)
    const later = { id: missed, version, newDay: '2023-03-20', starts: null, ends: null, reason: '下雨' }
    expect(await postponeActivity(organiser, later)).toMatchObject({ ok: true })
    expect(await of(missed)).toMatchObject({ leaveRule: 'absent', makeUpDays: 10, day: '2023-03-20' })
  })

  test('of an exam becomes one, its people the list', async () => {
    const planId = await hasPlan()
    const itemId = await hasItem(planId, {
      time: '10月16日至10月31日',
      content: '网上学法考试',
      form: '网上学法考试',
      audience: '应考人员',
    })
    const { item } = await itemOf(world.viewers.organiser, itemId, '2023-03-10')
    const input = dateExamInput.parse({
      occurrenceId: item.occurrences[0]?.id,
      title: '网上学法考试',
      opensOn: `${year}-10-16`,
      closesOn: `${year}-10-31`,
      fullMark: '100',
      passMark: '60',
    })

    const made = await dateExam(world.viewers.organiser, input)
    const again = await dateExam(world.viewers.organiser, input)

    if (!made.ok) throw new Error(made.reason)
    expect(again).toEqual(made)
    const after = await itemOf(world.viewers.organiser, itemId, `${year}-10-30`)
    expect(after.item.occurrences.map(each => [each.examId, each.state])).toEqual([
      [made.examId, 'scheduled'],
    ])
    const closed = await itemOf(world.viewers.organiser, itemId, `${year}-10-31`)
    expect(closed.item.occurrences.map(each => each.state)).toEqual(['held'])
  })

  test('of an exam is refused under a name that the unit has given already', async () => {
    const planId = await hasPlan()
    const quarterly = { time: '每季度', content: '学法考试', form: '网上学法考试', audience: '应考人员' }
    const { item } = await itemOf(world.viewers.organiser, await hasItem(planId, quarterly), '2023-03-10')
    const dateNth = (at: number, title: string) =>
      dateExam(
        world.viewers.organiser,
        dateExamInput.parse({
          occurrenceId: item.occurrences[at]?.id,
          title,
          opensOn: `${year}-0${at * 3 + 1}-10`,
          closesOn: `${year}-0${at * 3 + 1}-20`,
          fullMark: '100',
          passMark: '60',
        }),
      )

    expect(await dateNth(0, '季度考试')).toMatchObject({ ok: true })
    expect(await dateNth(1, '季度考试')).toEqual({ ok: false, reason: 'examExists', field: 'title' })
    expect(await dateNth(1, '季度考试（二季度）')).toMatchObject({ ok: true })
  })

  test('is not scheduled by somebody who does not organise the unit', async () => {
    const planId = await hasPlan()
    const itemId = await hasItem(planId)
    await issued(planId)
    const { item } = await itemOf(world.viewers.organiser, itemId, '2023-03-10')
    const first = item.occurrences[0]?.id ?? 0

    const byCommunity = dateOccurrence(world.viewers.dongpuOrganiser, dating(first, `${year}-01-17`))

    await expect(byCommunity).rejects.toThrow(Forbidden)
  })

  test('of a closed plan is not scheduled', async () => {
    const planId = await hasPlan()
    const itemId = await hasItem(planId)
    await issued(planId)
    await closePlan(world.viewers.leader, { planId })
    const { item } = await itemOf(world.viewers.organiser, itemId, '2023-03-10')

    const dated = await dateOccurrence(
      world.viewers.organiser,
      dating(item.occurrences[0]?.id ?? 0, `${year}-01-17`),
    )

    expect(dated).toEqual({ ok: false, reason: 'planClosed' })
  })

  test('of a plan that one may not see is taken by no activity', async () => {
    const planId = await hasPlan()
    const itemId = await hasItem(planId)
    const { item } = await itemOf(world.viewers.organiser, itemId, '2023-03-10')

    const taken = hasActivity(world.viewers.dongpuOrganiser, {
      hostUnitId: units.dongpu,
      audienceWords: '东埔社区',
      occurrenceId: item.occurrences[0]?.id ?? 0,
    })

    await expect(taken).rejects.toThrow(NotFound)
  })

  test('is open again once its activity is cancelled, and taken again once that is scheduled again', async () => {
    const planId = await hasPlan()
    const itemId = await hasItem(planId)
    const { organiser } = world.viewers
    const before = await itemOf(organiser, itemId, '2023-03-10')
    const made = await dateOccurrence(organiser, dating(before.item.occurrences[2]?.id ?? 0, `${year}-03-17`))
    if (!made.ok) throw new Error(made.reason)
    const id = made.activityId
    const third = async () => (await itemOf(organiser, itemId, '2023-03-10')).item.occurrences[2]
    const version = async () => (await activityById(organiser, id)).activity.version

    await cancelActivity(organiser, { id, version: await version(), reason: '场地停电' })
    expect(await third()).toMatchObject({ activityId: null })

    await scheduleActivity(organiser, { id, version: await version() })
    expect(await third()).toMatchObject({ activityId: id, state: 'scheduled' })
  })

  test('is joined by day, form and unit where one item fits, each activity to a time of its own', async () => {
    const planId = await hasPlan()
    const itemId = await hasItem(planId, { time: '全年', times: '2', form: '集中学法', content: '集中学法' })
    const place = (day: string) => ({ day, form: '集中学法', unitId: units.office })
    const ids = []
    for (const title of ['一', '二', '三']) {
      ids.push(await hasActivity(world.viewers.organiser, { title, day: `${year}-06-0${ids.length + 1}` }))
    }
    const [a = 0, b = 0, c = 0] = ids

    const answers = await write(async tx => [
      await joinOccurrence(tx, place(`${year}-06-01`), { activityId: a }),
      await joinOccurrence(tx, place(`${year}-06-01`), { activityId: a }),
      await joinOccurrence(tx, place(`${year}-06-02`), { activityId: b }),
      await joinOccurrence(tx, place(`${year}-06-03`), { activityId: c }),
      await joinOccurrence(tx, { planItemId: itemId, day: `${year}-06-03` }, { activityId: c }),
    ])

    expect(answers).toEqual([itemId, itemId, itemId, null, itemId])
    const { item } = await itemOf(world.viewers.organiser, itemId, '2023-03-10')
    expect(item.occurrences.map(each => each.activityId)).toEqual([a, b])
    expect(item.activities.map(each => each.id)).toEqual([a, b, c])
  })

  test('is joined by none where two items fit', async () => {
    const planId = await hasPlan()
    for (const content of ['甲', '乙']) await hasItem(planId, { time: '6月', form: '集中学法', content })
    const activityId = await hasActivity(world.viewers.organiser, { day: `${year}-06-01` })

    const joined = await write(tx =>
      joinOccurrence(tx, { day: `${year}-06-01`, form: '集中学法', unitId: units.office }, { activityId }),
    )

    expect(joined).toBeNull()
  })

  test('is missed once its last day is over, held once its activity is', async () => {
    const planId = await hasPlan({ year: 2023, kind: 'communities' })
    const itemId = await hasItem(planId, {
      content: '集中学法',
      form: '集中学法',
      unitId: String(units.street),
    })
    const held = await hasActivity(world.viewers.organiser, { day: '2023-02-10' })
    await write(tx => joinOccurrence(tx, { planItemId: itemId, day: '2023-02-10' }, { activityId: held }))
    const { activity } = await activityById(world.viewers.organiser, held)
    await holdActivity(world.viewers.organiser, { id: held, version: activity.version })

    const { item } = await itemOf(world.viewers.organiser, itemId, '2023-03-10')
    const { completion } = await planDocument(world.viewers.organiser, planId, '2023-03-10')

    expect(item.occurrences.slice(0, 4).map(each => each.state)).toEqual([
      'missed',
      'held',
      'undated',
      'undated',
    ])
    expect(completion).toEqual({
      times: { numerator: 1, denominator: 2 },
      items: { numerator: 0, denominator: 1 },
    })
  })
})

test('a plan of the street names the activities and exams that the viewer may see, and counts all', async () => {
  const { administrator, hepingOrganiser, dongpuCadre } = world.viewers
  const input = planInput.parse({ year: 2039, kind: 'officials', unitId: units.street })
  const made = await createPlan(administrator, input)
  if (!made.ok) throw new Error(made.reason)
  const facts = { planId: made.planId, content: '各单位学法', time: '3月', unitId: units.heping }
  const saved = await saveItem(administrator, itemInput.parse({ ...facts, form: '集中学法' }))
  if (!saved.ok) throw new Error(saved.reason)
  const { version } = await planOf(administrator, made.planId)
  await issuePlan(administrator, { planId: made.planId, version })
  const activityId = await hasActivity(administrator, {
    ...{ hostUnitId: units.heping, title: '和平社区内部研讨', audienceWords: '和平社区', day: '2039-03-10' },
  })
  await linkActivity(administrator, { itemId: saved.itemId, activityId })
  const seenBy = async (viewer: Viewer) => {
    const { item } = await itemOf(viewer, saved.itemId, '2039-03-31')
    const file = await planFile(viewer, made.planId, { base: '', locale: 'zh' })
    return {
      titles: item.activities.map(each => each.title),
      joined: item.occurrences.map(each => each.activity?.title ?? null),
      states: item.occurrences.map(each => each.state),
      inFile: file.includes('和平社区内部研讨'),
    }
  }

  const [own, other] = [await seenBy(hepingOrganiser), await seenBy(dongpuCadre)]

  expect(own).toMatchObject({ titles: ['和平社区内部研讨'], inFile: true })
  expect(other).toEqual({ titles: [], joined: [null], states: own.states, inFile: false })
})
