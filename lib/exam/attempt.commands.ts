import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { inParts } from '@/db/pause'
import type { exam } from '@/db/schema/exam'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import type { Day, Instant } from '@/lib/core/time'
import { touchPeople } from '@/lib/organisation/calendar-version.commands'

export type Sitting = {
  number: number
  submittedAt: Instant | null
  day: Day
  score: number | null
  passed: boolean
  annulledReason: string | null
}
export type Recorded = {
  exam: typeof exam.$inferSelect
  attempts: (Sitting & { personId: number })[]
  exempt: { personId: number; reason: string | null }[]
  missed: { personId: number; reason: string }[]
}

/**
 * Writes attempts by exam, person and number, 免考, and why others did not sit, in a constant number of statements. For imports: it neither
 * authorises nor judges.
 */
export async function recordResults(
  tx: Tx,
  viewer: Viewer,
  { exam: of, attempts, exempt, missed }: Recorded,
  reason: string | undefined,
): Promise<void> {
  if (attempts.length + exempt.length + missed.length === 0) return
  await inParts(attempts, part =>
    tx.run(sql`
      insert into attempt (exam_id, person_id, number, submitted_at, day, score, pass_mark, passed, source, annulled_reason)
      select ${of.id}, r.value ->> 'personId', r.value ->> 'number', r.value ->> 'submittedAt', r.value ->> 'day',
        cast(r.value ->> 'score' as real), ${of.passMark}, r.value ->> 'passed', 'import', r.value ->> 'annulledReason'
      from json_each(${JSON.stringify(part)}) r where true
      on conflict (exam_id, person_id, number) do update set submitted_at = excluded.submitted_at, day = excluded.day,
        score = excluded.score, passed = excluded.passed, annulled_reason = excluded.annulled_reason, version = version + 1`),
  )
  await inParts(missed, part =>
    tx.run(sql`
      update exam_candidate set missed_reason = r.value ->> 'reason', version = version + 1
      from json_each(${JSON.stringify(part)}) r
      where exam_id = ${of.id} and person_id = r.value ->> 'personId' and standing = 'required'`),
  )
  if (exempt.length > 0) {
    await tx.run(sql`
      update exam_candidate set standing = 'exempt', standing_by_hand = 1, version = version + 1,
        feed_sequence = feed_sequence + 1, feed_changed_at = ${now()}
      where exam_id = ${of.id} and person_id in (select r.value ->> 'personId' from json_each(${JSON.stringify(exempt)}) r)`)
    await touchPeople(
      tx,
      exempt.map(each => each.personId),
    )
  }
  await recordAudit(tx, viewer, {
    action: 'exam.importResults',
    subject: 'exam',
    subjectId: of.id,
    reason,
    after: { attempts, exempt, ...(missed.length > 0 ? { missed } : {}) },
  })
}
