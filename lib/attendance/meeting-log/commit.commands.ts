import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { activity } from '@/db/schema/activity'
import { activityGuest } from '@/db/schema/attendance'
import { importDraft } from '@/db/schema/import'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { openRoll } from '@/lib/attendance/attendance.commands'
import { now } from '@/lib/core/clock'
import { monthOf, yearOf } from '@/lib/core/time'
import { touchPeople } from '@/lib/organisation/calendar-version.commands'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import { isMissed } from '@/lib/plan/duties/owed.rules'
import { NO_CELLS } from '@/lib/spreadsheet/draft.rules'
import { cleanName } from '@/lib/spreadsheet/text.rules'
import { keepProfile } from './meeting-log.commands'
import { meetingLogDraft, meetingLogPreview } from './meeting-log.queries'
import { minutesOf, stayWords } from './meeting-log.rules'
import { type Aside, type Entry, guestsOf, meetingLogCounts, toWrite } from './preview.rules'

type Activity = typeof activity.$inferSelect

/**
 * Writes what the preview showed: all of its marks, or none. Where the roll or the meaning of the file has
 * changed since, nothing is written and the new preview is shown. Idempotent.
 */
export async function commitMeetingLog(viewer: Viewer, { draftId, seen }: { draftId: number; seen: string }) {
  return write(async tx => {
    const drafted = await meetingLogDraft(viewer, draftId, tx)
    const { draft, activity: of, unit: host, refusal } = drafted
    const done = { ok: true, activityId: of.id, draftId } as const
    if (draft.writtenAt !== null) return done
    if (refusal) return { ok: false, reason: refusal } as const
    const judged = await meetingLogPreview(viewer, drafted, tx)
    if (!judged) return { ok: false, reason: 'noColumns' } as const
    const left = judged.read.faults.length + judged.plan.open.length
    if (left > 0) return { ok: false, reason: 'decideFirst', places: { count: left } } as const
    if (judged.seen !== seen) return { ok: false, reason: 'changedMeanwhile' } as const
    const source = `${draft.options.profile} · ${draft.fileName}`
    await putEntries(tx, viewer, of, toWrite(judged.plan), source)
    await putGuests(tx, viewer, of, guestsOf(judged.plan))
    const { profile: name, mapping, decisions } = draft.options
    const staffNoOf = new Map(judged.people.map(each => [each.personId, each.staffNo]))
    const people = Object.entries(decisions).flatMap(([key, decision]) => {
      const staffNo = decision.do === 'person' ? staffNoOf.get(decision.personId) : undefined
      return staffNo === undefined ? [] : [[key, staffNo] as const]
    })
    await keepProfile(tx, viewer, host.id, { name, mapping, people: Object.fromEntries(people) })
    await tx
      .update(importDraft)
      // The marks are in the roll now; the copy of the file is deleted.
      .set({ writtenAt: now(), outcome: JSON.stringify(meetingLogCounts(judged.plan)), table: NO_CELLS })
      .where(eq(importDraft.id, draftId))
    return done
  })
}

async function putEntries(
  tx: Tx,
  viewer: Viewer,
  of: Activity,
  entries: Entry[],
  source: string,
): Promise<void> {
  if (entries.length === 0) return
  const list = JSON.stringify(
    entries.map(({ someone, mark, isWalkIn }) => ({ personId: someone.personId, mark, isWalkIn })),
  )
  const at = now()
  // A reason such as 病假 belongs to the leave and is removed with it; the reason for putting somebody on the
  // list stays.
  await tx.run(sql`
    insert into attendance (activity_id, person_id, unit_id, day, year, month, form, standing, standing_by_hand,
      mark, how, marked_by, marked_at, feed_changed_at)
    select ${of.id}, r.value ->> 'personId', coalesce(
        (select m.unit_id from membership m where m.person_id = r.value ->> 'personId' and m.from_day <= ${of.day}
          and (m.to_day is null or m.to_day >= ${of.day}) order by m.is_primary desc, m.from_day desc limit 1),
        ${of.hostUnitId}),
      ${of.day}, ${yearOf(of.day)}, ${monthOf(of.day)}, ${of.form}, 'walkIn', 1,
      r.value ->> 'mark', 'import', ${viewer.accountId}, ${at}, ${at}
    from json_each(${list}) r where true
    on conflict (activity_id, person_id) do update set
      mark = excluded.mark, how = 'import', marked_by = excluded.marked_by, marked_at = excluded.marked_at,
      reason = case when standing_by_hand then reason end, leave_kind = null, leave_rule = null,
      make_up_due = case when standing = 'withdrawn' then null else make_up_due end,
      feed_sequence = feed_sequence + (standing = 'withdrawn'),
      feed_changed_at = case when standing = 'withdrawn' then excluded.feed_changed_at else feed_changed_at end,
      standing_by_hand = max(standing_by_hand, standing = 'withdrawn'),
      standing = case when standing = 'withdrawn' then 'walkIn' else standing end,
      version = version + 1`)
  await openRoll(tx, of.id)
  if (entries.some(({ was }) => was && isMissed(was.mark))) await settleDebts(tx, sql`activity_id = ${of.id}`)
  await touchPeople(
    tx,
    entries.filter(each => each.isWalkIn).map(each => each.someone.personId),
  )
  await recordAudit(tx, viewer, {
    action: 'attendance.presence',
    subject: 'activity',
    subjectId: of.id,
    reason: source,
    after: entries.map(({ someone, mark, was, isWalkIn, presence, rows }) => ({
      personId: someone.personId,
      was: was?.mark ?? null,
      mark,
      ...(isWalkIn ? { standing: 'walkIn' } : {}),
      how: 'import',
      stay: stayWords(presence),
      minutes: minutesOf(presence),
      rows,
    })),
  })
}

/** Inserts 名单外 who are on no roster; the same name of the same organisation is one guest. */
async function putGuests(tx: Tx, viewer: Viewer, of: Activity, guests: Aside[]): Promise<void> {
  for (const { named } of guests) {
    const organisation = named.unit.slice(0, 100)
    const name = cleanName(named.name || named.staffNo).slice(0, 40)
    const [there] = await tx
      .select({ id: activityGuest.id })
      .from(activityGuest)
      .where(
        and(
          eq(activityGuest.activityId, of.id),
          eq(activityGuest.name, name),
          eq(sql`coalesce(${activityGuest.organisation}, '')`, organisation),
        ),
      )
    if (there) continue
    const [added] = await tx
      .insert(activityGuest)
      .values({
        activityId: of.id,
        name,
        organisation,
        standing: 'walkIn',
        came: true,
        addedBy: viewer.accountId,
        addedAt: now(),
      })
      .returning()
    await recordAudit(tx, viewer, {
      action: 'activity.guest',
      subject: 'activity',
      subjectId: of.id,
      after: added,
    })
  }
}
