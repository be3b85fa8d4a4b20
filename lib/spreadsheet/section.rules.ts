import { matchKey } from './match.rules'
import { isLikeUnit } from './unit-name.rules'

/** Whether a text alone in its row names what the rows below are of. */
export type IsTitle = (text: string) => boolean

/** The columns of a table, one of those that stand side by side or the only one. */
export type Range = { from?: number; to?: number }

const numbered = /^(?:第?[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[)）])\s*(?=\S)/
// The telephone of an office, and how many people it has.
const ofGroup =
  /领导|干部|人员|职工|党员|成员|班子|机关|代表|网格|居民|群众|律师|专干|书记|主任|科员|队员|股级|科级|处级|(?:[上下]午|[上下]半年|季度|[一二三四五六七八九十第]|[组类])$/
const isBeside = /^(?:(?:办公|值班|联系)?电话[:：]?)?[\d\s()（）转、,，/—-]{7,}$|^共?\d{1,4}人$/

/**
 * The title of a part of the table, by its cells and those that are read of it: one text over the whole width, with or
 * without a number before it (一、领导干部), or alone in its row where it fills no column that is read, is one by
 * `isTitle`, or begins with a number as titles do. Over a list of people it may stand in any column, with the telephone
 * of the office beside it. Somebody with equal marks is none.
 */
export function isSection(
  texts: readonly string[],
  cells: Partial<Record<string, string>>,
  isTitle: IsTitle = () => false,
): boolean {
  const [first = '', text = '', ...rest] = texts
  const isNumber = first === '' || /^(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、．]?$/.test(first)
  if (rest.length > 0 && text !== '' && (first === text || isNumber) && rest.every(each => each === text))
    return /\p{Script=Han}{2}/u.test(text) && !isSignedInPrint(text, cells, isTitle)
  const filled = [...new Set(texts.filter(Boolean))]
  const ofPeople = cells.name !== undefined
  const named = filled.filter(each => !isBeside.test(each))
  const [name = ''] = named
  if (ofPeople && named.length === 1 && filled.length > 1)
    return cells.name === name && isTitle(sectionOf(name))
  const alone = filled[0] ?? ''
  if (filled.length !== 1) return false
  if (ofPeople && isTitle(sectionOf(alone))) return true
  if (texts.findIndex(Boolean) > 1) return false
  if (numbered.test(alone) || isTitle(sectionOf(alone))) return true
  return (
    texts.length >= 3 && texts.filter(Boolean).length === 1 && Object.values(cells).every(cell => cell === '')
  )
}

/** Somebody whose name stands in the column to sign in too. */
function isSignedInPrint(text: string, { name }: Partial<Record<string, string>>, isTitle: IsTitle): boolean {
  const key = matchKey(text)
  const isName = /^(?:\p{Script=Han}{2,4}|\p{Script=Han}+·[\p{Script=Han}·]+)$/u.test(key)
  return name === text && isName && !isTitle(sectionOf(text)) && !isLikeUnit(text) && !ofGroup.test(key)
}

/** 一、司法所（2人）： → 司法所 */
export function sectionOf(text: string): string {
  const bare = text
    .replace(/^[★☆●○■□◆◇▲△※·•\s]+/u, '')
    .replace(numbered, '')
    .replace(/^\d+[、.．]\s*/, '')
  const named = bare
    .replace(/[:：]\s*$/, '')
    .replace(/[（(][^（）()]*\d+[^（）()]*[)）]\s*$/, '')
    .replace(/\s*共?\d+人$/, '')
  return /^[【[「](.+)[】\]」]$/.exec(named)?.[1] ?? (named.trim() || text)
}
