import { numberIn } from '@/app/_forms/or-not-found'
import type { Viewer } from '@/lib/access/access.rules'
import { type MaterialRow, materialList } from '@/lib/activity/outreach/material.queries'
import { headingChannels } from '@/lib/activity/outreach/material.rules'
import { type Day, firstOfMonth, lastOfMonth, yearOf } from '@/lib/core/time'

type Asked = Record<string, string | string[] | undefined>

/** Parses the filter from the address; shared by the page and its export. */
export type Chosen = {
  year: number
  month: number | null
  /** The name of a channel, or a heading that sums several channels. */
  channel: string
  unitId: number | null
  search: string
}

export function chosenIn(asked: Asked, today: Day): Chosen {
  const one = (name: string) => (typeof asked[name] === 'string' ? (asked[name] as string).trim() : '')
  return {
    year: /^\d{4}$/.test(one('year')) ? Number(one('year')) : yearOf(today),
    month: /^([1-9]|1[0-2])$/.test(one('month')) ? Number(one('month')) : null,
    channel: one('channel').slice(0, 40),
    unitId: numberIn(one('unit')),
    search: one('q').slice(0, 60),
  }
}

export function ledgerOf(viewer: Viewer, chosen: Chosen): Promise<MaterialRow[]> {
  const { year, month, channel, unitId, search } = chosen
  return materialList(viewer, {
    from: month ? firstOfMonth(year, month) : `${year}-01-01`,
    to: month ? lastOfMonth(year, month) : `${year}-12-31`,
    channels: isHeading(channel) ? headingChannels[channel] : channel ? [channel] : undefined,
    unitId: unitId ?? undefined,
    search: search || undefined,
  })
}

export function queryOf(chosen: Chosen, change: Partial<Chosen> = {}): string {
  const { year, month, channel, unitId, search } = { ...chosen, ...change }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ year, month, channel, unit: unitId, q: search }))
    if (value) query.set(name, String(value))
  return query.toString()
}

export function isHeading(word: string): word is keyof typeof headingChannels {
  return word in headingChannels
}
