import { expect, test } from 'vitest'
import { isPost, unitAndPost, unitPart } from '@/lib/organisation/lookup/unit-and-post.rules'

const named = (name: string, isTop = false) => ({ name, unit: name, isTop })
const units = [
  named('江滨街道', true),
  named('党政办公室'),
  named('党政'),
  named('综合行政执法队'),
  named('东埔社区'),
  named('和平社区'),
  named('和平社区综合办'),
  named('司法所'),
]

test.each([
  ['党政办公室主任', '党政办公室', '主任'],
  ['江滨街道党政办公室主任', '党政办公室', '主任'],
  ['江滨街道办事处党政办公室副主任', '党政办公室', '副主任'],
  ['东埔社区 书记', '东埔社区', '书记'],
  ['东埔社区/书记', '东埔社区', '书记'],
  ['东埔社区、网格员', '东埔社区', '网格员'],
  ['东埔社区（网格员）', '东埔社区', '网格员'],
  ['东埔社区党委书记、居委会主任', '东埔社区', '党委书记、居委会主任'],
  ['和平社区综合办科员', '和平社区综合办', '科员'],
  ['和平社区综治专干', '和平社区', '综治专干'],
  ['江滨街道综合行政执法队队长', '综合行政执法队', '队长'],
  ['江滨街道党工委书记', '江滨街道', '党工委书记'],
  ['江滨街道副主任', '江滨街道', '副主任'],
  ['江滨街道办事处四级主任科员', '江滨街道', '四级主任科员'],
  ['所长 司法所', '司法所', '所长'],
  ['所长（司法所）', '司法所', '所长'],
  ['东埔社区', '东埔社区', ''],
])('%s is %s, %s', (text, unit, post) => {
  expect(unitAndPost(text, units)).toEqual({ unit, post })
})

test.each(['江滨街道环卫所科员', '东埔社区卫生服务中心主任', '区司法局科员', '主任', '东埔派出所民警'])(
  'in %s no unit is known',
  text => {
    expect(unitAndPost(text, units)).toBeNull()
  },
)

test.each([
  ['江滨街道环卫所副所长', '环卫所'],
  ['社会事务办主任', '社会事务办'],
  ['西苑社区 网格员', '西苑社区'],
  ['西苑社区党委书记', '西苑社区'],
  ['应急办（科员）', '应急办'],
  ['西苑社区', '西苑社区'],
])('the part of %s that names a unit is %s', (text, part) => {
  expect(unitPart(text)).toBe(part)
})

test.each([
  ['主任', true],
  ['党委书记、居委会主任', true],
  ['四级主任科员', true],
  ['网格员', true],
  ['卫生服务中心', false],
  ['工作人', false],
])('%s is a post: %s', (text, is) => {
  expect(isPost(text)).toBe(is)
})
