import { asc, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { campaignDay } from '@/db/schema/campaign'
import { inScope } from '@/lib/access/access.queries'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { addDays, type Day, yearOf } from '@/lib/core/time'
import { settingOf } from '@/lib/organisation/settings/setting.queries'
import { type CampaignDay, daysOfYear, isInPlan, type Themes } from './campaign.rules'

/** Days before and after a day of publicity within which an event counts as held for it. */
const AROUND = 30

/** 普法宣传节点 of a year, by their first day. No secret: whoever plans may see them. */
export async function campaignDaysOf(year: number, on: On = db): Promise<CampaignDay[]> {
  const [rows, themes] = await Promise.all([on.select().from(campaignDay), themesOf(year, on)])
  return daysOfYear(rows, year, themes)
}

/** 年度主题 of a year, announced anew each year by the offices above; stored as a named setting. */
export function themesOf(year: number, on: On = db): Promise<Themes> {
  return settingOf<Themes>(themesName(year), {}, on)
}

export function themesName(year: number | '%'): string {
  return `campaignThemes ${year}`
}

/**
 * Confirmed days beginning between `from` and `to` for which no activity of the weeks around has the name in
 * its title or 专项宣传; the next one first. None for a viewer who is not responsible for the whole street.
 */
export async function emptyCampaignDays(viewer: Viewer, from: Day, to: Day, on: On = db) {
  const [street] = await on.all<{ one: number }>(
    sql`select 1 as one from unit u where u.parent_id is null and (${inScope(viewer, sql`u.path`)}) limit 1`,
  )
  if (!street) return []
  const years = [...new Set([yearOf(from), yearOf(to)])]
  const days = (await Promise.all(years.map(year => campaignDaysOf(year, on))))
    .flat()
    .filter(day => day.isSure && day.fromDay >= from && day.fromDay <= to)
  if (days.length === 0) return []
  const arranged = await on.all<{ title: string; campaign: string | null }>(sql`
    select title, campaign from activity
    where day between ${addDays(from, -AROUND)} and ${addDays(to, AROUND)} and deleted_at is null
      and status in ('scheduled', 'held', 'closed')`)
  return days.filter(
    ({ name }) => !arranged.some(each => isInPlan(name, each.title) || isInPlan(name, each.campaign ?? '')),
  )
}

/** The table for the settings page. Throws NotFound for a viewer who does not administer the whole tree. */
export async function campaignRows(viewer: Viewer, on: On = db) {
  if (!administersAll(viewer)) throw new NotFound()
  return on.select().from(campaignDay).orderBy(asc(campaignDay.position), asc(campaignDay.id))
}
