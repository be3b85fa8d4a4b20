import type { Fault } from '@/lib/plan/table/table.rules'

/** Fills the placeholders of a sentence; the browser gets only the sentences that the table needs. */
export function filled(text = '', places: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole))
}

/** The sentence of a fault; a later release of the server may send one that this page has no words for. */
export function faultText(words: Record<string, string>, { reason, places }: Fault): string {
  return filled(words[reason] ?? words['planTable.refused.other'], places)
}
