import { dayAlone, dayIn } from './day-said.rules'
import type { RawTable } from './formats/workbook'
import { matchKey, trimmed } from './match.rules'
import { bodies } from './unit-name.rules'

/** What the lines above a table's heads say. Texts as they stand there; `label` tells that a word before it named it. */
export type TitleFacts = {
  /** 2023 of 2023年度…, where the lines name one year alone. */
  year?: number
  day?: string
  name?: string
  place?: string
  host?: string
  /** The unit whose sheet it is: 单位：…, 社区：… */
  unit?: string
  /** Who filed the sheet, which says of none of its rows where it belongs: 填报单位：… */
  filedBy?: string
  /** The first line that is no label: 中心组学习签到表. */
  headline?: string
  /** The name of the file. */
  stem?: string
  /** 截止日期：…, until when something is to be done. */
  until?: string
  /** 满分100分, 60分及格: what a paper can bring, and what it has to. */
  full?: string
  pass?: string
}

const labels: [keyof TitleFacts, RegExp][] = [
  ['name', /^(?:会议|活动|学习|培训|讲座)?(?:名称|主题|议题|内容|题目)$/],
  ['day', /^(?:会议|活动|学习|学法|培训|讲座|签到|召开|举办|开会|考试|测试|答题)?(?:时间|日期)$/],
  ['until', /^(?:学习|完成|考试|答题)?(?:截止|截至)(?:时间|日期)?$/],
  ['place', /^(?:会议|活动|学习|培训|讲座)?地点$/],
  ['host', /^(?:主办|责任|组织)(?:单位|部门)$/],
  ['unit', /^(?:所在|所属)?(?:单位|部门|社区|科室)(?:名称)?$/],
  ['filedBy', /^(?:填报|填表|报送|上报|制表|编制|填写)(?:单位|部门|社区|科室)(?:名称)?$/],
]

/** Facts with a label before them (`会议名称：…`, `时间：…`) in the lines above the heads, and the year they name. */
export function titleOf(
  { rows, above = [], named, sheetName }: Pick<RawTable, 'rows' | 'above' | 'named' | 'sheetName'>,
  headIndex: number,
): TitleFacts {
  const facts: TitleFacts = {}
  const years = new Set<number>()
  const alone = new Set<string>()
  const around = (above[0] ?? []).map(line => [line])
  for (const texts of [...around, ...rows.slice(0, Math.max(0, headIndex))]) {
    const cells = [...new Set(texts.map(trimmed))].filter(Boolean).flatMap(saidApart)
    const [only = ''] = cells
    // 11月学法签到（行政复议法）　时间：11月12日 is a heading with facts behind it.
    if (isHeadline(only) && cells.slice(1).every(each => /[:：]/.test(each))) facts.headline ??= only
    for (const [at, text] of cells.entries()) {
      const stands = at > 0 && isLabel((cells[at - 1] ?? '').replace(/[:：]$/, '')) ? null : dayAlone(text)
      if (stands !== null) alone.add(stands)
      for (const [, year] of text
        .normalize('NFKC')
        .replace(/《[^》]*》/g, '')
        .matchAll(/(?<!\d)((?:19|20)\d\d)(?=年(?!(?:\d{1,2}月)?(?:修[正订]|版|以来|[施颁公]))|\.|-|\/)/g))
        years.add(Number(year))
      takeMarks(facts, text)
      const [label = '', ...rest] = text.split(/[:：]/)
      const said = rest.length > 0 ? trimmed(rest.join(':')) : ''
      // A label in a cell of its own, with the fact in the next one.
      const value = said || (rest.length > 0 || isLabel(text) ? (cells[at + 1] ?? '') : '')
      if (value !== '') take(facts, label, value)
    }
  }
  // 3月5日中心组学习签到表 says its day without a label, and so does a line that is a day alone.
  const [only] = alone.size === 1 ? alone : []
  const day = facts.day ?? dayIn(facts.headline ?? '')?.day ?? only ?? named?.day ?? dayOfTab(sheetName)
  if (day !== undefined) facts.day = day
  if (named?.name && !facts.headline) facts.name ??= named.name
  if (named?.stem) facts.stem = named.stem
  const [year] = years
  return years.size === 1 && year !== undefined ? { ...facts, year } : facts
}

