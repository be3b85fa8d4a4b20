import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { attendance, makeUp } from '@/db/schema/attendance'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { theRow } from '@/lib/attendance/attendance.commands'
import { rowOf } from '@/lib/attendance/attendance.queries'
import { type MakeUpRefusal, makeUpRefusal } from '@/lib/attendance/attendance.rules'
import { nameOf } from '@/lib/attendance/leave/leave.sql'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound, Refusal, type Refused } from '@/lib/core/errors'
import { type Day, dayOf, timeOf } from '@/lib/core/time'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import { owesMakeUp } from '@/lib/plan/duties/owed.rules'
import type {
  ConfirmInput,
  DecideStudyInput,
  MakeUpInput,
  SelfStudyInput,
  SessionInput,
  UndoMakeUpInput,
} from './makeup.input'
import { proposalFor } from './makeup.queries'

type Row = typeof attendance.$inferSelect
type MakeUp = typeof makeUp.$inferSelect
type Found = Awaited<ReturnType<typeof rowOf>>

/**
 * 补学 is recorded beside the mark, which stays: the attendance rate of the day does not change. Also after the
 * roll was closed.
 */
export async function recordMakeUp(
  viewer: Viewer,
  input: MakeUpInput,
): Promise<{ ok: true; row: Row } | Refused<MakeUpRefusal>> {
  return write(async tx => {
    const found = await recordableRow(tx, viewer, input.activityId, input.personId)
    if (found.row.madeUpOn === input.day) return { ok: true, row: found.row } as const
    const refusal = makeUpRefusal(found.activity, found.row, input.day, dayOf(now()))
    if (refusal) return { ok: false, reason: refusal, field: 'day' } as const
    const row = await putMakeUp(tx, viewer, found, input.day)
    await tx.insert(makeUp).values({ ...input, ...decidedNow(viewer) })
    return { ok: true, row } as const
  })
}

type AskRefusal = MakeUpRefusal | 'notOwed' | 'alreadyAsked' | 'alreadyMadeUp'

/** 自学补学 handed in by the person, for the organiser to approve. Idempotent; another one is possible after a refusal. */
export async function askMakeUp(
  viewer: Viewer,
  input: SelfStudyInput,
): Promise<{ ok: true } | Refused<AskRefusal>> {
  const { personId } = viewer
  if (personId === null) throw new Forbidden()
  return write(async tx => {
    const found = await rowOf(viewer, input.activityId, personId, tx)
    const [waiting] = await tx
      .select()
      .from(makeUp)
      .where(
        and(
          eq(makeUp.activityId, input.activityId),
          eq(makeUp.personId, personId),
          eq(makeUp.state, 'asked'),
        ),
      )
    const isSame = (['day', 'material', 'note'] as const).every(field => waiting?.[field] === input[field])
    if (waiting) return isSame ? ({ ok: true } as const) : ({ ok: false, reason: 'alreadyAsked' } as const)
    if (found.row.madeUpOn !== null) return alreadyMadeUp(found.row)
    const refusal = makeUpRefusal(found.activity, found.row, input.day, dayOf(now()))
    if (refusal) return { ...nobodyNamed(refusal), field: 'day' }
    if (!owesMakeUp(found, dayOf(now()))) return { ok: false, reason: 'notOwed' } as const
    await tx.insert(makeUp).values({ ...input, personId, way: 'selfStudy', askedAt: now() })
    await leaveTrace(tx, viewer, 'askMakeUp', found.row, { ...found.row, madeUpOn: null })
    return { ok: true } as const
  })
}

/** 撤回: withdraws an own self-study that is not decided yet. */
export async function withdrawStudy(
  viewer: Viewer,
  { makeUpId }: { makeUpId: number },
): Promise<{ ok: true } | Refused<Decided>> {
  return write(async tx => {
    const [asked] = await tx.select().from(makeUp).where(eq(makeUp.id, makeUpId))
    if (!asked || asked.personId !== viewer.personId) throw new NotFound()
    if (asked.state === 'withdrawn') return { ok: true } as const
    if (asked.state !== 'asked') return decidedBefore(tx, asked)
    await tx.update(makeUp).set({ state: 'withdrawn' }).where(eq(makeUp.id, makeUpId))
    const { row } = await rowOf(viewer, asked.activityId, asked.personId, tx)
    await leaveTrace(tx, viewer, 'withdrawMakeUp', row)
    return { ok: true } as const
  })
}

