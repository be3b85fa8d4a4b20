import { and, eq, sql } from 'drizzle-orm'
import { account } from '@/db/schema/access'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { Forbidden } from '@/lib/core/errors'
import type { Instant } from '@/lib/core/time'

/** 知道了: marks changes up to this instant as read; never moves backwards. A personal matter, so not logged. */
export async function readChanges(
  { accountId }: Viewer,
  { until }: { until: Instant },
): Promise<{ ok: true }> {
  if (accountId === null) throw new Forbidden()
  const read = Math.min(until, now())
  await write(tx =>
    tx
      .update(account)
      .set({ changesReadAt: read })
      .where(and(eq(account.id, accountId), sql`coalesce(${account.changesReadAt}, 0) < ${read}`)),
  )
  return { ok: true }
}
