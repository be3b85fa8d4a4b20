import fc from 'fast-check'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'

/** Facts of one kind by field, '' where nothing is said. */
export type Facts = Record<string, string>[]

export const UNITS = ['党政办公室', '司法所', '东埔社区', '和平社区']
/** Who is there, with the unit, as `openWorld` makes them. */
const PEOPLE = [
  '陈志强 党政办公室',
  '林静 党政办公室',
  '黄丽娟 党政办公室',
  '吴建国 党政办公室',
  '郑晓燕 司法所',
  '蔡文辉 司法所',
  '苏美玲 东埔社区',
  '许国华 东埔社区',
  '庄雅芳 东埔社区',
  '傅明 和平社区',
  '曾玉兰 和平社区',
  '谢勇 和平社区',
].map(each => {
  const [name = '', unit = ''] = each.split(' ')
  return { name, unit }
})
export const MEETINGS = [
  { date: '2023-03-10', title: '一季度集中学习' },
  { date: '2023-03-17', title: '法治讲座' },
]

const dayOf2023 = fc
  .integer({ min: 0, max: 364 })
  .map(days => new Date(Date.UTC(2023, 0, 1 + days)).toISOString().slice(0, 10))
const orNone = (value: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), value)
const digits = (count: number) =>
  fc.integer({ min: 0, max: 10 ** count - 1 }).map(each => String(each).padStart(count, '0'))

export const people: fc.Arbitrary<Facts> = fc
  .uniqueArray(
    fc.record({
      name: fc
        .tuple(
          fc.constantFrom(...'欧丁邓洪方石白孟'),
          fc.constantFrom(...'一文青海云'),
          fc.constantFrom('', ...'凡宁远婷'),
        )
        .map(letters => letters.join('')),
      unit: fc.constantFrom(...UNITS),
      post: orNone(fc.constantFrom('科员', '网格员', '党委委员', '四级主任科员')),
      from: dayOf2023,
      phone: digits(7).map(each => `138${each}`),
    }),
    { minLength: 1, maxLength: 8, selector: each => each.name },
  )
  // Nobody has the phone of another.
  .map(all => all.map((each, at) => ({ ...each, phone: `${each.phone}${at}` })))
export const activities: fc.Arbitrary<Facts> = fc.uniqueArray(
  fc
    .record({
      // On the day of a meeting a sheet of marks asks which of the two it means.
      date: dayOf2023.filter(day => MEETINGS.every(meeting => meeting.date !== day)),
      title: fc
        .tuple(
          fc.constantFrom('宪法宣传', '民法典进小区', '“反诈”宣传', '学习《信访工作条例》', '3·15宣传'),
          fc.integer({ min: 1, max: 30 }),
        )
        .map(([topic, number]) => `${topic}第${number}场`),
      form: fc.constantFrom('宣传咨询活动', '法律知识讲座', '集中学法'),
      host: fc.constantFrom(...UNITS),
      place: orNone(fc.constantFrom('社区广场', '三楼会议室', '东埔小学（南门）')),
      start: orNone(
        fc
          .tuple(fc.integer({ min: 8, max: 19 }), fc.constantFrom('00', '30'))
          .map(each => each.join(':').padStart(5, '0')),
      ),
      heads: orNone(fc.integer({ min: 1, max: 3000 }).map(String)),
    })
    // Who came to an inner meeting is no audience.
    .map(each => (each.form === '集中学法' ? { ...each, heads: '' } : each)),
  { minLength: 1, maxLength: 8, selector: each => each.title },
)
export const marks: fc.Arbitrary<Facts> = fc
  .array(fc.constantFrom('present', 'present', 'late', 'leave', 'leave病假', 'leave公假', 'absent', ''), {
    minLength: PEOPLE.length * MEETINGS.length,
    maxLength: PEOPLE.length * MEETINGS.length,
  })
  .map(all =>
    MEETINGS.flatMap((meeting, number) =>
      PEOPLE.map((person, at) => ({ ...meeting, ...person, mark: all[number * PEOPLE.length + at] ?? '' })),
    ),
  )
export const results: fc.Arbitrary<Facts> = fc
  .array(orNone(fc.integer({ min: 0, max: 200 }).map(half => String(half / 2))), {
    minLength: PEOPLE.length,
    maxLength: PEOPLE.length,
  })
  .map(scores => PEOPLE.map((person, at) => ({ ...person, score: scores[at] ?? '' })))
export const outputs: fc.Arbitrary<Facts> = fc.uniqueArray(
  fc.record({
    date: dayOf2023,
    channel: fc.constantFrom('横幅', '普法资料', '公众号', '短信'),
    quantity: fc.integer({ min: 1, max: 5000 }).map(String),
    topic: fc.constantFrom('宪法', '禁毒', '反有组织犯罪法', '消费者权益'),
    unit: fc.constantFrom(...UNITS),
  }),
  {
    minLength: 1,
    maxLength: 8,
    selector: each => [each.date, each.channel, each.topic, each.unit].join(' '),
  },
)

/** What stands in the database after a sheet of a kind, in the order of `factsOf`. */
export function meantBy(
  kind: ImportKind,
  fact: Record<string, string>,
  has: (field: string) => boolean,
): string | null {
  const said = (field: string) => (has(field) ? (fact[field] ?? '') : '')
  switch (kind) {
    case 'roster':
      return [
        fact.name,
        fact.unit,
        said('post'),
        has('from') ? fact.from : '2023-01-01',
        '',
        said('phone'),
      ].join('|')
    case 'activities': {
      const start = said('start') === '' ? '' : `${fact.date} ${fact.start}`
      return [fact.date, fact.title, fact.form, fact.host, said('place'), start, said('heads'), 'held'].join(
        '|',
      )
    }
    case 'attendance': {
      const [, mark = '', reason = ''] = /^([a-z]*)(.*)$/.exec(fact.mark ?? '') ?? []
      return mark === '' ? null : [fact.date, fact.title, fact.name, mark, reason].join('|')
    }
    case 'results':
      return fact.score === ''
        ? null
        : ['年度考试', fact.name, fact.score, Number(fact.score) >= 60 ? 1 : 0].join('|')
    default:
      return [
        fact.date,
        fact.channel,
        fact.quantity,
        unitWords[fact.channel ?? ''],
        fact.topic,
        fact.unit,
      ].join('|')
  }
}
export const unitWords: Record<string, string> = { 横幅: '条', 普法资料: '份', 公众号: '篇', 短信: '条' }

/** Fields of which a sheet may lack the column. */
export const optional: Partial<Record<ImportKind, string[]>> = {
  roster: ['post', 'from', 'phone'],
  activities: ['place', 'start', 'heads'],
}
export const fieldsOf: Partial<Record<ImportKind, string[]>> = {
  roster: ['name', 'unit', 'post', 'from', 'phone'],
  activities: ['date', 'title', 'form', 'host', 'place', 'start', 'heads'],
  attendance: ['date', 'title', 'name', 'unit', 'mark'],
  results: ['name', 'unit', 'score'],
  outputs: ['date', 'channel', 'quantity', 'topic', 'unit'],
}
