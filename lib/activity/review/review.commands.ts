import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { legalWork } from '@/db/schema/legal-work'
import { output } from '@/db/schema/output'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound, Refusal, type Refused } from '@/lib/core/errors'
import { touch } from '@/lib/organisation/calendar-version.commands'
import { entryOf, type ReviewState } from '@/lib/organisation/review/review.rules'
import { streetPathOf } from '@/lib/organisation/review/review.sql'
import { visibleActivityIds } from '@/lib/plan/visible.sql'
import type { ReviewInput, SubmitInput } from './review.input'

type Kind = 'activity' | 'output' | 'legalWork'
type Found = {
  kind: Kind
  id: number
  version: number
  heads?: number | null
  consultations?: number | null
  unitPath: string
  street: string
  review: ReviewState | null
  isPublic: number
}

type Decided = { ok: true; count: number; decision: ReviewInput['decision'] } | Refused<'changedMeanwhile'>
const changed = { ok: false, reason: 'changedMeanwhile' } as const

/**
 * 通过 or 退回 with a reason, one entry or many at once, by who organises the street. What is decided so already stays;
 * refused as a whole where one of them is another by now.
 */
export async function decideReviews(viewer: Viewer, input: ReviewInput): Promise<Decided> {
  const { entries, decision, reason } = input
  return write(async (tx): Promise<Decided> => {
    const review = decision === 'pass' ? null : 'sentBack'
    let count = 0
    for (const entry of new Set(entries)) {
      const found = await entryNow(tx, viewer, entry)
      if (!canOrganise(viewer, found.street)) throw new Forbidden()
      if (found.review === review) continue
      // Passed means what was read: an entry that its unit changed since is read again.
      if (entryOf(found) !== entry) throw new Refusal(changed)
      await put(tx, viewer, found, review, review === null ? null : reason)
      count++
    }
    return { ok: true, count, decision }
  }).catch((error): Decided => {
    if (error instanceof Refusal) return changed
    throw error
  })
}

/** 再次送审: what was sent back waits again, by its unit. */
export async function submitAgain(viewer: Viewer, { entry }: SubmitInput): Promise<{ ok: true }> {
  return write(async tx => {
    const found = await entryNow(tx, viewer, entry)
    if (!canOrganise(viewer, found.unitPath)) throw new Forbidden()
    if (found.review === 'sentBack') await put(tx, viewer, found, 'waiting', null)
    return { ok: true } as const
  })
}

async function entryNow(tx: Tx, viewer: Viewer, entry: string): Promise<Found> {
  const [kind, id] = entry.split(':') as [Kind, string]
  const [found] = await tx.all<Found>(
    kind === 'activity'
      ? sql`select 'activity' as kind, a.id, a.version, a.heads, a.consultations, a.review, u.path as unitPath,
          ${streetPathOf(sql`u.path`)} as street, a.is_public as isPublic
        from activity a join unit u on u.id = a.host_unit_id
        where a.id = ${Number(id)} and a.id in ${visibleActivityIds(viewer)}`
      : kind === 'legalWork'
        ? sql`select 'legalWork' as kind, w.id, w.version, w.review, u.path as unitPath,
          ${streetPathOf(sql`u.path`)} as street, 0 as isPublic
        from legal_work w join unit u on u.id = w.unit_id where w.id = ${Number(id)}`
        : sql`select 'output' as kind, o.id, o.version, o.review, u.path as unitPath,
          ${streetPathOf(sql`u.path`)} as street, 0 as isPublic
        from output o join unit u on u.id = o.unit_id where o.id = ${Number(id)}`,
  )
  if (!found) throw new NotFound()
  return found
}

async function put(
  tx: Tx,
  viewer: Viewer,
  { kind, id, isPublic }: Found,
  review: ReviewState | null,
  reason: string | null,
): Promise<void> {
  const before = await rowOf(tx, kind, id)
  const set = sql`review = ${review}, review_reason = ${reason}`
  if (kind === 'activity')
    await tx.run(sql`update activity set version = version + 1, ${set}, sequence = sequence + is_public,
      changed_at = iif(is_public, ${now()}, changed_at) where id = ${id}`)
  else if (kind === 'legalWork')
    await tx.run(sql`update legal_work set version = version + 1, ${set} where id = ${id}`)
  else await tx.run(sql`update output set version = version + 1, ${set} where id = ${id}`)
  // Residents see what is passed.
  if (isPublic) await touch(tx, 'public', [0])
  const verb = review === null ? 'pass' : review === 'sentBack' ? 'sendBack' : 'submit'
  await recordAudit(tx, viewer, {
    action: `${kind}.${verb}`,
    subject: kind,
    subjectId: id,
    reason,
    before,
    after: await rowOf(tx, kind, id),
  })
}

async function rowOf(tx: Tx, kind: Kind, id: number) {
  const [row] =
    kind === 'activity'
      ? await tx.select().from(activity).where(eq(activity.id, id))
      : kind === 'legalWork'
        ? await tx.select().from(legalWork).where(eq(legalWork.id, id))
        : await tx.select().from(output).where(eq(output.id, id))
  return row
}
