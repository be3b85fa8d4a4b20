import fc from 'fast-check'
import { kindOf } from '@/lib/import/kinds.import'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import {
  activities,
  type Facts,
  fieldsOf,
  MEETINGS,
  marks,
  meantBy,
  optional,
  outputs,
  people,
  results,
  UNITS,
  unitWords,
} from './random-facts'
import type { Program, Shape } from './shape'

type Way = {
  program: Program
  /** Numbers by which everything else is chosen in turn. */
  dice: number[]
  /** How the units of the rows are told. */
  unitBy: 'column' | 'sheet' | 'section' | 'merged'
  layout: 'list' | 'blocks' | 'sheets' | 'cross'
}
const typed: Program[] = ['excel', 'wps', 'poi', 'mac-1904', 'strict', 'xls']
const withSheets: Program[] = ['excel', 'wps', 'poi', 'mac-1904', 'strict', 'xml-2003']
const withMerges: Program[] = ['excel', 'wps', 'poi', 'mac-1904', 'strict', 'web-table', 'word']
const others: Program[] = ['csv-gbk', 'csv-utf8', 'tabs-gbk', 'tabs-utf16', 'web-table', 'xml-2003', 'word']

const way: fc.Arbitrary<Way> = fc.record({
  program: fc.constantFrom(...typed, ...others),
  dice: fc.array(fc.nat(997), { minLength: 40, maxLength: 40 }),
  unitBy: fc.constantFrom('column', 'sheet', 'section', 'merged'),
  layout: fc.constantFrom('list', 'blocks', 'sheets', 'cross'),
})

/** A year of the office, and the sheets in which its clerks have written it. */
export const randomYear: fc.Arbitrary<Shape[]> = fc
  .tuple(people, activities, marks, results, outputs, fc.array(way, { minLength: 5, maxLength: 5 }))
  .map(([roster, held, signed, scored, made, ways]) => {
    const kinds: [ImportKind, Facts][] = [
      ['roster', roster],
      ['activities', held],
      ['attendance', signed],
      ['results', scored],
      ['outputs', made],
    ]
    return kinds.map(([kind, facts], at) => shapeOf(kind, facts, ways[at] as Way))
  })

/** Takes the next of the numbers that decide. */
function diceOf({ dice }: Way) {
  let at = 0
  const next = () => dice[at++ % dice.length] ?? 0
  return {
    next,
    pick: <T>(all: readonly T[]): T => all[next() % all.length] as T,
    one: (of: number) => next() % of === 0,
  }
}
type Dice = ReturnType<typeof diceOf>

function shapeOf(kind: ImportKind, facts: Facts, given: Way): Shape {
  const { program } = given
  const dice = diceOf(given)
  const isPersonal = kind === 'roster' || kind === 'attendance' || kind === 'results'
  const unitField = kind === 'activities' ? 'host' : 'unit'
  const mayCross = kind === 'attendance' || kind === 'outputs'
  const layout =
    (given.layout === 'cross' && !mayCross) ||
    (given.layout === 'blocks' && !isPersonal) ||
    (given.layout === 'sheets' && !withSheets.includes(program))
      ? 'list'
      : given.layout
  const unitBy =
    (given.unitBy === 'sheet' && (!withSheets.includes(program) || layout !== 'list')) ||
    (given.unitBy === 'section' && (layout === 'blocks' || layout === 'sheets' || kind === 'outputs')) ||
    (given.unitBy === 'merged' && (!withMerges.includes(program) || layout === 'blocks'))
      ? 'column'
      : given.unitBy
  const left = new Set((optional[kind] ?? []).filter(() => dice.one(4)))
  const fields = dice.one(2)
    ? [...(fieldsOf[kind] ?? [])].sort((a, b) => rankOf(a, given) - rankOf(b, given))
    : (fieldsOf[kind] ?? [])
  const shown = fields.filter(
    field => !left.has(field) && !(field === unitField && (unitBy === 'sheet' || unitBy === 'section')),
  )
  // Rows of one unit stand together where its name stands once.
  const rows =
    unitBy === 'column'
      ? facts
      : [...facts].sort((a, b) => UNITS.indexOf(a[unitField] ?? '') - UNITS.indexOf(b[unitField] ?? ''))
  const sheets: Record<string, string> =
    unitBy === 'sheet'
      ? Object.fromEntries(
          UNITS.flatMap(unit => {
            const own = rows.filter(each => each[unitField] === unit)
            return own.length === 0
              ? []
              : [[unit, pageOf(kind, own, { shown, layout, unitBy, program, dice })] as const]
          }),
        )
      : layout === 'sheets'
        ? Object.fromEntries(
            halves(rows).map(
              (own, at) =>
                [`${at + 1}`, pageOf(kind, own, { shown, layout: 'list', unitBy, program, dice })] as const,
            ),
          )
        : { Sheet1: pageOf(kind, rows, { shown, layout, unitBy, program, dice }) }
  return {
    name: `${program} ${layout} ${unitBy}`,
    program,
    kind,
    options: { year: 2023, answers: { sheets: 'all' }, ...(kind === 'results' ? { exam: '年度考试' } : {}) },
    sheets,
    // Half a point may be half of the marks.
    answers: { isShare: 'points' },
    meant: facts.flatMap(fact => meantBy(kind, fact, field => !left.has(field)) ?? []).join('\n'),
  }
}

