import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemViewer } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { bring, countsIn } from '../../sheets'
import { closeWorld, openWorld } from '../../world'
import { contents, hasFullYear } from '../import/full-year'
import { broughtBack, exportsOf } from './exports-back'

let viewer: Viewer

beforeAll(async () => {
  await openWorld()
  viewer = await systemViewer('命令行')
  await hasFullYear(viewer)
  const rows = [
    '2023-03-02|改期学法|集中学法|司法所|机关|延期|2023-03-09',
    '2023-04-01|延期学法|集中学法|司法所|机关|延期|',
    '2023-03-03|取消学法|集中学法|司法所|机关|取消|',
    '2023-04-07|四月学法|集中学法|司法所|机关||',
  ]
  const heads = '日期|活动名称|形式|主办单位|对象|状态|新日期'
  expect(countsIn(await bring(viewer, 'activities', { heads, rows }, { year: 2023 }))).toBe('4/0/0/0')
})
afterAll(closeWorld)

test('what goes out as .xlsx comes back: nothing is new, changed, asked or else than before', async () => {
  const before = await contents()
  const exported = await exportsOf(viewer, 2023)

  for (const each of exported)
    expect([each.name, await broughtBack(viewer, each)]).toEqual([
      each.name,
      { new: 0, changed: 0, unchanged: each.rows, faulty: [], questions: [] },
    ])
  expect(await contents()).toBe(before)
  expect(new Set(exported.map(each => each.kind))).toEqual(
    new Set(['activities', 'outputs', 'attendance', 'study', 'results', 'plan']),
  )
})
