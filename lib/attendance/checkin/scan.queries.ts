import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { db, type On } from '@/db/client'
import { account } from '@/db/schema/access'
import { activity } from '@/db/schema/activity'
import { attendance, boundDevice, signIn } from '@/db/schema/attendance'
import { person, unit } from '@/db/schema/roster'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { belongs } from '@/lib/access/belonging.sql'
import { sawPerson } from '@/lib/access/seen'
import { type HeldSession, liveSession } from '@/lib/access/session.queries'
import { activityById } from '@/lib/activity/activity.queries'
import type { Mark } from '@/lib/attendance/attendance.rules'
import { now as clock } from '@/lib/core/clock'
import { cameAt } from '@/lib/core/closed-time'
import { NotFound } from '@/lib/core/errors'
import { dayOf, type Instant } from '@/lib/core/time'
import { digitsOf, sealOf } from './code.crypto'
import { codeText, isAccepted, leftOf, startOf, stepOf } from './code.rules'
import { closedFor, closedForWaiting, warningsOf } from './scan.rules'

const DAY = 86_400_000

/*
 * The holder of a genuine code, or of its ticket, is shown the title and hours of that activity and his or her
 * own state, nobody else's. These reads have no viewer: the code is the authorisation.
 */

const hallColumns = {
  id: activity.id,
  title: activity.title,
  place: activity.place,
  form: activity.form,
  day: activity.day,
  lastDay: activity.lastDay,
  startsAt: activity.startsAt,
  endsAt: activity.endsAt,
  status: activity.status,
  deletedAt: activity.deletedAt,
  signInFrom: activity.signInFrom,
  lateAfter: activity.lateAfter,
  signInUntil: activity.signInUntil,
  rollOpenedAt: activity.rollOpenedAt,
  makeUpDays: activity.makeUpDays,
  codeSecret: activity.codeSecret,
}

/** The activity of a code; undefined where there is none, or its code was never shown. */
export async function checkInHallOf(activityId: number, on: On = db) {
  const [found] = await on
    .select(hallColumns)
    .from(activity)
    .where(and(eq(activity.id, activityId), isNotNull(activity.codeSecret)))
  return found
}
export type CheckInHall = NonNullable<Awaited<ReturnType<typeof checkInHallOf>>>

/** The activities for which check-in is open now, or was at `came`: their six digits may be typed. */
export async function openCheckInHalls(now: Instant, came = now): Promise<CheckInHall[]> {
  const found = await db
    .select(hallColumns)
    .from(activity)
    .where(
      and(
        isNotNull(activity.codeSecret),
        isNull(activity.deletedAt),
        // Check-in may open before midnight for the next day; an activity may last past midnight.
        sql`${activity.day} <= ${dayOf(now + DAY)} and ${activity.lastDay} >= ${dayOf(now - DAY)}`,
      ),
    )
  return found.filter(hall => closedForWaiting(hall, came, now) === null)
}

/** `scannedAt`: when the digits may have been typed at the earliest. */
export type ShownDigits = { hall: CheckInHall; scannedAt: Instant }

/**
 * The open activity whose screen shows these digits now or showed them one step ago, not counting the time in which
 * the server took no requests. Null where none does, or two by coincidence.
 */
export async function checkInHallByDigits(digits: string, now: Instant): Promise<ShownDigits | null> {
  const steps: { step: number; scannedAt: Instant }[] = []
  for (let step = stepOf(now); ; step--) {
    const scannedAt = cameAt(startOf(step), now)
    if (!isAccepted(step, scannedAt)) break
    steps.push({ step, scannedAt })
  }
  const halls = await openCheckInHalls(now, steps.at(-1)?.scannedAt)
  const found = halls.flatMap(hall => {
    const shown = steps.find(({ step }) => digitsOf(hall.codeSecret ?? '', hall.id, step) === digits)
    return shown ? [{ hall, scannedAt: shown.scannedAt }] : []
  })
  return found.length === 1 ? (found[0] ?? null) : null
}

/** The person checking in: by the session of an account, or by a bound phone. */
export type Signer = {
  personId: number
  accountId: number
  name: string
  locale: 'zh' | 'en'
  isBound: boolean
  readsOnly?: true
}

const signerColumns = {
  personId: person.id,
  name: person.name,
  accountId: account.id,
  locale: account.locale,
}

/**
 * The person of a live session, whose scan counts as seen; a session that still has to change its first password
 * is accepted too.
 */
export async function sessionSigner(held: HeldSession): Promise<Signer | null> {
  const live = await liveSession(held)
  if (!live) return null
  sawPerson(live)
  const { personId, name, accountId, locale, readsOnly } = live
  return { personId, name, accountId, locale, isBound: false, readsOnly }
}

/** The person to whom this browser is bound, as long as the account may be used. */
export async function boundSigner(device: string, now: Instant): Promise<Signer | null> {
  const [found] = await db
    .select(signerColumns)
    .from(boundDevice)
    .innerJoin(person, eq(person.id, boundDevice.personId))
    .innerJoin(account, eq(account.personId, person.id))
    .where(
      and(
        eq(boundDevice.device, device),
        sql`${boundDevice.until} > ${now}`,
        isNull(account.disabledAt),
        belongs(account, dayOf(clock())),
      ),
    )
  return found ? { ...found, isBound: true } : null
}

/** The own row of whoever checks in; undefined for somebody not on the list. */
export async function signerRow({ personId }: Signer, activityId: number) {
  const [row] = await db
    .select({ standing: attendance.standing, mark: attendance.mark, how: attendance.how })
    .from(attendance)
    .where(and(eq(attendance.activityId, activityId), eq(attendance.personId, personId)))
  return row
}