type Decided = 'alreadyApproved' | 'alreadySentBack' | 'alreadyWithdrawn'

/** 批准 or 退回 a self-study. An earlier decision by somebody else stays, and the answer names who decided. */
export async function decideStudy(
  viewer: Viewer,
  { makeUpId, decision, note }: DecideStudyInput,
): Promise<{ ok: true } | Refused<Decided | MakeUpRefusal | 'alreadyMadeUp'>> {
  return write(async tx => {
    const [asked] = await tx.select().from(makeUp).where(eq(makeUp.id, makeUpId))
    if (!asked) throw new NotFound()
    const found = await recordableRow(tx, viewer, asked.activityId, asked.personId)
    const state = decision === 'approve' ? 'approved' : 'refused'
    if (asked.state !== 'asked') {
      const isMine = asked.state === state && asked.decidedBy === viewer.accountId
      return isMine ? ({ ok: true } as const) : decidedBefore(tx, asked)
    }
    if (decision === 'approve') {
      if (found.row.madeUpOn !== null) return alreadyMadeUp(found.row)
      const refusal = makeUpRefusal(found.activity, found.row, asked.day, dayOf(now()))
      if (refusal) return nobodyNamed(refusal)
      await putMakeUp(tx, viewer, found, asked.day, { by: makeUpId })
    }
    await tx
      .update(makeUp)
      .set({ ...decidedNow(viewer), state, askedAt: asked.askedAt, decisionNote: note || null })
      .where(eq(makeUp.id, makeUpId))
    if (decision === 'refuse') await leaveTrace(tx, viewer, 'refuseMakeUp', found.row, found.row, note)
    return { ok: true } as const
  })
}

/** 确认: accepts a proposal, a later activity on the same topic that the person attended. */
export async function confirmMakeUp(
  viewer: Viewer,
  { confirm: { activityId, personId, byActivityId } }: ConfirmInput,
): Promise<{ ok: true; count: number } | Refused<MakeUpRefusal | 'alreadyMadeUp' | 'notProposed'>> {
  return write(async tx => {
    const found = await recordableRow(tx, viewer, activityId, personId)
    const proposed = await proposalFor(viewer, tx, activityId, personId, byActivityId)
    if (!proposed) return { ok: false, reason: 'notProposed' } as const
    const { day } = proposed
    if (found.row.madeUpOn === day) return { ok: true, count: 1 } as const
    if (found.row.madeUpOn !== null) return alreadyMadeUp(found.row)
    const refusal = makeUpRefusal(found.activity, found.row, day, dayOf(now()))
    if (refusal) return nobodyNamed(refusal)
    await putMakeUp(tx, viewer, found, day)
    await tx
      .insert(makeUp)
      .values({ activityId, personId, byActivityId, day, way: 'activity', ...decidedNow(viewer) })
    return { ok: true, count: 1 } as const
  })
}

type SessionRefusal = MakeUpRefusal | 'alreadyMadeUp'

/**
 * 补学场次: records a make-up on that day for everybody named, all or none; where somebody did not owe it, the
 * first one is named. Idempotent.
 */
export async function recordSession(
  viewer: Viewer,
  { day, note, rows }: SessionInput,
): Promise<{ ok: true; count: number } | Refused<SessionRefusal>> {
  try {
    return await write(async tx => {
      for (const [activityId, personId] of rows) {
        const found = await recordableRow(tx, viewer, activityId, personId)
        if (found.row.madeUpOn === day) continue
        const refusal =
          found.row.madeUpOn === null
            ? makeUpRefusal(found.activity, found.row, day, dayOf(now()))
            : 'alreadyMadeUp'
        if (refusal) throw new Refusal(await refusedOf(tx, refusal, found))
        await putMakeUp(tx, viewer, found, day)
        await tx
          .insert(makeUp)
          .values({ activityId, personId, day, note, way: 'session', ...decidedNow(viewer) })
      }
      return { ok: true, count: rows.length } as const
    })
  } catch (error) {
    if (error instanceof Refusal) return error.answer as Refused<SessionRefusal>
    throw error
  }
}

