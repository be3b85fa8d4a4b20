import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { lockYear } from '@/lib/statistics/lock/lock.commands'
import { misfits } from '@/lib/statistics/lock/misfit.queries'
import { removeOtherFigure, saveOtherFigure } from '@/lib/statistics/report/report.commands'
import { otherFigureInput } from '@/lib/statistics/report/report.input'
import { reportOf } from '@/lib/statistics/report/report.queries'
import { atTime, closeWorld, openWorld, units, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => atTime('2023-12-31T20:00:00+08:00'))
afterAll(closeWorld)

test('a year is locked once it is over, and by nobody but the administrator of the whole', async () => {
  const { administrator, leader } = world.viewers

  expect(await lockYear(administrator, { year: 2023 })).toEqual({ ok: false, reason: 'notOver' })

  atTime('2024-01-01T08:00:00+08:00')
  await expect(lockYear(leader, { year: 2023 })).rejects.toThrow(Forbidden)
  expect(await lockYear(administrator, { year: 2023 })).toEqual({ ok: true })
})

test('a figure typed in without its type or source is named before the year is locked', async () => {
  const { administrator } = world.viewers
  const typed = { year: 2022, version: null, name: '提案', value: '5件', source: '无' }
  await saveOtherFigure(administrator, otherFigureInput.parse(typed))

  expect(await misfits(administrator, 2022)).toEqual([
    { kind: 'unsourced', count: 1, names: ['提案'] },
    { kind: 'untyped', count: 1, names: ['提案'] },
  ])

  await saveOtherFigure(
    administrator,
    otherFigureInput.parse({ ...typed, version: 0, kind: 'count', source: '办公室台账' }),
  )
  expect(await misfits(administrator, 2022)).toEqual([])
})

test('a figure is typed in for the unit whose report is shown, and for no other', async () => {
  const { administrator, dongpuOrganiser } = world.viewers
  const typed = { year: 2021, version: '', name: '调解', kind: 'count', value: '11件', source: '台账' }
  const namesOf = async (unitId: number) =>
    (await reportOf(administrator, 2021, unitId)).others.map(each => each.name)
  await saveOtherFigure(administrator, otherFigureInput.parse({ ...typed, unitId: units.dongpu }))

  expect([await namesOf(units.dongpu), await namesOf(units.street)]).toEqual([['调解'], []])
  await expect(
    saveOtherFigure(dongpuOrganiser, otherFigureInput.parse({ ...typed, unitId: units.heping })),
  ).rejects.toThrow(NotFound)
  const [{ id, version } = { id: 0, version: 0 }] = (await reportOf(administrator, 2021, units.dongpu)).others
  await removeOtherFigure(administrator, { year: 2021, unitId: units.dongpu, id, version })
  expect(await namesOf(units.dongpu)).toEqual([])
})

test.each(['１２０％', '百分之一百二十', '100%以上'])('a rate of %s is refused with its reason', value => {
  const typed = { year: 2022, version: '', name: '调解成功率', value, source: '调解台账' }

  expect(otherFigureInput.safeParse(typed).error?.issues).toMatchObject([
    { path: ['value'], message: 'report.typed.overWhole' },
  ])
})
