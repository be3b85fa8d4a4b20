import { notFound } from 'next/navigation'
import { numberIn } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { TableCard } from '@/app/_ui/table'
import { titled } from '@/app/_ui/titled'
import { holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf, isDay } from '@/lib/core/time'
import { allTags, rosterOf, unitTree } from '@/lib/organisation/people/person.queries'
import { type Asked, addressOf } from './_parts/people-address'
import { PeopleFilter } from './_parts/people-filter'
import { PeopleRows } from './_parts/people-rows'
import { UnitTree } from './_parts/unit-tree'

export const generateMetadata = titled('roster.list.title')

const PER_PAGE = 100

export default async function PeoplePage({ searchParams }: { searchParams: Promise<Asked> }) {
  const viewer = await requireViewer()
  if (!holds(viewer, 'organiser', 'leader', 'administrator')) notFound()
  const asked = await searchParams
  const today = dayOf(now())
  const on = asked.on && isDay(asked.on) ? asked.on : today
  const page = numberIn(asked.page) ?? 1
  const unitId = numberIn(asked.unit) ?? undefined
  const filter = { on, unitId, search: asked.q, tagId: numberIn(asked.tag) ?? undefined }
  const [units, tags, { rows, total }, say] = await Promise.all([
    unitTree(viewer, on),
    allTags(viewer, on),
    rosterOf(viewer, { ...filter, limit: PER_PAGE, offset: (page - 1) * PER_PAGE }),
    saying(),
  ])
  const { t } = say
  const unit = units.find(each => each.id === unitId)
  if (asked.unit && !unit) notFound()
  const isNarrowed = Boolean(asked.q || filter.tagId)
  const pages = Math.ceil(total / PER_PAGE)
  const summary = isNarrowed
    ? t('roster.list.shown', { total })
    : unit
      ? t('roster.list.summaryUnit', { unit: unit.name, day: on, total })
      : t('roster.list.summary', { day: on, total })
  const administers = holds(viewer, 'administrator')
  return (
    <>
      <PageHead title={t('roster.list.title')} below={summary}>
        {administers && (
          <>
            <Link href="/people/units" className="btn">
              {t('roster.list.units')}
            </Link>
            <Link href={unit ? `/people/new?unit=${unit.id}` : '/people/new'} className="btn btn-main">
              {t('roster.list.add')}
            </Link>
          </>
        )}
      </PageHead>
      <div className="desk:flex items-start gap-6">
        <UnitTree say={say} units={units} asked={asked} unitId={unitId} />
        <div className="min-w-0 flex-1">
          <PeopleFilter say={say} units={units} tags={tags} asked={asked} today={today} />
          {rows.length > 0 ? (
            <TableCard label={t('roster.list.title')}>
              <PeopleRows say={say} rows={rows} />
            </TableCard>
          ) : isNarrowed ? (
            <Empty text={t('roster.list.noMatch')}>
              <Link href={addressOf({ unit: asked.unit, on: asked.on })} className="btn">
                {t('roster.list.clear')}
              </Link>
            </Empty>
          ) : (
            <Empty text={t('roster.list.none')}>
              {administers && (
                <Link href="/imports" className="btn">
                  {t('roster.list.import')}
                </Link>
              )}
            </Empty>
          )}
          {pages > 1 && (
            <nav
              className="mt-4 flex items-center gap-3"
              aria-label={t('roster.list.pages', { page, pages })}
            >
              {page > 1 && (
                <Link href={addressOf({ ...asked, page: page - 1 })} className="btn">
                  {t('roster.list.previous')}
                </Link>
              )}
              <span className="text-ink-2">{t('roster.list.pages', { page, pages })}</span>
              {page < pages && (
                <Link href={addressOf({ ...asked, page: page + 1 })} className="btn">
                  {t('roster.list.next')}
                </Link>
              )}
            </nav>
          )}
        </div>
      </div>
    </>
  )
}
