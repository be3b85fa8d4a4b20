import { orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { dayWords } from '@/app/_ui/day-words'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { Tag } from '@/app/_ui/tag'
import { titled } from '@/app/_ui/titled'
import { sheetOf } from '@/lib/attendance/attendance.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { rosterOf } from '@/lib/organisation/people/person.queries'
import { forOrganiser } from '../../_parts/for-organiser'
import { AddForm } from './_parts/add-form'

export const generateMetadata = titled('attendance.people.title')

const MOST = 20

/** 增减人员: find somebody by name, then add to the list, invite, or record as a walk-in. */
export default async function PeoplePage({ params, searchParams }: PageProps<'/activities/[id]/people'>) {
  const { viewer, activity } = await forOrganiser(params)
  const say = await saying()
  const { t, term } = say
  const asked = (await searchParams).q
  const word = typeof asked === 'string' ? asked.trim().slice(0, 40) : ''
  const [listed, found] = await Promise.all([
    orNotFound(sheetOf(viewer, activity.id)).then(sheet => sheet.rows),
    word ? rosterOf(viewer, { on: activity.day, search: word, limit: MOST }) : null,
  ])
  const standingOf = new Map(listed.map(row => [row.personId, row.standing]))
  const base = `/activities/${activity.id}`
  const changed = listed.filter(row => row.standing !== 'required')
  const begun = activity.day <= dayOf(now())
  return (
    <>
      <PageHead
        above={
          <>
            <Link href={base}>{activity.title}</Link>
            {` / ${dayWords(say, activity.day, dayOf(now()))}`}
          </>
        }
        title={t('attendance.people.title')}
        below={t('attendance.people.lead')}
      >
        <Link href={`${base}/sheet`} className="btn flex-1">
          {t('attendance.close.back')}
        </Link>
      </PageHead>
      <form method="get" className="mb-5 flex max-w-xl gap-2">
        <input
          type="search"
          name="q"
          defaultValue={word}
          aria-label={t('attendance.people.search')}
          placeholder={t('attendance.people.search')}
          className="field"
        />
        <button type="submit" className="btn btn-main">
          {t('attendance.people.searchGo')}
        </button>
      </form>
      {found?.rows.length === 0 && <Empty text={t('attendance.people.none', { word })} />}
      {found && found.rows.length > 0 && (
        <ul className="card mb-6 max-w-3xl px-5 py-1">
          {found.rows.map(person => {
            const standing = standingOf.get(person.id)
            return (
              <li key={person.id} className="border-line border-b py-3 last:border-0">
                <p>
                  <b>{person.name}</b>{' '}
                  <span className="text-ink-3 text-sm">
                    {[person.unitName, person.post, person.staffNo].filter(Boolean).join(' · ')}
                  </span>
                </p>
                {standing ? (
                  <p className="text-ink-2 text-sm">
                    {t('attendance.people.onList', { standing: term(`standing.${standing}`) })}{' '}
                    <Link href={`${base}/sheet/${person.id}`}>{t('attendance.sheet.change')}</Link>
                  </p>
                ) : (
                  <AddForm say={say} activityId={activity.id} personId={person.id} begun={begun} />
                )}
              </li>
            )
          })}
        </ul>
      )}
      {changed.length > 0 && (
        <section className="max-w-3xl">
          <h2 className="mb-1 border-line-strong border-b pb-1.5">{t('attendance.people.byHand')}</h2>
          <ul>
            {changed.map(row => (
              <li
                key={row.personId}
                className="flex min-h-11 flex-wrap items-center gap-x-3 border-line border-b py-1"
              >
                <Link href={`${base}/sheet/${row.personId}`} className="font-semibold text-ink">
                  {row.name}
                </Link>
                <span className="text-ink-3 text-sm">{row.unitName}</span>
                <Tag>{term(`standing.${row.standing}`)}</Tag>
                <span className="text-ink-2 text-sm">{row.reason}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
