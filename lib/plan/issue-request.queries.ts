import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { wholeLog } from '@/lib/access/audit.sql'
import type { IssueRequest } from './issue-request.sql'

/** The drafts waiting for the viewer to issue them, the longest waiting first. */
export async function plansToIssue(viewer: Viewer, on: On = db) {
  return on.all<{ planId: number; title: string } & IssueRequest>(sql`
    select p.id as planId, p.title, a.actor as by, max(a.at) as at
    from plan p join unit u on u.id = p.unit_id
      join ${wholeLog} a on a.subject = 'plan' and a.subject_id = cast(p.id as text) and a.action = 'plan.askIssue'
    where p.status = 'draft' and (${inScope(viewer, sql`u.path`, 'leader', 'administrator')})
    group by p.id order by at`)
}
