import { and, isNull, lt } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { importDraft } from '@/db/schema/import'
import { now } from '@/lib/core/clock'

const KEPT_DAYS = 30

/** What is left of a sheet that was written. */
export const NO_CELLS = '{"rows":[],"rowNumbers":[],"sheetName":"","sheetNames":[]}'

/** What nobody decided on for a month is forgotten: it holds a copy of people's names. */
export async function forgetOldDrafts(tx: Tx): Promise<void> {
  await tx
    .delete(importDraft)
    .where(and(isNull(importDraft.writtenAt), lt(importDraft.createdAt, now() - KEPT_DAYS * 86_400_000)))
}
