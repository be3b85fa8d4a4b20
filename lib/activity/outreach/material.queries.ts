import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { channel, output } from '@/db/schema/output'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import { canOrganise, canSee, type Viewer } from '@/lib/access/access.rules'
import { isWithin, pathOfUnit } from '@/lib/access/unit-path.sql'
import { activityById } from '@/lib/activity/activity.queries'
import { NotFound } from '@/lib/core/errors'
import { type Day, yearOf } from '@/lib/core/time'

export type MaterialFilter = {
  from: Day
  to: Day
  /** Channels by name; several where a heading sums them. */
  channels?: string[]
  unitId?: number
  search?: string
}

const columns = {
  id: output.id,
  day: output.day,
  channelId: output.channelId,
  channelName: channel.name,
  medium: channel.medium,
  quantity: output.quantity,
  ownUnitWord: output.unitWord,
  unitWord: sql<string>`coalesce(${output.unitWord}, ${channel.unitWord})`,
  topic: output.topic,
  unitId: output.unitId,
  unitName: unit.name,
  unitPath: unit.path,
  activityId: output.activityId,
  activityTitle: activity.title,
  place: output.place,
  reads: output.reads,
  review: output.review,
  reviewReason: output.reviewReason,
  version: output.version,
}

/** The ledger of a span within the viewer's scope, by day. */
export async function materialList(viewer: Viewer, { from, to, channels, unitId, search }: MaterialFilter) {
  const word = search
    ?.normalize('NFKC')
    .trim()
    .replace(/[\\%_]/g, '\\$&')
  return rowsWhere(
    and(
      inScope(viewer, unit.path),
      sql`${output.day} between ${from} and ${to}`,
      channels?.length
        ? sql`${channel.name} in (select value from json_each(${JSON.stringify(channels)}))`
        : undefined,
      unitId ? isWithin(unit.path, pathOfUnit(unitId)) : undefined,
      word
        ? sql`(${output.topic} like ${`%${word}%`} escape '\\' or ${output.place} like ${`%${word}%`} escape '\\'
            or ${activity.title} like ${`%${word}%`} escape '\\')`
        : undefined,
    ),
  )
}
export type MaterialRow = Awaited<ReturnType<typeof materialList>>[number]

/** The material of one activity; none for viewers who may not see the host unit's rows. */
export async function materialsOf(viewer: Viewer, activityId: number): Promise<MaterialRow[]> {
  const { unit: host } = await activityById(viewer, activityId)
  return canSee(viewer, host.path) ? rowsWhere(eq(output.activityId, activityId)) : []
}

/** One entry of the ledger. Throws NotFound outside the scope. */
export async function materialById(viewer: Viewer, id: number, on: On = db) {
  const [found] = await rowsWhere(and(eq(output.id, id), inScope(viewer, unit.path)), on)
  if (!found) throw new NotFound()
  return { ...found, mayChange: canOrganise(viewer, found.unitPath) }
}

/** The years of the ledger and the current year, newest first. */
export async function materialYears(viewer: Viewer, today: Day): Promise<number[]> {
  const rows = await db
    .select({ year: sql<number>`cast(substr(${output.day}, 1, 4) as integer)` })
    .from(output)
    .innerJoin(unit, eq(unit.id, output.unitId))
    .where(inScope(viewer, unit.path))
    .groupBy(sql`1`)
  return [...new Set([yearOf(today), ...rows.map(row => row.year)])].sort((a, b) => b - a)
}

function rowsWhere(which: SQL | undefined, on: On = db) {
  return on
    .select(columns)
    .from(output)
    .innerJoin(channel, eq(channel.id, output.channelId))
    .innerJoin(unit, eq(unit.id, output.unitId))
    .leftJoin(activity, eq(activity.id, output.activityId))
    .where(which)
    .orderBy(asc(output.day), asc(channel.position), asc(output.id))
}
