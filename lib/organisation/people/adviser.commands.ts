import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { adviser } from '@/db/schema/roster'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'

type Adviser = typeof adviser.$inferSelect

/** Writes the terms of advisers that a sheet brings in. For imports: it neither authorises nor judges. */
export async function recordAdvisers(
  tx: Tx,
  viewer: Viewer,
  terms: { before: Adviser | null; facts: Omit<typeof adviser.$inferInsert, 'id'> }[],
): Promise<void> {
  for (const { before, facts } of terms) {
    const [saved] = before
      ? await tx
          .update(adviser)
          .set({ ...facts, version: before.version + 1 })
          .where(eq(adviser.id, before.id))
          .returning()
      : await tx.insert(adviser).values(facts).returning()
    await recordAudit(tx, viewer, {
      action: before ? 'adviser.change' : 'adviser.add',
      subject: 'adviser',
      subjectId: (saved as Adviser).id,
      before: before ?? undefined,
      after: saved,
    })
  }
}
