import { eq, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { account } from '@/db/schema/access'
import { membership, person, unit } from '@/db/schema/roster'
import { canAdminister, type Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { grantsWhere } from './account.sql'
import { type OwnData, type OwnDataPart, ownDataParts } from './own-data.rules'
import { ownDataReads } from './own-data.sql'

/**
 * 我的数据: all that is held about one person, for that person; or for who administers every unit that the person ever
 * belonged to and every role of the account, who makes it for a person who asks. Throws NotFound for anybody else.
 */
export async function ownDataOf(viewer: Viewer, personId: number): Promise<OwnData> {
  const found = await theirs(viewer, personId)
  const parts = await Promise.all(
    (Object.keys(ownDataParts) as OwnDataPart[]).map(
      async part => [part, await db.all(ownDataReads[part](found))] as const,
    ),
  )
  const { staffNo, name } = found
  return { personId, staffNo, name, parts: Object.fromEntries(parts) as OwnData['parts'] }
}

/** Whether the viewer may make the export of this person, for the link to it. */
export async function mayExportDataOf(viewer: Viewer, personId: number): Promise<boolean> {
  return theirs(viewer, personId).then(
    () => true,
    error => {
      if (error instanceof NotFound) return false
      throw error
    },
  )
}

async function theirs(viewer: Viewer, personId: number) {
  const [[found], units, grants] = await Promise.all([
    db
      .select({ staffNo: person.staffNo, name: person.name, phone: person.phone, accountId: account.id })
      .from(person)
      .leftJoin(account, eq(account.personId, person.id))
      .where(sql`${person.id} = ${personId} and ${person.id} not in (select person_id from erased_person)`),
    db
      .select({ path: unit.path })
      .from(membership)
      .innerJoin(unit, eq(unit.id, membership.unitId))
      .where(eq(membership.personId, personId)),
    grantsWhere(sql`${account.personId} = ${personId}` as ReturnType<typeof eq>),
  ])
  const isOwn = viewer.personId === personId
  const paths = [...units.map(each => each.path), ...grants.map(each => each.unitPath)]
  const administers = paths.length > 0 && paths.every(path => canAdminister(viewer, path))
  if (!found || !(isOwn || administers)) throw new NotFound()
  return { ...found, personId, accountId: found.accountId ?? 0 }
}
