import { afterAll, beforeAll, expect, test } from 'vitest'
import { foundFor } from '@/lib/activity/plan-found.queries'
import { linkFound } from '@/lib/activity/plan-link.commands'
import { NotFound } from '@/lib/core/errors'
import { createExam } from '@/lib/exam/exam.commands'
import { examInput } from '@/lib/exam/exam.input'
import { saveItem } from '@/lib/plan/items/item.commands'
import { createPlan } from '@/lib/plan/plan.commands'
import { itemInput } from '@/lib/plan/plan.input'
import { planDocument, planOf } from '@/lib/plan/plan.queries'
import { closeWorld, hasActivity, openWorld, units, type World } from '../../world'

let world: World
let planId = 0

beforeAll(async () => {
  world = await openWorld()
  const { organiser } = world.viewers
  await hasActivity(organiser, { title: '中心组学习宪法', form: '中心组学习', day: '2023-03-10' })
  await hasActivity(organiser, { title: '《反有组织犯罪法》讲座签到', form: '集中学法', day: '2023-04-05' })
  await hasActivity(organiser, {
    title: '民法典讲座',
    form: '集中学法',
    day: '2023-05-21',
    audienceWords: '',
  })
  await hasActivity(organiser, { title: '消防演练', form: '集中学法', day: '2023-06-09' })
  const sat = await createExam(
    organiser,
    examInput.parse({
      hostUnitId: units.street,
      title: '2023年度法律知识测试',
      opensOn: '2023-06-20',
      closesOn: '2023-06-20',
      counting: 'best',
      fullMark: '100',
      passMark: '60',
      audienceWords: '机关',
    }),
  )
  if (!sat.ok) throw new Error(sat.reason)

  const made = await createPlan(organiser, { year: 2023, kind: 'officials', unitId: units.street, title: '' })
  if (!made.ok) throw new Error(made.reason)
  planId = made.planId
  await hasItem({ time: '3月', content: '学习宪法', form: '中心组学习', unitId: String(units.street) })
  await hasItem({ time: '4月', content: '学习《反有组织犯罪法》', form: '专题讲座' })
  await hasItem({ time: '5月', content: '宪法、民法典', form: '专题讲座' })
  await hasItem({ time: '6月', content: '上半年测试', form: '网上考试', unitId: String(units.street) })
})
afterAll(closeWorld)

async function hasItem(facts: Record<string, string>) {
  const typed = itemInput.parse({
    planId: String(planId),
    audience: '机关',
    unitId: String(units.office),
    ...facts,
  })
  const saved = await saveItem(world.viewers.organiser, typed)
  if (!saved.ok) throw new Error(saved.reason)
}

const found = async () => foundFor(world.viewers.organiser, await planOf(world.viewers.organiser, planId))
const told = async () =>
  (await found()).map(({ title, content, isSure }) => `${title} → ${content}${isSure ? '' : '?'}`)
const pairs = async () => (await found()).map(each => `${each.what}:${each.id}:${each.itemId}`)

test('what was held before its plan was typed is found for it, and joined in one press', async () => {
  expect(await told()).toEqual([
    '中心组学习宪法 → 学习宪法',
    '《反有组织犯罪法》讲座签到 → 学习《反有组织犯罪法》?',
    '民法典讲座 → 宪法、民法典?',
    '2023年度法律知识测试 → 上半年测试',
  ])
  expect((await found()).map(each => each.hasAudience)).toEqual([true, true, false, true])
  const given = await pairs()
  await expect(linkFound(world.viewers.dongpuOrganiser, { planId, pairs: given })).rejects.toThrow(NotFound)

  expect(await linkFound(world.viewers.organiser, { planId, pairs: given })).toEqual({
    ok: true,
    planId,
    count: 4,
  })
  expect(await told()).toEqual([])
  const { items } = await planDocument(world.viewers.organiser, planId, '2023-12-31')
  expect(items.flatMap(item => item.occurrences.map(each => each.activityId ?? each.examId))).not.toContain(
    null,
  )
  // Pressed twice is pressed once.
  expect(await linkFound(world.viewers.organiser, { planId, pairs: given })).toMatchObject({ ok: true })
})