const rankOf = (field: string, { dice }: Way) =>
  [...field].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), dice[0] ?? 0) % 997
const halves = (rows: Facts): Facts[] =>
  rows.length < 2
    ? [rows]
    : [rows.slice(0, Math.ceil(rows.length / 2)), rows.slice(Math.ceil(rows.length / 2))]

type Page = { shown: string[]; layout: Way['layout']; unitBy: Way['unitBy']; program: Program; dice: Dice }

/** The lines of one sheet. */
function pageOf(kind: ImportKind, facts: Facts, page: Page): string {
  const { layout, dice } = page
  const isCross = layout === 'cross'
  const table = isCross ? crossed(kind, facts, page) : listed(kind, facts, page)
  // Of one column a line with one cell is a row or the title of a part: it takes no number.
  const numbered = dice.one(2) && table.heads.length > 1
  const lines = table.body.map((line, at) =>
    line.length === 1 ? line : numbered ? [dice.one(2) ? `${at + 1}` : `${at + 1}.`, ...line] : line,
  )
  const heads = numbered ? ['序号', ...table.heads] : table.heads
  const width = heads.length
  const whole = layout === 'blocks' ? sideBySide(heads, lines) : { heads, lines }
  const span = (text: string) =>
    withMerges.includes(page.program) && dice.one(2)
      ? [text, ...Array.from({ length: whole.heads.length - 1 }, () => '<')]
      : [text, ...Array.from({ length: whole.heads.length - 1 }, () => '')]
  const titles = dice.pick([[], ['2023年度登记表'], ['演示街道2023年情况登记表', '填报时间：2023年12月31日']])
  const body = whole.lines.flatMap(line => (line.length === 1 ? [span(line[0] ?? '')] : [line]))
  const repeats = layout !== 'blocks' && dice.one(4) ? Math.floor(body.length / 2) : -1
  const isData = (line: string[] | undefined) => line !== undefined && !line.includes('^')
  const filled = body.flatMap((line, at) => [
    ...(at === repeats && at > 0 && isData(line) ? [whole.heads] : []),
    line,
  ])
  const footers = dice.pick([[], ['制表人：林静'], ['备注：以上为全年情况']]).map(span)
  return [...titles.map(span), whole.heads, ...filled, ...(width > 1 ? footers : [])]
    .map(line => line.join('|'))
    .join('\n')
}

function sideBySide(heads: string[], lines: string[][]) {
  const [first = [], second = []] = [
    lines.slice(0, Math.ceil(lines.length / 2)),
    lines.slice(Math.ceil(lines.length / 2)),
  ]
  return {
    heads: [...heads, ...heads],
    lines: first.map((line, at) => [...line, ...(second[at] ?? heads.map(() => ''))]),
  }
}

/** One line a fact, under heads by one of their names. */
function listed(kind: ImportKind, facts: Facts, { shown, unitBy, program, dice }: Page) {
  const unitField = kind === 'activities' ? 'host' : 'unit'
  const isTimeInDate = kind === 'activities' && shown.includes('start') && dice.one(2)
  const columns = shown.filter(field => !(isTimeInDate && field === 'start'))
  const wayOfDays = dice.next()
  const extra = dice.one(2) ? dice.pick(['性别', '经办', '照片编号']) : null
  const heads = [...columns.map(field => headOf(kind, field, dice)), ...(extra ? [extra] : [])]
  const body = facts.flatMap((fact, at) => {
    const before = facts[at - 1]
    const cells = columns.map(field => {
      if (unitBy === 'merged' && field === unitField && before?.[unitField] === fact[unitField]) return '^'
      if (field === 'date' || field === 'from')
        return dayCell(fact[field] ?? '', wayOfDays, program, isTimeInDate ? (fact.start ?? '') : '')
      return cellOf(field, fact[field] ?? '', program, dice)
    })
    const line = [...cells, ...(extra ? [dice.pick(['', '无', 'A1'])] : [])]
    const isNewPart = unitBy === 'section' && before?.[unitField] !== fact[unitField]
    return isNewPart ? [[`${dice.pick(['', '一、', '（一）'])}${fact[unitField]}`], line] : [line]
  })
  return { heads, body }
}

