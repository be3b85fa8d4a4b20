import type { HeadingCode } from './heading.rules'

/** The counted headings of the report and the channels whose quantities they sum (rates.md, "Counted headings"). */
export const headingChannels: Record<
  Extract<HeadingCode, 'banners' | 'leaflets' | 'textMessages'>,
  string[]
> = {
  banners: ['横幅', '标语'],
  leaflets: ['普法资料', '资料'],
  textMessages: ['短信'],
}

export type ChannelTotal = {
  name: string
  entries: number
  /** By unit of measure: 50 册 and 200 张. */
  parts: { unitWord: string; quantity: number }[]
  /** What a heading makes of them, which adds them up whatever their units; null where it is the one part, or none counts. */
  counted: number | null
}

/** Quantities by channel, in the order of the channels: 50 册 and 200 张 are no 250 of anything, but in a heading's sum. */
export function totalsOf(
  rows: { channelName: string; unitWord: string; quantity: number }[],
): ChannelTotal[] {
  const totals = new Map<string, ChannelTotal>()
  for (const { channelName: name, unitWord, quantity } of rows) {
    const total = totals.get(name) ?? { name, entries: 0, parts: [], counted: null }
    const part = total.parts.find(each => each.unitWord === unitWord)
    if (part) part.quantity += quantity
    else total.parts.push({ unitWord, quantity })
    total.entries += 1
    totals.set(name, total)
  }
  const inHeadings = new Set(Object.values(headingChannels).flat())
  return [...totals.values()].map(total => ({
    ...total,
    counted:
      total.parts.length > 1 && inHeadings.has(total.name)
        ? total.parts.reduce((sum, { quantity }) => sum + quantity, 0)
        : null,
  }))
}

/** Words in which one lot of printed matter or small things is counted by one as this, by another as that. */
const COPIES = /^[份册本张套件个只把枚页]$/

/** Whether two unit words may be of one lot: 32册 and 32本; a banner of 2条 is none of 2块. */
export function areUnitsAlike(one: string, other: string): boolean {
  return one === other || (COPIES.test(one) && COPIES.test(other))
}
