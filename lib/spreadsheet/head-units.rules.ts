import { measuredHead } from './head-words.rules'
import type { Columns, Places } from './heads.rules'

/**
 * Puts the unit of measure of its head behind a bare number, for columns that are read beside those of the kind: 2 below
 * 横幅（条） is 2条.
 */
export function unitsIn(
  texts: readonly string[],
  places: Places<string>,
  { beside, columns }: Columns<string>,
): (cells: Record<string, string>) => Record<string, string> {
  const named = new Set(columns.map(each => each.field))
  const units = [...places].flatMap(([field, column]) => {
    const unit = beside && !named.has(field) ? measuredHead(texts[column] ?? '')?.unit : undefined
    return unit === undefined ? [] : [[field, unit] as const]
  })
  if (units.length === 0) return cells => cells
  return cells => {
    const own = units.flatMap(([field, unit]) => {
      const text = cells[field] ?? ''
      return /^[\d,，.\s]+$/.test(text.normalize('NFKC')) ? [[field, `${text}${unit}`] as const] : []
    })
    return { ...cells, ...Object.fromEntries(own) }
  }
}
