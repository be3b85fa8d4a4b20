import { isNothing } from '@/lib/spreadsheet/numbers.rules'
import { cleanName } from '@/lib/spreadsheet/text.rules'

/** Words that say why somebody did not sit and, alone below 成绩 or 状态, that nobody did. */
const away =
  /^(?:因[公病事私]|公[出差假]|出差|外出|外派|(?:病|事|产|陪产|护理|婚|丧|探亲|育儿|哺乳|年休?|公休|休)假|请假|休息|调休|借调|抽调|挂职|驻村|住院|生病|培训|开会|值班|下乡|脱产(?:学习)?)$/
/** What only says that nobody sat. */
const bare = /^(?:缺考?|未考|未参加|未参考|未答题|未作答|未提交|未交卷|缺席|弃考|否|0|是|需?补考)$/
const lead = /^(?:缺考|未考|未参加|未参考|缺席)?\s*(?:原因)?\s*[:：,，、\-—]?\s*/
const inBrackets = /^(?:缺考|未考|未参加|未参考|缺席)?\s*[（(]([^（）()]+)[)）]$/

export const isAway = (text: string): boolean => away.test(cleanName(text).split(/[（(]/)[0] ?? '')

/**
 * Why somebody did not sit, as the sheet has it: in a column of its own, in brackets behind 缺考, as the word that stands
 * for the score, else in the remark. Null where it says nothing.
 */
export function missedReasonIn(
  cells: Record<string, string>,
  { isResit = false }: { isResit?: boolean } = {},
): string | null {
  const cell = (field: string) => (isNothing(cells[field] ?? '') ? '' : (cells[field] ?? '').trim())
  if (cell('missedFor')) return cell('missedFor')
  for (const text of ['state', 'score', 'result'].map(cell)) {
    const [, said = ''] = /^[^（(]*[（(]\s*([^（）()]+)\s*[)）]$/.exec(text) ?? []
    if (said && !isScored(said)) return said
    if (isAway(text)) return text
    const [, behind = ''] = /^(?:缺考|未考|未参加|缺席)\s*[:：,，、\-—\s]\s*(\S.*)$/.exec(text) ?? []
    if (behind) return behind
  }
  // 补考缺考 is said of the make-up.
  const remark = isResit ? '' : cell('remark')
  const said = inBrackets.exec(remark)?.[1] ?? remark.replace(lead, '')
  return remark === '' || bare.test(cleanName(remark)) || said === '' ? null : said
}

const isScored = (text: string) => /\d|补考|合格|及格/.test(text)
