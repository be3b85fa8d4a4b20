import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { bodyRole, personTag, tag } from '@/db/schema/roster'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { alterRow, requireVersion, writeVersioned } from '@/lib/access/versioned.commands'
import { NotFound } from '@/lib/core/errors'
import { holdsOn } from '@/lib/core/interval'
import { syncAudiences } from '@/lib/organisation/audience/audience.commands'
import { administeredPerson } from './person.commands'
import type { AddTagInput, BodyRoleInput, EndTagInput } from './person.input'
import { type BodyRole, endRefusalOf } from './person.rules'

/** A tag from a day on; an unknown name creates the tag. */
export async function addTag(viewer: Viewer, input: AddTagInput) {
  return write(async tx => {
    await administeredPerson(tx, viewer, input.personId)
    const tagId = await tagNamed(tx, input.tag)
    const { personId, fromDay } = input
    const there = await tx
      .select()
      .from(personTag)
      .where(and(eq(personTag.personId, personId), eq(personTag.tagId, tagId)))
    if (there.some(each => each.fromDay === fromDay)) return { ok: true } as const
    if (there.some(each => holdsOn(each, fromDay)))
      return { ok: false, reason: 'hasTag', field: 'tag' } as const
    if (there.some(each => each.fromDay > fromDay))
      return { ok: false, reason: 'laterOne', field: 'fromDay' } as const
    await tx.insert(personTag).values({ personId, tagId, fromDay })
    await recordAudit(tx, viewer, {
      action: 'person.addTag',
      subject: 'person',
      subjectId: personId,
      after: { tag: input.tag, fromDay },
    })
    await syncAudiences(tx)
    return { ok: true } as const
  })
}

/** Throws Conflict on an older version. */
export async function endTag(viewer: Viewer, input: EndTagInput) {
  const { personId, personTagId, version, lastDay } = input
  return writeVersioned(viewer, 'person.endTag', input, async tx => {
    await administeredPerson(tx, viewer, personId)
    const theTag = and(eq(personTag.id, personTagId), eq(personTag.personId, personId))
    const [held] = await tx.select().from(personTag).where(theTag)
    if (!held) throw new NotFound()
    if (held.toDay === lastDay) return { ok: true } as const
    requireVersion({ version: held.version, lastDay: held.toDay }, version)
    const reason = endRefusalOf(held, lastDay)
    if (reason) return { ok: false, reason, field: 'lastDay' } as const
    await alterRow(tx, personTag, theTag, version, { toDay: lastDay })
    await recordAudit(tx, viewer, {
      action: 'person.endTag',
      subject: 'person',
      subjectId: personId,
      before: held,
      after: { lastDay },
    })
    await syncAudiences(tx)
    return { ok: true } as const
  })
}

/** Sets 组长, 副组长 or 成员 of a body; '' removes the role. Throws Conflict on an older version. */
export async function putBodyRole(viewer: Viewer, input: BodyRoleInput) {
  const { personId, tagId, role, version } = input
  return writeVersioned(viewer, 'person.bodyRole', input, async tx => {
    await administeredPerson(tx, viewer, personId)
    const key = and(eq(bodyRole.tagId, tagId), eq(bodyRole.personId, personId))
    const [before] = await tx.select().from(bodyRole).where(key)
    if ((before?.role ?? '') === role) return { ok: true } as const
    requireVersion({ role: before?.role ?? '', version: before?.version ?? null }, version)
    if (!before) await tx.insert(bodyRole).values({ personId, tagId, role: role as BodyRole })
    else if (role === '') await tx.delete(bodyRole).where(key)
    else await alterRow(tx, bodyRole, key, before.version, { role })
    await recordAudit(tx, viewer, {
      action: 'person.bodyRole',
      subject: 'person',
      subjectId: personId,
      before: before?.role ?? null,
      after: { tagId, role },
    })
    return { ok: true } as const
  })
}

/** The id of a tag by its name; creates it where it is new. */
export async function tagNamed(tx: Tx, name: string): Promise<number> {
  const [made] = await tx.insert(tag).values({ name }).onConflictDoNothing().returning()
  const [found] = made ? [made] : await tx.select().from(tag).where(eq(tag.name, name))
  return (found as { id: number }).id
}
