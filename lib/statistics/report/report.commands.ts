import { and, eq } from 'drizzle-orm'
import { otherFigure } from '@/db/schema/report'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { alterRow, requireVersion } from '@/lib/access/versioned.commands'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { filterFor } from '@/lib/statistics/rates/rate.queries'
import type { OtherFigureInput, RemoveFigureInput } from './report.input'

const wholeYear = ({ year, unitId }: { year: number; unitId?: number }) => ({
  ...(unitId !== undefined && { unitId }),
  ...{ from: `${year}-01-01`, to: `${year}-12-31`, asOf: `${year}-12-31` },
})

/**
 * A figure that is not computed from rows, typed in with its source; saving the same name again corrects it. Throws
 * Conflict where it stands otherwise and the form has not seen it.
 */
export async function saveOtherFigure(viewer: Viewer, { version, ...input }: OtherFigureInput) {
  return write(async tx => {
    const { unitId, unitPath } = await filterFor(viewer, wholeYear(input), tx)
    if (!canOrganise(viewer, unitPath)) throw new Forbidden()
    const theFigure = and(
      eq(otherFigure.year, input.year),
      eq(otherFigure.unitId, unitId),
      eq(otherFigure.name, input.name),
    )
    const [before] = await tx.select().from(otherFigure).where(theFigure)
    const isSame =
      before?.kind === input.kind && before.value === input.value && before.source === input.source
    if (isSame) return { ok: true } as const
    if (before) requireVersion(before, version)
    if (before) await alterRow(tx, otherFigure, theFigure, before.version, input)
    else await tx.insert(otherFigure).values({ ...input, unitId })
    await recordAudit(tx, viewer, {
      action: 'report.otherFigure',
      subject: 'report',
      subjectId: input.year,
      before,
      after: input,
    })
    return { ok: true } as const
  })
}

/** Removes a figure, as it was seen. */
export async function removeOtherFigure(viewer: Viewer, input: RemoveFigureInput) {
  return write(async tx => {
    const { unitId, unitPath } = await filterFor(viewer, wholeYear(input), tx)
    if (!canOrganise(viewer, unitPath)) throw new Forbidden()
    const theFigure = and(
      eq(otherFigure.id, input.id),
      eq(otherFigure.unitId, unitId),
      eq(otherFigure.year, input.year),
    )
    const [gone] = await tx.select().from(otherFigure).where(theFigure)
    if (!gone) throw new NotFound()
    requireVersion(gone, input.version)
    await tx.delete(otherFigure).where(theFigure)
    await recordAudit(tx, viewer, {
      action: 'report.removeFigure',
      subject: 'report',
      subjectId: input.year,
      before: gone,
    })
    return { ok: true } as const
  })
}
