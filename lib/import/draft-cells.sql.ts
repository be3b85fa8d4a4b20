import { eq } from 'drizzle-orm'
import type { On } from '@/db/client'
import type { Pause } from '@/db/pause'
import { importDraft } from '@/db/schema/import'
import { NotFound } from '@/lib/core/errors'
import { sheetsOfText } from '@/lib/spreadsheet/draft.rules'
import type { FileSheet } from '@/lib/spreadsheet/reading.rules'

/** The cells, which are read only where rows are judged or shown: of a long sheet they are some megabytes. */
export async function sheetsOfDraft(id: number, on: On, pause: Pause): Promise<FileSheet[]> {
  const [found] = await on
    .select({ table: importDraft.table })
    .from(importDraft)
    .where(eq(importDraft.id, id))
  if (!found) throw new NotFound()
  return sheetsOfText(found.table, pause)
}
