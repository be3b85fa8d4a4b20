import { numberIn } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { dateWords, spanWords, stampWords } from '@/app/_ui/day-words'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { Tag } from '@/app/_ui/tag'
import { isWithin } from '@/lib/access/unit-path.rules'
import type { Sheet } from '@/lib/attendance/attendance.queries'
import { completionsOf } from '@/lib/attendance/online-study.rules'
import type { Day } from '@/lib/core/time'

type Props = {
  say: Say
  sheet: Sheet
  asked: { unit?: string | string[]; show?: string | string[] }
  today: Day
}

/**
 * Who has completed an online study, by unit; each name links to the row, where a completion day is recorded by
 * hand.
 */
export function StudySheet({ say, sheet, asked, today }: Props) {
  const { t, term } = say
  const { activity, canRecord, canConfirm } = sheet
  const base = `/activities/${activity.id}`
  const unitPath = sheet.rows.find(row => row.unitId === numberIn(asked.unit))?.unitPath ?? ''
  const rows = sheet.rows.filter(row => row.standing !== 'invited' && isWithin(row.unitPath, unitPath))
  const counts = completionsOf(rows)
  const onlyOpen = asked.show === 'open'
  const shown = onlyOpen ? rows.filter(row => row.completedOn === null) : rows
  const units = [...new Set(shown.map(row => row.unitName))]
  const isOpen = activity.status !== 'closed' && activity.status !== 'cancelled'
  const records = canRecord && isOpen
  return (
    <>
      <PageHead
        above={
          <>
            <Link href={base}>{t('activity.page.short')}</Link>
            {` / ${spanWords(say, activity, today)}`}
          </>
        }
        title={activity.title}
      >
        {records && (
          <Link href={`${base}/people`} className="btn flex-1">
            {t('attendance.sheet.people')}
          </Link>
        )}
        <a href={`${base}/sheet/export`} className="btn flex-1">
          {t('attendance.sheet.export')}
        </a>
        {canConfirm && isOpen && activity.day <= today && activity.lastDay <= today && (
          <Link href={`${base}/close`} className="btn flex-1">
            {t('attendance.study.close')}
          </Link>
        )}
        {records && activity.day <= today && (
          <Link
            href={`/imports?${new URLSearchParams({ kind: 'study', activity: activity.title })}`}
            className="btn btn-main flex-1"
          >
            {t('attendance.study.import')}
          </Link>
        )}
      </PageHead>
      {activity.status === 'closed' && (
        <p className="mb-4 text-ink-2">
          {t('attendance.study.closed', {
            time: activity.rollClosedAt === null ? '' : stampWords(say, activity.rollClosedAt, today),
          })}
        </p>
      )}
      {activity.day > today && (
        <p className="mb-4 text-ink-2">
          {t('attendance.study.notYet', { day: dateWords(say, activity.day, today) })}
        </p>
      )}
      {!canRecord && <p className="mb-4 text-ink-2">{t('attendance.sheet.lookOnly')}</p>}
      {rows.length === 0 && <Empty text={t('attendance.sheet.empty')} />}
      {rows.length > 0 && (
        <p className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 border-line-strong border-b pb-3">
          <b className="text-xl">{t('attendance.study.required', { count: counts.required })}</b>
          <b className="text-xl">{t('attendance.study.completed', { count: counts.completed })}</b>
          <b className="text-xl">{t('attendance.study.open', { count: counts.open })}</b>
          <Link
            href={`${base}/sheet?${new URLSearchParams({ ...(unitPath ? { unit: String(asked.unit) } : {}), ...(onlyOpen ? {} : { show: 'open' }) })}`}
            className="inline-flex min-h-11 items-center text-sm"
          >
            {t(onlyOpen ? 'attendance.sheet.showAll' : 'attendance.study.onlyOpen')}
          </Link>
        </p>
      )}
      {units.map(unitName => (
        <section key={unitName} className="mt-5">
          <h2 className="flex flex-wrap items-baseline gap-x-3 border-line-strong border-b pb-1.5">
            {unitName}
            <span className="font-normal text-ink-3 text-sm">
              {t(
                'attendance.study.groupCounts',
                completionsOf(rows.filter(row => row.unitName === unitName)),
              )}
            </span>
          </h2>
          <ul>
            {shown
              .filter(row => row.unitName === unitName)
              .map(row => (
                <li
                  key={row.personId}
                  id={`p${row.personId}`}
                  className="grid min-h-11 desk:grid-cols-[120px_minmax(0,1fr)_auto] grid-cols-[minmax(0,1fr)_auto] items-center gap-3 border-line border-b desk:px-2 py-1"
                >
                  <Link href={`${base}/sheet/${row.personId}`} className="font-semibold text-ink">
                    {row.name}
                  </Link>
                  <span className="desk:block hidden text-ink-3 text-sm">{row.post}</span>
                  <span>
                    {row.standing === 'exempt' ? (
                      <Tag>{term('standing.exempt')}</Tag>
                    ) : row.completedOn ? (
                      <Tag tone="done">
                        {t('attendance.study.completedOn', { day: dateWords(say, row.completedOn, today) })}
                      </Tag>
                    ) : (
                      <Tag>{term('state.notCompleted')}</Tag>
                    )}
                  </span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  )
}
