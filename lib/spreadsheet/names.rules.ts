import type { Asking } from './doubt.rules'
import { ask } from './importer.rules'
import { cleanName } from './text.rules'

/** The answer that leaves a row out because it names nobody. */
export const LEFT_OUT = '\0'

/** One answer holds for all cells that say there is nobody, whatever their word, and one for all remarks. */
const NOBODY = 'notAName name nobody'
const REMARK = 'nameRemark name remarks'

const nobody =
  /^(?:待定|待补|待聘|待招|待配|待安排|未定|空缺|空岗|空编|缺编|缺员|缺岗|暂缺|暂无|无|空|某某某?|[xX×*#?？/\\—–\-_.。]+)$/
const remark = /^(.*[^*＊#★☆†‡（(【[])\s*([*＊#★☆†‡]+|[（(【[][^（）()【】[\]]*[）)】\]])$/

/** Whether a cell for a name says that there is nobody: 待定, （空编）, 无. */
export function isNobody(text: string): boolean {
  return nobody.test(cleanName(text.replace(/[（）()【】[\]]/g, '')))
}

/** The names of a cell that holds several: `何晓彤、尉迟明`. */
export function namesIn(text: string): string[] {
  return text
    .split(/[、，,;；/／\n]|\s及\s/)
    .map(cleanName)
    .filter(Boolean)
}

/** A name without the remark behind it: `赖强*` → 赖强, `洪海远（女）` → 洪海远; null where there is none. */
export function withoutRemark(text: string): { bare: string } | null {
  const [, bare = ''] = remark.exec(text.trim()) ?? []
  return cleanName(bare).length >= 2 ? { bare: cleanName(bare) } : null
}

/**
 * The name of a person in a cell. One that is none, several in one cell, and one with a remark behind it are asked about:
 * null then; `LEFT_OUT` where the answer is that the row names nobody.
 */
export function nameAsked({ faults, options, row }: Asking, text: string): string | null {
  const name = cleanName(text)
  const place = { row, field: 'name', isDoubt: true } as const
  const leaveOut = { value: 'leaveOut', choice: 'leaveOut' }
  const asIs = { value: 'asIs', choice: 'asIs' }
  if (isNobody(text) || namesIn(text).length > 1) {
    const question = { ...place, reason: 'notAName', places: { name: text }, choices: [leaveOut, asIs] }
    const answer = ask(faults, options, isNobody(text) ? { ...question, key: NOBODY } : question)
    return answer === null ? null : answer === 'leaveOut' ? LEFT_OUT : name
  }
  const found = withoutRemark(text)
  if (found === null) return name
  const { bare } = found
  const answer = ask(faults, options, {
    ...place,
    reason: 'nameRemark',
    places: { name: text, bare },
    key: REMARK,
    choices: [{ value: 'bare', choice: 'withoutRemark' }, asIs, leaveOut],
  })
  if (answer === 'leaveOut') return LEFT_OUT
  return answer === null ? null : answer === 'bare' ? bare : name
}
