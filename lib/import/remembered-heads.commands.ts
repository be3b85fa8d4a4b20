import { and, eq, like, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { importProfile } from '@/db/schema/import'
import { write } from '@/db/write'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { Forbidden } from '@/lib/core/errors'
import { headKey } from '@/lib/spreadsheet/heads.rules'
import type { Reading } from '@/lib/spreadsheet/preview.rules'
import { columnKey } from '@/lib/spreadsheet/said.rules'
import { REMEMBER_HEADS } from './asked.rules'
import type { Draft } from './import.queries'
import { kindOf } from './kinds.import'
import { headsKind } from './remembered-heads.sql'

/** Remembers what was said of columns, by their heads, for the next sheet of this kind. */
export async function rememberHeads(
  tx: Tx,
  viewer: Viewer,
  { kind, options }: Pick<Draft, 'kind' | 'options'>,
  { sheets }: Pick<Reading, 'sheets'>,
): Promise<void> {
  const { answers = {} } = options
  if (answers[REMEMBER_HEADS] === 'no') return
  const accepted = new Set(
    kindOf(kind)
      .columns(options)
      .columns.columns.flatMap(each => each.heads.map(headKey)),
  )
  // A head that has a meaning by its name is left alone in this sheet, and not in others that have it.
  const isKept = (head: string, field: string | null) => field !== null || !accepted.has(headKey(head))
  const said = sheets.flatMap(({ name, isRead, columns }) =>
    columns.flatMap(({ at, head, field, how }) => {
      const isHead = answers[columnKey(name, at)]?.startsWith('= ') === true
      return isRead && how === 'said' && head !== '' && !isHead && isKept(head, field)
        ? [{ name: headKey(head), field }]
        : []
    }),
  )
  const byHead = new Map(said.map(each => [each.name, each.field]))
  if (byHead.size === 0) return
  await tx
    .insert(importProfile)
    .values(
      [...byHead].map(([name, field]) => ({
        kind: headsKind(kind),
        name,
        mapping: JSON.stringify(field),
        createdBy: viewer.accountId,
        usedAt: now(),
      })),
    )
    .onConflictDoUpdate({
      target: [importProfile.kind, importProfile.name],
      set: { mapping: sql`excluded.mapping_json`, usedAt: sql`excluded.used_at` },
    })
}

/** Forgets the meaning of a head; the next sheet that has it asks again. */
export async function forgetHead(viewer: Viewer, { headId }: { headId: number }) {
  return write(async tx => {
    if (!administersAll(viewer)) throw new Forbidden()
    const isThis = and(eq(importProfile.id, headId), like(importProfile.kind, headsKind('%')))
    const [before] = await tx.select().from(importProfile).where(isThis)
    if (!before) return { ok: true } as const
    await tx.delete(importProfile).where(isThis)
    const { kind, name, mapping } = before
    await recordAudit(tx, viewer, {
      action: 'setting.head',
      subject: 'setting',
      subjectId: name,
      before: { kind, name, mapping },
      after: null,
    })
    return { ok: true } as const
  })
}
