import { isNothing } from '@/lib/spreadsheet/numbers.rules'
import { cleanName } from '@/lib/spreadsheet/text.rules'
import { readState } from './state-words.rules'

/** Somebody whom a ledger says not to have come, or not all the time. */
export type Absentee = {
  name: string
  mark: 'absent' | 'leave' | 'late' | 'leftEarly'
  reason: string | null
}
type Mark = Absentee['mark']

const nobody = /^(?:无(?:人)?(?:缺席|请假|缺勤)?|没有|全部?(?:到齐|到会|到|参加)|全勤|均?(?:到会|已到)|0人?)$/
const label =
  /^(?<word>[^、，,;；：:]{0,12}?(?:请假|缺席|缺勤|未到|未参加|迟到|早退|出差|公差|事假|病假|公假|休假)[^、，,;；：:]{0,12}?)(?:\d{1,4}人)?[:：]\s*/
const tail =
  /(?<said>(?:因[公病事私])?(?:病假|事假|公假|年休?假|产假|婚假|丧假|护理假|休假|请假|出差|公差|公出|外出|开会|参会|培训|学习|值班|下乡|缺席|缺勤|未到|旷课|迟到|早退)+)$/
const someone = /^\p{Script=Han}{2,4}$|^\p{Script=Han}{1,8}·\p{Script=Han}{1,8}$/u

/**
 * The people of a cell of a ledger such as `何明（病假）、丁一出差` or `请假：何明；缺席：丁一`; `by` is what its column says.
 * `unread` is what names nobody.
 */
export function absenteesIn(text: string, by: 'absent' | 'leave'): { people: Absentee[]; unread: string[] } {
  const people: Absentee[] = []
  const unread: string[] = []
  const plain = text.normalize('NFKC').trim()
  if (isNothing(plain) || nobody.test(plain.replace(/\s/g, ''))) return { people, unread }
  for (const part of plain.split(/[;；\n。]/)) {
    const { word = '' } = label.exec(part)?.groups ?? {}
    const over = stateOf(word.replace(/人员|\d+人/g, ''))
    for (const piece of piecesOf(part.replace(label, '').replace(/^\d+人[:：]/, ''))) {
      const bracket = /^(?<name>[^(]+)\((?<said>[^)]*)\)$/.exec(piece)?.groups
      const behind = tail.exec(piece)?.groups?.said
      const name = cleanName(bracket?.name ?? (behind ? piece.slice(0, -behind.length) : piece))
      const said = bracket?.said ?? behind ?? ''
      if (!someone.test(name)) {
        unread.push(piece)
        continue
      }
      const own = stateOf(said)
      const mark = own?.mark ?? over?.mark ?? by
      people.push({ name, mark, reason: own ? own.reason : said || over?.reason || null })
    }
  }
  return { people, unread }
}

/** Names apart by a comma or by spaces; a name set wide, 何 明, stays one. */
function piecesOf(part: string): string[] {
  return outsideBrackets(part, /[、,，/]/)
    .map(each => each.trim())
    .flatMap(each => {
      const words = outsideBrackets(each, /\s/)
      return words.every(word => word.length >= 2) ? words : [each]
    })
    .filter(Boolean)
}

/** What stands between the signs, in one pass; a sign in brackets parts nothing. */
function outsideBrackets(text: string, sign: RegExp): string[] {
  const pieces = ['']
  let depth = 0
  for (const letter of text) {
    if (letter === '(') depth++
    if (letter === ')') depth = Math.max(0, depth - 1)
    if (depth === 0 && sign.test(letter)) pieces.push('')
    else pieces[pieces.length - 1] += letter
  }
  return pieces.filter(Boolean)
}

function stateOf(text: string): { mark: Mark; reason: string | null } | null {
  const read = text === '' ? null : readState(text)
  const { state = null, reason = null } = read ?? {}
  const isAway = state === 'absent' || state === 'leave' || state === 'late' || state === 'leftEarly'
  return isAway ? { mark: state, reason } : null
}
