import type { Say } from '@/app/_i18n/messages'
import { dateWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import type { Debt } from '@/lib/calendar/home/duty.rules'
import type { Day } from '@/lib/core/time'
import { debtTones } from '../../makeups/_parts/debt-tones'

type Props = { say: Say; debts: Debt[]; today: Day }

/** The viewer's open make-ups, the deadlines and the contact. Empty if there are none. */
export function DebtCard({ say, debts, today }: Props) {
  if (debts.length === 0) return null
  const online = debts.filter(debt => debt.from === 'online').length
  const count = debts.length - online
  const hosts = [...new Set(debts.flatMap(debt => (debt.from === 'online' ? [] : [debt.hostName])))]
  return (
    <section className="card order-1 border-cinnabar" aria-labelledby="owed">
      <h2 id="owed" className="text-cinnabar">
        {count === 0
          ? say.t('home.owed.titleOnline', { count: online })
          : say.t(online === 0 ? 'home.owed.title' : 'home.owed.titleBoth', { count, online })}
      </h2>
      <ul className="mt-1">
        {debts.map(debt => (
          <li key={debt.activityId} className="border-line border-t py-3 first:border-t-0 last:pb-0">
            <div className="flex items-start justify-between gap-3">
              <Link href={`/activities/${debt.activityId}${debt.from === 'online' ? '' : '/makeup'}`}>
                {debt.title}
              </Link>
              {debt.study ? (
                <Tag tone={debtTones[debt.study]}>{say.term(`debtState.${debt.study}`)}</Tag>
              ) : (
                <TimeLeft say={say} daysLeft={debt.daysLeft} />
              )}
            </div>
            <p className="text-ink-3 text-sm">{why(say, debt, today)}</p>
          </li>
        ))}
      </ul>
      {hosts.length > 0 && (
        <p className="mt-3 border-line border-t pt-3 text-ink-3 text-sm">
          {say.t('home.owed.ask', { hosts: hosts.join(say.t('home.owed.and')) })}
        </p>
      )}
    </section>
  )
}

function why(say: Say, { from, day, due }: Debt, today: Day): string {
  const what = say.t(`home.owed.${from}`, { day: dateWords(say, day, today) })
  if (due === null) return what
  const until = from === 'online' ? 'home.owed.untilOnline' : 'home.owed.until'
  return `${what} · ${say.t(until, { day: dateWords(say, due, today) })}`
}

function TimeLeft({ say, daysLeft }: { say: Say; daysLeft: number | null }) {
  if (daysLeft === null) return null
  if (daysLeft < 0) return <Tag tone="owed">{say.t('home.owed.late', { count: -daysLeft })}</Tag>
  if (daysLeft === 0) return <Tag tone="owed">{say.t('home.owed.lastDay')}</Tag>
  return <Tag tone="soon">{say.t('common.date.inDays', { count: daysLeft })}</Tag>
}
