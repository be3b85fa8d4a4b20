import type { Tx } from '@/db/client'
import { requireOrganiser } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { keptAudience, putAudience, syncExam } from '@/lib/organisation/audience/audience.commands'
import type { Part } from '@/lib/organisation/audience/audience.rules'
import { audienceOf } from '@/lib/organisation/audience/audience.sql'
import { joinOccurrence } from '@/lib/plan/occurrences/occurrence.commands'
import { alterExam, putExam } from './exam.commands'
import type { Exam } from './result-read.rules'

export type WhoSits = { words: string; parts: Part[]; personIds: number[] }

/** An exam of which only the sheet of results is there. */
export async function holdExam(
  tx: Tx,
  viewer: Viewer,
  { hostUnitId, title, opensAt, closesAt, closingDay, makeUpClosesAt, fullMark, passMark }: Exam,
  { words, parts, personIds }: WhoSits,
): Promise<Exam> {
  await requireOrganiser(viewer, hostUnitId, tx)
  const people = personIds.map(personId => ({ personId, how: 'added' as const }))
  const audienceId = await putAudience(tx, { words, parts, people })
  const times = { opensAt, closesAt, closingDay, makeUpClosesAt }
  const made = await putExam(tx, viewer, { hostUnitId, title, ...times, fullMark, passMark, audienceId })
  // As where it comes from a list of exams.
  await joinOccurrence(tx, { day: closingDay, form: '网上学法考试', unitId: hostUnitId }, { examId: made.id })
  return made
}

/** An exam for the people of several sheets: those of another one have to sit it too. */
export async function widenExam(
  tx: Tx,
  viewer: Viewer,
  before: Exam,
  added: readonly { personId: number; name: string }[],
): Promise<Exam> {
  await requireOrganiser(viewer, before.hostUnitId, tx)
  const is = await audienceOf(before.audienceId as number, tx)
  const people = [
    ...is.people,
    ...added.map(({ personId }) => ({ personId, how: 'added' as const, reason: null })),
  ]
  const words = [is.words, ...added.map(each => each.name)].filter(Boolean).join('、')
  const audienceId = await keptAudience(tx, before.audienceId, { words, parts: is.parts, people })
  const saved = await alterExam(tx, viewer, before, { audienceId })
  // Its first sheet has frozen the list.
  await syncExam(tx, saved, false)
  return saved
}
