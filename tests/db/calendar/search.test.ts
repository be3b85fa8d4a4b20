import { afterAll, beforeAll, expect, test } from 'vitest'
import { activityTopic } from '@/db/schema/activity'
import { topic } from '@/db/schema/plan'
import { write } from '@/db/write'
import { searchAll } from '@/lib/calendar/search/search.queries'
import { createExam } from '@/lib/exam/exam.commands'
import { examInput } from '@/lib/exam/exam.input'
import { saveItem } from '@/lib/plan/items/item.commands'
import { createPlan } from '@/lib/plan/plan.commands'
import { itemInput, planInput } from '@/lib/plan/plan.input'
import { closeWorld, hasActivity, openWorld, units, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
  const { organiser, dongpuOrganiser } = world.viewers
  await hasActivity(organiser, { title: '民法典专题讲座', lecturer: '陈明律师' })
  const named = await hasActivity(organiser, { title: '集中学法', day: '2023-03-16' })
  await write(async tx => {
    await tx.insert(topic).values({ id: 90, name: '民法典' })
    await tx.insert(activityTopic).values({ activityId: named, topicId: 90 })
  })
  await hasActivity(organiser, { title: '100%参学动员', day: '2023-03-17' })
  await hasActivity(dongpuOrganiser, {
    title: '东埔内部民法典学习',
    hostUnitId: units.dongpu,
    audienceWords: '东埔社区',
  })
  await createExam(
    organiser,
    examInput.parse({
      hostUnitId: units.street,
      title: '民法典知识测试',
      opensOn: '2023-03-20',
      closesOn: '2023-04-20',
      fullMark: 100,
      passMark: 60,
      counting: 'best',
      audienceWords: '机关',
    }),
  )
  const plan = await createPlan(
    organiser,
    planInput.parse({ year: 2023, kind: 'officials', unitId: units.street, title: '学法安排' }),
  )
  if (!plan.ok) throw new Error(plan.reason)
  await saveItem(
    organiser,
    itemInput.parse({ planId: plan.planId, unitId: units.street, content: '学习民法典', time: '5月' }),
  )
})
afterAll(closeWorld)

const titles = async (viewer: keyof World['viewers'], ...words: string[]) =>
  (await searchAll(world.viewers[viewer], words)).found.map(each => each.title).sort()

test('titles, topics and lecturers of activities, exams and plan items are found', async () => {
  expect(await titles('organiser', '民法典')).toEqual(
    ['民法典专题讲座', '集中学法', '东埔内部民法典学习', '民法典知识测试', '学习民法典'].sort(),
  )
  expect(await titles('organiser', '陈明')).toEqual(['民法典专题讲座'])
})

test('what was found by its topic says so', async () => {
  const { found } = await searchAll(world.viewers.organiser, ['民法典'])

  expect(found.find(each => each.title === '集中学法')?.topics).toBe('民法典')
  expect(found.find(each => each.title === '民法典专题讲座')?.topics).toBeNull()
})

test('every word must be there', async () => {
  expect(await titles('organiser', '民法典', '讲座')).toEqual(['民法典专题讲座'])
  expect(await titles('organiser', '民法典', '没有的')).toEqual([])
})

test('nobody finds what he or she may not see', async () => {
  // Neither an item of a draft plan, nor an internal activity of another community.
  const ofTheStreet = ['民法典专题讲座', '民法典知识测试', '集中学法'].sort()

  expect(await titles('cadre', '民法典')).toEqual(ofTheStreet)
  expect(await titles('hepingOrganiser', '民法典')).toEqual(ofTheStreet)
  expect(await titles('dongpuCadre', '东埔')).toEqual(['东埔内部民法典学习'])
})

test('a sign of the pattern finds itself alone, and nothing asked finds nothing', async () => {
  expect(await titles('organiser', '%')).toEqual(['100%参学动员'])
  expect(await titles('organiser', '_')).toEqual([])
  expect(await searchAll(world.viewers.organiser, [])).toEqual({ found: [], total: 0 })
})
