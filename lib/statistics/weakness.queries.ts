import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { campaignsOf, targetsNotHere, targetsOf } from '@/lib/organisation/settings/setting.queries'
import { type Filter, heldActivities, scopeCte } from '@/lib/statistics/rates/counting.sql'
import { paperOnly } from '@/lib/statistics/rates/rows.queries'

/**
 * The weaknesses in a year's report, as measures over public events: the forms used and the share of the most
 * frequent one, the share that used only paper or boards, and how often each 八进 target was reached.
 */
export async function weaknessesOf(filter: Filter, on: On = db) {
  const head = sql`${scopeCte(filter)}, held as (${heldActivities(filter)})`
  const [forms, found, targets, notHere, campaigns] = await Promise.all([
    on.all<{ form: string; count: number; paperOnly: number }>(sql`
      ${head} select form, count(*) as count, sum(${paperOnly}) as paperOnly from held where is_public group by 1 order by 2 desc, 1`),
    on.all<{ of: string; name: string; count: number }>(sql`
      ${head} select 'target' as of, g.target as name, count(*) as count from held join activity_target g on g.activity_id = held.id
      group by 2 union all select 'campaign', a.campaign, count(*) from held join activity a on a.id = held.id
      where coalesce(a.campaign, '') <> '' group by 2`),
    targetsOf(on),
    targetsNotHere(on),
    campaignsOf(on),
  ])
  const events = forms.reduce((total, each) => total + each.count, 0)
  const reached = found.filter(each => each.of === 'target')
  const campaigned = found.filter(each => each.of === 'campaign')
  const names = [...targets, ...reached.map(each => each.name).filter(name => !targets.includes(name))]
  return {
    forms: forms.map(({ form, count }) => ({ form, count })),
    commonest: { numerator: forms[0]?.count ?? 0, denominator: events },
    paperOnly: { numerator: forms.reduce((total, each) => total + each.paperOnly, 0), denominator: events },
    /** Those of the settings, and others that activities name. */
    campaigns: [...new Set([...campaigns, ...campaigned.map(each => each.name)])].map(name => ({
      name,
      count: campaigned.find(each => each.name === name)?.count ?? 0,
    })),
    targets: names.map(name => ({
      name,
      count: reached.find(each => each.name === name)?.count ?? 0,
      /** Why it is 本辖区不适用; null where it applies. */
      notHere: notHere.find(each => each.target === name)?.reason ?? null,
    })),
  }
}
