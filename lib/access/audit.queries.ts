import { type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { slices } from '@/db/pause'
import { NotFound } from '@/lib/core/errors'
import { type Day, endOfDay, instantOf } from '@/lib/core/time'
import { administersAll, canSee, type Viewer } from './access.rules'
import { actorName, clearedFields, wholeLog } from './audit.sql'
import { type Named, type Names, thingsIn } from './audit-ids.rules'
import type { TextField } from './audit-text.crypto'
import { securityActions, securitySettings, securitySubjects } from './security-log.rules'

export type LogFilter = {
  /** Sign-ins, access and what left (安全审计日志, `isSecurity`), or everything. */
  group?: 'access' | 'all'
  from?: Day
  to?: Day
  /** Part of the actor's name. */
  actor?: string
  limit?: number
  offset?: number
}

export type LogRow = {
  id: number
  at: number
  /** Null where it was cleared and there is no other. */
  actor: string | null
  action: string
  subject: string
  subjectId: string
  /** What was changed, by name; null where it has none, or none any more. */
  what: string | null
  reason: string | null
  before: string | null
  after: string | null
  /** Whose texts were cleared. */
  cleared: TextField[]
  /** Younger than the last seal. */
  isUnsealed: boolean
}

/** `isSecurity` of security-log.rules.ts. */
const isSecuritySql = sql`(substr(a.action, 1, instr(a.action, '.') - 1) in ${[...securitySubjects]} or a.action in ${[...securityActions]}
  or (a.action = 'setting.change' and a.subject_id in ${[...securitySettings]}))`

/** The whole log, the newest first; for the administrator of the top unit. */
export async function auditLog(
  viewer: Viewer,
  { group = 'all', from, to, actor, limit = 5000, offset = 0 }: LogFilter,
): Promise<{ rows: LogRow[]; total: number; names: Names }> {
  if (!administersAll(viewer)) throw new NotFound()
  const conditions = [
    sql`1`,
    group === 'access' ? isSecuritySql : null,
    from ? sql`a.at >= ${instantOf(from)}` : null,
    to ? sql`a.at <= ${endOfDay(to)}` : null,
    actor ? sql`t.actor like ${`%${actor.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'` : null,
  ].filter(condition => condition !== null)
  const where = sql.join(conditions, sql` and `)
  const [rows, [counted]] = await Promise.all([
    db.all<Omit<LogRow, 'cleared' | 'isUnsealed'> & { cleared: string; isUnsealed: number }>(sql`
      select a.id, a.at, ${actorName} as actor, a.action, t.reason,
        coalesce(t.before, a.before) as before, coalesce(t.after, a.after) as after, ${clearedFields} as cleared,
        a.id > coalesce((select last_audit_id from audit_seal order by id desc limit 1), 0) as isUnsealed,
        a.subject, a.subject_id as subjectId, ${nameOf(sql`a.subject`, sql`cast(a.subject_id as integer)`)}
          || iif(a.subject = 'attendance', coalesce(' · ' || (select p.name from person p
            where p.id = cast(substr(a.subject_id, instr(a.subject_id, '/') + 1) as integer)), ''), '') as what
      from audit a left join audit_text t on t.audit_id = a.id where ${where} order by a.id desc limit ${limit} offset ${offset}`),
    db.all<{ total: number }>(
      sql`select count(*) as total from audit a left join audit_text t on t.audit_id = a.id where ${where}`,
    ),
  ])
  return {
    rows: rows.map(row => ({
      ...row,
      cleared: JSON.parse(row.cleared).filter(Boolean),
      isUnsealed: row.isUnsealed === 1,
    })),
    total: counted?.total ?? 0,
    names: await namesOf(await thingsOf(rows)),
  }
}

/** The name of a thing, by words of SQL for what it is and for its number. */
function nameOf(thing: SQL, id: SQL): SQL {
  return sql`case ${thing}
    when 'account' then (select p.name from account k join person p on p.id = k.person_id where k.id = ${id})
    when 'activity' then (select x.title from activity x where x.id = ${id})
    when 'adviser' then (select v.name from adviser v where v.id = ${id})
    when 'attendance' then (select x.title from activity x where x.id = ${id})
    when 'campaignDay' then (select c.name from campaign_day c where c.id = ${id})
    when 'channel' then (select c.name from channel c where c.id = ${id})
    when 'exam' then (select e.title from exam e where e.id = ${id})
    when 'feed' then (select f.name from feed f where f.id = ${id})
    when 'legalWork' then (select w.day || ' ' || w.matter from legal_work w where w.id = ${id})
    when 'output' then (select o.day || ' ' || c.name from output o join channel c on c.id = o.channel_id where o.id = ${id})
    when 'person' then (select p.name from person p where p.id = ${id})
    when 'plan' then (select l.title from plan l where l.id = ${id})
    when 'planItem' then (select i.content from plan_item i where i.id = ${id})
    when 'tag' then (select g.name from tag g where g.id = ${id})
    when 'unit' then (select u.name from unit u where u.id = ${id})
  end`
}

/** What entries name by number; a long log is gone through in slices. */
async function thingsOf(
  rows: Pick<LogRow, 'subject' | 'before' | 'after'>[],
): Promise<[thing: Named, id: number][]> {
  const pause = slices()
  const found = new Map<string, [thing: Named, id: number]>()
  for (const { subject, before, after } of rows) {
    await pause()
    for (const value of [before, after])
      for (const [thing, id] of thingsIn(subject, JSON.parse(value ?? 'null')))
        found.set(`${thing} ${id}`, [thing, id])
  }
  return [...found.values()]
}

/** What these things are called; one that is no longer there has no name. */
async function namesOf(things: [thing: Named, id: number][]): Promise<Names> {
  const names: Names = {}
  if (things.length === 0) return names
  const asked = JSON.stringify(things)
  const rows = await db.all<{ thing: Named; id: number; name: string | null }>(sql`
    select value ->> 0 as thing, value ->> 1 as id, ${nameOf(sql`value ->> 0`, sql`value ->> 1`)} as name
    from json_each(${asked})`)
  for (const { thing, id, name } of rows) {
    if (name === null) continue
    names[thing] ??= {}
    names[thing][id] = name
  }
  return names
}

export type LastChange = { at: number; accountId: number | null; actor: string | null }

/**
 * Who last changed a row since a form of it was opened. Of a row that is still there its form's command has asked
 * whether this viewer may change it; of one that was removed only who sees its unit is told.
 */
export async function lastChange(
  viewer: Viewer,
  asked: { subject: string; ids: string[]; action?: string; since: number; what: 'saved' | 'removed' },
): Promise<LastChange | null> {
  const { subject, ids, action, since, what } = asked
  const done = action ? sql`and l.action = ${action}` : sql``
  const [last] = await db.all<LastChange & { before: string | null }>(sql`
    select l.at, l.account_id as accountId, l.actor, l.before from ${wholeLog} l
    where l.subject = ${subject} and l.subject_id in (select value from json_each(${JSON.stringify(ids)}))
      and l.at >= ${since} ${done} order by l.id desc limit 1`)
  if (!last) return null
  const { before, ...change } = last
  if (what === 'saved' || administersAll(viewer)) return change
  const row = JSON.parse(before ?? '{}') as Record<string, unknown>
  const unitId = Number(row.hostUnitId ?? row.unitId ?? row.parentId)
  const [owner] = await db.all<{ path: string }>(sql`select path from unit where id = ${unitId}`)
  return owner && canSee(viewer, owner.path) ? change : null
}
