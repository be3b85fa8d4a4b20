import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { inParts } from '@/db/pause'
import { account } from '@/db/schema/access'
import { type calendarVersion, feed } from '@/db/schema/feed'
import { isWithin } from '@/lib/access/unit-path.sql'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { windowOf } from './calendar-version.rules'

/** Raises the version of every feed of the account, for instance when the account's language changes. */
export async function touchFeedsOf(tx: Tx, accountId: number): Promise<void> {
  const living = await tx
    .select({ unitId: feed.unitId, personId: account.personId })
    .from(feed)
    .innerJoin(account, eq(account.id, feed.accountId))
    .where(and(eq(feed.accountId, accountId), isNull(feed.revokedAt)))
  for (const { unitId, personId } of living) await touchOwner(tx, unitId, personId)
}

/** Raises the version of these people's calendars, changed_at by at least a second (the resolution of HTTP dates). */
export async function touchPeople(tx: Tx, personIds: number[]): Promise<void> {
  if (personIds.length === 0) return
  await touch(tx, 'person', [...new Set(personIds)])
}

type Hosted = { id: number; hostUnitId: number; isPublic?: boolean }

/**
 * Raises the version of the calendars of everybody on the activity's list, of its host and the units above, and
 * of the public one where it is public; likewise for the host and the publicity `before` the change.
 */
export async function touchActivity(tx: Tx, after: Hosted, before: Hosted = after): Promise<void> {
  await touchListed(tx, sql`select person_id as personId from attendance where activity_id = ${after.id}`)
  await touchHosts(tx, [after.hostUnitId, before.hostUnitId])
  if (after.isPublic || before.isPublic) await touch(tx, 'public', [0])
}

/** Raises the version of the calendars of everybody on the exam's list, of its host and the units above. */
export async function touchExam(tx: Tx, after: Hosted, before: Hosted = after): Promise<void> {
  await touchListed(tx, sql`select person_id as personId from exam_candidate where exam_id = ${after.id}`)
  await touchHosts(tx, [after.hostUnitId, before.hostUnitId])
}

/** For a renamed unit: raises every calendar that still shows something it hosts. */
export async function touchHost(tx: Tx, unitId: number): Promise<void> {
  const { from } = windowOf(dayOf(now()))
  const shown = sql`host_unit_id = ${unitId} and status <> 'draft'`
  const raised = sql`sequence = sequence + 1, changed_at = ${now()}`
  await tx.run(sql`update activity set ${raised} where ${shown} and last_day >= ${from}`)
  await tx.run(sql`update exam set ${raised} where ${shown} and closing_day >= ${from}`)
  await touchListed(
    tx,
    sql`
    select person_id as personId from attendance where activity_id in (select id from activity where ${shown} and last_day >= ${from})
    union select person_id from exam_candidate where exam_id in (select id from exam where ${shown} and closing_day >= ${from})`,
  )
  await touchHosts(tx, [unitId])
  await touch(tx, 'public', [0])
}

/**
 * Raises the version of the calendars of these units and those above; a unit that moves has others above it
 * before and after.
 */
export async function touchHosts(tx: Tx, unitIds: number[]): Promise<void> {
  const above = await tx.all<{ id: number }>(sql`
    select distinct above.id from unit host join unit above on ${isWithin(sql`host.path`, sql`above.path`)}
    where host.id in (select value from json_each(${JSON.stringify(unitIds)}))`)
  await touch(
    tx,
    'unit',
    above.map(row => row.id),
  )
}

async function touchListed(tx: Tx, people: SQL): Promise<void> {
  const rows = await tx.all<{ personId: number }>(people)
  await touchPeople(
    tx,
    rows.map(row => row.personId),
  )
}

export async function touchOwner(tx: Tx, unitId: number | null, personId: number | null): Promise<void> {
  if (unitId !== null) await touch(tx, 'unit', [unitId])
  else if (personId !== null) await touchPeople(tx, [personId])
}

export async function touch(
  tx: Tx,
  kind: (typeof calendarVersion.$inferInsert)['kind'],
  owners: number[],
): Promise<void> {
  const at = Math.floor(now() / 1000) * 1000
  await inParts(owners, part =>
    tx.run(sql`
    insert into calendar_version (kind, owner_id, version, changed_at)
    select ${kind}, value, 1, ${at} from json_each(${JSON.stringify(part)}) where true
    on conflict (kind, owner_id) do update set version = version + 1, changed_at = max(changed_at + 1000, excluded.changed_at)`),
  )
}
