import { and, isNull, lt } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { importDraft } from '@/db/schema/import'
import { now } from '@/lib/core/clock'

const KEPT_DAYS = 30

/** The cells of a draft after its import was committed: all of them are deleted. */
export const NO_CELLS = '{"rows":[],"rowNumbers":[],"sheetName":"","sheetNames":[]}'

/** Deletes drafts untouched for a month: they hold copies of people's names. */
export async function forgetOldDrafts(tx: Tx): Promise<void> {
  await tx
    .delete(importDraft)
    .where(and(isNull(importDraft.writtenAt), lt(importDraft.createdAt, now() - KEPT_DAYS * 86_400_000)))
}
