import { legendSigns } from './legend.rules'
import { lineFields, meetingLines } from './sheet-lines.rules'

/** What a sign-in sheet says outside its rows: what its signs mean, and where, when and by whom the meeting was held. */
export function sheetSays(rows: readonly string[][], index: number) {
  const bySigns = legendSigns(rows, index)
  const lines = lineFields(meetingLines(rows, index))
  return (cells: Record<string, string>): Record<string, string> => ({ ...lines, ...bySigns(cells) })
}
