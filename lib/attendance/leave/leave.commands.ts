import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { attendance, leaveRequest } from '@/db/schema/attendance'
import { unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { inScope } from '@/lib/access/access.queries'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { theRow } from '@/lib/attendance/attendance.commands'
import { rowOf } from '@/lib/attendance/attendance.queries'
import { now } from '@/lib/core/clock'
import { Conflict, Forbidden, NotFound, type Refused } from '@/lib/core/errors'
import { dayOf, timeOf } from '@/lib/core/time'
import { hasBegun } from '@/lib/organisation/audience/frozen.rules'
import { leaveKindsOf } from '@/lib/organisation/settings/setting.queries'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import type { AskLeaveInput, DecideLeaveInput, EnterLeaveInput } from './leave.input'
import { type ApproveRefusal, type AskRefusal, approveRefusal, askRefusal } from './leave.rules'
import { nameOf } from './leave.sql'

type Row = typeof attendance.$inferSelect
type Request = typeof leaveRequest.$inferSelect

/** 申请请假: for oneself, before the activity begins. Idempotent. */
export async function askLeave(
  viewer: Viewer,
  { activityId, kind, reason }: AskLeaveInput,
): Promise<{ ok: true } | Refused<AskRefusal | 'alreadyAsked' | 'unknownKind'>> {
  const { personId } = viewer
  if (personId === null) throw new Forbidden()
  return write(async tx => {
    const { activity: of, row } = await rowOf(viewer, activityId, personId, tx)
    const open = await openRequest(tx, activityId, personId)
    if (open?.kind === kind && open.reason === reason) return { ok: true } as const
    const refusal = askRefusal(of, row, now())
    if (refusal) return { ok: false, reason: refusal } as const
    if (open) return { ok: false, reason: 'alreadyAsked' } as const
    if ((await ruleOf(tx, kind)) === undefined)
      return { ok: false, reason: 'unknownKind', field: 'kind' } as const
    await tx.insert(leaveRequest).values({ activityId, personId, kind, reason, askedAt: now() })
    await leaveTrace(tx, viewer, 'ask', row)
    return { ok: true } as const
  })
}

type Decided = 'alreadyApproved' | 'alreadyRefused' | 'alreadyWithdrawn'

/**
 * 批准 or 不批准, by leaders of the person's unit on that day: the mark is set at once, even before the activity,
 * and does not open the roll. A request already decided is left as it is, and the answer names who decided.
 * Nobody decides their own request. Throws NotFound outside the scope.
 */
export async function decideLeave(
  viewer: Viewer,
  { requestId, decision, note }: DecideLeaveInput,
): Promise<{ ok: true } | Refused<ApproveRefusal | Decided | 'own'>> {
  return write(async tx => {
    const [found] = await tx
      .select({ request: leaveRequest, activity, row: attendance })
      .from(leaveRequest)
      .innerJoin(activity, eq(activity.id, leaveRequest.activityId))
      .innerJoin(
        attendance,
        and(
          eq(attendance.activityId, leaveRequest.activityId),
          eq(attendance.personId, leaveRequest.personId),
        ),
      )
      .innerJoin(unit, eq(unit.id, attendance.unitId))
      .where(and(eq(leaveRequest.id, requestId), inScope(viewer, unit.path, 'leader', 'administrator')))
    if (!found || found.activity.deletedAt !== null) throw new NotFound()
    const { request, activity: of, row } = found
    if (request.personId === viewer.personId) return { ok: false, reason: 'own' } as const
    const state = decision === 'approve' ? 'approved' : 'refused'
    if (request.state !== 'asked') {
      const isMine = request.state === state && request.decidedBy === viewer.accountId
      return isMine ? ({ ok: true } as const) : decidedBefore(tx, request)
    }
    if (decision === 'approve') {
      const refusal = approveRefusal(of, row)
      if (refusal) return { ok: false, reason: refusal } as const
    }
    await close(tx, viewer, request, { state, decisionNote: note || null })
    if (decision === 'approve') await putLeave(tx, viewer, row, request.kind, 'approve')
    else await leaveTrace(tx, viewer, 'refuse', row)
    return { ok: true } as const
  })
}

/**
 * 代批: the organiser enters a leave that somebody approved outside the product, with that person's name. It also
 * decides an open request; possible until the roll is closed. Throws Conflict on an older sheet.
 */
export async function enterLeave(
  viewer: Viewer,
  { activityId, personId, kind, agreedBy, reason, version }: EnterLeaveInput,
): Promise<{ ok: true } | Refused<ApproveRefusal | 'unknownKind' | 'alreadyApproved'>> {
  return write(async tx => {
    const { activity: of, unit: host, row } = await rowOf(viewer, activityId, personId, tx)
    if (!canOrganise(viewer, host.path)) throw new Forbidden()
    const open = await openRequest(tx, activityId, personId)
    if (open?.state === 'approved' && row.mark === 'leave')
      return open.kind === kind && open.agreedBy === agreedBy
        ? ({ ok: true } as const)
        : { ok: false, reason: 'alreadyApproved', places: await whoDecided(tx, open) }
    const refusal = approveRefusal(of, row)
    if (refusal) return { ok: false, reason: refusal } as const
    if ((await ruleOf(tx, kind)) === undefined)
      return { ok: false, reason: 'unknownKind', field: 'kind' } as const
    if (row.version !== version) throw new Conflict(row)
    const facts = { state: 'approved', kind, agreedBy } as const
    if (open) await close(tx, viewer, open, { ...facts, reason: open.reason || reason })
    else
      await tx.insert(leaveRequest).values({
        ...{ activityId, personId, ...facts, reason },
        ...{ askedAt: now(), decidedAt: now(), decidedBy: viewer.accountId },
      })
    await putLeave(tx, viewer, row, kind, 'enter', agreedBy)
    return { ok: true } as const
  })
}

/** 撤回: by the person who asked, or by the organiser; an approved leave only before the activity begins. */
export async function withdrawLeave(
  viewer: Viewer,
  { requestId }: { requestId: number },
): Promise<{ ok: true } | Refused<'begun' | 'rollClosed' | 'alreadyRefused'>> {
  return write(async tx => {
    const [request] = await tx.select().from(leaveRequest).where(eq(leaveRequest.id, requestId))
    if (!request) throw new NotFound()
    const { activity: of, unit: host, row } = await rowOf(viewer, request.activityId, request.personId, tx)
    if (request.personId !== viewer.personId && !canOrganise(viewer, host.path)) throw new NotFound()
    if (request.state === 'withdrawn') return { ok: true } as const
    if (request.state === 'refused')
      return { ok: false, reason: 'alreadyRefused', places: await whoDecided(tx, request) }
    if (request.state === 'approved') {
      if (of.status === 'closed') return { ok: false, reason: 'rollClosed' } as const
      if (hasBegun(of, now())) return { ok: false, reason: 'begun' } as const
    }
    await tx.update(leaveRequest).set({ state: 'withdrawn' }).where(eq(leaveRequest.id, requestId))
    // A mark set by the organiser stays.
    if (request.state === 'asked' || row.mark !== 'leave' || row.how !== 'leave') {
      await leaveTrace(tx, viewer, 'withdraw', row)
      return { ok: true } as const
    }
    const gone = { mark: null, how: null, leaveKind: null, leaveRule: null }
    await saveRow(tx, viewer, row, gone, 'withdraw')
    return { ok: true } as const
  })
}

/** Sets the leave on the row, with its kind and the present rule of that kind. */
async function putLeave(
  tx: Tx,
  viewer: Viewer,
  row: Row,
  kind: string | null,
  verb: 'approve' | 'enter',
  agreedBy?: string,
): Promise<void> {
  const leaveRule = kind === null ? null : ((await ruleOf(tx, kind)) ?? null)
  // The old reason is dropped unless it belongs to a leave or to the standing; 病假 is stored as the kind, and
  // what the person wrote is not shown on the sheet.
  const reason = row.standingByHand || row.mark === 'leave' ? row.reason : null
  const facts = { mark: 'leave', how: 'leave', reason, leaveKind: kind, leaveRule } as const
  await saveRow(tx, viewer, row, facts, verb, agreedBy)
}

async function saveRow(
  tx: Tx,
  viewer: Viewer,
  row: Row,
  facts: Partial<Row>,
  verb: 'approve' | 'enter' | 'withdraw',
  agreedBy?: string,
): Promise<void> {
  const [saved] = await tx
    .update(attendance)
    .set({ ...facts, markedBy: viewer.accountId, markedAt: now(), version: row.version + 1 })
    .where(and(theRow(row.activityId, row.personId), eq(attendance.version, row.version)))
    .returning()
  if (!saved) throw new Conflict(row)
  await settleDebts(tx, theRow(row.activityId, row.personId) as NonNullable<ReturnType<typeof theRow>>)
  await leaveTrace(tx, viewer, verb, row, saved, agreedBy)
}

async function close(tx: Tx, viewer: Viewer, request: Request, facts: Partial<Request>): Promise<void> {
  await tx
    .update(leaveRequest)
    .set({ ...facts, decidedBy: viewer.accountId, decidedAt: now() })
    .where(eq(leaveRequest.id, request.id))
}

async function openRequest(tx: Tx, activityId: number, personId: number): Promise<Request | undefined> {
  const [open] = await tx
    .select()
    .from(leaveRequest)
    .where(
      and(
        eq(leaveRequest.activityId, activityId),
        eq(leaveRequest.personId, personId),
        inArray(leaveRequest.state, ['asked', 'approved']),
      ),
    )
  return open
}

/** The rule of a kind; undefined where the office has no such kind. */
async function ruleOf(tx: Tx, kind: string) {
  return (await leaveKindsOf(tx)).find(each => each.kind === kind)?.rule
}

async function decidedBefore(tx: Tx, request: Request): Promise<Refused<Decided>> {
  const reasons = {
    asked: 'alreadyApproved',
    approved: 'alreadyApproved',
    refused: 'alreadyRefused',
    withdrawn: 'alreadyWithdrawn',
  } as const
  return { ok: false, reason: reasons[request.state], places: await whoDecided(tx, request) }
}

async function whoDecided(tx: Tx, request: Request): Promise<Record<string, string>> {
  const at = request.decidedAt ?? request.askedAt
  return { who: await nameOf(tx, request.decidedBy), time: `${dayOf(at)} ${timeOf(at)}` }
}

/**
 * The log entry of who did what with whose leave; never what the person wrote, which not every reader of the
 * log may see.
 */
async function leaveTrace(
  tx: Tx,
  viewer: Viewer,
  verb: 'ask' | 'approve' | 'refuse' | 'enter' | 'withdraw',
  before: Row,
  after: Row = before,
  agreedBy?: string,
): Promise<void> {
  await recordAudit(tx, viewer, {
    action: `leave.${verb}`,
    subject: 'attendance',
    subjectId: `${before.activityId}/${before.personId}`,
    reason: agreedBy,
    before,
    after,
  })
}
