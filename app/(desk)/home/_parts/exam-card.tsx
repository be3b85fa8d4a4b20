import type { Say } from '@/app/_i18n/messages'
import { dateWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import { sittingState } from '@/lib/calendar/calendar.rules'
import type { Duties } from '@/lib/calendar/home/duty.queries'
import { dayOf, daysBetween, type Instant } from '@/lib/core/time'

type Exam = Duties['exams'][number]

/** The year's exams with their window and the viewer's state. */
export function ExamCard({ say, exams, at }: { say: Say; exams: Exam[]; at: Instant }) {
  if (exams.length === 0) return null
  return (
    <section className="card order-5" aria-labelledby="own-exams">
      <h2 id="own-exams">{say.t('home.exams.title')}</h2>
      <ul className="mt-1">
        {exams.map(exam => {
          const { tone, word } = sittingState(exam, at)
          return (
            <li key={exam.id} className="border-line border-t py-3 first:border-t-0 last:pb-0">
              <div className="flex items-start justify-between gap-3">
                <Link href={`/exams/${exam.id}`}>{exam.title}</Link>
                <Tag tone={tone}>{say.term(word)}</Tag>
              </div>
              <p className="text-ink-3 text-sm">{windowWords(say, exam, at)}</p>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function windowWords(say: Say, exam: Exam, at: Instant): string {
  const today = dayOf(at)
  const date = (day: string) => dateWords(say, day, today)
  const words = [say.t('home.exams.window', { from: date(exam.day), to: date(exam.lastDay) })]
  if (!exam.passed && exam.opensAt <= at && at <= exam.closesAt) {
    const count = daysBetween(today, exam.lastDay)
    words.push(say.t(count === 0 ? 'home.exams.closesToday' : 'home.exams.closesIn', { count }))
  }
  if (!exam.passed && exam.makeUpClosesAt !== null && exam.closesAt < at && at <= exam.makeUpClosesAt)
    words.push(say.t('home.exams.makeUp', { day: date(dayOf(exam.makeUpClosesAt)) }))
  return words.join(' · ')
}
