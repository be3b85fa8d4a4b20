import { type SQL, sql } from 'drizzle-orm'
import { addDays, instantOf } from '@/lib/core/time'
import { attemptDay, isValidAttempt } from '@/lib/exam/attempt.sql'
import { isOverBy } from '@/lib/organisation/audience/over.sql'
import { onlineStudyForms } from '@/lib/organisation/settings/study.rules'
import { countsAsStudy } from '@/lib/plan/duties/owed.sql'
import { lastDayToSit, ofPerson } from '@/lib/statistics/goal/undone.sql'
import { type Filter, scopeJoin } from '@/lib/statistics/rates/counting.sql'

const forms = sql.join(
  onlineStudyForms.map(form => sql`${form}`),
  sql`, `,
)

/**
 * Rows of `Undone` over `scope`: what has begun and no rate counts yet. Online studies that are not over or whose
 * completions are not confirmed, and exams that are open; an exam counts from its closing day on (rates.md).
 */
export function runningRows({ from, to, asOf }: Filter): SQL {
  return sql`
    select ${ofPerson}, 'online' as kind, a.id, a.title, a.day, a.last_day as until, 1 as isOpen, 0 as isLate, 0 as below,
      0 as lapses, 0 as sat
    from activity a join attendance r on r.activity_id = a.id ${scopeJoin(sql`r.unit_id`, sql`a.day`)}
      join person p on p.id = r.person_id join unit u on u.id = r.unit_id
    where r.standing = 'required' and a.compulsory and a.form in (${forms}) and ${countsAsStudy}
      and a.status in ('scheduled', 'held', 'closed') and a.not_recorded_reason is null
      and not (a.status = 'closed' and ${isOverBy(asOf)})
      and a.day between ${from} and ${to} and a.day <= ${asOf} and not coalesce(r.completed_on <= ${asOf}, 0)
    union all
    select ${ofPerson}, 'exam', e.id, e.title, e.closing_day, ${lastDayToSit}, 1, 0, 0, 0, 0
    from exam e join exam_candidate c on c.exam_id = e.id ${scopeJoin(sql`c.unit_id`, sql`e.closing_day`)}
      join person p on p.id = c.person_id join unit u on u.id = c.unit_id
    where c.standing = 'required' and e.status = 'scheduled' and e.opens_at < ${instantOf(addDays(asOf, 1))}
      and e.closing_day > ${asOf} and e.closing_day between ${from} and ${to}
      and not exists (select 1 from attempt t where t.exam_id = e.id and t.person_id = c.person_id
        and ${isValidAttempt()} and ${attemptDay} <= ${asOf})`
}
