import { asc, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { campaignDay } from '@/db/schema/campaign'
import { inScope } from '@/lib/access/access.queries'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { addDays, type Day, yearOf } from '@/lib/core/time'
import { settingOf } from '@/lib/organisation/settings/setting.queries'
import { type CampaignDay, daysOfYear, isInPlan, type Themes } from './campaign.rules'

/** An event for a day of publicity is held so many days before or after it. */
const AROUND = 30

/** 普法宣传节点 of a year, by their first day. They are no secret: whoever plans sees them. */
export async function campaignDaysOf(year: number, on: On = db): Promise<CampaignDay[]> {
  const [rows, themes] = await Promise.all([on.select().from(campaignDay), themesOf(year, on)])
  return daysOfYear(rows, year, themes)
}

/** 年度主题 of a year, which the offices above announce anew each time; kept as a named value of the settings. */
export function themesOf(year: number, on: On = db): Promise<Themes> {
  return settingOf<Themes>(themesName(year), {}, on)
}

export function themesName(year: number | '%'): string {
  return `campaignThemes ${year}`
}

/**
 * The confirmed days that begin from `from` to `to` and that no activity of the weeks around bears in its title or as
 * its 专项宣传; the soonest first. None for who does not answer for the whole street.
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

/** The table as settings show it. NotFound for who does not administer the whole. */
export async function campaignRows(viewer: Viewer, on: On = db) {
  if (!administersAll(viewer)) throw new NotFound()
  return on.select().from(campaignDay).orderBy(asc(campaignDay.position), asc(campaignDay.id))
}
