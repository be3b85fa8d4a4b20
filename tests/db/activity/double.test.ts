import { afterEach, beforeEach, expect, test } from 'vitest'
import { doublesBetween, doublesOf } from '@/lib/activity/doubles/double.queries'
import { bring, countsIn } from '../../sheets'
import { closeWorld, hasActivity, openWorld, units, type World } from '../../world'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(closeWorld)

/** One event, entered by the community and by the street. */
async function twice() {
  const { dongpuOrganiser, organiser } = world.viewers
  const event = { form: '宣传咨询活动', isPublic: true, compulsory: false, audienceWords: '' }
  const ours = {
    ...event,
    hostUnitId: units.dongpu,
    day: '2023-03-08',
    title: '开展“三八”妇女维权宣传活动',
    place: '社区广场前',
  }
  const theirs = {
    ...event,
    hostUnitId: units.street,
    day: '2023-03-08',
    title: '妇女权益保障法普法宣传',
    place: '东埔文化广场',
  }
  return [await hasActivity(dongpuOrganiser, ours), await hasActivity(organiser, theirs)] as const
}

test('one event that two units entered is told to both, with what is alike, and to no third', async () => {
  const [ours, theirs] = await twice()
  const why = ['day', 'place', 'title']
  const { organiser, dongpuOrganiser, hepingOrganiser } = world.viewers

  const seen = async (viewer: World['viewers']['organiser'], id: number) =>
    (await doublesOf(viewer, id)).map(each => ({ id: each.other.id, why: each.why }))

  expect(await seen(dongpuOrganiser, ours)).toEqual([{ id: theirs, why }])
  expect(await seen(organiser, theirs)).toEqual([{ id: ours, why }])
  expect(await seen(hepingOrganiser, theirs)).toEqual([])
})

test('nobody is told of an activity that he may not see', async () => {
  const { dongpuOrganiser, hepingOrganiser, organiser } = world.viewers
  const study = {
    form: '集中学法',
    day: '2023-03-08',
    title: '学习信访条例',
    place: '东埔社区三楼会议室',
    lecturer: '郑律师',
  }
  const hidden = await hasActivity(hepingOrganiser, {
    ...study,
    hostUnitId: units.heping,
    audienceWords: '和平社区',
  })
  const own = await hasActivity(dongpuOrganiser, {
    ...study,
    hostUnitId: units.dongpu,
    audienceWords: '东埔社区',
  })
  const year = { from: '2023-01-01', to: '2023-12-31' }

  expect((await doublesBetween(organiser, year)).map(each => each.sides.map(side => side.id))).toEqual([
    [hidden, own],
  ])
  expect(await doublesOf(dongpuOrganiser, own)).toEqual([])
  expect(await doublesBetween(hepingOrganiser, year)).toEqual([])
})

test('the preview of a ledger names the rows that may stand already, and still brings them in', async () => {
  const { organiser } = world.viewers
  await twice()

  const answer = await bring(organiser, 'activities', {
    heads: '日期|活动名称|形式|主办单位|地点',
    rows: [
      '2023-03-08|东埔社区三八维权宣传|宣传咨询活动|司法所|东埔广场',
      '2023-02-14|反家暴讲座|法律知识讲座|和平社区|社区三楼会议室',
      '2023-02-14|《反家庭暴力法》讲座|法律知识讲座|演示街道|和平社区居委会3楼',
    ],
  })

  expect(countsIn(answer)).toBe('3/0/0/0')
  expect('notes' in answer && answer.notes.filter(each => each.reason === 'maybeDoubles')).toEqual([
    {
      reason: 'maybeDoubles',
      text: '疑似重复 2 行：与已有的活动或表中另一行可能是同一次，导入后在“疑似重复”里处理',
    },
  ])
})
