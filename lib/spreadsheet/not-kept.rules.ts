import type { FileSheet } from './reading.rules'
import type { Steps } from './steps.rules'

const heads =
  /^(?:本人|居民|公民)?(?:身份证件?(?:号码?)?|(?:公民身份|证件|护照|社保卡?)号码?|银行(?:卡|账户?|帐户?)号?码?)(?:\(.*\))?$/

/** 身份证号, 银行卡号: no field takes them and nobody needs them here, so not even a draft keeps them. */
export const isNotKept = (head: string) => heads.test(head.normalize('NFKC').replace(/\s/g, ''))

/** Rows among which the heads stand. */
const LOOKED_AT = 40

/** The sheets without what stands below such heads; the heads stay, so that it is seen what was not kept. */
export function* withoutNotKept(sheets: FileSheet[]): Steps<FileSheet[]> {
  const kept: FileSheet[] = []
  for (const sheet of sheets) {
    const { rows } = sheet.table
    const from = headsIn(rows)
    if (from.size === 0) {
      kept.push(sheet)
      continue
    }
    const emptied: string[][] = []
    for (const [at, texts] of rows.entries()) {
      yield
      emptied.push(texts.map((text, column) => (at > (from.get(column) ?? at) ? '' : text)))
    }
    kept.push({ ...sheet, table: { ...sheet.table, rows: emptied } })
  }
  return kept
}

/** By column the row of its first such head. */
function headsIn(rows: string[][]): Map<number, number> {
  const found = new Map<number, number>()
  for (const [at, texts] of rows.slice(0, LOOKED_AT).entries())
    for (const [column, text] of texts.entries())
      if (!found.has(column) && isNotKept(text)) found.set(column, at)
  return found
}
