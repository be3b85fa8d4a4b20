import { sql } from 'drizzle-orm'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { activityById } from '@/lib/activity/activity.queries'
import { now } from '@/lib/core/clock'
import { Forbidden, type Refused } from '@/lib/core/errors'
import { putSetting } from '@/lib/organisation/settings/setting.commands'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import { openRoll, recordable } from './attendance.commands'
import type { OrderInput } from './attendance.input'
import { numberedOf, seenOf, sheetOf } from './attendance.queries'
import { type Mark, type MarkRefusal, numbersOf } from './attendance.rules'
import { orderOf, settingOfOrder } from './sheet-order.sql'

/**
 * `list` and `marks`: checksums of the sheet shown in the form (`seenOf`); without them the present sheet is
 * assumed.
 */
export type PaperInput = {
  activityId: number
  restPresent: boolean
  list?: string
  marks?: string
} & Record<Exclude<Mark, 'present'>, string>
type PaperRefusal = MarkRefusal | 'listChanged' | 'marksChanged' | 'wrongNumber' | 'twice' | 'exemptNumber'

/**
 * Records the sheet from a form of numbers in the printed list, by state, the rest present. Refused where the
 * list has changed since the form was shown, or where it would overwrite marks set since.
 */
export async function markByNumbers(
  viewer: Viewer,
  input: PaperInput,
): Promise<{ ok: true; count: number } | Refused<PaperRefusal>> {
  return write(async tx => {
    const of = await recordable(tx, viewer, input.activityId)
    if (!of.ok) return of
    const listed = numberedOf((await sheetOf(viewer, input.activityId, tx)).rows)
    const seen = seenOf(listed)
    if ((input.list ?? seen.list) !== seen.list) return { ok: false, reason: 'listChanged' } as const
    const wanted = new Map<number, Mark>()
    for (const mark of ['absent', 'late', 'leave', 'leftEarly'] as const) {
      const read = numbersOf(input[mark], listed.length)
      if (!read.ok)
        return { ok: false, reason: 'wrongNumber', field: mark, places: { number: read.wrong } } as const
      for (const number of read.numbers) {
        const { personId, standing, name } = listed[number - 1] as (typeof listed)[number]
        if (standing === 'exempt') {
          const places = { number: String(number), name }
          return { ok: false, reason: 'exemptNumber', field: mark, places } as const
        }
        if (wanted.has(personId))
          return { ok: false, reason: 'twice', field: mark, places: { number: String(number) } } as const
        wanted.set(personId, mark)
      }
    }
    if (input.restPresent) {
      for (const row of listed)
        if (row.mark === null && row.standing === 'required' && !wanted.has(row.personId))
          wanted.set(row.personId, 'present')
    }
    const changed = listed.filter(row => wanted.has(row.personId) && wanted.get(row.personId) !== row.mark)
    if ((input.marks ?? seen.marks) !== seen.marks && changed.some(row => row.mark !== null))
      return { ok: false, reason: 'marksChanged' } as const
    const changes = changed.map(({ personId, mark: was }) => ({ personId, mark: wanted.get(personId), was }))
    if (changes.length > 0) {
      await tx.run(sql`
        update attendance set mark = c.value ->> 'mark', reason = iif(standing_by_hand, reason, null),
          leave_kind = null, leave_rule = null, how = 'paper',
          marked_by = ${viewer.accountId}, marked_at = ${now()}, version = version + 1
        from json_each(${JSON.stringify(changes)}) c where activity_id = ${input.activityId} and person_id = c.value ->> 'personId'`)
      await openRoll(tx, input.activityId)
      await settleDebts(tx, sql`activity_id = ${input.activityId}`)
      await recordAudit(tx, viewer, {
        action: 'attendance.markByNumbers',
        subject: 'activity',
        subjectId: input.activityId,
        after: changes,
      })
    }
    return { ok: true, count: changes.length } as const
  })
}

/** Sets 按排序 or 按姓氏笔画: the order, and so the numbers, of one activity's sheet on screen and on paper. */
export async function setSheetOrder(
  viewer: Viewer,
  { activityId, order }: OrderInput,
): Promise<{ ok: true }> {
  return write(async tx => {
    const { unit: host } = await activityById(viewer, activityId, tx)
    if (!canOrganise(viewer, host.path)) throw new Forbidden()
    const before = await orderOf(activityId, tx)
    if (before === order) return { ok: true }
    await putSetting(tx, settingOfOrder(activityId), order)
    await recordAudit(tx, viewer, {
      action: 'attendance.order',
      subject: 'activity',
      subjectId: activityId,
      before: { order: before },
      after: { order },
    })
    return { ok: true }
  })
}
