import { afterAll, beforeAll, expect, test } from 'vitest'
import { noticeOf, remindersOf } from '@/lib/calendar/reminders/notice.queries'
import { NotFound } from '@/lib/core/errors'
import { closeWorld, hasActivity, openWorld, units, type World } from '../../world'

let world: World
let study: number

beforeAll(async () => {
  world = await openWorld()
  const { organiser, dongpuOrganiser } = world.viewers
  study = await hasActivity(organiser, { day: '2023-03-16', starts: '15:00', invitedNames: '许国华' })
  await hasActivity(dongpuOrganiser, {
    title: '社区学法',
    day: '2023-03-17',
    hostUnitId: units.dongpu,
    audienceWords: '东埔社区',
  })
  await hasActivity(organiser, { title: '草稿', day: '2023-03-16', draft: true })
})
afterAll(closeWorld)

test('a notice names who must come unit by unit, and who is invited', async () => {
  const { told, people } = await noticeOf(world.viewers.organiser, study)

  expect([told.title, told.hostName]).toEqual(['集中学法：民法典', '演示街道'])
  expect(people).toEqual({
    due: [
      { unitName: '党政办公室', names: ['陈志强', '林静', '黄丽娟', '吴建国'] },
      { unitName: '司法所', names: ['郑晓燕', '蔡文辉'] },
    ],
    invited: ['许国华'],
  })
})

test('a cadre who is on the list is not handed the names', async () => {
  await expect(noticeOf(world.viewers.cadre, study)).rejects.toThrow(NotFound)
})

test('a reminder holds what the unit and those below have scheduled', async () => {
  const span = { from: '2023-03-16', to: '2023-03-19' }
  const titles = async (unitId: number) =>
    (await remindersOf(world.viewers.organiser, unitId, span)).activities.map(each => each.title)

  expect(await titles(units.street)).toEqual(['集中学法：民法典', '社区学法'])
  expect(await titles(units.dongpu)).toEqual(['社区学法'])
  await expect(remindersOf(world.viewers.dongpuOrganiser, units.heping, span)).rejects.toThrow(NotFound)
})
