import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { Unwritten, write } from '@/db/write'
import { forgetTries, takeTry } from '@/lib/access/access.commands'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { ConcurrencyLimit } from '@/lib/access/concurrency-limit'
import { msUntilToken, type RateLimit, takeToken } from '@/lib/access/rate-limit'
import { forOrganiser } from '@/lib/activity/activity.commands'
import { now } from '@/lib/core/clock'
import { cameAt } from '@/lib/core/closed-time'
import type { Instant } from '@/lib/core/time'
import { isGenuine, newSecret } from './code.crypto'
import { isAccepted, isTicketAlive, readCode, startOf, type Ticket, typedDigits } from './code.rules'
import {
  type CheckInHall,
  checkInHallByDigits,
  checkInHallOf,
  openCheckInHalls,
  type ShownDigits,
  type Signer,
} from './scan.queries'
import { type ClosedReason, closedForWaiting } from './scan.rules'

/** Creates the secret of an activity when its code is shown for the first time; later calls keep it. */
export async function openCodes(
  viewer: Viewer,
  { activityId }: { activityId: number },
): Promise<{ ok: true; activityId: number }> {
  return write(async tx => {
    await forOrganiser(tx, viewer, activityId)
    const [made] = await tx
      .update(activity)
      .set({ codeSecret: newSecret() })
      .where(and(eq(activity.id, activityId), isNull(activity.codeSecret)))
      .returning({ id: activity.id })
    if (made)
      await recordAudit(tx, viewer, {
        action: 'attendance.openCodes',
        subject: 'activity',
        subjectId: activityId,
      })
    return { ok: true, activityId } as const
  })
}

/** `hall`: the activity of a genuine code. `seconds`: the wait before the next attempt to type digits. */
export type ScanRefusal = {
  ok: false
  reason: ClosedReason | 'unknown' | 'stale' | 'wrongDigits' | 'wait'
  hall?: CheckInHall
  seconds?: number
}
export type Scanned = { ok: true; hall: CheckInHall; ticket: Ticket } | ScanRefusal

type Who = {
  device: string
  signer: Pick<Signer, 'personId' | 'accountId'> | null
  /** What this browser holds from a scan before. */
  ticket?: Ticket | null
}
/** Somebody who types, with the address that the request came from. */
type Typist = Who & { address: string }

/**
 * A scanned code, checked as of the instant at which the request arrived, less the time since the code was shown in
 * which the server took no requests. A forged one is `unknown`, whatever
 * it names, and leaves no trace; a genuine one that is refused (a photo of the screen, a day that is over) gets
 * a reason and is recorded.
 */
export async function scanCode(text: string, who: Who, at: Instant = now()): Promise<Scanned> {
  const code = readCode(text)
  const hall = code ? await checkInHallOf(code.activityId) : undefined
  if (!code || !hall || hall.deletedAt !== null || !isGenuine(code, hall.codeSecret ?? ''))
    return { ok: false, reason: 'unknown' }
  const scannedAt = cameAt(startOf(code.step), at)
  const reason = closedForWaiting(hall, scannedAt, at) ?? (isAccepted(code.step, scannedAt) ? null : 'stale')
  if (reason === null) return { ok: true, hall, ticket: { activityId: hall.id, scannedAt } }
  // The address of a scan is asked for once more: the page was reloaded, or the answer after it did not arrive.
  const { ticket } = who
  if (reason === 'stale' && ticket?.activityId === hall.id && ticketFault(ticket, hall, at) === null)
    return { ok: true, hall, ticket }
  await noteRefusal(hall.id, who, reason)
  return { ok: false, reason, hall }
}

// Wrong digits of people without an account, by phone and by address: behind the one address of a hall some of 500
// people mistype, and whoever deletes the cookie of the phone for each attempt is still counted by address.
const WRONG_ON_PHONE = 'wrong digits on'
const WRONG_FROM_ADDRESS = 'wrong digits from'
const ofPhone: RateLimit = { burst: 5, perMinute: 2 }
const ofAddress: RateLimit = { burst: 100, perMinute: 20 }
const attempts = new ConcurrencyLimit(8, 1000)
/** How many of them are recorded for one activity; more would hide the refusals of people who are known. */
const recordedOfActivity: RateLimit = { burst: 5, perMinute: 1 }

/**
 * Six typed digits. They can be guessed, so a person has five free attempts and then a growing wait; somebody
 * without an account is counted in memory, by phone and by address, and can only get as far as the organiser's
 * verification.
 */
