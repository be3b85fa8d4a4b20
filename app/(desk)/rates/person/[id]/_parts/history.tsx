import { Fragment } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { Tag, type Tone } from '@/app/_ui/tag'
import { attended, isLateMakeUp } from '@/lib/attendance/attendance.rules'
import { monthOf, yearOf } from '@/lib/core/time'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'
import type { Record } from '@/lib/statistics/person-year.queries'
import { dayIn } from '../../../_parts/span-words'

type Props = { say: Say; rows: Record[]; asOf: string }

/** Every record by month, including what does not count and why. */
export function History({ say, rows, asOf }: Props) {
  const { t } = say
  const months = [...new Set(rows.map(row => row.day.slice(0, 7)))]
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('rate.rows.day')}</th>
          <th scope="col">{t('rate.rows.activity')}</th>
          <th scope="col">{t('rate.rows.mark')}</th>
        </tr>
      </thead>
      <tbody>
        {months.map(month => (
          <Fragment key={month}>
            <tr>
              <th colSpan={3} scope="rowgroup" className="bg-sunk">
                {t('common.date.yearMonth', { year: yearOf(month), month: monthOf(month) })}
              </th>
            </tr>
            {rows
              .filter(row => row.day.startsWith(month))
              .map(row => (
                <tr key={row.activityId}>
                  <td className="whitespace-nowrap">{row.day.slice(5)}</td>
                  <td>
                    <Link href={`/activities/${row.activityId}`}>{row.title}</Link>
                    <span className="block text-ink-3 text-sm">
                      {[row.form, row.hostName, ...outside(say, row, asOf)].join(' · ')}
                    </span>
                  </td>
                  <td>
                    <State say={say} row={row} asOf={asOf} />
                  </td>
                </tr>
              ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

/** The reason why a record is not counted. */
function outside(say: Say, row: Record, asOf: string): string[] {
  if (!row.compulsory) return [say.t('rate.person.optional')]
  if (row.day > asOf) return [say.term('activityStatus.scheduled')]
  return row.status === 'closed' ? [] : [say.t('rate.person.notClosed')]
}

const tones: { [K in NonNullable<Record['mark']> | 'none']: Tone } = {
  present: 'done',
  late: 'soon',
  leftEarly: 'soon',
  leave: 'soon',
  absent: 'owed',
  none: 'quiet',
}

function State({ say, row, asOf }: { say: Say; row: Record; asOf: string }) {
  const { t, term } = say
  if (row.standing !== 'required') return <Tag>{term(`standing.${row.standing}`)}</Tag>
  if (isOnlineStudy(row.form)) {
    const isDone = row.completedOn !== null && row.completedOn <= asOf
    return (
      <Tag tone={isDone ? 'done' : 'quiet'}>{term(isDone ? 'state.completed' : 'state.notCompleted')}</Tag>
    )
  }
  // No mark is expected without a roll or before a roll is closed.
  if (row.mark === null && (!row.compulsory || row.status !== 'closed'))
    return <span className="text-ink-3">—</span>
  const isMadeUp = !attended(row) && row.madeUpOn !== null && row.madeUpOn <= asOf
  return (
    <>
      <Tag tone={tones[row.mark ?? 'none']}>{term(`mark.${row.mark ?? 'none'}`)}</Tag>
      {isMadeUp && (
        <>
          {' '}
          <Tag tone="done">
            {t(isLateMakeUp(row) ? 'rate.rows.madeUpLate' : 'rate.rows.madeUpOn', {
              day: dayIn(say, row.madeUpOn ?? ''),
            })}
          </Tag>
        </>
      )}
    </>
  )
}
