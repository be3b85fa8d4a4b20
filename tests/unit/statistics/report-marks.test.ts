import { describe, expect, test } from 'vitest'
import { figureCodes } from '@/lib/statistics/rates/rate.rules'
import { differencesOf } from '@/lib/statistics/report/difference.rules'
import {
  choicesOf,
  codeNamed,
  fact,
  figureValue,
  keeping,
  markOf,
  plainOf,
  sentencesIn,
  type Values,
  wordedAs,
} from '@/lib/statistics/report/mark.rules'
import { spanOf, spanWords } from '@/lib/statistics/report/span.rules'
import {
  fileNameOf,
  linesOf,
  openingsOf,
  type Paragraph,
  templateFor,
  unfinishedIn,
} from '@/lib/statistics/report/template.rules'

const counted = (body: string, numerator: number, denominator = 0) => {
  const code = codeNamed.get(markOf(body).name)
  if (!code) throw new Error(body)
  return figureValue(code, markOf(body), { numerator, denominator })
}

describe('a mark', () => {
  test('every figure has a name of its own', () => {
    expect(codeNamed.size).toBe(figureCodes.length)
    expect(
      [...codeNamed.keys()].filter(name => /^\w+$/.test(name)),
      'ownNames in mark.rules.ts',
    ).toEqual([])
  })

  test.each([
    ['横幅标语', 163, '163条'],
    ['横幅标语·多', 163, '160多条'],
    ['横幅标语·余', 163, '160余条'],
    ['横幅标语·近', 163, '近170条'],
    ['横幅标语·多', 160, '160条'],
    ['普法资料·多', 6512, '6500多份'],
    ['短信·万', 10_000, '1万条'],
    ['短信·多', 12_345, '1.2万多条'],
    ['短信·万', 9876, '9876条'],
    ['横幅标语·多', 7, '7条'],
    ['宣传咨询活动', 15, '15场次'],
  ])('〔%s〕 of %i reads %s', (body, value, text) => {
    expect(counted(body, value).text).toBe(text)
  })

  test.each([
    ['集中学法参学率（人次）', 1999, 2000, '99.9%'],
    ['集中学法参学率（人次）·分数', 1999, 2000, '1999/2000'],
    ['集中学法参学率（人次）·比例和分数', 9, 9, '100%（9/9）'],
    ['法律顾问覆盖', 7, 7, '7个社区'],
  ])('〔%s〕 of %i/%i reads %s', (body, numerator, denominator, text) => {
    expect(counted(body, numerator, denominator).text).toBe(text)
  })

  test('only wordings that are true are offered', () => {
    expect(choicesOf(counted('横幅标语', 163)).map(each => each.text)).toEqual([
      '163条',
      '160多条',
      '160余条',
      '近170条',
    ])
    expect(choicesOf(counted('宣传咨询活动', 20)).map(each => each.text)).toEqual(['20场次'])
  })

  test('another wording keeps what narrows it', () => {
    expect(wordedAs(markOf('横幅标语·多·单位=东埔社区'), '近')).toBe('横幅标语·单位=东埔社区·近')
  })
})

describe('a sentence', () => {
  const values: Values = {
    宣传咨询活动: counted('宣传咨询活动', 15),
    法律知识讲座: counted('法律知识讲座', 0),
    受众人次: counted('受众人次', 0),
    每月一次·中心组学习: fact('每月组织一次', false),
    中心组学习: counted('中心组学习', 0),
    次年计划: fact(''),
  }

  test('is left out where all its figures are zero, and stays where one is not', () => {
    const text = '宣传〔宣传咨询活动〕、讲座〔法律知识讲座〕。受众〔受众人次〕。'

    expect(sentencesIn(text, values).map(each => each.isLeftOut)).toEqual([false, true])
    expect(plainOf(text, values)).toBe('宣传15场次、讲座0场次。')
  })

  test('a claim alone keeps none, and what follows a semicolon ends with a full stop', () => {
    expect(plainOf('中心组〔每月一次·中心组学习〕学习，共〔中心组学习〕。', values)).toBe('')
    expect(plainOf('宣传〔宣传咨询活动〕；落实〔次年计划〕。', values)).toBe('宣传15场次。')
  })

  test('a paragraph goes whole where none of its figures is there', () => {
    expect(plainOf('1.加强宣传。受众〔受众人次〕。', values)).toBe('')
  })

  test('it can be written all the same', () => {
    const text = '宣传〔宣传咨询活动〕。受众〔受众人次〕。'

    expect(plainOf(keeping(text, 1), values)).toBe('宣传15场次。受众0人次。')
  })

  test('a mark that means nothing is printed as it stands', () => {
    expect(plainOf('共〔没有这个〕。', values)).toBe('共〔没有这个〕。')
  })
})