function takeMarks(facts: TitleFacts, text: string): void {
  const plain = text.normalize('NFKC')
  const full = /(?:满分|总分)\s*(?:为|是|[:：])?\s*(\d{2,3})\s*分?/.exec(plain)?.[1]
  const pass =
    /(?:合格|及格)(?:分数线|分数|标准|分|线)?\s*(?:为|是|[:：])?\s*(\d{2,3})\s*分/.exec(plain)?.[1] ??
    /(\d{2,3})\s*分\s*(?:及?以上|\(含\))*\s*(?:为|算|即|是)?\s*(?:合格|及格)/.exec(plain)?.[1]
  if (full) facts.full ??= full
  if (pass) facts.pass ??= pass
}

/** A sheet called 3.8 or 12月4日 is of that day. */
const dayOfTab = (name: string) =>
  /^\d{1,2}(?:\.\d{1,2}|月\d{1,2}[日号])$/.test(name.trim())
    ? (dayAlone(name.trim()) ?? undefined)
    : undefined

const bare = (label: string) => label.replace(/\s|[（(][^（）()]*[)）]/g, '')

/** 时间：5月14日　地点：活动室 are two facts in one cell; the stamp's place beside a unit is none. */
function saidApart(text: string): string[] {
  return text
    .split(/\s+(?=\p{Script=Han}{2,8}(?:[（(][^（）()]*[)）])?[:：])|[；;]\s*(?=\p{Script=Han}{2,8}[:：])/u)
    .map(each => trimmed(each.replace(/[（(]\s*(?:公章|盖章|章)\s*[)）]\s*$/, '')))
}

function isHeadline(text: string): boolean {
  return /\p{Script=Han}{2}/u.test(text) && !/[:：]|^附(?:件|表)/.test(text) && dayAlone(text) === null
}

function isLabel(text: string): boolean {
  return labels.some(([, pattern]) => pattern.test(bare(text)))
}

function take(facts: TitleFacts, label: string, value: string): void {
  const found = labels.find(([, pattern]) => pattern.test(bare(label)))?.[0]
  if (found && found !== 'year' && facts[found] === undefined) facts[found] = value
}

/** Whether a text is the name of one of the units. */
export function isUnitOf(units: readonly string[], text: string): boolean {
  return units.some(name => matchKey(name) === matchKey(text))
}

/** The different texts of the rows above the heads. */
export function linesAbove(
  { rows, above = [] }: Pick<RawTable, 'rows' | 'above'>,
  headIndex: number,
): string[] {
  const lines = rows.slice(0, Math.max(0, headIndex)).flat()
  return [...new Set([...(above[0] ?? []), ...lines].map(trimmed))].filter(Boolean)
}

const isAhead = /(?:^|[^\p{Script=Han}]|年|年度|街道|镇|乡|办事处|附件|附表)$/u
// 东埔社区卫生服务中心 is another than 东埔社区.
const ofStreet = /^(?:街道|镇|乡|地区办)/
const otherBody = new RegExp(
  `^\\p{Script=Han}{0,8}?(?:中心|${bodies}|[工服警]\\p{Script=Han}站|党校|[协商]会|局)`,
  'u',
)

const isFiled = /^\s*(?:填报|填表|报送|上报|制表|编制|填写)/
/**
 * The unit of which a line is the title, as it stands there: 和平社区2023年普法台账, 演示街道和平社区签到表. Undefined where
 * there is none, or lines name several.
 */
export function unitTitled(lines: readonly string[], units: readonly string[]): string | undefined {
  const found = new Set<string>()
  for (const line of lines.filter(each => !isFiled.test(each)).map(matchKey))
    for (const name of units) {
      const key = matchKey(name)
      const at = key.length < 2 ? -1 : line.indexOf(key)
      if (at === -1 || !isAhead.test(line.slice(0, at)) || otherBody.test(line.slice(at + key.length)))
        continue
      // 清溪街道 is not 清溪社区, which is called 清溪 in short.
      if (ofStreet.test(line.slice(at + key.length))) continue
      found.add(name)
    }
  const longest = [...found].filter(name => ![...found].some(other => other !== name && other.includes(name)))
  return longest.length === 1 ? longest[0] : undefined
}
