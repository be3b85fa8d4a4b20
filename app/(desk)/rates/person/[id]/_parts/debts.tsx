import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import { owesMakeUp } from '@/lib/plan/duties/owed.rules'
import type { Record } from '@/lib/statistics/person-year.queries'
import { dayIn } from '../../../_parts/span-words'

type Props = { say: Say; rows: Record[]; asOf: string }

/** 待补学 of closed rolls only, because the figures beside it count no others. */
export function Debts({ say, rows, asOf }: Props) {
  const { t } = say
  const debts = rows.filter(row => row.status === 'closed' && owesMakeUp({ activity: row, row }, asOf))
  return (
    <section className="card" aria-labelledby="debts">
      <h2 id="debts">{t('rate.person.debts')}</h2>
      {debts.length === 0 && <p className="mt-2 text-ink-3 text-sm">{t('rate.person.noDebts')}</p>}
      <ul className="mt-2">
        {debts.map(row => {
          const isOpen = row.makeUpDue !== null && row.makeUpDue >= asOf
          return (
            <li key={row.activityId} className="border-line border-b py-2.5 last:border-b-0">
              <Link href={`/activities/${row.activityId}`}>
                {t('rate.person.debt', { title: row.title, day: dayIn(say, row.day) })}
              </Link>
              {row.makeUpDue !== null && (
                <span className="block text-sm">
                  <Tag tone={isOpen ? 'soon' : 'owed'}>
                    {t(isOpen ? 'rate.rows.due' : 'rate.rows.wasDue', { day: dayIn(say, row.makeUpDue) })}
                  </Tag>
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
