import { dayOf, timeOf } from '@/lib/core/time'
import type { examPage } from '@/lib/exam/exam.queries'

/** The form's fields as they are saved. */
export function savedFields({ exam, audience }: Awaited<ReturnType<typeof examPage>>) {
  const { title, hostUnitId, fullMark, passMark, attempts, makeUpAttempts, counting } = exam
  const [opens, closes] = [timeOf(exam.opensAt), timeOf(exam.closesAt)]
  return {
    ...{ title, hostUnitId, fullMark, passMark, attempts, makeUpAttempts, counting },
    audienceWords: audience?.words,
    opensOn: dayOf(exam.opensAt),
    opensTime: opens === '00:00' ? null : opens,
    closesOn: exam.closingDay,
    closesTime: closes === '23:59' ? null : closes,
    makeUpClosesOn: exam.makeUpClosesAt === null ? null : dayOf(exam.makeUpClosesAt),
  }
}
