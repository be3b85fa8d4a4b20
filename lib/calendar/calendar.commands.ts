import { eq } from 'drizzle-orm'
import { account } from '@/db/schema/access'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { Forbidden } from '@/lib/core/errors'

/** Whether the viewer's calendars show the lunar date: a personal preference, so not logged. */
export async function keepLunar(
  { accountId }: Viewer,
  { shows }: { shows: 'yes' | 'no' },
): Promise<{ ok: true }> {
  if (accountId === null) throw new Forbidden()
  await write(tx =>
    tx
      .update(account)
      .set({ showsLunar: shows === 'yes' })
      .where(eq(account.id, accountId)),
  )
  return { ok: true }
}