/** A 横表: one column a meeting, or one a channel. */
function crossed(kind: ImportKind, facts: Facts, { shown, unitBy, program, dice }: Page) {
  const isMarks = kind === 'attendance'
  const own = shown.filter(
    field =>
      !['date', 'title', 'mark', 'channel', 'quantity'].includes(field) || (!isMarks && field === 'date'),
  )
  const keyOf = (fact: Record<string, string>) => JSON.stringify(own.concat('unit').map(field => fact[field]))
  const across = isMarks
    ? MEETINGS.map(({ date, title }) => ({
        head: meetingHead(date, title, dice),
        is: (fact: Record<string, string>) => fact.title === title,
      }))
    : Object.entries(unitWords).map(([channel, word]) => ({
        head: dice.pick([`${channel}（${word}）`, channel, `${channel}数（${word}）`]),
        is: (fact: Record<string, string>) => fact.channel === channel,
      }))
  const groups = new Map<string, Facts>()
  for (const fact of facts) groups.set(keyOf(fact), [...(groups.get(keyOf(fact)) ?? []), fact])
  const wayOfDays = dice.next()
  let before: Record<string, string> | undefined
  const body = [...groups.values()].flatMap(([first = {}, ...rest]) => {
    const all = [first, ...rest]
    const line = [
      ...own.map(field =>
        field === 'date'
          ? dayCell(first.date ?? '', wayOfDays, program, '')
          : unitBy === 'merged' && field === 'unit' && before?.unit === first.unit
            ? '^'
            : cellOf(field, first[field] ?? '', program, dice),
      ),
      ...across.map(({ is }) => {
        const fact = all.find(is)
        return fact
          ? cellOf(isMarks ? 'mark' : 'quantity', (isMarks ? fact.mark : fact.quantity) ?? '', program, dice)
          : ''
      }),
    ]
    const isNewPart = unitBy === 'section' && before?.unit !== first.unit
    before = first
    return isNewPart ? [[first.unit ?? ''], line] : [line]
  })
  return { heads: [...own.map(field => headOf(kind, field, dice)), ...across.map(each => each.head)], body }
}

function meetingHead(date: string, title: string, dice: Dice): string {
  const [, month = 0, day = 0] = date.split('-').map(Number)
  return dice.pick([
    `${month}月${day}日 ${title}`,
    `${title}（${date}）`,
    `${month}.${day}`,
    `${month}月${day}日`,
    `${date} ${title}`,
  ])
}

/** A head by one of the names that mean this field alone, as people decorate it. */
function headOf(kind: ImportKind, field: string, dice: Dice): string {
  const { columns } = kindOf(kind).columns({}).columns
  const own = field === 'mark' ? 'state' : field
  const isOthers = (head: string) => columns.some(each => each.field !== own && each.heads.includes(head))
  const names = (columns.find(each => each.field === own)?.heads ?? []).filter(head => !isOthers(head))
  const name = dice.pick(names)
  const isShort = [...name].length === 2
  return dice.pick([name, name, name, isShort ? [...name].join('　') : name, `${name}*`, `${name}（必填）`])
}

function dayCell(day: string, wayOfDays: number, program: Program, time: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const isTyped = typed.includes(program) && wayOfDays % 2 === 0
  if (isTyped) return time === '' ? `@${day}` : `@${day} ${time}`
  const days = [
    `${year}-${month}-${date}`,
    `${year}/${month}/${date}`,
    `${year}.${month}.${date}`,
    `${year}年${month}月${date}日`,
    `${month}月${date}日`,
  ]
  const text = days[wayOfDays % days.length] ?? day
  return time === '' ? text : `${text} ${time}`
}

function cellOf(field: string, text: string, program: Program, dice: Dice): string {
  if (text === '') return field === 'score' ? dice.pick(['', '', '—']) : ''
  if (field === 'mark') return dice.pick(markWords[text] ?? [text])
  if (field === 'name') return text.length === 2 && dice.one(3) ? [...text].join('　') : text
  const isNumber = ['heads', 'quantity', 'score', 'phone'].includes(field)
  if (isNumber && typed.includes(program) && dice.one(2)) return `#${text}`
  if (field === 'heads') return dice.pick([text, `${text}人`])
  if (field === 'score') return dice.pick([text, `${text}分`])
  return text
}
const markWords: Record<string, string[]> = {
  present: ['√', '出席', '到', '已签到'],
  late: ['迟到'],
  leave: ['请假', '△'],
  leave病假: ['病假'],
  leave公假: ['公假'],
  absent: ['×', '缺席', '未到'],
}
