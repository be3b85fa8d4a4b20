import { expect, test } from 'vitest'
import type { Day } from '@/lib/core/time'
import { proposedForAll } from '@/lib/plan/occurrences/proposed-item.rules'

let ids = 0
const open = (
  content: string,
  span: string,
  more: { form?: string; unitPath?: string; planUnitPath?: string; isClosed?: boolean } = {},
) => {
  const [fromDay = '', toDay = ''] = span.split(' ')
  const of = { unitPath: '/1/', ...more }
  const item = { id: ++ids, content, form: '集中学法', planUnitPath: of.unitPath, isClosed: false, ...of }
  return { item, fromDay: fromDay as Day, toDay: toDay as Day }
}
const march = '2025-03-01 2025-03-31'
const ofOffice = { unitPath: '/1/2/', planUnitPath: '/1/', form: '专题讲座' }
const meeting = (day: string, title: string, more: { form?: string; unitPath?: string } = {}) => ({
  day: day as Day,
  title,
  form: '集中学法',
  unitPath: '/1/',
  ...more,
})
const told = (held: ReturnType<typeof meeting>[], all: ReturnType<typeof open>[]) =>
  proposedForAll(held, all).map(({ of, item, isSure }) => `${of.title}=${item.content}${isSure ? '' : '?'}`)

test.each<[string, ReturnType<typeof meeting>[], ReturnType<typeof open>[], string[]]>([
  [
    'of its unit, form and days is sure',
    [meeting('2025-03-18', '宪法')],
    [open('学宪法', march)],
    ['宪法=学宪法'],
  ],
  ['of another form is none', [meeting('2025-03-18', '宪法')], [open('学宪法', march, { form: '讲座' })], []],
  [
    'of another form is proposed where it says what was studied',
    [
      meeting('2025-03-05', '《中华人民共和国反有组织犯罪法》'),
      meeting('2025-09-10', '治安管理处罚法讲座扫码'),
    ],
    [
      open('《反有组织犯罪法》专题讲座', march, { form: '专题讲座' }),
      open('反有组织犯罪法知识考试', '2025-06-01 2025-06-30', { form: '考试' }),
      open('治安管理处罚法', '2025-09-01 2025-09-30', { form: '专题讲座' }),
    ],
    [
      '《中华人民共和国反有组织犯罪法》=《反有组织犯罪法》专题讲座?',
      '治安管理处罚法讲座扫码=治安管理处罚法?',
    ],
  ],
  [
    'of an office, in the plan of the unit that held it, is its own where it says the same, else proposed by content',
    [
      meeting('2025-03-05', '《中华人民共和国反有组织犯罪法》'),
      meeting('2025-05-21', '2025年5月21日宪法、民法典专题讲座'),
      meeting('2025-06-18', '6月机关集中学法'),
      meeting('2025-12-03', '宪法宣传周专题学习', { form: '专题讲座' }),
    ],
    [
      open('《中华人民共和国反有组织犯罪法》', march, ofOffice),
      open('《中华人民共和国宪法》《中华人民共和国民法典》', '2025-05-01 2025-05-31', ofOffice),
      open('《中华人民共和国安全生产法》', '2025-06-01 2025-06-30', ofOffice),
      open('宪法宣传周学习', '2025-12-01 2025-12-31', ofOffice),
    ],
    [
      '《中华人民共和国反有组织犯罪法》=《中华人民共和国反有组织犯罪法》',
      '2025年5月21日宪法、民法典专题讲座=《中华人民共和国宪法》《中华人民共和国民法典》?',
      '宪法宣传周专题学习=宪法宣传周学习?',
    ],
  ],
  [
    'of an office, in a plan of its own or of another unit, is none of the unit above',
    [meeting('2025-03-05', '反有组织犯罪法')],
    [
      open('反有组织犯罪法', march, { unitPath: '/1/2/' }),
      open('反有组织犯罪法', march, { unitPath: '/1/3/4/', planUnitPath: '/1/3/' }),
    ],
    [],
  ],
  [
    'that says the same goes before the only one of its form',
    [meeting('2025-03-05', '反有组织犯罪法')],
    [open('保密法', march), open('反有组织犯罪法', march, { form: '讲座' })],
    ['反有组织犯罪法=反有组织犯罪法'],
  ],
  [
    'that its title is about goes before the only one of its form',
    [meeting('2025-03-05', '反有组织犯罪法专题讲座')],
    [open('保密法', march), open('反有组织犯罪法', march, ofOffice)],
    ['反有组织犯罪法专题讲座=反有组织犯罪法?'],
  ],
  [
    'that says the same on other days of the month is proposed',
    [meeting('2025-03-18', '反有组织犯罪法')],
    [open('反有组织犯罪法', '2025-03-01 2025-03-10', { form: '讲座' })],
    ['反有组织犯罪法=反有组织犯罪法?'],
  ],
  [
    'of two about the same is none',
    [meeting('2025-03-05', '反有组织犯罪法')],
    [
      open('反有组织犯罪法讲座', march, { form: '讲座' }),
      open('反有组织犯罪法展板', march, { form: '展板' }),
    ],
    [],
  ],
  [
    'one of the laws that the item lists is likely it, where no other item lists that law',
    [
      meeting('2025-03-21', '民法典专题讲座'),
      meeting('2025-03-22', '禁毒法宣讲'),
      meeting('2025-03-23', '刑法'),
    ],
    [
      open('宪法、民法典', march, { form: '专题讲座' }),
      open('学习《中华人民共和国禁毒法》《社区矫正法》', march, { form: '展板' }),
      open('宪法和刑法', march, { form: '讲座' }),
    ],
    ['民法典专题讲座=宪法、民法典?', '禁毒法宣讲=学习《中华人民共和国禁毒法》《社区矫正法》?'],
  ],
  ['of another month is none', [meeting('2025-04-01', '宪法')], [open('学宪法', march)], []],
  [
    'of the same month on other days is proposed',
    [meeting('2025-03-18', '宪法')],
    [open('学宪法', '2025-03-01 2025-03-10')],
    ['宪法=学宪法?'],
  ],
  [
    'of the unit above is proposed',
    [meeting('2025-03-18', '宪法', { unitPath: '/1/2/' })],
    [open('学宪法', march)],
    ['宪法=学宪法?'],
  ],
  [
    'of a unit below, or beside, is none',
    [meeting('2025-03-18', '宪法'), meeting('2025-03-18', '民法典', { unitPath: '/1/3/' })],
    [open('学宪法', march, { unitPath: '/1/2/' })],
    [],
  ],
  [
    'of a closed plan is none',
    [meeting('2025-03-18', '宪法')],
    [open('学宪法', march, { isClosed: true })],
    [],
  ],
  [
    'of several is the one that it is about, as a proposal',
    [meeting('2025-03-18', '《宪法》学习')],
    [open('学习宪法', march), open('学习民法典', march)],
    ['《宪法》学习=学习宪法?'],
  ],
  [
    'of several of which none is named is none',
    [meeting('2025-03-18', '季度学习会')],
    [open('学习宪法', march), open('学习民法典', march)],
    [],
  ],
])('an occurrence %s', (_, held, all, expected) => {
  expect(told(held, all)).toEqual(expected)
})

test('an occurrence is taken once, by the meeting that surely is it', () => {
  const own = meeting('2025-03-20', '宪法')
  const below = meeting('2025-03-18', '宪法二', { unitPath: '/1/2/' })

  expect(told([below, own], [open('学宪法', march)])).toEqual(['宪法=学宪法'])
})
