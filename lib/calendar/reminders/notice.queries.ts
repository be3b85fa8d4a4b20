import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { inScope } from '@/lib/access/access.queries'
import { canSee, type Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.sql'
import { activityById } from '@/lib/activity/activity.queries'
import { NotFound } from '@/lib/core/errors'
import type { Day } from '@/lib/core/time'
import type { DueUnit, Reminded, Told } from './notice.rules'

type Notice = { told: Told; people: { due: DueUnit[]; invited: string[] } }

/**
 * The data for the notice of an activity, with names. Throws NotFound for viewers who may not see the host
 * unit's people.
 */
export async function noticeOf(viewer: Viewer, activityId: number): Promise<Notice> {
  const { activity: found, unit } = await activityById(viewer, activityId)
  if (!canSee(viewer, unit.path)) throw new NotFound()
  const listed = await listedOf([activityId])
  const { due = [], invited = [] } = listed.get(activityId) ?? {}
  return { told: { ...found, hostName: unit.name }, people: { due, invited } }
}

/**
 * The activities of a unit and its subtree on the days of a span, with who must attend. Throws NotFound outside
 * the scope.
 */
export async function remindersOf(viewer: Viewer, unitId: number, { from, to }: { from: Day; to: Day }) {
  const [found] = await db.all<{ name: string; path: string }>(
    sql`select name, path from unit where id = ${unitId} and ${inScope(viewer, sql`path`)}`,
  )
  if (!found) throw new NotFound()
  const rows = await db.all<Told & { id: number }>(sql`
    select ${activity.id}, ${activity.title}, ${activity.form}, ${activity.day}, ${activity.lastDay} as lastDay,
      ${activity.originalDay} as originalDay, ${activity.startsAt} as startsAt, ${activity.endsAt} as endsAt, ${activity.place},
      ${activity.lecturer}, ${activity.lecturerRank} as lecturerRank, ${activity.status},
      ${activity.statusReason} as statusReason, ${activity.isPublic} as isPublic, ${activity.compulsory}, u.name as hostName
    from ${activity} join unit u on u.id = ${activity.hostUnitId}
    where ${activity.day} between ${from} and ${to} and ${activity.status} = 'scheduled' and ${activity.deletedAt} is null
      and ${isWithin(sql`u.path`, found.path)}
    order by ${activity.day}, ${activity.startsAt}, ${activity.id}`)
  const listed = await listedOf(rows.map(row => row.id))
  const activities: Reminded[] = rows.map(({ id, ...told }) => ({ ...told, due: listed.get(id)?.due ?? [] }))
  return { unitName: found.name, activities }
}

type Listed = { due: DueUnit[]; invited: string[] }

/** The people on the lists of these activities, by unit and in the office's order. */
async function listedOf(activityIds: number[]): Promise<Map<number, Listed>> {
  const rows = await db.all<{ activityId: number; unitName: string; name: string; standing: string }>(sql`
    select r.activity_id as activityId, u.name as unitName, p.name, r.standing
    from attendance r join person p on p.id = r.person_id join unit u on u.id = r.unit_id
    where r.activity_id in (select value from json_each(${JSON.stringify(activityIds)})) and r.standing in ('required', 'invited')
    order by u.tree_order, p.position, p.id`)
  const lists = new Map<number, Listed>()
  for (const { activityId, unitName, name, standing } of rows) {
    const list = lists.get(activityId) ?? { due: [], invited: [] }
    lists.set(activityId, list)
    if (standing === 'invited') {
      list.invited.push(name)
      continue
    }
    const last = list.due.at(-1)
    if (last?.unitName === unitName) last.names.push(name)
    else list.due.push({ unitName, names: [name] })
  }
  return lists
}
