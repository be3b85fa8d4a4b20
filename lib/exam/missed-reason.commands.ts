import { and, eq } from 'drizzle-orm'
import { attempt, examCandidate } from '@/db/schema/exam'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { alterRow } from '@/lib/access/versioned.commands'
import { NotFound } from '@/lib/core/errors'
import { forOrganiser } from './exam.commands'
import type { MissedReasonInput } from './exam.input'

/** Says why somebody missed the exam, or nothing: of who has to sit it, has handed in nothing. */
export async function sayMissedReason(
  viewer: Viewer,
  { id, personId, version, missedReason }: MissedReasonInput,
) {
  return write(async tx => {
    const of = await forOrganiser(tx, viewer, id)
    const theRow = and(eq(examCandidate.examId, of.id), eq(examCandidate.personId, personId))
    const [before] = await tx.select().from(examCandidate).where(theRow)
    if (!before) throw new NotFound()
    if (before.missedReason === missedReason) return { ok: true, id: of.id } as const
    const [sat] = await tx
      .select({ number: attempt.number })
      .from(attempt)
      .where(and(eq(attempt.examId, of.id), eq(attempt.personId, personId)))
      .limit(1)
    if (sat || before.standing !== 'required')
      return { ok: false, reason: 'nothingMissed', field: 'missedReason' } as const
    const after = await alterRow(tx, examCandidate, theRow, version, { missedReason })
    await recordAudit(tx, viewer, {
      action: 'exam.candidate',
      subject: 'exam',
      subjectId: of.id,
      before,
      after,
    })
    return { ok: true, id: of.id } as const
  })
}
