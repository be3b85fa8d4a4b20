import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { write } from '@/db/write'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound, Refusal, type Refused } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { touchPeople } from '@/lib/organisation/calendar-version.commands'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import type { AsideInput, ResumeInput } from './past-year.input'
import { isPastDue, isUntouched } from './past-year.sql'

type What = AsideInput['what']

const kinds = {
  record: { column: sql`not_recorded_reason`, mayBe: isUntouched, action: 'activity.notRecorded' },
  makeUps: { column: sql`make_ups_ended_reason`, mayBe: isPastDue, action: 'activity.makeUpsEnded' },
} as const

const changedMeanwhile = { ok: false, reason: 'changedMeanwhile' } as const

/**
 * 不再登记 (activities that are over and on whose rolls nobody has a mark) or 不再补学 (activities whose make-ups have all
 * been due): one decision over a list, with a reason. Refused as a whole where one of them no longer is so.
 */
export async function setAside(
  viewer: Viewer,
  { what, ids, reason }: AsideInput,
): Promise<{ ok: true; count: number } | Refused<'changedMeanwhile'>> {
  return write(async tx => {
    if (!administersAll(viewer)) throw new Forbidden()
    const { column, mayBe, action } = kinds[what]
    const wanted = [...new Set(ids)]
    const changed = await tx.all<{ id: number }>(sql`
      update activity as a set ${column} = ${reason}, version = version + 1, changed_at = ${now()}
      where id in (select value from json_each(${JSON.stringify(wanted)})) and ${mayBe(dayOf(now()))} returning id`)
    // Whoever has read a list decides on that list, not on what is left of it.
    if (changed.length !== wanted.length) throw new Refusal(changedMeanwhile)
    await tell(tx, what, wanted)
    await recordAudit(
      tx,
      viewer,
      ...wanted.map(id => ({ action, subject: 'activity', subjectId: id, reason })),
    )
    return { ok: true, count: wanted.length } as const
  }).catch((error): Refused<'changedMeanwhile'> => {
    if (error instanceof Refusal) return changedMeanwhile
    throw error
  })
}

/** 恢复: the activity is recorded, or its make-ups are owed, as before. */
export async function resume(viewer: Viewer, { what, id }: ResumeInput): Promise<{ ok: true }> {
  return write(async tx => {
    if (!administersAll(viewer)) throw new Forbidden()
    const { column, action } = kinds[what]
    const [before] = await tx.all<{ reason: string | null }>(
      sql`select ${column} as reason from activity where id = ${id}`,
    )
    if (!before) throw new NotFound()
    if (before.reason === null) return { ok: true } as const
    await tx.run(sql`
      update activity set ${column} = null, version = version + 1, changed_at = ${now()} where id = ${id}`)
    await tell(tx, what, [id])
    await recordAudit(tx, viewer, {
      action: `${action}Resumed`,
      subject: 'activity',
      subjectId: id,
      before: { reason: before.reason },
    })
    return { ok: true } as const
  })
}

/** A debt that begins or ends is told by its calendars; a roll that is recorded no more by those of its people. */
async function tell(tx: Tx, what: What, ids: number[]): Promise<void> {
  const among: SQL = sql`activity_id in (select value from json_each(${JSON.stringify(ids)}))`
  if (what === 'makeUps') {
    await settleDebts(tx, among)
    return
  }
  const people = await tx.all<{ id: number }>(
    sql`select distinct person_id as id from attendance where ${among}`,
  )
  await touchPeople(
    tx,
    people.map(each => each.id),
  )
}
