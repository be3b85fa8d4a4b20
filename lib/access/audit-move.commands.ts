import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { type WholeEntry, writeEntries } from './audit.commands'

const ROWS_AT_ONCE = 500

/**
 * Moves the log of an earlier release, which the migration has left in `audit_standing`, to entries and texts: SQL alone
 * cannot reckon their digests. All of it or nothing; a start that was killed begins again. In one transaction with the
 * first seal, so that no entry comes between.
 */
export async function moveLog(tx: Tx): Promise<void> {
  const there = await tx.all(sql`select 1 from sqlite_schema where name = 'audit_standing'`)
  if (there.length === 0) return
  for (let last = 0; ; ) {
    const rows = await standing(tx, last)
    if (rows.length === 0) break
    await writeEntries(tx, rows)
    last = rows.at(-1)?.id ?? last
  }
  await tx.run(sql`drop table audit_standing`)
}

async function standing(tx: Tx, after: number): Promise<(WholeEntry & { id: number })[]> {
  const rows = await tx.all<WholeEntry & { id: number; before: string | null; after: string | null }>(sql`
    select id, at, account_id as accountId, actor, action, subject, subject_id as subjectId, reason, before, after
    from audit_standing where id > ${after} order by id limit ${ROWS_AT_ONCE}`)
  return rows.map(row => ({
    ...row,
    before: row.before === null ? undefined : JSON.parse(row.before),
    after: row.after === null ? undefined : JSON.parse(row.after),
  }))
}