test('points are numbered as they are written, and a heading under which nothing stands is not printed', () => {
  const values: Values = { 到期未开展: counted('到期未开展', 2), 补学: counted('补学', 0) }
  const paragraph = (kind: Paragraph['kind'], text: string, isLeft?: true): Paragraph => ({
    key: text,
    kind,
    text,
    ...(isLeft && { isLeft }),
  })
  const lines = linesOf(
    [
      paragraph('heading', '（一）补学'),
      paragraph('text', '补学〔补学〕。'),
      paragraph('part', '二、问题'),
      paragraph('point', '甲。', true),
      paragraph('point', '乙〔到期未开展〕。'),
      paragraph('point', '丙。'),
    ],
    values,
  )

  expect(lines.map(each => each.text)).toEqual(['二、问题', '一是乙2次。', '二是丙。'])
})

test('headings count on where one of them is not printed, and anew in each part', () => {
  const of = (kind: Paragraph['kind'], text: string): Paragraph => ({ key: text, kind, text })
  const lines = linesOf(
    [
      ...[
        of('part', '一、情况'),
        of('heading', '（一）领导'),
        of('text', '甲。'),
        of('heading', '（二）宣传'),
      ],
      ...[of('text', '乙。'), of('heading', '（三）化解'), of('heading', '（四）履职'), of('text', '丙。')],
      ...[of('part', '二、打算'), of('heading', '（一）学习'), of('text', '丁。')],
    ],
    {},
  )

  expect(lines.filter(each => each.kind === 'heading').map(each => each.text)).toEqual([
    '（一）领导',
    '（二）宣传',
    '（三）履职',
    '（一）学习',
  ])
})

test('the screen opens points and headings as the file does, and knows which headings are not printed', () => {
  const of = (key: string, kind: Paragraph['kind'], text: string): Paragraph => ({ key, kind, text })
  const openings = openingsOf(
    [
      of('a', 'heading', '（一）空的'),
      of('b', 'heading', '（二）有的'),
      of('c', 'point', '丙。'),
      of('d', 'text', '丁。'),
    ],
    {},
  )

  expect([...openings]).toEqual([
    ['b', '（一）'],
    ['c', '一是'],
    ['d', ''],
  ])
})

test.each([
  [null, '总结（草稿）'],
  [{ number: 2, state: 'draft' as const }, '总结（第2稿草稿）'],
  [{ number: 3, state: 'final' as const }, '总结（第3稿定稿）'],
])('the file of %o is %s', (shown, name) => {
  expect(fileNameOf([{ kind: 'title', text: '总结' }], shown)).toBe(name)
})

describe('what stands open before 定稿', () => {
  const openIn = (...texts: string[]) =>
    unfinishedIn(
      texts.map((text, at) => ({ key: `p${at}`, kind: 'text', text })),
      { 宣传咨询活动: counted('宣传咨询活动', 15) },
    ).map(({ key, why, text }) => [key, why, text])

  test('every mark that means nothing, every place to fill in, every bracket without its other one', () => {
    expect(openIn('〔甲〕〔宣传咨询活动〕〔乙〕。', '成效××。', '〔宣传咨询活动', '补〕')).toEqual([
      ['p0', 'unknown', '〔甲〕'],
      ['p0', 'unknown', '〔乙〕'],
      ['p1', 'blank', '成效××。'],
      ['p2', 'bracket', '〔宣传咨询活动'],
      ['p3', 'bracket', '补〕'],
    ])
  })

  test('the year of a document number is text and no mark', () => {
    const text = '落实演委〔2023〕5号文件，宣传〔宣传咨询活动〕。'

    expect(openIn(text)).toEqual([])
    expect(plainOf(text, { 宣传咨询活动: counted('宣传咨询活动', 15) })).toBe(
      '落实演委〔2023〕5号文件，宣传15场次。',
    )
  })
})

