import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { signIn } from '@/db/schema/attendance'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { recordable } from '@/lib/attendance/attendance.commands'
import type { MarkRefusal } from '@/lib/attendance/attendance.rules'
import { now } from '@/lib/core/clock'
import { NotFound, type Refused } from '@/lib/core/errors'
import type { Instant } from '@/lib/core/time'
import { putMarks } from './checkin.commands'
import type { Ticket } from './code.rules'
import { checkInHallOf } from './scan.queries'
import type { DecisionInput, StrangerInput } from './verification.input'

// One phone may be used for a few family members, not for a whole list.
const MOST_OF_DEVICE = 5
const MOST_WAITING = 500

/**
 * 待核: records somebody without an account. The answer is the same for any name, whether on the list or unknown.
 * The digits of the phone are compared and not stored; the name is stored as typed.
 */
export async function askToBeVerified(
  ticket: Ticket,
  given: StrangerInput,
  device: string,
): Promise<{ ok: true } | Refused<'tooMany'>> {
  return write(async tx => {
    const [counted] = await tx.all<{ own: number; waiting: number; same: number }>(sql`
      select coalesce(sum(device = ${device}), 0) as own, count(*) as waiting,
        coalesce(sum(device = ${device} and reason = ${given.name}), 0) as same
      from sign_in where activity_id = ${ticket.activityId} and outcome = 'toVerify' and decision is null`)
    const { own = 0, waiting = 0, same = 0 } = counted ?? {}
    if (same > 0) return { ok: true } as const
    if (own >= MOST_OF_DEVICE || waiting >= MOST_WAITING) return { ok: false, reason: 'tooMany' } as const
    await tx.insert(signIn).values({
      activityId: ticket.activityId,
      personId: await personBy(tx, ticket.activityId, given),
      at: ticket.scannedAt,
      device,
      outcome: 'toVerify',
      reason: given.name,
    })
    return { ok: true } as const
  })
}

/** The only person with that name and those last digits of the phone number; people on the list take precedence. */
async function personBy(tx: Tx, activityId: number, { name, phone }: StrangerInput): Promise<number | null> {
  const found = await tx.all<{ id: number; listed: number }>(sql`
    select p.id, exists (select 1 from attendance a where a.activity_id = ${activityId} and a.person_id = p.id
      and a.standing <> 'withdrawn') as listed
    from person p where p.name = ${name} and substr(p.phone, -4) = ${phone}`)
  const listed = found.filter(each => each.listed)
  const [one, another] = listed.length > 0 ? listed : found
  return one && !another ? one.id : null
}

type DecisionRefusal = MarkRefusal | 'whoIsIt' | 'alreadyConfirmed' | 'keptMark'

/**
 * The organiser confirms, and the person attended from the instant of the scan, or declines. A decline can be
 * changed to a confirmation later; a confirmation is corrected on the sheet. Idempotent.
 */
export async function decideScan(
  viewer: Viewer,
  input: DecisionInput,
): Promise<{ ok: true; activityId: number } | Refused<DecisionRefusal>> {
  return write(async tx => {
    const [scan] = await tx.select().from(signIn).where(eq(signIn.id, input.scanId))
    if (scan?.outcome !== 'toVerify') throw new NotFound()
    const { activityId } = scan
    const of = await recordable(tx, viewer, activityId)
    if (!of.ok) return of
    if (scan.decision === input.decision) return { ok: true, activityId } as const
    if (scan.decision === 'confirmed') return { ok: false, reason: 'alreadyConfirmed' } as const
    const personId = input.personId ?? scan.personId
    const isYes = input.decision === 'confirmed'
    if (isYes) {
      if (personId === null) return { ok: false, reason: 'whoIsIt' } as const
      const nodded = await nod(tx, viewer, { activityId, personId, scannedAt: scan.at })
      // Somebody has set 缺席: the organiser must see that, and change it on the sheet.
      if (!nodded) return { ok: false, reason: 'keptMark' } as const
    }
    await tx
      .update(signIn)
      .set({
        decision: input.decision,
        decidedBy: viewer.accountId,
        decidedAt: now(),
        ...(isYes ? { personId } : {}),
      })
      .where(eq(signIn.id, scan.id))
    await recordAudit(tx, viewer, {
      action: 'attendance.decideScan',
      subject: 'activity',
      subjectId: activityId,
      before: { name: scan.reason, decision: scan.decision },
      after: { name: scan.reason, decision: input.decision },
    })
    return { ok: true, activityId } as const
  })
}

/** Only for people on the list or identified by phone number: the form cannot put a stranger on the list. */
async function nod(
  tx: Tx,
  by: Viewer,
  { activityId, personId, scannedAt }: { activityId: number; personId: number; scannedAt: Instant },
): Promise<boolean> {
  const hall = await checkInHallOf(activityId, tx)
  const [found] = await tx.all<{ name: string }>(sql`
    select p.name from person p where p.id = ${personId} and (
      exists (select 1 from attendance a where a.activity_id = ${activityId} and a.person_id = p.id)
      or exists (select 1 from sign_in s where s.activity_id = ${activityId} and s.person_id = p.id and s.outcome = 'toVerify'))`)
  if (!hall || !found) throw new NotFound()
  const person = { personId, accountId: null, name: found.name }
  const done = await putMarks(tx, hall, [{ person, scannedAt, how: 'vouched', by }])
  return done.get(personId)?.effect !== 'kept'
}
