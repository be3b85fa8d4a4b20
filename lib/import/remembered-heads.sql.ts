import { eq } from 'drizzle-orm'
import type { On } from '@/db/client'
import { importProfile } from '@/db/schema/import'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'

/** The kind under which the heads of this kind of sheet are remembered. */
export const headsKind = (kind: ImportKind | '%') => `heads ${kind}`

/** The field of each head that somebody gave a meaning in an earlier sheet; null is left alone. */
export async function rememberedHeads(on: On, kind: ImportKind): Promise<Map<string, string | null>> {
  const rows = await on
    .select()
    .from(importProfile)
    .where(eq(importProfile.kind, headsKind(kind)))
  return new Map(rows.map(({ name, mapping }) => [name, JSON.parse(mapping) as string | null]))
}
