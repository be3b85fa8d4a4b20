import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { exam } from '@/db/schema/exam'
import type { Viewer } from '../access/rules'
import { syncExam } from '../audience/commands'
import { recordAudit } from '../audit/commands'
import { now } from '../clock'
import { Conflict } from '../errors'

type Row = typeof exam.$inferSelect
export type ExamFacts = Omit<
  typeof exam.$inferInsert,
  'id' | 'uid' | 'sequence' | 'version' | 'createdAt' | 'changedAt' | 'listConfirmedAt'
>

/** A new exam; who must sit becomes its list. */
export async function putExam(tx: Tx, viewer: Viewer, facts: ExamFacts): Promise<Row> {
  const [made] = await tx
    .insert(exam)
    .values({ ...facts, uid: `exam-${randomUUID()}@xuefa`, createdAt: now(), changedAt: now() })
    .returning()
  const row = made as Row
  await syncExam(tx, row)
  await recordAudit(tx, viewer, { action: 'exam.create', subject: 'exam', subjectId: row.id, after: row })
  return row
}

/** Throws Conflict where the exam changed since `before` was read. */
export async function alterExam(
  tx: Tx,
  viewer: Viewer,
  before: Row,
  facts: Partial<ExamFacts & Pick<Row, 'listConfirmedAt'>>,
  reason?: string,
): Promise<Row> {
  const [saved] = await tx
    .update(exam)
    .set({ ...facts, version: before.version + 1, sequence: before.sequence + 1, changedAt: now() })
    .where(and(eq(exam.id, before.id), eq(exam.version, before.version)))
    .returning()
  if (!saved) throw new Conflict(before)
  await syncExam(tx, saved)
  await recordAudit(tx, viewer, {
    action: 'exam.change',
    subject: 'exam',
    subjectId: saved.id,
    reason,
    before,
    after: saved,
  })
  return saved
}