/** 撤销补学 recorded by mistake; the debt is open again. */
export async function undoMakeUp(
  viewer: Viewer,
  { activityId, personId, reason }: UndoMakeUpInput,
): Promise<{ ok: true }> {
  return write(async tx => {
    const found = await recordableRow(tx, viewer, activityId, personId)
    if (found.row.madeUpOn === null) return { ok: true } as const
    await putMakeUp(tx, viewer, found, null, { reason })
    return { ok: true } as const
  })
}

async function recordableRow(tx: Tx, viewer: Viewer, activityId: number, personId: number): Promise<Found> {
  const found = await rowOf(viewer, activityId, personId, tx)
  if (!canOrganise(viewer, found.unit.path)) throw new Forbidden()
  return found
}

/**
 * A row is made up once: other approved or open make-ups of it are cancelled, except the study `by` that is
 * being approved.
 */
async function putMakeUp(
  tx: Tx,
  viewer: Viewer,
  { row }: Found,
  on: Day | null,
  { reason, by = 0 }: { reason?: string; by?: number } = {},
): Promise<Row> {
  await tx
    .update(makeUp)
    .set({ state: 'withdrawn', decidedAt: now(), decidedBy: viewer.accountId })
    .where(
      and(
        eq(makeUp.activityId, row.activityId),
        eq(makeUp.personId, row.personId),
        inArray(makeUp.state, ['asked', 'approved']),
        ne(makeUp.id, by),
      ),
    )
  const [saved] = await tx
    .update(attendance)
    .set({ madeUpOn: on, version: row.version + 1 })
    .where(and(theRow(row.activityId, row.personId), eq(attendance.version, row.version)))
    .returning()
  await settleDebts(tx, sql`activity_id = ${row.activityId} and person_id = ${row.personId}`)
  await leaveTrace(tx, viewer, on === null ? 'undoMakeUp' : 'makeUp', row, saved, reason)
  return saved as Row
}

function decidedNow(viewer: Viewer) {
  return { state: 'approved', askedAt: now(), decidedAt: now(), decidedBy: viewer.accountId } as const
}

function alreadyMadeUp({ madeUpOn }: Row): Refused<'alreadyMadeUp'> {
  return { ok: false, reason: 'alreadyMadeUp', places: { day: madeUpOn ?? '', name: '' } }
}

/** About one person alone: the sentence, which in a list names who it is, names nobody. */
function nobodyNamed(reason: MakeUpRefusal): Refused<MakeUpRefusal> {
  return { ok: false, reason, places: { name: '' } }
}

async function refusedOf(tx: Tx, reason: SessionRefusal, { row, activity }: Found) {
  const [person] = await tx.all<{ name: string }>(sql`select name from person where id = ${row.personId}`)
  return {
    ok: false,
    reason,
    field: 'rows',
    places: { name: person?.name ?? '', title: activity.title, day: row.madeUpOn ?? '' },
  } as const
}

async function decidedBefore(tx: Tx, asked: MakeUp): Promise<Refused<Decided>> {
  const reasons = {
    asked: 'alreadyApproved',
    approved: 'alreadyApproved',
    refused: 'alreadySentBack',
    withdrawn: 'alreadyWithdrawn',
  } as const
  const at = asked.decidedAt ?? asked.askedAt
  const who = await nameOf(tx, asked.decidedBy)
  return { ok: false, reason: reasons[asked.state], places: { who, time: `${dayOf(at)} ${timeOf(at)}` } }
}

async function leaveTrace(
  tx: Tx,
  viewer: Viewer,
  verb: 'makeUp' | 'undoMakeUp' | 'askMakeUp' | 'withdrawMakeUp' | 'refuseMakeUp',
  before: Row,
  after: Row = before,
  reason?: string,
): Promise<void> {
  await recordAudit(tx, viewer, {
    action: `attendance.${verb}`,
    subject: 'attendance',
    subjectId: `${before.activityId}/${before.personId}`,
    reason,
    before,
    after,
  })
}