/** Throws NotFound for anybody but an organiser of the activity. */
async function organised(viewer: Viewer, activityId: number) {
  const found = await activityById(viewer, activityId)
  if (!canOrganise(viewer, found.unit.path)) throw new NotFound()
  return found
}

const LAST_NAMES = 8

/** The organiser's screen: the present code, its remaining time, and who has come. */
export async function screenOf(viewer: Viewer, activityId: number, now: Instant) {
  const { activity: of, unit: host } = await organised(viewer, activityId)
  const closed = closedFor(of, now)
  const secret = of.codeSecret
  const [[counts], names, [waiting]] = await Promise.all([
    db.all<{ required: number; came: number; others: number }>(sql`
      select sum(standing = 'required') as required,
        sum(standing = 'required' and coalesce(mark in ('present', 'late', 'leftEarly'), 0)) as came,
        sum(standing <> 'required' and coalesce(mark in ('present', 'late', 'leftEarly'), 0)) as others
      from attendance where activity_id = ${activityId} and standing <> 'withdrawn'`),
    db.all<{ id: number; name: string }>(sql`
      select p.id, p.name from sign_in s join person p on p.id = s.person_id
      where s.activity_id = ${activityId} and (s.outcome = 'signed' or s.decision = 'confirmed')
      group by s.person_id order by min(s.id) desc limit ${LAST_NAMES}`),
    db.all<{ count: number }>(sql`
      select count(*) as count from sign_in
      where activity_id = ${activityId} and outcome = 'toVerify' and decision is null`),
  ])
  const step = stepOf(now)
  const live = secret !== null && closed === null
  return {
    activity: of,
    hostName: host.name,
    closed,
    /** Whether a code was ever shown; showing the first one is a write. */
    begun: secret !== null,
    code: live
      ? {
          path: `/s/${codeText({ activityId, step, seal: sealOf(secret, activityId, step) })}`,
          digits: digitsOf(secret, activityId, step),
          left: leftOf(now),
        }
      : null,
    required: counts?.required ?? 0,
    came: counts?.came ?? 0,
    others: counts?.others ?? 0,
    waiting: waiting?.count ?? 0,
    names,
  }
}
const decider = alias(person, 'decider')

/** 签到记录, newest first: people to be verified with candidates, warnings, refusals, all scans. */
export async function scansOf(viewer: Viewer, activityId: number) {
  const found = await organised(viewer, activityId)
  const scans = await scanRows(eq(signIn.activityId, activityId))
  const names = scans.filter(scan => scan.outcome === 'toVerify').map(scan => scan.typedName)
  const listed = await db.all<Candidate & { name: string }>(sql`
    select p.id as personId, p.name, u.name as unitName, p.post, a.mark from attendance a
    join person p on p.id = a.person_id join unit u on u.id = a.unit_id
    where a.activity_id = ${activityId} and a.standing <> 'withdrawn'
      and p.name in (select value from json_each(${JSON.stringify(names)})) order by u.tree_order, p.position, p.id`)
  const named = scans.map(scan => ({ ...scan, name: scan.name ?? scan.typedName }))
  return {
    ...found,
    toVerify: scans
      .filter(scan => scan.outcome === 'toVerify' && scan.decision === null)
      .map(scan => ({ ...scan, candidates: candidatesOf(scan, listed) })),
    decided: named.filter(scan => scan.decision !== null),
    signed: named.filter(scan => scan.outcome === 'signed'),
    refused: named.filter(scan => scan.outcome === 'refused'),
    warnings: warningsOf(named),
    /** 扫码与登记不同: an organiser's mark existed and was kept. */
    kept: named.filter(scan => scan.outcome === 'signed' && scan.reason === 'kept'),
  }
}
export type Scans = Awaited<ReturnType<typeof scansOf>>

export type Candidate = { personId: number; unitName: string; post: string | null; mark: Mark | null }

/**
 * People on the list with the typed name; the one whose phone number matched comes first, whether on the list
 * or not.
 */
function candidatesOf(
  scan: { personId: number | null; typedName: string | null; unitName: string | null },
  listed: (Candidate & { name: string })[],
): (Candidate & { fits: boolean })[] {
  const byName = listed
    .filter(each => each.name === scan.typedName)
    .map(each => ({ ...each, fits: each.personId === scan.personId }))
  const known = byName.some(each => each.fits) || scan.personId === null
  const outside = known
    ? []
    : [
        {
          personId: scan.personId as number,
          unitName: scan.unitName ?? '',
          post: null,
          mark: null,
          fits: true,
        },
      ]
  return [...outside, ...byName].sort((a, b) => Number(b.fits) - Number(a.fits))
}

async function scanRows(which: SQL) {
  const rows = await db
    .select({
      id: signIn.id,
      at: signIn.at,
      device: signIn.device,
      outcome: signIn.outcome,
      reason: signIn.reason,
      decision: signIn.decision,
      decidedAt: signIn.decidedAt,
      decidedBy: decider.name,
      personId: signIn.personId,
      name: person.name,
      unitName: unit.name,
      mark: attendance.mark,
    })
    .from(signIn)
    .leftJoin(person, eq(person.id, signIn.personId))
    .leftJoin(
      attendance,
      and(eq(attendance.activityId, signIn.activityId), eq(attendance.personId, signIn.personId)),
    )
    .leftJoin(unit, eq(unit.id, attendance.unitId))
    .leftJoin(account, eq(account.id, signIn.decidedBy))
    .leftJoin(decider, eq(decider.id, account.personId))
    .where(which)
    .orderBy(sql`${signIn.id} desc`)
  // For somebody without an account `reason` holds the name as typed.
  return rows.map(row => ({ ...row, typedName: row.outcome === 'toVerify' ? row.reason : null }))
}
