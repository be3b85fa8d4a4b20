import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { attendance } from '@/db/schema/attendance'
import { refuseOnFullDisk, write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { type AuditEntry, recordAudits } from '@/lib/access/audit.commands'
import { bindBrowsers } from '@/lib/access/known-browser.commands'
import { openRoll } from '@/lib/attendance/attendance.commands'
import type { Mark } from '@/lib/attendance/attendance.rules'
import { now } from '@/lib/core/clock'
import { cameAt } from '@/lib/core/closed-time'
import { type Instant, monthOf, yearOf } from '@/lib/core/time'
import { touchPeople } from '@/lib/organisation/calendar-version.commands'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import { gatherFor, type Press, type Pressed } from './checkin.rules'
import { putRefusals } from './scan.commands'
import { type CheckInHall, checkInHallOf } from './scan.queries'
import { closedForWaiting, type Effect, effectOf, markAt, timesOf } from './scan.rules'

type Row = typeof attendance.$inferSelect
type Waiting = { press: Press; settle(answer: Pressed): void; fail(error: unknown): void }

const MOST_TOGETHER = 200
let waiting: Waiting[] = []
let isGathering = false
let lastCommitMs = 0

/**
 * Records one press of the check-in button. 200 people press it within minutes, and on an office computer's
 * disk each commit takes 10–30 ms: concurrent presses are batched into one transaction. Nobody is answered
 * before its commit; where it fails, it fails for all of them.
 */
export async function checkInByCode(press: Press): Promise<Pressed> {
  if (press.person.readsOnly) {
    refuseOnFullDisk()
    return { ok: false, reason: 'signInAgain' }
  }
  return new Promise((settle, fail) => {
    waiting.push({ press, settle, fail })
    if (!isGathering) void gather()
  })
}

async function gather(): Promise<void> {
  isGathering = true
  while (waiting.length > 0) {
    await new Promise(resume => setTimeout(resume, gatherFor(lastCommitMs)))
    const together = waiting.slice(0, MOST_TOGETHER)
    waiting = waiting.slice(MOST_TOGETHER)
    const started = performance.now()
    try {
      const answers = await write(tx =>
        pressed(
          tx,
          together.map(each => each.press),
        ),
      )
      for (const [at, each] of together.entries()) each.settle(answers[at] as Pressed)
    } catch (error) {
      for (const each of together) each.fail(error)
    }
    lastCommitMs = performance.now() - started
  }
  isGathering = false
}

/** The answers are in the order of the presses. */
async function pressed(tx: Tx, presses: Press[]): Promise<Pressed[]> {
  const answers = new Map<Press, Pressed>()
  for (const activityId of new Set(presses.map(press => press.activityId))) {
    const own = presses.filter(press => press.activityId === activityId)
    const hall = await checkInHallOf(activityId, tx)
    const at = now()
    const found: (Pressed | null)[] = own.map(({ scannedAt, pressedAt = at }) => {
      const reason = hall ? closedForWaiting(hall, cameAt(scannedAt, pressedAt), at) : 'cancelled'
      return reason === null ? null : { ok: false, reason }
    })
    const good = own.filter((_, n) => found[n] === null)
    if (hall && good.length > 0) {
      const done = await taken(tx, hall, good)
      for (const [n, press] of good.entries()) found[own.indexOf(press)] = done[n] ?? null
    }
    await putRefusals(
      tx,
      own.flatMap((press, at) => {
        const answer = found[at]
        return answer && !answer.ok ? [refusalOf(press, answer.reason)] : []
      }),
    )
    for (const [at, press] of own.entries()) answers.set(press, found[at] as Pressed)
  }
  return presses.map(press => answers.get(press) as Pressed)
}

function refusalOf({ activityId, device, person }: Press, reason: string) {
  return { activityId, device, personId: person.personId, reason }
}

type Before = { device: string; personId: number | null; at: Instant }

async function taken(tx: Tx, hall: CheckInHall, presses: Press[]): Promise<Pressed[]> {
  const devices = JSON.stringify(presses.map(press => press.device))
  const before = await tx.all<Before>(sql`
    select device, person_id as personId, at from sign_in
    where activity_id = ${hall.id} and outcome <> 'refused' and device in (select value from json_each(${devices}))`)
  const scans: (Before & { reason: string | null })[] = []
  const good: Press[] = []
  const refused = new Set<Press>()
  for (const press of presses) {
    const { personId } = press.person
    const ofDevice = [...before, ...scans].filter(scan => scan.device === press.device)
    // A ticket is valid for one person; a second person on the same phone must scan again, and the organiser
    // sees both.
    if (ofDevice.some(scan => scan.at === press.scannedAt && scan.personId !== personId)) refused.add(press)
    else {
      good.push(press)
      if (!ofDevice.some(scan => scan.personId === personId))
        scans.push({ device: press.device, personId, at: press.scannedAt, reason: null })
    }
  }
  const marks = await putMarks(
    tx,
    hall,
    good.map(({ person, scannedAt }) => ({ person, scannedAt, how: 'code' as const })),
  )
  for (const scan of scans) scan.reason = marks.get(scan.personId ?? 0)?.effect === 'kept' ? 'kept' : null
  if (scans.length > 0)
    await tx.run(sql`
      insert into sign_in (activity_id, person_id, at, device, outcome, reason)
      select ${hall.id}, value ->> 'personId', value ->> 'at', value ->> 'device', 'signed', value ->> 'reason'
      from json_each(${JSON.stringify(scans)}) order by key`)
  await bindBrowsers(
    tx,
    good.filter(press => press.binds).map(({ device, person }) => ({ device, personId: person.personId })),
  )
  return presses.map(press =>
    refused.has(press)
      ? { ok: false, reason: 'ticketUsed' }
      : { ok: true, ...(marks.get(press.person.personId) as Done) },
  )
}

type Coming = {
  person: { personId: number; accountId: number | null; name: string }
  scannedAt: Instant
  how: 'code' | 'vouched'
  /** The organiser who confirms, where it is not the person's own press. */
  by?: Viewer
}
type Done = { effect: Effect; mark: Mark; at: Instant }

/** Sets the marks of people who check in, by the rule of `effectOf`; returns the resulting row of each, by person. */
export async function putMarks(tx: Tx, hall: CheckInHall, coming: Coming[]): Promise<Map<number, Done>> {
  const times = timesOf(hall)
  const done = new Map<number, Done>()
  const ids = coming.map(each => each.person.personId)
  const rows = await tx
    .select()
    .from(attendance)
    .where(and(eq(attendance.activityId, hall.id), inArray(attendance.personId, ids)))
  const changes: { before: Row | undefined; after: Partial<Row>; of: Coming }[] = []
  for (const of of coming) {
    const { personId, accountId } = of.person
    if (done.has(personId)) continue
    const row = rows.find(each => each.personId === personId)
    const effect = effectOf(row)
    const at = now()
    if (row && (effect === 'again' || effect === 'kept')) {
      done.set(personId, { effect, mark: row.mark as Mark, at: row.markedAt ?? at })
      continue
    }
    const mark = markAt(times, of.scannedAt)
    const markedBy = of.by ? of.by.accountId : accountId
    const set = { mark, how: of.how, markedBy, markedAt: at }
    const after =
      effect === 'walkIn'
        ? { ...set, standing: 'walkIn' as const }
        : // A reason such as 病假 is removed with the leave; the reason for the standing stays.
          { ...set, reason: row?.standingByHand ? row.reason : null, leaveKind: null, leaveRule: null }
    changes.push({ before: row, after, of })
    done.set(personId, { effect, mark, at })
  }
  if (changes.length === 0) return done
  const list = (effect: Effect) =>
    JSON.stringify(
      changes
        .filter(each => done.get(each.of.person.personId)?.effect === effect)
        .map(each => ({ personId: each.of.person.personId, ...each.after })),
    )
  // As a table of its own the list gets an index; json_each would be scanned again for each row of the sheet.
  await tx.run(sql`
    with c as materialized (select value ->> 'personId' as id, value ->> 'mark' as mark, value ->> 'how' as how,
      value ->> 'reason' as reason, value ->> 'markedBy' as by, value ->> 'markedAt' as at from json_each(${list('mark')}))
    update attendance set mark = c.mark, how = c.how, reason = c.reason, leave_kind = null, leave_rule = null,
      marked_by = c.by, marked_at = c.at, version = version + 1
    from c where activity_id = ${hall.id} and person_id = c.id`)
  await putWalkIns(tx, hall, list('walkIn'))
  if (hall.rollOpenedAt === null || hall.status === 'scheduled') await openRoll(tx, hall.id)
  const ofLeave = changes.filter(each => each.before?.mark === 'leave').map(each => each.of.person.personId)
  if (ofLeave.length > 0)
    await settleDebts(
      tx,
      sql`activity_id = ${hall.id} and person_id in (select value from json_each(${JSON.stringify(ofLeave)}))`,
    )
  await touchPeople(
    tx,
    changes
      .filter(each => done.get(each.of.person.personId)?.effect === 'walkIn')
      .map(each => each.of.person.personId),
  )
  await recordAudits(
    tx,
    changes.map(({ before, after, of }): [Pick<Viewer, 'accountId' | 'name'>, AuditEntry] => [
      of.by ?? of.person,
      {
        action: of.by ? 'attendance.vouch' : 'attendance.signIn',
        subject: 'attendance',
        subjectId: `${hall.id}/${of.person.personId}`,
        before,
        after: { ...before, ...after },
      },
    ]),
  )
  return done
}

/** Inserts 名单外参加 with the unit of that day; for a person in no unit on that day, the first unit ever. */
async function putWalkIns(tx: Tx, { id, day, form }: CheckInHall, list: string): Promise<void> {
  if (list === '[]') return
  await tx.run(sql`
    insert into attendance (activity_id, person_id, unit_id, day, year, month, form, standing, standing_by_hand,
      mark, how, marked_by, marked_at, feed_changed_at)
    select ${id}, c.value ->> 'personId', coalesce(
        (select m.unit_id from membership m where m.person_id = c.value ->> 'personId' and m.from_day <= ${day}
          and (m.to_day is null or m.to_day >= ${day}) order by m.is_primary desc, m.from_day desc limit 1),
        (select m.unit_id from membership m where m.person_id = c.value ->> 'personId' order by m.from_day desc limit 1),
        (select host_unit_id from activity where id = ${id})),
      ${day}, ${yearOf(day)}, ${monthOf(day)}, ${form}, 'walkIn', 1,
      c.value ->> 'mark', c.value ->> 'how', c.value ->> 'markedBy', c.value ->> 'markedAt', ${now()}
    from json_each(${list}) c where true
    on conflict do update set standing = 'walkIn', standing_by_hand = 1, unit_id = excluded.unit_id, day = excluded.day,
      year = excluded.year, month = excluded.month, form = excluded.form, make_up_due = null, reason = null, leave_kind = null,
      leave_rule = null,      mark = excluded.mark, how = excluded.how, marked_by = excluded.marked_by, marked_at = excluded.marked_at,
      version = version + 1, feed_sequence = feed_sequence + 1, feed_changed_at = excluded.feed_changed_at`)
}
