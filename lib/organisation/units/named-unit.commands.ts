import { isNull } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import { unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { canAdminister, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { Forbidden } from '@/lib/core/errors'
import { placeUnits } from '@/lib/organisation/people/person.commands'
import { insertUnit, putUnit } from './unit.commands'
import { kindOfName } from './unit-kind.rules'

/** Adds units of which only the names are known, below the topmost one; those that are there meanwhile are left. */
export async function addNamedUnits(viewer: Viewer, names: readonly string[], topName = '') {
  return write(async tx => ({ ok: true, added: await putNamedUnits(tx, viewer, names, topName) }) as const)
}

/** The same in a transaction of the caller. Where there is no topmost unit yet, `topName` is made first. */
export async function putNamedUnits(
  tx: Tx,
  viewer: Viewer,
  names: readonly string[],
  topName: string,
): Promise<number> {
  const topId = (await topUnitId(tx)) ?? (await madeTop(tx, viewer, topName))
  if (topId === null) return 0
  let added = 0
  for (const name of new Set(names)) {
    const facts = { name, kind: kindOfName(name), shortName: null, code: null, firstDay: null }
    const done = await putUnit(tx, viewer, { ...facts, parentId: topId })
    if (done.ok) added++
  }
  return added
}

/** Null in an office without any unit. */
export async function topUnitId(on: On): Promise<number | null> {
  const [top] = await on.select({ id: unit.id }).from(unit).where(isNull(unit.parentId)).limit(1)
  return top?.id ?? null
}

async function madeTop(tx: Tx, viewer: Viewer, name: string): Promise<number | null> {
  if (name === '') return null
  if (!canAdminister(viewer, '/')) throw new Forbidden()
  const facts = { name, kind: 'street', position: 1, parentId: null } as const
  const id = await insertUnit(tx, facts)
  await placeUnits(tx)
  await recordAudit(tx, viewer, { action: 'unit.add', subject: 'unit', subjectId: id, after: facts })
  return id
}
