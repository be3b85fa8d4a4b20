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

export type ChannelTotal = { name: string; unitWord: string; quantity: number; entries: number }

/** Quantities by channel, in the order of the channels. */
export function totalsOf(
  rows: { channelName: string; unitWord: string; quantity: number }[],
): ChannelTotal[] {
  const totals = new Map<string, ChannelTotal>()
  for (const { channelName: name, unitWord, quantity } of rows) {
    const total = totals.get(name) ?? { name, unitWord, quantity: 0, entries: 0 }
    total.quantity += quantity
    total.entries += 1
    totals.set(name, total)
  }
  return [...totals.values()]
}
