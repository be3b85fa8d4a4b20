import { readState, saysWhyAway } from './state-words.rules'

/** What the signs of a sheet mean by its own words: √出席 ×缺席 ○请假. A sign that stands for two things is null. */
export type Legend = ReadonlyMap<string, string | null>

const same: [string, RegExp][] = [
  ['√', /^[√✓✔☑]$/],
  ['×', /^[×✗✕✖╳✘]$/],
  ['○', /^[○◯〇]$/],
  ['△', /^[△∆▵]$/],
]
const sign = String.raw`[^\p{Script=Han}\s、，,。;；:：.．()（）“”"'‘’「」【】《》〈〉\d]`
const quotes = /[“”"'‘’「」【】[\]]/g
/** √出席, √：出席, √表示出席, √－出席. */
const signFirst = new RegExp(
  String.raw`(?<![\p{Script=Han}A-Za-z])(${sign})\s*(?:[:：=＝—–－-]+|表示|代表|为|是|即|指)?\s*(\p{Script=Han}{1,6})`,
  'gu',
)
/** 出席√, 出席：√, 出席为√, 出席（√）. */
const wordFirst = new RegExp(
  String.raw`(\p{Script=Han}{1,6}?)\s*(?:[:：=＝—–－-]+|用|为|打|画|划|以|记)?\s*[（(]?(${sign})(?![\p{Script=Han}A-Za-z])[)）]?`,
  'gu',
)
const isNote = /^[（(*※★☆]*(?:注|备注|说明|图例|符号|填表说明|标记|考勤符号)/

/** The key under which variants of one sign are kept. */
function keyOf(text: string): string {
  const plain = text.trim()
  return same.find(([, variants]) => variants.test(plain))?.[0] ?? plain.toLowerCase()
}

/** The signs that a line names with what they mean; those words alone count that are states or say why somebody was away. */
export function signsIn(line: string): [string, string][] {
  const plain = line.replace(quotes, ' ').replace(/\s+/g, ' ')
  const pairs = (from: RegExp, isSignFirst: boolean) =>
    [...plain.matchAll(from)].flatMap(([, a = '', b = '']) => {
      const [mark, word] = isSignFirst ? [a, b] : [b, a]
      const meant = stateIn(word)
      return meant === null ? [] : [[keyOf(mark), meant] as [string, string]]
    })
  const [first, second] = [pairs(signFirst, true), pairs(wordFirst, false)]
  // 出席√ 缺席× may be read both ways: the line's first letter says which comes first.
  const begins = plain.replace(/^.*?(?:注|说明|图例|符号|标记)\p{Script=Han}{0,4}[:：]?/u, '').trim()
  const isWordFirst = /^\p{Script=Han}/u.test(begins)
  return isWordFirst && second.length >= first.length ? second : first
}

function stateIn(word: string): string | null {
  const bare = word
    .replace(/^(?:表示|代表|为|是|即|指|用|打|画|划)/, '')
    .replace(/(?:的|者|人员|用|为|打|划|画|以|记)$/, '')
  // ○公出: the word is asked, not the sign.
  return bare !== '' && (readState(bare)?.state || saysWhyAway(bare)) ? bare : null
}

/** The legend of a sheet: in the lines above its heads, or in one that stands alone, or as a note, below. */
export function legendOf(rows: readonly string[][], index: number): Legend {
  const legend = new Map<string, string | null>()
  for (const [at, texts] of rows.entries()) {
    if (at === index) continue
    const filled = texts
      .map(each => each.trim())
      .filter((each, place, all) => each && all[place - 1] !== each)
    const [first = ''] = filled
    const isNoted = isNote.test(first)
    if (at > index && filled.length !== 1 && !isNoted) continue
    const named = signsIn(filled.join(' '))
    if (named.length < (isNoted ? 1 : 2)) continue
    for (const [mark, word] of named) {
      const before = legend.get(mark)
      legend.set(mark, before === undefined || before === word ? word : null)
    }
  }
  return legend
}

/** Marks a sign that the legend of its sheet does not name: what it usually means is asked about. */
export const OUTSIDE_LEGEND = 'outsideLegend'

/**
 * What a cell means by the legend of its sheet. √ stays what it always is where the legend names those alone who were
 * not there.
 */
export function byLegend(legend: Legend, field: string, text: string): Record<string, string> {
  const plain = text.trim()
  if (legend.size === 0 || !new RegExp(`^${sign}$`, 'u').test(plain)) return {}
  const meant = legend.get(keyOf(plain))
  if (meant) return { [field]: meant }
  const saysPresent = [...legend.values()].some(word => word && readState(word)?.state === 'present')
  return keyOf(plain) === '√' && meant === undefined && !saysPresent ? {} : { [OUTSIDE_LEGEND]: plain }
}

/** 空白为出勤, 未注明的均为到会: who has no mark was there. */
const blankIsThere =
  /(?:空白?(?:的|者|格|处|栏)?|未(?:注明|标注|作标记)(?:的|者)?)(?:一律|均|都)?(?:为|表示|视为|即|是|代表|[:：=＝])\s*(?:出勤|到会|出席|参加|已到|实到|正常|到)/u

/** What the marks of a row mean by the legend of its sheet. */
export function legendSigns(rows: readonly string[][], index: number) {
  const legend = legendOf(rows, index)
  const isBlankThere = rows.some((texts, at) => at !== index && texts.some(text => blankIsThere.test(text)))
  return (cells: Record<string, string>): Record<string, string> => {
    const isBlank = !cells.state && !cells.signature && (cells.state ?? cells.signature) === ''
    if (isBlankThere && isBlank) return { state: '出席' }
    for (const field of ['state', 'signature']) if (cells[field]) return byLegend(legend, field, cells[field])
    return {}
  }
}
