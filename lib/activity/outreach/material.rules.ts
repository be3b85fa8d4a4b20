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

/** Quantities by channel and unit of measure, in the order of the channels: 50 册 and 200 张 are no 250 of anything. */
export function totalsOf(
  rows: { channelName: string; unitWord: string; quantity: number }[],
): ChannelTotal[] {
  const totals = new Map<string, ChannelTotal>()
  for (const { channelName: name, unitWord, quantity } of rows) {
    const key = `${name} ${unitWord}`
    const total = totals.get(key) ?? { name, unitWord, quantity: 0, entries: 0 }
    total.quantity += quantity
    total.entries += 1
    totals.set(key, total)
  }
  return [...totals.values()]
}