export async function typeDigits(text: string, who: Typist, at: Instant = now()): Promise<Scanned> {
  const { signer } = who
  if (!signer) {
    const scanned = await attempts.run(who.address, () => typeAsStranger(text, who, at))
    return scanned ?? { ok: false, reason: 'wait', seconds: 1 }
  }
  const name = `hall digits of ${signer.personId}`
  const wait = await takeTry(name, 'hall')
  if (wait) return { ok: false, reason: 'wait', seconds: wait.places.seconds }
  const found = await hallByDigits(text, at)
  if (!found) return wrongDigits(who, at)
  await write(tx => forgetTries(tx, name, 'hall'))
  return scannedIn(found)
}

async function typeAsStranger(
  text: string,
  { device, address, ...who }: Typist,
  at: Instant,
): Promise<Scanned> {
  const waitMs = Math.max(
    msUntilToken(WRONG_ON_PHONE, device, ofPhone, at),
    msUntilToken(WRONG_FROM_ADDRESS, address, ofAddress, at),
  )
  if (waitMs > 0) return { ok: false, reason: 'wait', seconds: Math.ceil(waitMs / 1000) }
  const found = await hallByDigits(text, at)
  if (found) return scannedIn(found)
  takeToken(WRONG_ON_PHONE, device, ofPhone, at)
  takeToken(WRONG_FROM_ADDRESS, address, ofAddress, at)
  return wrongDigits({ device, ...who }, at)
}

async function hallByDigits(text: string, at: Instant): Promise<ShownDigits | null> {
  const digits = typedDigits(text)
  return digits ? checkInHallByDigits(digits, at) : null
}

function scannedIn({ hall, scannedAt }: ShownDigits): Scanned {
  return { ok: true, hall, ticket: { activityId: hall.id, scannedAt } }
}

async function wrongDigits(who: Who, at: Instant): Promise<ScanRefusal> {
  // Nobody can tell for which activity they were meant: recorded only where a single one is open.
  const [only, another] = await openCheckInHalls(at)
  const isOnly = only !== undefined && another === undefined
  if (
    isOnly &&
    (who.signer || takeToken('wrong digits recorded', `${only.id}`, recordedOfActivity, at) === 0)
  )
    await noteRefusal(only.id, who, 'wrongDigits')
  return { ok: false, reason: 'wrongDigits' }
}

/** Why the ticket is no longer valid for a request that came at `at`; null: valid. Recorded like a refused code. */
export async function ticketRefusal(
  ticket: Ticket,
  hall: CheckInHall,
  who: Who,
  at: Instant = now(),
): Promise<ClosedReason | 'ticketOver' | null> {
  const reason = ticketFault(ticket, hall, at)
  if (reason !== null) await noteRefusal(hall.id, who, reason)
  return reason
}

function ticketFault(ticket: Ticket, hall: CheckInHall, at: Instant): ClosedReason | 'ticketOver' | null {
  const came = cameAt(ticket.scannedAt, at)
  return closedForWaiting(hall, came, at) ?? (isTicketAlive(ticket, came) ? null : 'ticketOver')
}

// A forwarded photo must not flood the table: at most one row per minute and browser, and a limit for each activity,
// which is lower for people who are not known, so that they cannot use up the room of the others.
const SAME_WITHIN = 60_000
const MOST_REFUSED = 2000
const MOST_OF_STRANGERS = 500

type Refusal = { activityId: number; personId: number | null; device: string; reason: string }

async function noteRefusal(activityId: number, { device, signer }: Who, reason: string): Promise<void> {
  try {
    await write(tx => putRefusals(tx, [{ activityId, personId: signer?.personId ?? null, device, reason }]))
  } catch (error) {
    // The refusal is answered even if the full disk prevents recording it.
    if (!(error instanceof Unwritten)) throw error
  }
}

/** 被拒绝的签到: when, why, and whose phone where it is known. */
export async function putRefusals(tx: Tx, refusals: Refusal[]): Promise<void> {
  if (refusals.length === 0) return
  const at = now()
  await tx.run(sql`
    insert into sign_in (activity_id, person_id, at, device, outcome, reason)
    select r.value ->> 'activityId', r.value ->> 'personId', ${at}, r.value ->> 'device', 'refused', r.value ->> 'reason'
    from json_each(${JSON.stringify(refusals)}) r
    where (select count(*) from sign_in s where s.activity_id = r.value ->> 'activityId' and s.outcome = 'refused'
        and (s.person_id is null) = (r.value ->> 'personId' is null))
        < iif(r.value ->> 'personId' is null, ${MOST_OF_STRANGERS}, ${MOST_REFUSED})
      and not exists (select 1 from sign_in s where s.device = r.value ->> 'device' and s.activity_id = r.value ->> 'activityId'
        and s.outcome = 'refused' and s.reason = r.value ->> 'reason' and s.person_id is r.value ->> 'personId'
        and abs(s.at - ${at}) < ${SAME_WITHIN})`)
}
