import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { dateWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import type { DebtRow } from '@/lib/attendance/makeup/makeup.queries'
import { debtState } from '@/lib/attendance/makeup/makeup.rules'
import type { Day } from '@/lib/core/time'
import { settle } from '../actions'
import { debtTones } from './debt-tones'
import { RowTick, SessionFields } from './session-fields.client'

type Props = { say: Say; rows: DebtRow[]; today: Day }

/**
 * The list inside one form. The button for the session comes first, so that Enter in a field submits with it
 * and never confirms a proposal.
 */
export function DebtTable({ say, rows, today }: Props) {
  const { t } = say
  const labels = {
    day: t('makeup.list.sessionDay'),
    note: t('makeup.list.sessionNote'),
    rows: t('makeup.list.person'),
  }
  return (
    <Form action={settle} labels={labels}>
      {rows.some(row => row.maySettle) && (
        <SessionFields title={t('makeup.list.sessionTitle')}>
          <p className="mb-3 text-ink-2">{t('makeup.list.sessionLead')}</p>
          <div className="grid desk:grid-cols-[12rem_minmax(0,1fr)_auto] items-end gap-x-4">
            <TextField name="day" type="date" label={labels.day} value={today} />
            <TextField name="note" label={labels.note} />
            <button type="submit" className="btn btn-main mb-4">
              {t('makeup.list.session')}
            </button>
          </div>
        </SessionFields>
      )}
      <ul id="rows" className="border-line-strong border-t">
        {rows.map(row => (
          <DebtLine key={`${row.activityId}/${row.personId}`} say={say} row={row} today={today} />
        ))}
      </ul>
    </Form>
  )
}

function DebtLine({ say, row, today }: { say: Say; row: DebtRow; today: Day }) {
  const { t, term } = say
  const key = `${row.activityId}/${row.personId}`
  const state = debtState({ due: row.due, studyState: row.study?.state ?? null }, today)
  const { proposal } = row
  return (
    <li className="grid desk:grid-cols-[2.75rem_11rem_minmax(0,1fr)_10rem_6rem] grid-cols-[2.75rem_minmax(0,1fr)] items-center gap-x-3 gap-y-1 border-line border-b py-2">
      {row.maySettle ? (
        <RowTick value={key} label={t('makeup.list.choose', { name: row.name, title: row.title })} />
      ) : (
        <span className="desk:row-span-1 row-span-4" />
      )}
      <p className="min-w-0">
        <b className="font-semibold">{row.name}</b> <span className="text-ink-3 text-sm">{row.unitName}</span>
      </p>
      <div className="min-w-0">
        <p className="break-words">
          {row.title}{' '}
          <span className="text-ink-3 text-sm">
            {`${dateWords(say, row.day, today)} ${row.leaveKind ?? term(`mark.${row.mark ?? 'none'}`)}`}
          </span>
        </p>
        {proposal && (
          <p className="flex flex-wrap items-center gap-x-3 text-sm">
            <span className="text-pine">
              {t('makeup.list.proposal', {
                // With the year if it differs from that of the missed day.
                day: dateWords(say, proposal.day, row.day),
                title: proposal.title,
                topics: proposal.topics,
              })}
            </span>
            {row.maySettle && (
              <button type="submit" name="confirm" value={`${key}/${proposal.id}`} className="btn">
                {t('makeup.list.confirm')}
                <span className="sr-only"> {row.name}</span>
              </button>
            )}
          </p>
        )}
      </div>
      <p>
        <Tag tone={debtTones[state]}>{term(`debtState.${state}`)}</Tag>{' '}
        {row.due !== null && (
          <span className="whitespace-nowrap text-ink-3 text-sm">
            {`${t('makeup.list.due')} ${dateWords(say, row.due, today)}`}
          </span>
        )}
      </p>
      <Link
        href={`/activities/${row.activityId}/sheet/${row.personId}`}
        className="inline-flex min-h-11 items-center"
      >
        {t(row.maySettle ? 'makeup.list.settle' : 'makeup.list.look')}
        <span className="sr-only"> {row.name}</span>
      </Link>
    </li>
  )
}
