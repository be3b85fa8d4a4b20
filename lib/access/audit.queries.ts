import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { NotFound } from '@/lib/core/errors'
import { type Day, endOfDay, instantOf } from '@/lib/core/time'
import { administersAll, type Viewer } from './access.rules'

export type LogFilter = {
  /** Sign-ins and accounts (安全审计日志), or everything. */
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
  actor: string
  action: string
  /** What was changed, by name where it still has one. */
  what: string
  reason: string | null
  /** 来源 of a sign-in. */
  address: string | null
  before: string | null
  after: string | null
}

/** The whole log, the newest first; for the administrator of the top unit. */
export async function auditLog(
  viewer: Viewer,
  { group = 'all', from, to, actor, limit = 5000, offset = 0 }: LogFilter,
): Promise<{ rows: LogRow[]; total: number }> {
  if (!administersAll(viewer)) throw new NotFound()
  const conditions = [
    sql`1`,
    group === 'access' ? sql`a.action like 'account.%'` : null,
    from ? sql`a.at >= ${instantOf(from)}` : null,
    to ? sql`a.at <= ${endOfDay(to)}` : null,
    actor ? sql`a.actor like ${`%${actor.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'` : null,
  ].filter(condition => condition !== null)
  const where = sql.join(conditions, sql` and `)
  const [rows, [counted]] = await Promise.all([
    db.all<LogRow>(sql`
      select a.id, a.at, a.actor, a.action, a.reason, a.after ->> 'address' as address, a.before, a.after,
        coalesce(case a.subject
          when 'account' then (select p.name from account k join person p on p.id = k.person_id where k.id = a.subject_id)
          when 'person' then (select p.name from person p where p.id = a.subject_id)
          when 'unit' then (select u.name from unit u where u.id = a.subject_id)
          when 'activity' then (select x.title from activity x where x.id = a.subject_id)
          when 'attendance' then (select x.title from activity x where x.id = cast(a.subject_id as integer))
          when 'exam' then (select e.title from exam e where e.id = a.subject_id)
          when 'plan' then (select l.title from plan l where l.id = a.subject_id)
        end, nullif(a.subject_id, '0'), '') as what
      from audit a where ${where} order by a.id desc limit ${limit} offset ${offset}`),
    db.all<{ total: number }>(sql`select count(*) as total from audit a where ${where}`),
  ])
  return { rows, total: counted?.total ?? 0 }
}
