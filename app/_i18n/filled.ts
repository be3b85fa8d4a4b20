/** HH:mm in Shanghai, which has had no daylight saving since 1991. */
export function clock(at: number): string {
  return new Date(at + 28_800_000).toISOString().slice(11, 16)
}

/** Fills the placeholders of a sentence; the browser gets only the sentences that the sheet needs. */
export function filled(text: string, places: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole))
}
