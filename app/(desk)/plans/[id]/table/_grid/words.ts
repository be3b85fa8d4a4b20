/** Fills the placeholders of a sentence; the browser gets only the sentences that the table needs. */
export function filled(text = '', places: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole))
}
