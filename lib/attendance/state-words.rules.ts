import { cleanName } from '@/lib/spreadsheet/text.rules'
import type { Mark } from './attendance.rules'

export type SheetState = Mark | 'exempt' | 'invited'

const words: Record<string, SheetState> = {
  ...same('present', [
    '到课',
    '出席',
    '到',
    '已到',
    '实到',
    '签到',
    '已签到',
    '√',
    '✓',
    '✔',
    '☑',
    // As they are typed for √ where a keyboard has none.
    'v',
    'y',
    '是',
    '1',
    '正常',
    '出勤',
    '参加',
    '已参加',
    '到会',
    '已到会',
    '参会',
    '已参会',
    '到场',
    '已签',
    '准时',
  ]),
  ...same('late', ['迟到', '迟', '晚到']),
  ...same('leftEarly', [
    '早退',
    '早',
    '早走',
    '提前离开',
    '提前离场',
    '提前离会',
    '中途离开',
    '中途离场',
    '中途离会',
  ]),
  ...same('leave', [
    '请假',
    '假',
    '△',
    '▲',
    '事假',
    '病假',
    '公假',
    '公差',
    '出差',
    '年假',
    '休假',
    '婚假',
    '产假',
    '丧假',
    '陪产假',
    '探亲假',
    '调休',
  ]),
  ...same('absent', [
    '缺勤',
    '缺席',
    '旷课',
    '缺',
    '未到',
    '未参加',
    '未出席',
    '未参会',
    '未到会',
    '未到场',
    '缺会',
    '旷会',
    '×',
    '✗',
    '✘',
    '✖',
    '✕',
    'x',
    '0',
  ]),
  ...same('exempt', ['免学', '免予参加', '免']),
  ...same('invited', ['列席']),
}

/** 请假（公）, △病: what the leave is for, in one letter. */
const leaveKinds: Record<string, string> = {
  公: '公假',
  病: '病假',
  事: '事假',
  年: '年假',
  婚: '婚假',
  产: '产假',
  丧: '丧假',
  差: '出差',
  调: '调休',
  陪产: '陪产假',
  探亲: '探亲假',
  护理: '护理假',
}
const plainLeave = ['请假', '假', '△', '▲']
const signs = /[√✓✔☑△▲×✗✕]/g
/** Who came by these did not come, or not all the time, or only on paper: 到（代）, √（补签）, 到（中途走）. */
const otherwise = /[代替委未没无缺假走离迟早晚退补差病事旷漏冒休]/

const clock = /(?<!\d)(?:[01]?\d|2[0-3])[:：][0-5]\d(?:[:：][0-5]\d)?(?!\d)/g

type Read = { state: SheetState | null; reason: string | null }
type Piece = { text: string; state: SheetState | undefined; bare: string; long: string }

/**
 * The state meant by a word in a sign-in sheet, and for 病假, 公差 … the word itself as the reason. A sign and a word beside
 * it are read together: √（迟到） is late, 请假（公） a leave for 公假. Null where it is unknown, or says two things: 到（代）,
 * √（请假）, 缺席（病假）.
 */
export function readState(text: string): Read | null {
  // 08:52 of a clock: who was there at a time was there, 09:11(迟到) as it says.
  const clocked = text.search(clock) !== -1
  const whole = cleanName(text.replace(clock, ' ')) || (clocked ? '签到' : '')
  if (whole === '' || whole === '未登记') return { state: null, reason: null }
  const pieces = piecesOf(whole)
  const states = new Set(pieces.flatMap(each => each.state ?? []))
  if (states.has('present') && (states.has('late') || states.has('leftEarly'))) states.delete('present')
  const [state] = states
  if (state === undefined || states.size > 1) return null
  const kinds = pieces.flatMap(each => (each.state ? [] : (leaveKinds[each.text] ?? [])))
  const said = pieces.filter(each => !each.state && !(each.text in leaveKinds)).map(each => each.text)
  const isLeave = state === 'leave'
  if (!isLeave && kinds.length > 0) return null
  if (isLeave ? said.some(each => /补/.test(each)) : isCame(state) && said.some(each => otherwise.test(each)))
    return null
  const own = pieces.flatMap(each => {
    if (each.state !== state) return []
    if (!isLeave) return each.long || []
    return plainLeave.includes(each.bare) && each.long === '' ? [] : `${each.bare}${each.long}`
  })
  if (new Set([...own, ...kinds]).size > 1) return null
  const reasons = [...(kinds.length > 0 ? kinds : own), ...said]
  return { state, reason: reasons.length === 0 ? null : joined(reasons) }
}

/** 病假（住院） stays a 病假. */
const joined = ([first = '', ...others]: string[]) =>
  others.length === 0 ? first : `${first}（${others.join('，')}）`

const isCame = (state: SheetState) => state === 'present' || state === 'late' || state === 'leftEarly'

/** The words of a cell: those in brackets, behind a comma or a sign apart. */
function piecesOf(whole: string): Piece[] {
  if (whole in words) return [pieceOf(whole)]
  const apart = whole
    .replace(signs, ' $& ')
    .split(/[\s（()）【】[\]{}〔〕/／、，,;；:：+＋]+/)
    .filter(Boolean)
  return apart.map(pieceOf)
}

function pieceOf(text: string): Piece {
  // 迟到12分钟 and 病假1天, as clocks and messengers write it.
  const [, bare = text, long = ''] = /^(\D+?)((?:约?\d+(?:\.\d+)?(?:分钟?|小时|天|次))+)$/.exec(text) ?? []
  return { text, state: stateOf(bare), bare, long }
}

function stateOf(bare: string): SheetState | undefined {
  const known = words[bare.toLowerCase()] ?? words[bare]
  // Offices have their own kinds of leave: 护理假, 公务请假, 请假3天.
  return known ?? (/^[^（()）/、，,：:]*假$|^请假|^因公|^公务/.test(bare) ? 'leave' : undefined)
}

const away =
  /^(?:因|正|在外?|去|到|赴)*(?:公出|外出|外勤|借调|抽调|借用|挂职|外派|驻村|驻点|下乡|下村|下沉|值班|值守|带班|执勤|备勤|培训|轮训|党校|跟班|学习|开会|会议|住院|生病|就医|看病|手术|体检|哺乳|轮休|补休|换休|倒休|休息|办事|接访|信访|上访|防汛|防火|巡查|巡逻|检查|调研|考察|招商|隔离|离岗|停职)/

/** Whether a remark is a word for why somebody was away, which alone says neither leave nor absence: 公出, 值班, 借调区里. */
export function saysWhyAway(remark: string): boolean {
  const word = cleanName(remark).replace(/[（()）]/g, '')
  return word.length <= 8 && away.test(word) && !/已|补|笔记|自学|代/.test(word)
}

/** Every word for a state, to suggest the nearest one. */
export const stateWords = Object.keys(words)

function same(state: SheetState, spellings: string[]): Record<string, SheetState> {
  return Object.fromEntries(spellings.map(word => [word, state]))
}
