import { and, eq, sql } from 'drizzle-orm'
import { checkForReport } from '@/db/check'
import { lockedFigure, lockedYear } from '@/db/schema/report'
import { write } from '@/db/write'
import { canAdminister, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound, type Refused } from '@/lib/core/errors'
import { type Day, dayOf } from '@/lib/core/time'
import { allLocks } from '@/lib/statistics/rates/kept.sql'
import { figuresOf, filterFor } from '@/lib/statistics/rates/rate.queries'
import { annexOf } from '@/lib/statistics/report/report.rules'
import type { LockInput, UnlockInput } from './lock.input'
import { cellsOf } from './locked-cell.sql'

/**
 * 锁定年度数据, of figures that agree: keeps every figure of the unit and all below it, by month and for the year, as of a
 * day that is at least the last of the year. By an administrator of the unit or above.
 */
export async function lockYear(
  viewer: Viewer,
  input: LockInput,
): Promise<{ ok: true } | Refused<'notOver' | 'asOfBefore' | 'asOfAhead'>> {
  await checkForReport()
  return write(async tx => {
    const { year } = input
    const lastDay: Day = `${year}-12-31`
    const asOf = input.asOf ?? lastDay
    const filter = await filterFor(viewer, { ...wholeYear(input), asOf, isLive: true }, tx)
    if (!canAdminister(viewer, filter.unitPath)) throw new Forbidden()
    const today = dayOf(now())
    if (today <= lastDay) return { ok: false, reason: 'notOver' } as const
    if (asOf < lastDay) return { ok: false, reason: 'asOfBefore', field: 'asOf' } as const
    if (asOf > today) return { ok: false, reason: 'asOfAhead', field: 'asOf' } as const
    const kept = annexOf(await figuresOf(filter, tx))
    const { unitId, unitPath: path } = filter
    const [made] = await tx
      .insert(lockedYear)
      .values({
        year,
        unitId,
        asOf,
        lockedAt: now(),
        lockedBy: viewer.accountId,
        figures: JSON.stringify(kept),
      })
      .onConflictDoNothing()
      .returning()
    if (!made) return { ok: true } as const
    const cells = await cellsOf({ year, path, asOf }, tx)
    const rows = [...cells].map(([key, figures]) => [...key.split('|'), JSON.stringify(figures)])
    await tx.run(sql`
      insert into ${lockedFigure} (year, lock_unit_id, unit_id, month, is_alone, figures)
      select ${year}, ${unitId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(${JSON.stringify(rows)})`)
    await recordAudit(tx, viewer, {
      action: 'report.lockYear',
      subject: 'report',
      subjectId: year,
      after: { unitId, asOf, ...kept },
    })
    return { ok: true } as const
  })
}

/** 解除锁定, with a reason: what was kept and its list of corrections go; the log tells who did it. */
export async function unlockYear(viewer: Viewer, input: UnlockInput): Promise<{ ok: true }> {
  return write(async tx => {
    const { year, unitId, reason } = input
    const filter = await filterFor(viewer, { ...wholeYear(input), asOf: `${year}-12-31` }, tx)
    if (!canAdminister(viewer, filter.unitPath)) throw new Forbidden()
    const lock = (await allLocks(tx)).find(each => each.year === year && each.unitId === unitId)
    if (!lock) throw new NotFound()
    await tx.delete(lockedYear).where(and(eq(lockedYear.year, year), eq(lockedYear.unitId, unitId)))
    await recordAudit(tx, viewer, {
      action: 'report.unlockYear',
      subject: 'report',
      subjectId: year,
      reason,
      before: { unitId, asOf: lock.asOf },
    })
    return { ok: true } as const
  })
}

function wholeYear({ year, unitId }: { year: number; unitId?: number }) {
  return { unitId, from: `${year}-01-01`, to: `${year}-12-31` }
}
