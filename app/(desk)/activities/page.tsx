import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { DoneLine } from '@/app/_ui/done-line'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { type ActivityRow, activityYears } from '@/lib/activity/activity.queries'
import { awaitsRecord } from '@/lib/activity/activity.rules'
import { reviewCounts } from '@/lib/activity/review/review.queries'
import { now } from '@/lib/core/clock'
import { type Day, dayOf, monthOf, yearOf } from '@/lib/core/time'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { formsOf } from '@/lib/organisation/settings/setting.queries'
import { ActivityList } from './_parts/activity-list'
import { type Chosen, chosenIn, listOf, queryOf } from './_parts/list-filter'
import { ListFilter } from './_parts/list-filter-form'

export const generateMetadata = titled('activity.list.title')

export default async function ActivitiesPage({ searchParams }: PageProps<'/activities'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const at = now()
  const today = dayOf(at)
  const asked = await searchParams
  const chosen = chosenIn(asked, today)
  const organises = holds(viewer, 'organiser', 'administrator')
  const [rows, years, units, forms, reviews] = await Promise.all([
    listOf(viewer, chosen, today),
    activityYears(viewer, today),
    unitsFor(viewer),
    formsOf(),
    organises ? reviewCounts(viewer) : { toDecide: 0, sentBack: 0 },
  ])
  const awaiting = rows.filter(row => awaitsRecord(row, row.roll?.required ?? 0, at)).length
  return (
    <>
      <PageHead
        title={say.t('activity.list.title')}
        below={
          <>
            {say.t('activity.list.lead', { count: rows.length })}
            {awaiting > 0 && chosen.status !== 'awaiting' && (
              <>
                {' · '}
                <Link
                  href={`/activities?${queryOf(chosen, { status: 'awaiting' })}`}
                  className="figure text-cinnabar"
                >
                  {say.t('activity.list.awaiting', { count: awaiting })}
                </Link>
              </>
            )}
          </>
        }
      >
        {holds(viewer, 'organiser', 'leader', 'administrator') && (
          <>
            <Link href="/leave" className="btn flex-1">
              {say.t('leave.list.title')}
            </Link>
            <Link href="/makeups" className="btn flex-1">
              {say.t('makeup.home.open')}
            </Link>
          </>
        )}
        {organises && (reviews.toDecide > 0 || reviews.sentBack > 0) && (
          <Link href="/activities/review" className="btn flex-1">
            {say.t('review.title')}
          </Link>
        )}
        {organises && (
          <Link href={`/activities/doubles?year=${chosen.year}`} className="btn flex-1">
            {say.t('double.title')}
          </Link>
        )}
        {rows.length > 0 && (
          <a href={`/activities/export?${queryOf(chosen)}`} className="btn flex-1">
            {say.t('common.table.export')}
          </a>
        )}
        {organises && (
          <Link href="/activities/new?as=stall" className="btn flex-1">
            {say.t('activity.form.stallTitle')}
          </Link>
        )}
        {organises && (
          <Link href="/activities/new" className="btn btn-main flex-1">
            {say.t('activity.list.make')}
          </Link>
        )}
      </PageHead>
      {asked.done === 'delete' && <DoneLine>{say.t('scheduling.done.deleted')}</DoneLine>}
      <ListFilter say={say} chosen={chosen} years={years} units={units} forms={forms} />
      {rows.length === 0 ? (
        <Empty
          text={say.t(isNarrowed(chosen) ? 'activity.list.noMatch' : 'activity.list.empty', {
            year: chosen.year,
          })}
        >
          {isNarrowed(chosen) ? (
            <Link href={`/activities?year=${chosen.year}`} className="btn">
              {say.t('activity.list.clear')}
            </Link>
          ) : (
            organises && (
              <>
                <Link href="/activities/new" className="btn btn-main">
                  {say.t('activity.list.make')}
                </Link>
                <Link href="/imports?kind=activities" className="btn">
                  {say.t('activity.list.import')}
                </Link>
              </>
            )
          )}
        </Empty>
      ) : (
        sections(say, rows, chosen, today).map(section => (
          <section key={section.title} className="mt-6" aria-label={section.title}>
            <h2 className="border-line-strong border-b pb-1.5">{section.title}</h2>
            <ActivityList say={say} rows={section.rows} now={at} />
          </section>
        ))
      )}
    </>
  )
}

/** This year: today's activities, upcoming ones, then past ones, newest first. Another year: month by month. */
function sections(say: Say, rows: ActivityRow[], { year }: Chosen, today: Day) {
  if (year !== yearOf(today)) {
    const months = [...new Set(rows.map(row => monthOf(row.day)))]
    return months.map(month => ({
      title: say.t('common.date.month', { month }),
      rows: rows.filter(row => monthOf(row.day) === month),
    }))
  }
  const isOn = (row: ActivityRow) => row.day <= today && row.lastDay >= today
  return [
    { title: say.t('common.date.today'), rows: rows.filter(isOn) },
    { title: say.t('activity.list.ahead'), rows: rows.filter(row => row.day > today) },
    { title: say.t('activity.list.over'), rows: rows.filter(row => row.lastDay < today).reverse() },
  ].filter(section => section.rows.length > 0)
}

function isNarrowed({ month, unitId, form, status, search }: Chosen): boolean {
  return Boolean(month || unitId || form || status || search)
}