test.each([
  ['上半年', '2023-01-01', '2023-06-30'],
  ['第二季度', '2023-04-01', '2023-06-30'],
  ['2月', '2023-02-01', '2023-02-28'],
  ['3-5月', '2023-03-01', '2023-05-31'],
  ['2023-12-01至2023-12-07', '2023-12-01', '2023-12-07'],
])('%s is %s to %s', (words, from, to) => {
  expect(spanOf(words, { from: '2023-01-01', to: '2023-12-31' })).toEqual({ from, to })
})

test.each([
  ['2023-01-01', '2023-12-31', '2023年'],
  ['2023-07-01', '2023-09-30', '2023年第三季度'],
  ['2023-01-01', '2023-06-30', '2023年上半年'],
  ['2023-12-01', '2023-12-07', '2023年12月1日至2023年12月7日'],
])('%s to %s is %s', (from, to, words) => {
  expect(spanWords(from, to)).toBe(words)
})

test.each([
  ['2023-12-01', '2023-12-07', '2023年宪法宣传周期间（12月1日至12月7日）'],
  ['2023-12-04', '2023-12-04', '2023年国家宪法日期间（12月4日）'],
  ['2023-12-05', '2023-12-05', '2023年12月5日'],
  ['2023-01-01', '2023-03-31', '2023年第一季度'],
])('%s to %s is %s where days of publicity have names', (from, to, words) => {
  const named = [
    { name: '宪法宣传周', fromDay: '2023-12-01', toDay: '2023-12-07' },
    { name: '国家宪法日', fromDay: '2023-12-04', toDay: '2023-12-04' },
    { name: '迎春普法', fromDay: '2023-01-01', toDay: '2023-03-31' },
  ]

  expect(spanWords(from, to, named)).toBe(words)
})

test('every name in a template is a figure or a fact that is read', () => {
  const facts = new Set([
    ...['年度', '次年', '单位', '起止', '今天', '上级', '落款', '印发的计划', '次年计划', '填报的数字'],
    ...['次年目标', '目标完成', '新媒体滞后', '年初印发', '年初有计划'],
    ...['每月一次', '全覆盖', '法律顾问', '参学率最高的单位', '参学率最低的单位', '最多的形式'],
    ...['走进的对象', '没有走进的对象'],
  ])
  const names = (['street', 'community'] as const).flatMap(of =>
    [true, false].flatMap(isYear =>
      templateFor({ of, isYear, passRate: 'passRate' }).flatMap(each =>
        [...each.text.matchAll(/〔([^〕]*)〕/g)].map(found => markOf(found[1] ?? '').name),
      ),
    ),
  )

  expect([...new Set(names)].filter(name => !codeNamed.has(name) && !facts.has(name))).toEqual([])
})

test('two versions differ in what is printed, and in the figures that both have', () => {
  const version = (text: string, held: number, isLeft?: true) => ({
    paragraphs: [
      { key: 'p1', kind: 'text' as const, text },
      { key: 'p2', kind: 'point' as const, text: '不足。', ...(isLeft && { isLeft }) },
      { key: 'p3', kind: 'text' as const, text: '一样。' },
    ],
    figures: { 宣传咨询活动: counted('宣传咨询活动', held), 年度: fact('2023') },
  })

  expect(
    differencesOf(version('宣传〔宣传咨询活动〕。', 15), version('宣传〔宣传咨询活动〕。', 16, true)),
  ).toEqual({
    paragraphs: [
      { key: 'p1', before: '宣传15场次。', after: '宣传16场次。' },
      { key: 'p2', before: '不足。', after: '' },
    ],
    figures: [{ mark: '宣传咨询活动', before: '15场次', after: '16场次' }],
  })
})

test('several exams are told one by one, as one rate over them is the rate of none', () => {
  const said = (exams: string[]) =>
    templateFor({ of: 'street', isYear: true, passRate: 'passRate', exams })
      .map(each => /组织学法考试[^。]*。/.exec(each.text)?.[0])
      .find(Boolean)

  expect(said(['甲'])).toBe('组织学法考试，合格率〔合格率（按应考）〕。')
  expect(said(['甲', '乙'])).toBe(
    '组织学法考试：“甲”合格率〔合格率（按应考）·考试=甲〕，“乙”合格率〔合格率（按应考）·考试=乙〕。',
  )
})
