import { asc } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { campaignDay } from '@/db/schema/campaign'
import { administersAll, type Viewer } from '../access/rules'
import { NotFound } from '../errors'
import { type CampaignDay, daysOfYear } from './rules'

/** 普法宣传节点 of a year, by their first day. They are no secret: whoever plans sees them. */
export async function campaignDaysOf(year: number, on: On = db): Promise<CampaignDay[]> {
  return daysOfYear(await on.select().from(campaignDay), year)
}

/** The table as settings show it. NotFound for who does not administer the whole. */
export async function campaignRows(viewer: Viewer, on: On = db) {
  if (!administersAll(viewer)) throw new NotFound()
  return on.select().from(campaignDay).orderBy(asc(campaignDay.position), asc(campaignDay.id))
}
