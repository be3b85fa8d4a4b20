import type { Say } from '@/app/_i18n/messages'
import { dateWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import type { Viewer } from '@/lib/access/access.rules'
import { ownRows } from '@/lib/attendance/attendance.queries'
import { ownLeaves } from '@/lib/attendance/leave/leave.queries'
import { askRefusal } from '@/lib/attendance/leave/leave.rules'
import { ownDebts } from '@/lib/attendance/makeup/makeup.queries'
import { debtState } from '@/lib/attendance/makeup/makeup.rules'
import { now } from '@/lib/core/clock'
import { addDays, dayOf } from '@/lib/core/time'
import { leaveTones } from '../../activities/[id]/leave/_parts/leave-record'
import { debtTones } from '../../makeups/_parts/debt-tones'

/** Days ahead for which the page offers to ask for leave. */
const AHEAD = 60

/** The viewer's open make-ups, each with a link to make it up, and leaves of the last weeks and ahead. */
export async function OwnStudy({ say, viewer }: { say: Say; viewer: Viewer }) {
  if (viewer.personId === null) return null
  const { t, term } = say
  const today = dayOf(now())
  const at = now()
  const [debts, leaves, ahead] = await Promise.all([
    ownDebts(viewer, today),
    ownLeaves(viewer, addDays(today, -30)),
    ownRows(viewer, today, addDays(today, AHEAD)),
  ])
  const isOpen = (id: number) =>
    leaves.some(each => each.activityId === id && (each.state === 'asked' || each.state === 'approved'))
  const askable = ahead.filter(
    ({ activity, row }) => askRefusal(activity, row, at) === null && !isOpen(activity.id),
  )
  return (
    <>
      <section className="card" aria-labelledby="me-debts">
        <h2 id="me-debts">{t('makeup.own.title2')}</h2>
        {debts.length === 0 && <p className="mt-1 text-ink-2">{t('makeup.own.none')}</p>}
        <ul>
          {debts.map(debt => {
            const state = debtState({ due: debt.due, studyState: debt.study?.state ?? null }, today)
            return (
              <li key={debt.activityId} className="border-line border-b py-1.5 last:border-0">
                <Link
                  href={`/activities/${debt.activityId}/makeup`}
                  className="flex min-h-11 items-center break-words"
                >
                  {debt.title}
                </Link>
                <p className="text-ink-3 text-sm">
                  <Tag tone={debtTones[state]}>{term(`debtState.${state}`)}</Tag>{' '}
                  {debt.due !== null && `${t('makeup.list.due')} ${dateWords(say, debt.due, today)}`}
                </p>
              </li>
            )
          })}
        </ul>
      </section>
      <section className="card" aria-labelledby="me-leaves">
        <h2 id="me-leaves">{t('leave.own.title2')}</h2>
        {leaves.length === 0 && <p className="mt-1 text-ink-2">{t('leave.own.none')}</p>}
        <ul>
          {leaves.map(leave => (
            <li key={leave.id} className="border-line border-b py-1.5 last:border-0">
              <Link
                href={`/activities/${leave.activityId}/leave`}
                className="flex min-h-11 items-center break-words"
              >
                {leave.title}
              </Link>
              <p className="text-ink-3 text-sm">
                <Tag tone={leaveTones[leave.state]}>{term(`leaveState.${leave.state}`)}</Tag>{' '}
                {`${leave.kind ?? ''} ${dateWords(say, leave.day, today)}`}
              </p>
            </li>
          ))}
        </ul>
        {askable.length > 0 && (
          <>
            <h3 className="mt-3">{t('leave.own.ahead')}</h3>
            <ul>
              {askable.slice(0, 5).map(({ activity }) => (
                <li key={activity.id}>
                  <Link
                    href={`/activities/${activity.id}/leave`}
                    className="flex min-h-11 items-center break-words"
                  >
                    {`${dateWords(say, activity.day, today)} ${activity.title}`}
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </>
  )
}
