import { isNothing } from '@/lib/spreadsheet/numbers.rules'

/** What a row says of a 补考: its score or result, its day, and whether nobody came to it. */
export type Resit = { text: string; day: string; isMissed: boolean; by: 'column' | 'words' }

const missed = /缺考|缺席|未考|未参加|未到|未参考|未来|弃考|放弃|^缺$/
/** Still to come: of an attempt it says nothing. */
const ahead =
  /(?:需|应|须|待|拟|将|可|请|安排|等待|通知|准备|无需|不用|不必|免)(?:要|参加)?补考|^未补考|补考(?:中|待定|未定|安排|对象|人员|名单)|参加(?:下次|下一次)补考/
const dayWords =
  /(?:\d{4}[-./年])?\d{1,2}(?:月\d{1,2}[日号]?|[-/]\d{1,2}(?!\d)|\.\d{1,2}(?=日|号|补|重)(?:日|号)?)/

/**
 * The 补考 of a row: of its own columns, 补考成绩, 补考日期 and 补考结果; else of words such as 12月5日补考78分 and 补考缺考 in the
 * remark or the state. Null where it says nothing of one, or that one is still to come.
 */
export function resitOf(cells: Record<string, string>): Resit | null {
  const cell = (field: string) => (isNothing(cells[field] ?? '') ? '' : (cells[field] ?? '').trim())
  const [score = '', result = '', day = ''] = ['makeUp', 'makeUpResult', 'makeUpAt'].map(cell)
  const isMissed = [score, result, day].some(text => missed.test(text))
  if (score || result || day) {
    const said = [score, result].find(text => text !== '' && !missed.test(text)) ?? ''
    // A tick below 补考 says that there was one, and nothing of how it went.
    const text = /^(?:是|已?补考|√|✓|y)$/i.test(said) ? '' : said
    // 补考 over days alone.
    const isDay = day === '' && /^(?:\d{4}[-./年])?\d{1,2}月\d{1,2}[日号]?$/.test(text)
    return {
      text: isDay ? '' : text,
      day: isDay ? text : missed.test(day) ? '' : day,
      isMissed,
      by: 'column',
    }
  }
  for (const words of [cell('state'), cell('remark')].map(text =>
    text.normalize('NFKC').replace(/\s/g, ''),
  )) {
    if (!/补考|重考|补测/.test(words) || ahead.test(words)) continue
    const day = dayWords.exec(words)?.[0] ?? ''
    const isLeft = /(?:未参加|未来|未到|缺席|放弃|弃)(?:补考|重考|补测)/.test(words)
    const after = words.replace(day, '').replace(/^.*?(?:补考|重考|补测)/, '')
    const text =
      /^[^\d]{0,4}?(\d+(?:\.\d+)?)(?![\d.]*次)分?/.exec(after)?.[1] ??
      /(?:不合格|不及格|未通过|合格|及格|通过)/.exec(after)?.[0] ??
      ''
    const isMissed = isLeft || missed.test(after)
    return { text: isMissed ? '' : text, day, isMissed, by: 'words' }
  }
  return null
}
