import { asc, like } from 'drizzle-orm'
import { db } from '@/db/client'
import { importProfile } from '@/db/schema/import'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { type ImportKind, importKinds } from '@/lib/spreadsheet/importer.rules'
import { kindOf } from './kinds.import'
import { headsKind } from './remembered-heads.sql'

export type RememberedHead = {
  id: number
  kind: ImportKind
  head: string
  /** The preferred head of its field; null is left alone. */
  meaning: string | null
}

/** The meanings that heads of sheets were given, by the kind of sheet. For the administrator of the top unit. */
export async function rememberedHeadsOf(viewer: Viewer): Promise<RememberedHead[]> {
  if (!administersAll(viewer)) throw new NotFound()
  const rows = await db
    .select()
    .from(importProfile)
    .where(like(importProfile.kind, headsKind('%')))
    .orderBy(asc(importProfile.kind), asc(importProfile.name))
  return rows.flatMap(({ id, kind: kept, name, mapping }) => {
    const kind = importKinds.find(each => headsKind(each) === kept)
    if (!kind) return []
    const field = JSON.parse(mapping) as string | null
    return [{ id, kind, head: name, meaning: field === null ? null : nameOf(kind, field) }]
  })
}

/** The column of a kind of sheet in the office's words. */
export function nameOf(kind: ImportKind, field: string): string {
  const all = [kindOf(kind).columns({}), kindOf(kind).columns({ plan: 'workPoints' })]
  const found = all.flatMap(each => each.columns.columns).find(each => each.field === field)
  return found?.heads[0] ?? field
}
