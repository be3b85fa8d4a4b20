import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { type Day, yearOf } from '@/lib/core/time'
import { campaignDaysOf } from '@/lib/plan/campaigns/campaign.queries'
import { type Filter, heldActivities, ledgerRows, scopeCte } from '@/lib/statistics/rates/counting.sql'
import { isNewMedia } from '@/lib/statistics/rates/legal-work.sql'
import { type MediaLag, mediaLags } from './media-lag.rules'

/** How late new media followed the days of publicity that the unit took up in the filter's span, by as-of. */
export async function mediaLagsOf(filter: Filter, on: On = db): Promise<MediaLag[]> {
  const { from, to, asOf } = filter
  const [days, rows] = await Promise.all([
    campaignDaysOf(yearOf(from), on),
    on.all<{ isMedia: 0 | 1; day: Day; words: string }>(sql`
      ${scopeCte(filter)}, held as (${heldActivities(filter)}), ledger as (${ledgerRows(filter)})
      select 0 as isMedia, a.day, a.title || ' ' || coalesce(a.campaign, '') as words
      from held join activity a on a.id = held.id
      union all
      select 1, ledger.day, coalesce(ledger.topic, '') || ' ' || coalesce(a.title, '') || ' ' || coalesce(a.campaign, '')
      from ledger left join activity a on a.id = ledger.activity_id where ${isNewMedia}`),
  ])
  const occasions = days.filter(each => each.isSure && each.fromDay >= from && each.fromDay <= to)
  return mediaLags(
    occasions,
    rows.filter(each => !each.isMedia),
    rows.filter(each => each.isMedia),
    asOf,
  )
}
